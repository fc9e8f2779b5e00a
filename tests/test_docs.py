"""What the README says is so."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.__main__ import app
from bot.config import PREFIX, Settings
from bot.reply import render_text
from bot.service import Service
from knowledge.answerer import Answerer
from knowledge.corpus import Corpus

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def settings(model: type, prefix: str = PREFIX) -> Sequence[str]:
    """Name every variable of the settings, those of a platform too."""
    names: list[str] = []
    for name, field in model.model_fields.items():  # type: ignore[attr-defined]
        nested = [each for each in _classes(field.annotation) if hasattr(each, "model_fields")]
        variable = f"{prefix}{name.upper()}"
        names += settings(nested[0], f"{variable}__") if nested else [variable]
    return names


def _classes(annotation: object) -> Sequence[type]:
    found = getattr(annotation, "__args__", (annotation,))
    return [each for each in found if isinstance(each, type)]


@pytest.mark.parametrize("variable", settings(Settings))
def test_every_setting_is_in_the_readme(variable: str) -> None:
    assert f"`{variable}`" in README or f"`{variable.rpartition('__')[2]}`" in README


COMMANDS = [each.name or getattr(each.callback, "__name__", "") for each in app.registered_commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"`(python -m bot )?{command}\b", README)


def test_every_command_of_the_readme_exists() -> None:
    assert set(re.findall(r"python -m bot ([a-z]+)", README)) <= set(COMMANDS)


def test_the_example_is_what_the_bot_says(corpus: Corpus, answerer: Answerer) -> None:
    shown = README.split("```")[1].strip()
    question, _, reply = shown.removeprefix("> ").partition("\n\n")

    said = render_text(Service(corpus, answerer).ask(question, platform="test"))

    assert said.split("\n\n")[0] == reply.split("\n\n")[0]


def test_no_registry_or_machine_path_is_named() -> None:
    assert not re.search(r"pypi\.org|/work/|/root/|/tmp/", README)
