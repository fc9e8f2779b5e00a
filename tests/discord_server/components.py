"""The limits of components: rows, buttons, selects, layouts and modals."""

from .errors import Json, Problems
from .model import walk

Path = tuple[str | int, ...]

ROW, BUTTON, SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = (3, 5, 6, 7, 8)
TEXT_DISPLAY, LABEL = 10, 18
LAYOUT = (1, 9, 10, 12, 13, 14, 17)  # what may stand at the top of a V2 message
LINK, PREMIUM = 5, 6
LAYOUT_PARTS = 40
LAYOUT_TEXT = 4000


def check_components(problems: Problems, rows: list[Json]) -> None:
    """Check the rows of a message without the V2 flag."""
    problems.length(("components",), rows, 5)
    for number, row in enumerate(rows):
        path: Path = ("components", number)
        problems.choice((*path, "type"), row.get("type"), (ROW,))
        _check_row(problems, path, row)
    _check_unique(problems, rows)


def check_layout_v2(problems: Problems, parts: list[Json]) -> None:
    """Check the layout of a message with the V2 flag."""
    everything = walk(parts)
    problems.length(("components",), everything, LAYOUT_PARTS)
    texts = [part.get("content") or "" for part in everything if part["type"] == TEXT_DISPLAY]
    if sum(map(len, texts)) > LAYOUT_TEXT:
        words = f"Displayable text exceeds maximum size of {LAYOUT_TEXT}"
        problems.add(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", words)
    for number, part in enumerate(parts):
        problems.choice(("components", number, "type"), part.get("type"), LAYOUT)
    for number, part in enumerate(everything):
        if part["type"] == ROW:
            _check_row(problems, ("components", number), part)
    _check_unique(problems, parts)


def check_modal(data: Json) -> None:
    """Refuse a modal that breaks a limit."""
    problems = Problems()
    problems.length(("data", "title"), data.get("title"), 45, 1)
    problems.length(("data", "custom_id"), data.get("custom_id"), 100, 1)
    parts = data.get("components") or []
    problems.length(("data", "components"), parts, 5, 1)
    for number, part in enumerate(parts):
        _check_modal_part(problems, ("data", "components", number), part)
    _check_unique(problems, parts)
    problems.settle()


def _check_modal_part(problems: Problems, path: Path, part: Json) -> None:
    problems.choice((*path, "type"), part.get("type"), (ROW, TEXT_DISPLAY, LABEL))
    if part.get("type") == LABEL:
        problems.length((*path, "label"), part.get("label"), 45, 1)
        problems.length((*path, "description"), part.get("description"), 100)
        inner = part.get("component") or {}
        if inner.get("type") == TEXT_INPUT:
            _check_input(problems, (*path, "component"), inner)
    elif part.get("type") == ROW:
        problems.length((*path, "components"), part.get("components"), 1, 1)
        for inner in part.get("components") or ():
            problems.choice((*path, "components", 0, "type"), inner.get("type"), (TEXT_INPUT,))
            problems.length((*path, "components", 0, "label"), inner.get("label"), 45, 1)
            _check_input(problems, (*path, "components", 0), inner)


def _check_input(problems: Problems, path: Path, part: Json) -> None:
    problems.length((*path, "custom_id"), part.get("custom_id"), 100, 1)
    problems.length((*path, "placeholder"), part.get("placeholder"), 100)
    problems.length((*path, "value"), part.get("value"), 4000)
    problems.choice((*path, "style"), part.get("style"), (1, 2))
    for key, least in (("min_length", 0), ("max_length", 1)):
        if (value := part.get(key)) is not None and not least <= value <= 4000:
            words = f"int value should be between {least} and 4000."
            problems.add((*path, key), "NUMBER_TYPE_RANGE", words)


def _check_row(problems: Problems, path: Path, row: Json) -> None:
    parts = row.get("components") or []
    problems.length((*path, "components"), parts, 5, 1)
    if len(parts) > 1 and any(part.get("type") in SELECTS for part in parts):
        words = "Component layout width exceeded"
        problems.add((*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", words)
    for number, part in enumerate(parts):
        inner = (*path, "components", number)
        problems.choice((*inner, "type"), part.get("type"), (BUTTON, *SELECTS))
        if part.get("type") == BUTTON:
            _check_button(problems, inner, part)
        elif part.get("type") in SELECTS:
            _check_select(problems, inner, part)


def _check_button(problems: Problems, path: Path, part: Json) -> None:
    problems.choice((*path, "style"), part.get("style"), (1, 2, 3, 4, LINK, PREMIUM))
    problems.length((*path, "label"), part.get("label"), 80)
    if part.get("style") == PREMIUM:
        return
    if not (part.get("label") or part.get("emoji")):
        words = "A button needs a label or an emoji"
        problems.add((*path,), "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", words)
    if part.get("style") == LINK:
        problems.length((*path, "url"), part.get("url"), 512, 1)
        problems.url((*path, "url"), part.get("url") or "", ("http", "https", "discord"))
    wanted, other = ("url", "custom_id") if part.get("style") == LINK else ("custom_id", "url")
    problems.length((*path, wanted), part.get(wanted), 512 if wanted == "url" else 100, 1)
    if part.get(other):
        words = "A custom id and url cannot both be specified"
        problems.add((*path, other), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", words)


def _check_select(problems: Problems, path: Path, part: Json) -> None:
    problems.length((*path, "custom_id"), part.get("custom_id"), 100, 1)
    problems.length((*path, "placeholder"), part.get("placeholder"), 150)
    if part.get("type") == SELECT:
        _check_options(problems, path, part.get("options") or [])
    for key, least in (("min_values", 0), ("max_values", 1)):
        if not least <= part.get(key, 1) <= 25:
            words = f"int value should be between {least} and 25."
            problems.add((*path, key), "NUMBER_TYPE_RANGE", words)


def _check_options(problems: Problems, path: Path, options: list[Json]) -> None:
    problems.length((*path, "options"), options, 25, 1)
    seen: set[str] = set()
    for number, option in enumerate(options):
        inner = (*path, "options", number)
        problems.length((*inner, "label"), option.get("label"), 100, 1)
        problems.length((*inner, "value"), option.get("value"), 100, 1)
        problems.length((*inner, "description"), option.get("description"), 100)
        if option.get("value") in seen:
            words = "The specified option value is already used"
            problems.add((*inner, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", words)
        seen.add(option.get("value", ""))


def _check_unique(problems: Problems, parts: list[Json]) -> None:
    ids = [part["custom_id"] for part in walk(parts) if part.get("custom_id")]
    if len(ids) != len(set(ids)):
        words = "Component custom id cannot be duplicated"
        problems.add(("components",), "COMPONENT_CUSTOM_ID_DUPLICATED", words)


def numbered(parts: list[Json]) -> list[Json]:
    """Give every component the id that Discord gives it, and a select its counts."""
    for number, part in enumerate(walk(parts), start=1):
        part.setdefault("id", number)
        if part.get("emoji"):
            part["emoji"] = {key: value for key, value in part["emoji"].items() if value}
        if part["type"] in SELECTS:
            part.setdefault("min_values", 1)
            part.setdefault("max_values", 1)
    return parts
