"""Small signs on buttons, as inline SVG in the colour of the words beside them."""

from markupsafe import Markup

_PATHS = {
    "undo": '<path d="M7 5L3 9l4 4M3.5 9H12a4.5 4.5 0 0 1 0 9H8"/>',
    "redo": '<path d="M13 5l4 4-4 4M16.5 9H8a4.5 4.5 0 0 0 0 9h4"/>',
    "reset": '<path d="M4 10a6 6 0 1 0 2-4.5M6 2v4h4"/>',
    "play": '<path d="M6 4l10 6-10 6z" fill="currentColor"/>',
    "pause": '<path d="M6 4v12M14 4v12" stroke-width="3.4"/>',
    "step": '<path d="M5 4l7 6-7 6zM15 4v12"/>',
    "back": '<path d="M15 4l-7 6 7 6zM5 4v12"/>',
    "full": '<path d="M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4"/>',
    "numbers": '<path d="M4 6h9M4 10h12M4 14h7"/>',
    "settings": '<path d="M3 6.5h7M15 6.5h2M3 13.5h2M10 13.5h7"/>'
    '<circle cx="12.5" cy="6.5" r="2.2"/><circle cx="7.5" cy="13.5" r="2.2"/>',
    "hand": '<path d="M7 10V4.2a1.4 1.4 0 0 1 2.8 0V9m0-.5a1.4 1.4 0 0 1 2.8 0V10m0-.6a1.4 1.4 0 0'
    ' 1 2.8 0V13c0 3-1.8 5-4.8 5-2.4 0-3.6-1-4.8-3.2L4 11.6c-.5-1 .9-1.9 1.7-1L7 12.2"/>',
    "turn": '<path d="M4 13a7 7 0 0 1 12-5M16 3.5V8h-4.5"/>',
    "dice": '<rect x="3.5" y="3.5" width="13" height="13" rx="3"/><path d="M7.5 7.5h.01M10 10h.01'
    'M12.5 12.5h.01" stroke-width="2.4"/>',
    "pen": '<path d="M4 16l1-4L13.5 3.5l3 3L8 15z"/>',
    "orbit": '<ellipse cx="10" cy="10" rx="7.5" ry="3.2"/><path d="M13 15l3-2.4-3.4-1.6"/>',
    "lock": '<rect x="5" y="9" width="10" height="8" rx="2"/><path d="M7 9V7a3 3 0 0 1 6 0v2"/>',
    "eye": '<path d="M2.5 10s3-5 7.5-5 7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5z"/>'
    '<circle cx="10" cy="10" r="2"/>',
    "right": '<path d="M3.5 10.5l4.4 4.6L16.5 5" stroke-width="2.8"/>',
    "wrong": '<path d="M5 5l10 10M15 5L5 15" stroke-width="2.8"/>',
    "emblem": '<path d="M4 5h6l6 5M4 15h6l6-5M4 5l6 10M4 15l6-10" stroke-width="1.2"/><g fill="'
    'var(--nnlab-paper)" stroke-width="1.4"><circle cx="4" cy="5" r="2.2"/><circle cx="4" cy="15" '
    'r="2.2"/><circle cx="10" cy="5" r="2.2"/><circle cx="10" cy="15" r="2.2"/></g><circle cx="16" '
    'cy="10" r="2.6" fill="currentColor"/>',
}


def icon(name: str) -> Markup:
    """The sign of this name; a screen reader passes it over.

    >>> icon("play")[:24]
    Markup('<svg class="nnlab-icon" ')
    """
    look = 'class="nnlab-icon" viewBox="0 0 20 20" aria-hidden="true"'
    return Markup(f"<svg {look}>{_PATHS[name]}</svg>")  # ours, not a user's
