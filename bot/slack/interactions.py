"""Commands, shortcuts, presses and modals: acknowledged first, then done."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.choices import names_like
from bot.fitting import shorten, visible
from bot.reply import wording
from bot.slack import home
from bot.slack.addressing import question_in, read_message
from bot.slack.commands import NAMES as COMMANDS
from bot.slack.commands import asked_for, run_command
from bot.slack.desk import Desk
from bot.slack.limits import OPTION, OPTION_VALUE, OPTIONS
from bot.slack.marks import read_mark
from bot.slack.modals import LOOKUP, MISSING, NAMES, chat_in, held_in
from bot.slack.places import Payload, command_place, pressed_place
from bot.slack.pressed import hear_missing, press
from knowledge.model import Company, Person

ANSWER_THIS = "answer_this"
"""The shortcut on a message."""

FEWEST_COMPARED = 2

ANYTHING = re.compile("")


def attend(app: AsyncApp, desk: Desk) -> None:
    """Take all that people do; what is not ours any more is acknowledged and left."""
    _take_commands(app, desk)
    _take_presses(app, desk)
    _take_names(app, desk)
    _take_modals(app, desk)
    for catch in (app.command, app.shortcut, app.action, app.view, app.options):
        catch(ANYTHING)(_ignore)


def _take_commands(app: AsyncApp, desk: Desk) -> None:
    async def run(ack: AsyncAck, body: Payload) -> None:
        await ack()
        with desk.outbox.counted():
            chat = command_place(body)
            await run_command(desk, chat, body["command"], body.get("text", ""))

    async def answer_this(ack: AsyncAck, body: Payload) -> None:
        await ack()
        message = read_message(
            {"type": "message", "channel": body["channel"]["id"]}, body["message"]
        )
        with desk.outbox.counted():
            asked = question_in(message, desk.me.user)
            await desk.ask(pressed_place(body), asked, privately=True)

    for name in COMMANDS:
        app.command(name)(run)
    app.shortcut(ANSWER_THIS)(answer_this)


def _take_presses(app: AsyncApp, desk: Desk) -> None:
    async def pressed(ack: AsyncAck, body: Payload, action: Payload) -> None:
        await ack()
        with desk.outbox.counted():
            await press(desk, pressed_place(body), read_mark(action["action_id"], _value(action)))

    async def typed(ack: AsyncAck, body: Payload, action: Payload) -> None:
        await ack()
        with desk.outbox.counted():
            await desk.ask(pressed_place(body), _value(action), privately=True)

    async def picked(ack: AsyncAck, body: Payload, action: Payload) -> None:
        await ack()
        command = action["action_id"].partition(":")[2]
        with desk.outbox.counted():
            asked = asked_for(command, [_value(action)])
            await desk.ask(pressed_place(body), asked, privately=True)

    app.action(re.compile(r"^rw:"))(pressed)
    app.action(home.QUESTION)(typed)
    app.action(re.compile(rf"^{NAMES}:"))(picked)


def _take_names(app: AsyncApp, desk: Desk) -> None:
    async def complete(ack: AsyncAck, body: Payload) -> None:
        command = body["action_id"].partition(":")[2]
        found = names_like(desk.service, body.get("value") or "", _bodies(desk, command))
        await ack(options=[_option(name) for name in found[:OPTIONS]])

    app.options(re.compile(rf"^{NAMES}:"))(complete)


def _take_modals(app: AsyncApp, desk: Desk) -> None:
    async def missing(ack: AsyncAck, body: Payload, view: Payload) -> None:
        await ack()
        held = held_in(view)
        words = " ".join(_given(view, "value")).strip()
        with desk.outbox.counted():
            mark = read_mark(*held.get("mark", ("", "")))
            await hear_missing(desk, chat_in(held), body["user"]["id"], mark, words)

    async def look_up(ack: AsyncAck, view: Payload) -> None:
        held, names = held_in(view), _chosen(view)
        chat, command = chat_in(held), str(held.get("command", ""))
        if len(names) < (FEWEST_COMPARED if command == "/compare" else 1):
            problem = wording.TOO_FEW_NAMES if command == "/compare" else wording.NO_SUCH_NAME
            await ack(response_action="errors", errors={NAMES: problem})
            return
        await ack()
        with desk.outbox.counted():
            if chat:
                await desk.ask(chat, asked_for(command, names), privately=True)

    app.view(MISSING)(missing)
    app.view(LOOKUP)(look_up)


async def _ignore(ack: AsyncAck) -> None:
    await ack()


def _value(action: Payload) -> str:
    """Read what a button holds, a box says or a select has chosen."""
    match action:
        case {"selected_option": {"value": str(value)}} | {"value": str(value)}:
            return value
        case _:
            return ""


def _given(view: Payload, key: str) -> list[Any]:
    """Read what was filled in, of all inputs."""
    inputs = (each for block in view["state"]["values"].values() for each in block.values())
    return [each[key] for each in inputs if each.get(key)]


def _chosen(view: Payload) -> list[str]:
    one, several = _given(view, "selected_option"), _given(view, "selected_options")
    return [each["value"] for each in (*one, *(option for many in several for option in many))]


def _bodies(desk: Desk, command: str) -> Mapping[str, Company | Person]:
    corpus = desk.service.corpus
    match command:
        case "/company":
            return corpus.companies
        case "/person":
            return corpus.people
        case _:
            return {**corpus.companies, **corpus.people}


def _option(name: str) -> dict[str, Any]:
    label = {"type": "plain_text", "text": shorten(visible(name), OPTION), "emoji": False}
    return {"text": label, "value": shorten(name, OPTION_VALUE)}
