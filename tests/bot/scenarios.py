"""What people do and see on every chat platform: written once, played on each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

QUESTION = "How much will a ticket cost?"
OTHER_QUESTION = "When did Nordlys start sailing?"
ANSWER = "$9 by 2030"


class Stage(Protocol):
    """A platform with the bot, a channel, a member and an admin.

    Each act gives what the bot said to it, as a person reads it; nothing where it was silent.
    """

    async def mention(self, text: str) -> str:
        """Mention the bot in the channel."""

    async def edit(self, text: str) -> str:
        """Edit the last mention; gives what its answer says now."""

    async def say(self, text: str) -> str:
        """Write in the channel without addressing the bot."""

    async def write(self, text: str) -> str:
        """Write to the bot in private."""

    async def command(self, line: str) -> str:
        """Use a command, such as "company Nordlys"; the answer is for all where it can be."""

    async def ask_privately(self, question: str) -> str:
        """Ask for an answer that nobody else sees."""

    async def press(self, label: str) -> str:
        """Press a button of the last answer."""

    async def other_presses(self, label: str) -> str:
        """Let the admin press a button of the last answer."""

    async def manage(self, line: str) -> str:
        """Let the admin use an admin's command, such as "status"."""

    async def meddle(self, line: str) -> str:
        """Let the member try the same."""


class Act(Enum):
    """What a step does: the name of the stage's method."""

    MENTION = auto()
    EDIT = auto()
    SAY = auto()
    WRITE = auto()
    COMMAND = auto()
    ASK_PRIVATELY = auto()
    PRESS = auto()
    OTHER_PRESSES = auto()
    MANAGE = auto()
    MEDDLE = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """One act, and a part of what is seen then; without one, the bot is silent."""

    act: Act
    text: str
    seen: str = ""


SCENARIOS: Mapping[str, Sequence[Step]] = {
    "a mention is answered, and its edit edits the answer": [
        Step(Act.MENTION, QUESTION, ANSWER),
        Step(Act.EDIT, OTHER_QUESTION, "since a day in March"),
    ],
    "who addresses the bot gets an answer or a reason": [
        Step(Act.MENTION, "", "no question in this"),
        Step(Act.MENTION, "What is the capital of Mongolia?", "outside what my sources"),
        Step(Act.WRITE, "hi", "Hello!"),
        Step(Act.WRITE, QUESTION, ANSWER),
    ],
    "what is merely overheard is left alone": [
        Step(Act.SAY, QUESTION),
        Step(Act.SAY, "lunch?"),
    ],
    "an ask-channel answers what is sure, until told to stop": [
        Step(Act.MANAGE, "channel listen", "From now on"),
        Step(Act.SAY, QUESTION, ANSWER),
        Step(Act.SAY, "lunch?"),
        Step(Act.SAY, "What is the capital of Mongolia?"),
        Step(Act.MANAGE, "channel stop", "no longer listen"),
        Step(Act.SAY, OTHER_QUESTION),
    ],
    "profiles forgive typos, and say what is not held": [
        Step(Act.COMMAND, "company nordlis", "Nordlys is a ferry firm"),
        Step(Act.COMMAND, "person Holm", "Ada Holm is a captain"),
        Step(Act.COMMAND, "company Zork", "nothing under that name"),
    ],
    "names are compared, and what is dated is in order": [
        Step(Act.COMMAND, "compare Nordlys, Brightwater", "The same for all of them"),
        Step(Act.COMMAND, "compare Nordlys, Zork", "nothing under the second name"),
        Step(Act.COMMAND, "timeline", "In order"),
        Step(Act.COMMAND, "topics", "Routes"),
        Step(Act.COMMAND, "sources", "Ferries Return"),
        Step(Act.COMMAND, "about", "I am a bot"),
        Step(Act.COMMAND, "companies", "Brightwater is a ferry firm"),
    ],
    "an answer is voted for and explained": [
        Step(Act.MENTION, QUESTION, ANSWER),
        Step(Act.PRESS, "Helpful", "Thank you"),
        Step(Act.OTHER_PRESSES, "Helpful", "Thank you"),
        Step(Act.PRESS, "Why this answer", "candidates: ticket"),
    ],
    "a related question is answered at the press of its button": [
        Step(Act.MENTION, "What is the capital of Mongolia?", "outside what my sources"),
        Step(Act.PRESS, QUESTION, ANSWER),
    ],
    "a private answer is shared": [
        Step(Act.ASK_PRIVATELY, QUESTION, ANSWER),
        Step(Act.PRESS, "Share", "Shared by alice"),
    ],
    "only who asked takes an answer back": [
        Step(Act.MENTION, QUESTION, ANSWER),
        Step(Act.OTHER_PRESSES, "Delete", "Only who asked"),
        Step(Act.PRESS, "Delete"),
    ],
    "only admins look after the knowledge": [
        Step(Act.MEDDLE, "status", "That is for"),
        Step(Act.MANAGE, "status", "facts 7"),
        Step(Act.MANAGE, "check", "All is well"),
    ],
    "nothing that is written pings or injects": [
        Step(Act.MENTION, "what of @everyone <!channel> <@U1> *x* [a](b:c)?", "my sources"),
    ],
}


async def play(stage: Stage, steps: Sequence[Step]) -> None:
    """Do each step, and compare what is seen."""
    for step in steps:
        seen = await getattr(stage, step.act.name.lower())(step.text)
        if step.seen:
            assert step.seen in seen, step
        else:
            assert seen == "", step
