"""Buttons and selects pressed, those of messages from before a restart too."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.fitting import shorten
from bot.reply import Reply, Status, explain, wording
from bot.slack.blocks import Letter, headed
from bot.slack.buttons import Shown
from bot.slack.desk import PLATFORM, Desk, ending_at
from bot.slack.escaping import escape, escape_name
from bot.slack.limits import TEXT
from bot.slack.marks import Mark
from bot.slack.modals import missing_modal
from bot.slack.places import Chat, Place, Screen
from bot.tags import Kind
from bot.vote import Vote

Handler = Callable[[Desk, Place, Mark], Awaitable[None]]


async def press(desk: Desk, place: Place, mark: Mark) -> None:
    """Do what a button or select stands for."""
    handler = HANDLERS.get(mark.kind)
    if handler:
        await handler(desk, place, mark)
    else:
        await desk.outbox.whisper(place, wording.TOO_OLD)


async def hear_missing(desk: Desk, chat: Chat | None, voter: str, mark: Mark, words: str) -> None:
    """Record what was missing, with the vote that asked for it, and thank for it."""
    told = _recall(desk, mark)
    if told is None:
        thanks = wording.TOO_OLD
    else:
        answer = chat.message if chat else ""
        vote = _vote_on(told, answer, voter, is_helpful=False)
        thanks = await _keep(desk, replace(vote, missing=words))
    if chat:
        await desk.outbox.whisper(chat, thanks)


async def _vote(desk: Desk, place: Place, mark: Mark) -> None:
    told = await _told(desk, place, mark)
    if not told:
        return
    is_helpful = mark.kind is Kind.HELPFUL
    answer = place.message if isinstance(place, Chat) else place.view
    vote = _vote_on(told, answer, place.user, is_helpful=is_helpful)
    if is_helpful:
        await desk.outbox.whisper(place, await _keep(desk, vote))
        return
    # The window comes first: it waits for nothing, and its sender is thanked later.
    chat = place if isinstance(place, Chat) else None
    await desk.outbox.open(place, missing_modal(replace(mark, kind=Kind.MISSING), chat))
    await desk.service.vote(vote)


def _vote_on(told: Reply, answer: str, voter: str, *, is_helpful: bool) -> Vote:
    is_on_miss = told.status is not Status.ANSWERED
    return Vote(PLATFORM, answer, voter, is_helpful, told.matches, is_on_miss=is_on_miss)


async def _keep(desk: Desk, vote: Vote) -> str:
    """Thank for a vote only once it is kept."""
    return wording.VOTE_THANKS if await desk.service.vote(vote) else wording.NOT_KEPT


async def _explain(desk: Desk, place: Place, mark: Mark) -> None:
    told = await _told(desk, place, mark)
    if told:
        lines = "\n".join(escape(line) for line in explain(told.trace))
        await desk.outbox.whisper(place, shorten(lines, TEXT))


async def _share(desk: Desk, place: Place, mark: Mark) -> None:
    """Repeat a private answer for all, under the name of who shares it."""
    told = await _told(desk, place, mark)
    if not told:
        return
    shown = Shown(place.user, mark.asked, is_asked_shown=True, page=mark.page)
    letter = desk.letter(told, shown)
    shared = headed(letter, wording.shared_by(escape_name(place.name)))
    await desk.outbox.respond(place, shared, privately=False)


async def _delete(desk: Desk, place: Place, mark: Mark) -> None:
    if place.user != mark.asker:
        await desk.outbox.whisper(place, wording.NOT_YOURS)
    elif isinstance(place, Chat):
        await desk.outbox.withdraw(place)


async def _ask(desk: Desk, place: Place, mark: Mark) -> None:
    """Ask a suggested question: aloud for the asker, privately for anyone else."""
    question = desk.question(mark.key)
    if question is None:
        await desk.outbox.whisper(place, wording.TOO_OLD)
        return
    await desk.ask(place, question, privately=_is_aside(place, mark))


async def _turn(desk: Desk, place: Place, mark: Mark) -> None:
    """Show another page: in place for the asker, privately for anyone else."""
    told = await _told(desk, place, mark)
    if not told:
        return
    aside = _is_aside(place, mark)
    ending = ending_at(place, privately=aside)
    shown = Shown(place.user, mark.asked, is_asked_shown=aside, ending=ending, page=mark.page)
    letter = desk.letter(told, shown)
    await _change(desk, place, mark, letter)


async def _browse(desk: Desk, place: Place, mark: Mark) -> None:
    await _change(desk, place, mark, desk.topics_letter(place.user, mark.key))


async def _change(desk: Desk, place: Place, mark: Mark, letter: Letter) -> None:
    """Show something else in place of what was pressed, if it is theirs."""
    if isinstance(place, Screen) or place.user == mark.asker:
        await desk.outbox.turn(place, letter)
    else:
        await desk.outbox.respond(place, letter, privately=True)


async def _told(desk: Desk, place: Place, mark: Mark) -> Reply | None:
    """Find the reply that was given, or say that it is too old."""
    told = _recall(desk, mark)
    if told is None:
        await desk.outbox.whisper(place, wording.TOO_OLD)
    return told


def _recall(desk: Desk, mark: Mark) -> Reply | None:
    is_known = mark.version == desk.version and mark.asked
    return desk.repeat(mark.asked) if is_known else None


def _is_aside(place: Place, mark: Mark) -> bool:
    """Whether a reply is for one person: under a private one, or not theirs to begin with."""
    return isinstance(place, Screen) or place.is_private or place.user != mark.asker


HANDLERS: Mapping[Kind, Handler] = {
    Kind.HELPFUL: _vote,
    Kind.UNHELPFUL: _vote,
    Kind.WHY: _explain,
    Kind.SHARE: _share,
    Kind.DELETE: _delete,
    Kind.ASK: _ask,
    Kind.QUESTION: _ask,
    Kind.PAGE: _turn,
    Kind.TOPIC: _browse,
}
