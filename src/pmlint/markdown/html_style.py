"""Which inline styles leave a text to be seen: a closed list of properties, and of what they may say."""

from __future__ import annotations

import re

LEAST_CONTRAST = 0x30
"""By how much a colour has to differ from the one behind it in red, green or blue; less can't be read."""

SMALLEST_TEXT = 6
"""Pixels from which a text can be read."""

SMALLEST_BOX = 10
"""Pixels, or percent, of a box in which there is room for text."""

FARTHEST = 200
"""Pixels by which a text may be moved by its margins; by more it may leave the page."""

_NAMED_COLORS = {
    "black": "000", "silver": "c0c0c0", "gray": "808080", "grey": "808080", "white": "fff", "maroon": "800000",
    "red": "f00", "purple": "800080", "fuchsia": "f0f", "magenta": "f0f", "green": "008000", "lime": "0f0",
    "olive": "808000", "yellow": "ff0", "navy": "000080", "blue": "00f", "teal": "008080", "aqua": "0ff", "cyan": "0ff",
    "orange": "ffa500", "orangered": "ff4500", "gold": "ffd700", "brown": "a52a2a", "crimson": "dc143c",
    "tomato": "ff6347", "coral": "ff7f50", "salmon": "fa8072", "pink": "ffc0cb", "violet": "ee82ee",
    "indigo": "4b0082", "darkred": "8b0000", "darkgreen": "006400", "darkblue": "00008b", "darkorange": "ff8c00",
    "darkgray": "a9a9a9", "darkgrey": "a9a9a9", "lightgray": "d3d3d3", "lightgrey": "d3d3d3", "dimgray": "696969",
    "lightgreen": "90ee90", "lightblue": "add8e6", "lightyellow": "ffffe0", "steelblue": "4682b4",
    "royalblue": "4169e1", "dodgerblue": "1e90ff", "seagreen": "2e8b57", "forestgreen": "228b22",
    "limegreen": "32cd32", "firebrick": "b22222", "chocolate": "d2691e",
}  # fmt: skip
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")
_RGB = re.compile(r"rgb\(\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*\)")
_LENGTH = re.compile(r"([0-9]{0,5}(?:\.[0-9]{1,5})?)\s*(px|pt|em|rem|ex|ch|%|vw|vh|cm|mm|in)?")
_PIXELS = {"pt": 1.33, "em": 16, "rem": 16, "ex": 8, "ch": 8, "cm": 38, "mm": 3.8, "in": 96}

# What can't hide a text, whatever it says.
_HARMLESS = frozenset((
    "text-align", "text-decoration-color", "text-decoration-style", "text-transform", "vertical-align", "float",
    "clear", "font-weight", "font-style", "font-family", "font-variant", "border", "border-top", "border-right",
    "border-bottom", "border-left", "border-width", "border-style", "border-color", "border-radius",
    "border-collapse", "border-spacing", "list-style", "list-style-type", "white-space", "word-wrap",
    "word-break", "overflow-wrap", "table-layout", "break-before", "break-after", "break-inside",
    "page-break-before", "page-break-after", "page-break-inside", "align-items", "align-content",
    "justify-content", "flex", "flex-direction", "flex-wrap", "gap", "box-sizing", "cursor", "direction",
))  # fmt: skip
_DISPLAYS = re.compile(r"block|inline|inline-block|flex|inline-flex|grid|list-item|table(?:-(?:row|cell|row-group))?")
_OVERFLOWS = re.compile(r"auto|scroll|visible")
_DECORATIONS = re.compile(r"none|underline(?: (?:dotted|dashed|wavy|solid))?|overline")
_TEXT_SIZES = re.compile(r"(?:x{1,3}-)?(?:small|large)|medium|smaller|larger|inherit")
_BOX_SIZES = re.compile(r"auto|(?:min|max|fit)-content|inherit|none")


def shows(style: str) -> bool:
    """Whether the text of an element with an inline style is surely seen."""
    said: dict[str, str] = {}
    for declaration in style.split(";"):
        if declaration.strip():
            key, _, value = declaration.partition(":")
            said[key.strip().lower()] = value.lower().removesuffix("!important").strip()
    color, ground = said.pop("color", ""), said.pop("background-color", said.pop("background", ""))
    if (color or ground) and not is_seen_color(color, ground):
        return False
    return all(_leaves_seen(key, value) for key, value in said.items())


def is_seen_color(color: str, ground: str) -> bool:
    """Whether a text in a colour is seen on a ground; black and white where nothing is said."""
    text, behind = _color(color or "black"), _color(ground or "white")
    return (
        text is not None
        and behind is not None
        and max(abs(one - other) for one, other in zip(text, behind, strict=True)) >= LEAST_CONTRAST
    )


def is_seen_size(written: str) -> bool:
    """Whether a width or height leaves room for a text."""
    return bool(_BOX_SIZES.fullmatch(written.strip().lower())) or (_pixels(written) or 0) >= SMALLEST_BOX


def _leaves_seen(key: str, value: str) -> bool:
    if key in _HARMLESS:
        return True
    if key == "display":
        return _DISPLAYS.fullmatch(value) is not None
    if key in ("overflow", "overflow-x", "overflow-y"):
        return _OVERFLOWS.fullmatch(value) is not None
    if key in ("text-decoration", "text-decoration-line"):
        return _DECORATIONS.fullmatch(value) is not None
    if key == "visibility":
        return value == "visible"
    if key in ("font-size", "line-height"):
        return bool(_TEXT_SIZES.fullmatch(value)) or (_pixels(value, of=16) or 0) >= SMALLEST_TEXT
    if key in ("width", "height", "min-width", "min-height", "max-width", "max-height"):
        return is_seen_size(value)
    if re.fullmatch(r"(?:margin|padding)(?:-(?:top|right|bottom|left))?", key):
        moved = [0.0 if each == "auto" else _pixels(each) for each in value.split()]
        return all(each is not None and each <= FARTHEST for each in moved)
    return False


def _color(written: str) -> tuple[int, int, int] | None:
    """Red, green and blue of a colour that is written in one of the plain ways."""
    written = written.strip().lower()
    if rgb := _RGB.fullmatch(written):
        return int(rgb[1]), int(rgb[2]), int(rgb[3])
    digits = _HEX.fullmatch(_NAMED_COLORS.get(written, written))
    if digits is None:
        return None
    code = digits[1] if len(digits[1]) == 6 else "".join(letter * 2 for letter in digits[1])
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


def _pixels(written: str, of: float = 1) -> float | None:
    """A length in pixels; a percentage as its number, or as that part of `of`; `None` for what is no plain length."""
    length = _LENGTH.fullmatch(written.strip().lower())
    if length is None or not length[1].strip("."):
        return None
    number, unit = float(length[1]), length[2] or ""
    if of != 1 and unit in ("%", ""):
        return number * of / (100 if unit else 1)
    return number * _PIXELS.get(unit, 1)
