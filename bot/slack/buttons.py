"""The buttons and selects under a reply; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement

from bot.fitting import size
from bot.reply import Reply, Status, wording
from bot.slack.elements import actions, button, select
from bot.slack.limits import VALUE
from bot.slack.marks import Mark
from bot.tags import Kind, key_of
from knowledge.outcome import Trace
from knowledge.overview import Topic

MOST_BUTTONS = 3
"""Suggestions shown as buttons; more are a select."""

MOST_OPTIONS = 20
"""Suggestions offered in a select: a list to look through, and room within the total."""

MOST_LISTED = 40
"""Topics, and questions of one, in a select: with two of them, a page still has room."""

MARKED = 120
"""Kept free in a value for all that a mark holds beside what was asked."""

KEEPERS = 6
"""Buttons that hold what was asked: two votes, why, share and two for pages."""

FURNITURE = 3_000
"""Kept free of the total for labels and for the select of suggestions."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Whom a reply is for and how it is shown."""

    asker: str
    asked: str = ""
    is_asked_shown: bool = False
    """Whether the question stands above: not where its message is seen anyway."""
    version: str = ""
    ending: Kind | None = Kind.DELETE
    """The last button: deletes what all see, shares what one sees, or is not there."""
    page: int = 0
    pages: int = 1

    def mark(self, kind: Kind, *, page: int | None = None, key: str = "") -> Mark:
        """Make what a button of this reply holds."""
        at = self.page if page is None else page
        return Mark(kind, self.asker, self.version, at, key, self.asked)

    def offer(self, kind: Kind, key: str) -> Mark:
        """Make what a button or option holds that leads to another reply."""
        return Mark(kind, self.asker, key=key)


def keepable(asked: str, room: int) -> str:
    """Keep what was asked if it fits into each button's value and, often as it is, into `room`."""
    most = min(VALUE - MARKED, max(room - FURNITURE, 0) // KEEPERS)
    return asked if size(asked) <= most else ""


def buttons_of(reply: Reply, shown: Shown) -> list[Block]:
    """Make the rows under a reply."""
    rows = [list(_actions(reply, shown)), _turns(shown)]
    return [*(actions(row) for row in rows if row), *_suggestions(reply, shown)]


def topics_selects(topics: Sequence[Topic], asker: str, chosen: str = "") -> list[Block]:
    """Make the select of topics and, for a chosen one, that of its questions."""
    named = [
        (topic.name[:1].upper() + topic.name[1:], Mark(Kind.TOPIC, asker, key=key_of(topic.name)))
        for topic in topics
    ]
    selects = [select(named[:MOST_LISTED], wording.CHOOSE_TOPIC, chosen=chosen)] if named else []
    for topic in topics:
        if key_of(topic.name) == chosen:
            asked = [
                (each, Mark(Kind.QUESTION, asker, key=key_of(each))) for each in topic.questions
            ]
            selects.append(select(asked[:MOST_LISTED], wording.CHOOSE_QUESTION))
    return [actions(selects)] if selects else []


def _actions(reply: Reply, shown: Shown) -> Iterator[ButtonElement]:
    if reply.status is not Status.SMALLTALK:
        yield button(f"👍 {wording.HELPFUL}", shown.mark(Kind.HELPFUL))
        yield button(f"👎 {wording.NOT_HELPFUL}", shown.mark(Kind.UNHELPFUL))
        if reply.trace != Trace():
            yield button(wording.WHY, shown.mark(Kind.WHY))
    match shown.ending:
        case Kind.SHARE:
            yield button(f"📣 {wording.SHARE_WITH_EVERYONE}", shown.mark(Kind.SHARE))
        case Kind.DELETE:
            yield button(f"🗑️ {wording.DELETE}", Mark(Kind.DELETE, shown.asker))


def _turns(shown: Shown) -> list[ButtonElement]:
    """Lead to the pages before and after; Slack has no button that cannot be pressed."""
    pages = ((shown.page - 1, wording.PREVIOUS), (shown.page + 1, wording.NEXT))
    return [
        button(label, shown.mark(Kind.PAGE, page=page), number=number)
        for number, (page, label) in enumerate(pages)
        if page in range(shown.pages)
    ]


def _suggestions(reply: Reply, shown: Shown) -> Iterator[Block]:
    """Offer questions: as buttons where they are few, else in a select."""
    suggested = tuple(dict.fromkeys(reply.suggestions))
    if not suggested:
        return
    if len(suggested) <= MOST_BUTTONS:
        yield actions(
            [
                button(each, shown.offer(Kind.ASK, key_of(each)), number=number, style="primary")
                for number, each in enumerate(suggested)
            ]
        )
        return
    keyed = [(each, shown.offer(Kind.QUESTION, key_of(each))) for each in suggested[:MOST_OPTIONS]]
    yield actions([select(keyed, wording.CHOOSE_QUESTION)])
