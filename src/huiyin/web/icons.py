"""A handful of line icons, drawn for this system on a 20 by 20 grid: no icon font, nothing to fetch.

An icon never stands alone: the words beside it say the same, so each is hidden from screen readers.
"""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "clock": '<circle cx="10" cy="10" r="7"/><path d="M10 6v4.2l2.8 1.8"/>',
    "soon": '<path d="M6 3h8M6 17h8M7 3v2.5L10 10l3-4.5V3M7 17v-2.5L10 10l3 4.5V17"/>',
    "overdue": '<path d="M10 3 18 17H2z"/><path d="M10 8v4M10 14.3v.2"/>',
    "done": '<path d="m4 10.5 4 4 8-9"/>',
    "circle": '<circle cx="10" cy="10" r="6.5"/>',
    "dot": '<circle cx="10" cy="10" r="5" fill="currentColor"/>',
    "question": '<circle cx="10" cy="10" r="7"/><path d="M7.9 8a2.1 2.1 0 1 1 3 1.9c-.6.3-.9.7-.9 1.3v.3M10 14v.2"/>',
    "stop": '<circle cx="10" cy="10" r="7"/><path d="m7.5 7.5 5 5m0-5-5 5"/>',
    "info": '<circle cx="10" cy="10" r="7"/><path d="M10 9.3V14M10 6.3v.2"/>',
    "paper": '<path d="M5 2.5h7l3 3v12H5zM12 2.5v3h3M7.5 9.5h5M7.5 12h5M7.5 14.5h3"/>',
    "print": '<path d="M6 7V3h8v4M6 14H4V8h12v6h-2M6 12h8v5H6z"/>',
    "download": '<path d="M10 3v9m-3.5-3.3L10 12.2l3.5-3.5M4 16.5h12"/>',
    "attach": '<path d="m13.5 7-5.6 5.6a1.4 1.4 0 0 0 2 2l6-6a3 3 0 0 0-4.3-4.3l-6 6a4.6 4.6 0 0 0 6.5 6.5L16 13"/>',
    "search": '<circle cx="8.8" cy="8.8" r="5.3"/><path d="m13 13 4 4"/>',
    "pen": '<path d="m4 16 .8-3.4L13.5 4 16 6.5l-8.7 8.7zM11.7 5.8l2.5 2.5"/>',
    "send": '<path d="M3 10 17 3.5 13 17l-3.2-5.3z"/><path d="M9.8 11.7 17 3.5"/>',
    "eye": '<path d="M2.5 10S5.3 5 10 5s7.5 5 7.5 5-2.8 5-7.5 5-7.5-5-7.5-5z"/><circle cx="10" cy="10" r="2.3"/>',
    "path": '<path d="M10 17.5V3M10 4.5h5.5L17 6l-1.5 1.5H10M10 9H5L3.5 10.5 5 12h5"/>',
    "lock": '<rect x="4.5" y="9" width="11" height="8"/><path d="M7 9V6.5a3 3 0 0 1 6 0V9"/>',
    "person": '<circle cx="10" cy="6.5" r="3"/><path d="M4 17c.4-3.6 2.7-5.5 6-5.5s5.6 1.9 6 5.5"/>',
    "office": '<path d="M3 17h14M5 17V8m10 9V8M8.3 17V8m3.4 9V8M3.5 8h13L10 3.2z"/>',
    "back": '<path d="M12.5 4.5 7 10l5.5 5.5"/>',
    "next": '<path d="M7.5 4.5 13 10l-5.5 5.5"/>',
    "down": '<path d="M4.5 7.5 10 13l5.5-5.5"/>',
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "copy": '<path d="M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5z"/>',
    "undo": '<path d="M7 4 3.5 7.5 7 11M4 7.5h7.5a4.3 4.3 0 0 1 0 8.5H7"/>',
    "text": '<path d="M3 16 7.5 4.5 12 16M4.6 12h5.8M13 16l2.2-5.5 2.3 5.5M13.7 14.3h3"/>',
    "globe": '<circle cx="10" cy="10" r="7"/><path d="M3 10h14M10 3c4 4.5 4 9.500 0 14M10 3c-4 4.500-4 9.500 0 14"/>',
}


def icon(name: str) -> SafeString:
    """The named icon as inline SVG; an unknown name is a mistake in a template and says so."""
    path = _PATHS[name]
    return mark_safe(  # noqa: S308 - our own drawings, no value from outside
        '<svg class="hy-icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false" '
        f'fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round">{path}</svg>'
    )


def names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(_PATHS)
