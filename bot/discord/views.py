"""The buttons and selects under a reply; pure but for discord.py's own classes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import discord

from bot.discord.limits import LABEL, OPTION, OPTIONS, ROWS
from bot.discord.tags import Tag
from bot.fitting import shorten, visible
from bot.reply import Reply, Status, wording
from bot.tags import Kind, key_of
from knowledge.outcome import Trace
from knowledge.overview import Topic

ButtonStyle = discord.ButtonStyle
Item = discord.ui.Item[discord.ui.View]

MOST_BUTTONS = ROWS - 2
"""Suggestions shown as buttons, one a row, below the votes and the pages; more are a select."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom a reply is for and how it is shown."""

    asker: int
    version: str
    is_private: bool = False
    page: int = 0
    pages: int = 1


def view_of(reply: Reply, shown: Shown) -> discord.ui.View:
    """Make the buttons of a reply."""
    rows = [_actions(reply, shown), *_suggestions(reply, shown)]
    if shown.pages > 1:
        rows.insert(1, _turns(shown))
    return stopped_view(rows)


def topics_view(topics: Sequence[Topic], asker: int, chosen: str = "") -> discord.ui.View:
    """Make the select of topics and, for a chosen one, those of its questions."""
    named = [(topic.name[:1].upper() + topic.name[1:], key_of(topic.name)) for topic in topics]
    tag = Tag(Kind.TOPIC, asker)
    rows = list(_selects(named, tag, wording.CHOOSE_TOPIC, chosen=chosen))
    for topic in topics:
        if key_of(topic.name) == chosen:
            asked = [(question, key_of(question)) for question in topic.questions]
            rows = rows[:1] if len(rows) < ROWS else rows[: ROWS - 1]
            rows += _selects(asked, Tag(Kind.QUESTION, asker), wording.CHOOSE_QUESTION)
    return stopped_view(rows)


def stopped_view(rows: Iterable[Sequence[Item]]) -> discord.ui.View:
    """Put items in rows.

    The view is stopped, so that the client keeps nothing of it: clicks reach `Pressed`
    by their custom ids, and memory stays flat however many replies are sent.
    """
    view = discord.ui.View(timeout=None)
    for number, row in enumerate(list(rows)[:ROWS]):
        for item in row:
            item.row = number
            view.add_item(item)
    view.stop()
    return view


def delete_button(asker: int) -> Item:
    """Let the asker take a reply back."""
    return button(wording.DELETE, Tag(Kind.DELETE, asker), emoji="🗑️")


def share_of(message: discord.Message, delete: Item) -> discord.ui.View:
    """Repeat the buttons of a private reply, with delete in the place of share."""
    rows = [
        [item for each in row.children if (item := _repeated(each))]
        for row in message.components
        if isinstance(row, discord.ActionRow)
    ]
    if rows:
        rows[0].append(delete)
    return stopped_view(rows)


def _repeated(component: discord.Component) -> Item | None:
    """Make an item of one that was sent; nothing of what shares."""
    match component:
        case discord.SelectMenu():
            return discord.ui.Select.from_component(component)
        case discord.Button(custom_id=held) if not (held or "").startswith(f"rw:{Kind.SHARE}:"):
            return discord.ui.Button.from_component(component)
        case _:
            return None


def _actions(reply: Reply, shown: Shown) -> list[Item]:
    tag = Tag(Kind.HELPFUL, shown.asker, shown.version)
    last = (
        button(wording.SHARE, Tag(Kind.SHARE, shown.asker), emoji="📣")
        if shown.is_private
        else delete_button(shown.asker)
    )
    if reply.status is Status.SMALLTALK:
        return [last]
    why = button(wording.WHY, Tag(Kind.WHY, tag.asker, tag.argument))
    return [
        button(wording.HELPFUL, tag, emoji="👍"),
        button(wording.NOT_HELPFUL, Tag(Kind.UNHELPFUL, tag.asker, tag.argument), emoji="👎"),
        *([why] if reply.trace != Trace() else []),
        last,
    ]


def _turns(shown: Shown) -> list[Item]:
    before, after = shown.page - 1, shown.page + 1
    return [
        button(wording.PREVIOUS, Tag(Kind.PAGE, shown.asker, str(before)), disabled=before < 0),
        button(
            wording.NEXT, Tag(Kind.PAGE, shown.asker, str(after)), disabled=after >= shown.pages
        ),
    ]


def _suggestions(reply: Reply, shown: Shown) -> Iterator[list[Item]]:
    """Offer questions: as buttons where they fit, else in a select."""
    suggested = tuple(dict.fromkeys(reply.suggestions))
    if len(suggested) <= MOST_BUTTONS:
        for each in suggested:
            tag = Tag(Kind.ASK, shown.asker, key_of(each))
            yield [button(each, tag, style=ButtonStyle.primary)]
        return
    keyed = [(each, key_of(each)) for each in suggested]
    yield from _selects(keyed, Tag(Kind.QUESTION, shown.asker), wording.CHOOSE_QUESTION)


def button(
    label: str,
    tag: Tag,
    *,
    emoji: str | None = None,
    style: ButtonStyle = ButtonStyle.secondary,
    disabled: bool = False,
) -> Item:
    """Make a button whose label fits."""
    return discord.ui.Button(
        label=shorten(visible(label), LABEL),
        custom_id=str(tag),
        emoji=emoji,
        style=style,
        disabled=disabled,
    )


def _selects(
    keyed: Sequence[tuple[str, str]], tag: Tag, placeholder: str, *, chosen: str = ""
) -> Iterator[list[Item]]:
    """Make selects of 25 each, told apart by their number."""
    for start in range(0, len(keyed), OPTIONS):
        options = [
            discord.SelectOption(
                label=shorten(visible(label), OPTION), value=key, default=key == chosen
            )
            for label, key in keyed[start : start + OPTIONS]
        ]
        numbered = Tag(tag.kind, tag.asker, str(start // OPTIONS))
        yield [discord.ui.Select(custom_id=str(numbered), placeholder=placeholder, options=options)]
