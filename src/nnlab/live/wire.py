"""What goes over the wire between a stage and its pages, as plain data; see `live.stage`."""

from typing import Any

__all__ = ["merge", "split"]


def merge(inbox: list[list], item: Any) -> None:
    """Put an item, [kind, id, what], into the inbox: each "event" is kept, of the rest the newest.

    "set" brings a part's values. Any other kind is an event, too, such as a drag on its way: one of
    the same kind that still waits is replaced.

    >>> inbox = [["drag", "plane1", {"x": 1}]]
    >>> merge(inbox, ["drag", "plane1", {"x": 2}])
    >>> inbox
    [['drag', 'plane1', {'x': 2}]]
    """
    if not (isinstance(item, list) and len(item) == 3 and isinstance(item[2], dict)):
        return
    for waiting in reversed(inbox):
        if "event" in (waiting[0], item[0]):
            break  # what comes after an event stays after it
        if waiting[:2] == item[:2]:
            waiting[2] = waiting[2] | item[2] if item[0] == "set" else item[2]
            return
    inbox.append(item)


def split(message: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """The message without its bytes, which go as buffers: "buffers" holds the path to each.

    >>> split({"set": {"plane1": {"field": b"12"}}})
    ({'set': {'plane1': {'field': None}}, 'buffers': [['set', 'plane1', 'field']]}, [b'12'])
    """
    paths: list[list] = []
    buffers: list[bytes] = []

    def without(value: Any, path: list) -> Any:
        if isinstance(value, bytes):
            paths.append(path)
            buffers.append(value)
            return None
        if isinstance(value, dict) and len(path) < 4:
            return {key: without(inner, [*path, key]) for key, inner in value.items()}
        return value

    return without(message, []) | {"buffers": paths}, buffers
