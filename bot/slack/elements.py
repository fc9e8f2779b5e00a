"""The elements and blocks of Block Kit that replies are made of; pure."""

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)

from bot.fitting import shorten, visible
from bot.slack.limits import BUTTON, OPTION, PLACEHOLDER
from bot.slack.marks import Mark


def section(text: str) -> Block:
    """Show lines that are marked up already; Slack adds no link of its own."""
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))


def context(text: str) -> Block:
    """Show a line in small letters."""
    return ContextBlock(elements=[MarkdownTextObject(text=text, verbatim=True)])


def actions(elements: Sequence[InteractiveElement]) -> Block:
    """Put buttons and selects in a row."""
    return ActionsBlock(elements=list(elements))


def button(label: str, mark: Mark, *, number: int = 0, style: str | None = None) -> ButtonElement:
    """Make a button; the number tells alike ones of a row apart."""
    return ButtonElement(
        text=words(label, BUTTON),
        action_id=mark.action(number),
        value=mark.value,
        style=style,
    )


def select(
    keyed: Sequence[tuple[str, Mark]], placeholder: str, *, chosen: str = ""
) -> StaticSelectElement:
    """Make a select of labels, each with its mark; `chosen` is a key."""
    options = [Option(text=words(label, OPTION), value=mark.value) for label, mark in keyed]
    initial = [
        option for option, (_, mark) in zip(options, keyed, strict=True) if mark.key == chosen
    ]
    return StaticSelectElement(
        placeholder=words(placeholder, PLACEHOLDER),
        action_id=keyed[0][1].action(),
        options=options,
        initial_option=initial[0] if chosen and initial else None,
    )


def words(text: str, limit: int) -> PlainTextObject:
    """Write a label: letters alone, so that no colon makes an emoji."""
    return PlainTextObject(text=shorten(visible(text), limit), emoji=False)
