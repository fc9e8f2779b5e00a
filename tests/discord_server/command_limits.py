"""The limits of application commands and of autocompletion."""

import re
from collections import Counter

from .errors import Json, Problems, refusal

Path = tuple[str | int, ...]

CHAT, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
MOST = {CHAT: 100, USER_MENU: 15, MESSAGE_MENU: 15}
WHOLE = 8000
_NAME = re.compile(r"[-_'\w]{1,32}")


def check_commands(commands: list[Json]) -> None:
    """Refuse a set of commands that Discord would not register."""
    problems = Problems()
    counts = Counter(command.get("type", CHAT) for command in commands)
    if any(count > MOST[kind] for kind, count in counts.items()):
        raise refusal(30032)
    seen: set[tuple[int, str]] = set()
    for number, command in enumerate(commands):
        _check_command(problems, (number,), command)
        key = (command.get("type", CHAT), str(command.get("name")))
        if key in seen:
            words = "Application command names must be unique"
            problems.add((number,), "APPLICATION_COMMANDS_DUPLICATE_NAME", words)
        seen.add(key)
    problems.settle()


def check_choices(choices: list[Json]) -> None:
    """Refuse an autocompletion that breaks a limit."""
    problems = Problems()
    problems.length(("data", "choices"), choices, 25)
    for number, choice in enumerate(choices):
        _check_choice(problems, ("data", "choices", number), choice)
    problems.settle()


def _check_command(problems: Problems, path: Path, command: Json) -> None:
    if command.get("type", CHAT) == CHAT:
        _check_name(problems, path, command)
        problems.length((*path, "description"), command.get("description"), 100, 1)
    else:
        problems.length((*path, "name"), command.get("name"), 32, 1)
        if command.get("description"):
            words = "Context menu commands cannot have description"
            problems.add((*path, "description"), "APPLICATION_COMMAND_NO_DESCRIPTION", words)
    _check_options(problems, path, command.get("options") or [])
    if _size(command) > WHOLE:
        words = f"Command exceeds maximum size ({WHOLE})"
        problems.add(path, "APPLICATION_COMMAND_TOO_LARGE", words)


def _check_name(problems: Problems, path: Path, item: Json) -> None:
    name = str(item.get("name") or "")
    problems.length((*path, "name"), name, 32, 1)
    if name and (not _NAME.fullmatch(name) or name != name.lower()):
        words = "Command name is invalid"
        problems.add((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", words)


def _check_options(problems: Problems, path: Path, options: list[Json]) -> None:
    problems.length((*path, "options"), options, 25)
    optional = False
    seen: set[str] = set()
    for number, option in enumerate(options):
        inner = (*path, "options", number)
        _check_option(problems, inner, option)
        if option.get("required") and optional:
            words = "Required options must be placed before non-required options"
            problems.add(inner, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words)
        optional = optional or not option.get("required")
        if option.get("name") in seen:
            words = "The specified option name is already used"
            problems.add(inner, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", words)
        seen.add(str(option.get("name")))


def _check_option(problems: Problems, path: Path, option: Json) -> None:
    _check_name(problems, path, option)
    problems.length((*path, "description"), option.get("description"), 100, 1)
    problems.choice((*path, "type"), option.get("type"), tuple(range(1, 12)))
    choices = option.get("choices") or []
    problems.length((*path, "choices"), choices, 25)
    for number, choice in enumerate(choices):
        _check_choice(problems, (*path, "choices", number), choice)
    if choices and option.get("autocomplete"):
        words = "Cannot have choices and autocomplete"
        problems.add(path, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", words)
    _check_options(problems, path, option.get("options") or [])


def _check_choice(problems: Problems, path: Path, choice: Json) -> None:
    problems.length((*path, "name"), choice.get("name"), 100, 1)
    if isinstance(choice.get("value"), str):
        problems.length((*path, "value"), choice.get("value"), 100, 1)


def _size(item: Json) -> int:
    own = len(str(item.get("name") or "")) + len(str(item.get("description") or ""))
    values = sum(len(str(choice["value"])) for choice in item.get("choices") or ())
    inner = [*(item.get("options") or ()), *(item.get("choices") or ())]
    return own + values + sum(map(_size, inner))
