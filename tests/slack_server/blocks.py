"""Block Kit as Slack checks it: the limits of every block, element and object."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block, BlockElement

from . import limits
from .errors import refuse
from .model import Json

INTERACTIVE = {
    "context": frozenset({"image", "plain_text", "mrkdwn"}),
    "context_actions": frozenset({"feedback_buttons", "icon_button"}),
}


def check_blocks(blocks: Any, surface: str) -> None:
    """Refuse blocks that the surface would not show."""
    problems = list(problems_of(blocks, surface))
    if problems:
        refuse("invalid_blocks", *problems)
    if surface == "message" and characters(blocks) > limits.TOTAL_CHARACTERS:
        refuse("msg_blocks_too_long")


def problems_of(blocks: Any, surface: str) -> Iterator[str]:
    """Tell what is wrong, each with its place as Slack writes it."""
    if not isinstance(blocks, list) or not all(isinstance(one, dict) for one in blocks):
        yield "must provide an array of objects [json-pointer:/blocks]"
        return
    most = limits.BLOCKS[surface]
    if len(blocks) > most:
        yield f"no more than {most} items allowed [json-pointer:/blocks]"
    yield from _duplicates(blocks)
    markdown = sum(len(str(one.get("text"))) for one in blocks if one.get("type") == "markdown")
    if markdown > limits.MARKDOWN_CHARACTERS:
        yield f"markdown of {markdown} characters in all [json-pointer:/blocks]"
    for index, block in enumerate(blocks):
        where = f"/blocks/{index}"
        if block.get("type") not in limits.SURFACES[surface]:
            yield f"unsupported type: {block.get('type')} [json-pointer:{where}/type]"
            continue
        problems = list(_object(block, str(block["type"]), where))
        # The SDK's validators fall over what is of the wrong type.
        yield from problems or _as_the_sdk_sees_it(block, where)


def characters(value: Any) -> int:
    """Count the characters of all texts in blocks."""
    if isinstance(value, list):
        return sum(characters(one) for one in value)
    if not isinstance(value, dict):
        return 0
    texts = (len(one) for key, one in value.items() if key == "text" and isinstance(one, str))
    return sum(texts) + sum(characters(one) for one in value.values())


def _duplicates(blocks: list[Json]) -> Iterator[str]:
    named = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    for name, count in named.items():
        if count > 1:
            yield f"`block_id` {name!r} appears {count} times [json-pointer:/blocks]"
    for index, block in enumerate(blocks):
        actions = Counter(
            one["action_id"]
            for one in block.get("elements") or ()
            if isinstance(one, dict) and one.get("action_id")
        )
        for name, count in actions.items():
            if count > 1:
                yield f"`action_id` {name!r} appears {count} times [json-pointer:/blocks/{index}]"


def _object(value: Json, kind: str, where: str) -> Iterator[str]:
    """Check an object and what it holds; `kind` names its limits."""
    for name in limits.REQUIRED.get(kind, ()):
        if name not in value:
            yield f"missing required field: {name} [json-pointer:{where}]"
    for name, most in (("block_id", limits.BLOCK_ID), ("action_id", limits.ACTION_ID)):
        if name in value:
            yield from _length(value[name], most, f"{where}/{name}")
    for name, inner in value.items():
        yield from _field(kind, name, inner, f"{where}/{name}")
    if kind == "section" and not (value.get("text") or value.get("fields")):
        yield f"missing required field: text or fields [json-pointer:{where}]"


def _field(kind: str, name: str, value: Any, where: str) -> Iterator[str]:
    most = limits.TEXTS.get((kind, name))
    if most is not None:
        yield from _text(value, most, where, plain=(kind, name) in limits.PLAIN_ONLY)
    elif name == "placeholder":
        yield from _text(value, limits.PLACEHOLDER, where, plain=True)
    elif name == "fields":
        yield from _fields(value, where)
    elif name == "elements" and kind in limits.ELEMENTS:
        yield from _elements(kind, value, where)
    elif name in ("options", "option_groups"):
        yield from _options(kind, name, value, where)
    elif name in ("accessory", "element"):
        yield from _object(value, str(value.get("type")), where)
    elif name == "confirm" and isinstance(value, dict):
        yield from _object(value, "confirm", where)
    elif name in ("positive_button", "negative_button"):
        yield from _object(value, "feedback_button", where)


def _text(value: Any, most: int, where: str, *, plain: bool) -> Iterator[str]:
    if not isinstance(value, dict):
        yield from _length(value, most, where)
        return
    if value.get("type") not in ("plain_text", "mrkdwn") or (plain and value["type"] == "mrkdwn"):
        yield f"unsupported type: {value.get('type')} [json-pointer:{where}/type]"
    yield from _length(value.get("text"), most, f"{where}/text")


def _length(value: Any, most: int, where: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"must provide a string [json-pointer:{where}]"
    elif not value:
        yield f"must be more than 0 characters [json-pointer:{where}]"
    elif len(value) > most:
        yield f"must be less than {most + 1} characters [json-pointer:{where}]"


def _count(value: Any, most: int, where: str) -> Iterator[str]:
    if not isinstance(value, list) or not value:
        yield f"must provide an array of at least one item [json-pointer:{where}]"
    elif len(value) > most:
        yield f"no more than {most} items allowed [json-pointer:{where}]"


def _fields(value: Any, where: str) -> Iterator[str]:
    yield from _count(value, limits.FIELDS, where)
    for index, one in enumerate(value or ()):
        yield from _text(one, limits.FIELD_TEXT, f"{where}/{index}", plain=False)


def _elements(kind: str, value: Any, where: str) -> Iterator[str]:
    yield from _count(value, limits.ELEMENTS[kind], where)
    for index, one in enumerate(value or ()):
        place = f"{where}/{index}"
        allowed = INTERACTIVE.get(kind)
        if allowed and one.get("type") not in allowed:
            yield f"unsupported type: {one.get('type')} [json-pointer:{place}/type]"
        if one.get("type") in ("plain_text", "mrkdwn"):
            yield from _text(one, limits.TEXTS["section", "text"], place, plain=False)
        else:
            yield from _object(one, str(one.get("type")), place)


def _options(kind: str, name: str, value: Any, where: str) -> Iterator[str]:
    most = limits.OPTIONS.get(kind, limits.SELECT_OPTIONS)
    yield from _count(value, most, where)
    inner = "option" if name == "options" else "option_group"
    for index, one in enumerate(value or ()):
        yield from _object(one, inner, f"{where}/{index}")


def _as_the_sdk_sees_it(block: Json, where: str) -> Iterator[str]:
    """Let the SDK's own validators look at the block and at each of its elements."""
    parsed = Block.parse(block)
    inner = [getattr(parsed, name, None) for name in ("accessory", "element")]
    for one in (parsed, *inner, *(getattr(parsed, "elements", None) or ())):
        if isinstance(one, Block | BlockElement):
            try:
                one.validate_json()
            except SlackObjectFormationError as error:
                yield f"{error} [json-pointer:{where}]"
