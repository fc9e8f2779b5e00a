"""The modals: what was missing, which names to look up, and replies shown as one; pure."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace

from slack_sdk.models.blocks import (
    Block,
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    InputBlock,
    PlainTextInputElement,
)
from slack_sdk.models.views import View

from bot.fitting import shorten, size
from bot.reply import wording
from bot.slack.blocks import Letter
from bot.slack.elements import section, words
from bot.slack.limits import METADATA, PLACEHOLDER, SECTION, TITLE
from bot.slack.marks import Mark
from bot.slack.places import Chat, Payload
from bot.vote import MOST_CHARACTERS

MISSING = "rw:missing"
LOOKUP = "rw:lookup"
"""What the modals that are sent in are called."""

NAMES = "names"
"""The block, and the select in it, in which names are chosen."""

MOST_COMPARED = 3
"""Names set side by side."""


def missing_modal(mark: Mark, chat: Chat | None) -> View:
    """Make the modal that asks what was missing."""
    field = PlainTextInputElement(
        action_id="words",
        multiline=True,
        max_length=MOST_CHARACTERS,
        placeholder=words(wording.MISSING_HINT, PLACEHOLDER),
    )
    held: Payload = {"mark": [mark.action(), mark.value], "chat": _kept(chat)}
    if size(_written(held)) > METADATA:
        held = {**held, "mark": [mark.action(), replace(mark, asked="").value]}
    asks = InputBlock(
        block_id="words", label=words(wording.WHAT_WAS_MISSING, 75), element=field, optional=True
    )
    return _sent(MISSING, wording.WHAT_WAS_MISSING, held, [asks])


def lookup_modal(command: str, chat: Chat) -> View:
    """Make the modal in which names are completed as they are typed."""
    hint = words(wording.CHOOSE_NAME, PLACEHOLDER)
    is_one = command != "/compare"
    field = (
        ExternalDataSelectElement(action_id=f"{NAMES}:{command}", placeholder=hint)
        if is_one
        else ExternalDataMultiSelectElement(
            action_id=f"{NAMES}:{command}", placeholder=hint, max_selected_items=MOST_COMPARED
        )
    )
    label = words(wording.NAME if is_one else wording.NAMES_TO_COMPARE, 75)
    held = {"command": command, "chat": _kept(chat)}
    title = wording.LOOK_UP if is_one else wording.COMPARE
    return _sent(LOOKUP, title, held, [InputBlock(block_id=NAMES, label=label, element=field)])


def letter_modal(letter: Letter) -> View:
    """Show a reply as a modal."""
    blocks = letter.blocks or (section(shorten(letter.text, SECTION)),)
    return View(
        type="modal",
        title=words(wording.ANSWER, TITLE),
        close=words(wording.CLOSE, TITLE),
        blocks=list(blocks),
    )


def held_in(view: Payload) -> Payload:
    """Read back what a modal of ours holds; nothing from any other."""
    try:
        held = json.loads(str(view.get("private_metadata") or "{}"))
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}


def chat_in(held: Payload) -> Chat | None:
    """Read back where a modal was asked for."""
    fields = held.get("chat")
    return Chat(**fields) if fields else None


def _kept(chat: Chat | None) -> Payload:
    """Keep where to answer; the trigger is used up by the modal itself."""
    return asdict(replace(chat, trigger="")) if chat else {}


def _written(held: Payload) -> str:
    return json.dumps(held, ensure_ascii=False)


def _sent(name: str, title: str, held: Payload, blocks: Sequence[Block]) -> View:
    return View(
        type="modal",
        callback_id=name,
        title=words(title, TITLE),
        submit=words(wording.SEND, TITLE),
        close=words(wording.CLOSE, TITLE),
        private_metadata=_written(held),
        blocks=list(blocks),
    )
