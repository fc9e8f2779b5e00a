"""The slash commands -> what they ask for."""

from collections.abc import Mapping

from bot import requests
from bot.reply import Reply, notice, wording
from bot.slack.admin import perform_line
from bot.slack.desk import PLATFORM, Desk
from bot.slack.escaping import plain
from bot.slack.modals import lookup_modal
from bot.slack.places import Chat

HELP: Mapping[str, str] = {
    "/ask QUESTION": "ask a question; the answer names its sources",
    "/company NAME": "what is held about a company",
    "/compare A, B": "two or three names side by side",
    "/timeline": "what is dated, in order",
    "/topics": "what there is to ask",
    "/rigwire companies": "the companies and other bodies that the sources name",
    "/rigwire person NAME": "what is held about a person",
    "/rigwire sources": "what the answers rest on",
    "/rigwire about": "what I can do",
    "/rigwire forget-me": "delete your votes and missed questions",
    "/rigwire kb": "for admins: look after the knowledge and the channels",
}
"""What /rigwire help tells."""

NAMES = ("/ask", "/company", "/compare", "/timeline", "/topics", "/rigwire")

MOST_PAGES = 4
"""Pages told of what an admin asks for: Slack takes five answers to a command."""

PAGES = ("companies", "sources", "about")


async def run_command(desk: Desk, chat: Chat, command: str, typed: str) -> None:
    """Do what a slash command asks for, for the eyes of who used it."""
    text = plain(typed)
    match command:
        case "/ask" | "/timeline":
            await desk.ask(chat, text if command == "/ask" else command, privately=True)
        case "/company" | "/compare":
            await look_up(desk, chat, command, text)
        case "/topics":
            letter = desk.topics_letter(chat.user)
            await desk.outbox.respond(chat, letter, privately=True)
        case _:
            await _run_word(desk, chat, text)


async def look_up(desk: Desk, chat: Chat, command: str, names: str) -> None:
    """Show what is held under a name; without one, ask for it."""
    if names:
        await desk.ask(chat, asked_for(command, [names]), privately=True)
    else:
        await desk.outbox.open(chat, lookup_modal(command, chat))


def asked_for(command: str, names: list[str]) -> str:
    """Write a command and its names as one line."""
    match command:
        case "/compare":
            return f"/compare {names[0]}" if len(names) == 1 else requests.compare(names)
        case "/person":
            return requests.person(names[0])
        case _:
            return requests.company(names[0])


async def _run_word(desk: Desk, chat: Chat, text: str) -> None:
    """Do what follows /rigwire."""
    word, _, rest = text.partition(" ")
    match word.casefold():
        case "person":
            await look_up(desk, chat, "/person", rest.strip())
        case page if page in PAGES:
            await desk.ask(chat, f"/{page}", privately=True)
        case "forget-me":
            is_done = await desk.service.forget(PLATFORM, chat.user)
            await desk.outbox.whisper(chat, wording.FORGOTTEN if is_done else wording.NOT_FORGOTTEN)
        case "kb":
            await _tell(desk, chat, await perform_line(desk, chat, rest))
        case _:
            await _tell(desk, chat, notice(f"{usage}: {what}" for usage, what in HELP.items()))


async def _tell(desk: Desk, chat: Chat, reply: Reply) -> None:
    for letter in desk.notes(reply)[:MOST_PAGES]:
        await desk.outbox.respond(chat, letter, privately=True)
