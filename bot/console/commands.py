"""The slash commands of the chat, as /help shows and completion offers them."""

from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "/company NAME": "what is held about a company",
    "/person NAME": "what is held about a person",
    "/compare A, B": "two or three names side by side",
    "/timeline": "what is dated, in order",
    "/topics": "what there is to ask",
    "/sources": "what the answers rest on",
    "/why": "how the last answer was found",
    "/kb COMMAND": "look after the knowledge; /kb alone lists the commands",
    "/help": "this list",
    "/quit": "end (so does Ctrl-D)",
}

NAMES = tuple(usage.split()[0] for usage in COMMANDS)

INTRODUCTION = "Ask a question, or type one of these; a number alone asks a suggestion."


def help_lines() -> tuple[str, ...]:
    """Write the commands, one a line."""
    width = max(map(len, COMMANDS))
    listed = (f"  {usage:<{width}}  {what}" for usage, what in COMMANDS.items())
    return (INTRODUCTION, *listed)
