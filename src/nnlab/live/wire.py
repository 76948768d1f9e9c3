"""What goes over the wire between a stage and its pages, as plain data; see `live.stage`."""

from typing import Any

__all__ = ["merge", "plain", "split"]


def merge(inbox: list[list], item: Any) -> None:
    """Put an item into the inbox: of a value only the newest counts, events are all kept."""
    if not (isinstance(item, list) and len(item) == 3):
        return
    if item[0] == "set" and isinstance(item[2], dict):
        for waiting in reversed(inbox):
            if waiting[0] != "set":
                break  # a value after an event stays after it
            if waiting[1] == item[1]:
                waiting[2] = waiting[2] | item[2]
                return
    inbox.append(item)


def plain(value: Any) -> Any:
    """The value as each front end takes it: marimo shows a str's subclass as [object Object]."""
    return str(value) if isinstance(value, str) else value


def split(message: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """The message without its bytes, which go as buffers: "buffers" holds the path to each."""
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
