"""What Slack refuses, looked for in blocks and views: by two libraries and by hand."""

import json
from typing import Any

import slackblocks
from slack_sdk.models.blocks import Block, BlockElement

from bot.fitting import size
from bot.slack.blocks import Letter
from bot.slack.limits import BLOCKS, TEXT, TOTAL
from tests.slack_server.blocks import problems_of


def check_letter(letter: Letter) -> None:
    """Fail where a message breaks a limit."""
    assert size(letter.text) <= TEXT
    assert 1 <= len(letter.blocks) <= BLOCKS
    check_blocks(list(letter.blocks), "message")
    assert sum(size(text) for text in strings([each.to_dict() for each in letter.blocks])) <= TOTAL


def check_blocks(blocks: list[Block], surface: str) -> None:
    """Fail where blocks break a limit of their own."""
    written = [each.to_dict() for each in blocks]
    assert list(problems_of(json.loads(json.dumps(written)), surface)) == []
    for block in blocks:
        block.validate_json()
        for element in getattr(block, "elements", None) or []:
            if isinstance(element, BlockElement):
                element.validate_json()
        check_theirs(block.to_dict())


def check_theirs(block: dict[str, Any]) -> None:
    """Let slackblocks build the same block: it raises on what is too long or too much."""
    match block:
        case {"type": "section", "text": {"text": str(text)}}:
            slackblocks.SectionBlock(slackblocks.Text(text))
        case {"type": "context", "elements": [*texts]}:
            slackblocks.ContextBlock([slackblocks.Text(each["text"]) for each in texts])
        case {"type": "actions", "elements": [*elements]}:
            slackblocks.ActionsBlock([_theirs(each) for each in elements])


def strings(value: Any) -> list[str]:
    """Find every text that Slack may count, values and names of actions included."""
    match value:
        case str():
            return [value]
        case [*items]:
            return [text for item in items for text in strings(item)]
        case {**fields}:
            return [text for key, item in fields.items() if key != "type" for text in strings(item)]
        case _:
            return []


def _label(option: dict[str, Any]) -> Any:
    return slackblocks.Text(option["text"]["text"], slackblocks.TextType.PLAINTEXT)


def _theirs(element: dict[str, Any]) -> Any:
    match element:
        case {"type": "button", "text": {"text": text}, "action_id": name, "value": value}:
            return slackblocks.Button(text=text, action_id=name, value=value)
        case {"placeholder": {"text": hint}, "action_id": name, "options": options}:
            held = [slackblocks.Option(_label(each), each["value"]) for each in options]
            return slackblocks.StaticSelectMenu(action_id=name, placeholder=hint, options=held)
        case {"type": "external_select", "placeholder": {"text": hint}, "action_id": name}:
            return slackblocks.ExternalSelectMenu(action_id=name, placeholder=hint)
        case _:
            raise AssertionError(element)
