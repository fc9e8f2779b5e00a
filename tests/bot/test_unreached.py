"""What people type reaches no file, no address and no other program."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.requests import perform
from bot.service import Service
from knowledge.answerer import Answerer
from knowledge.corpus import Corpus

REACHING = ("open", "os.", "pathlib.", "shutil.", "socket.", "subprocess.", "urllib.", "exec")

TYPED = [
    "file:///etc/passwd",
    "../../../../etc/passwd",
    "/proc/self/environ",
    "http://169.254.169.254/latest/meta-data/",
    "//evil.example/share",
    "gopher://localhost:6379/_FLUSHALL",
    "$(cat /etc/passwd)",
    "`id`",
    "; rm -rf /",
    "{{7*7}} ${jndi:ldap://evil.example/a} %s %n {0.__class__}",
    "' OR 1=1; DROP TABLE votes; --",
    "__import__('os').system('id')",
]

watched: list[list[str]] = []
"""Where events are noted now: a hook cannot be taken away again."""


def note(event: str, held: tuple[Any, ...]) -> None:
    del held
    for noted in watched:
        if event.startswith(REACHING):
            noted.append(event)


sys.addaudithook(note)


@contextmanager
def watching() -> Iterator[list[str]]:
    """Note what is reached for meanwhile."""
    noted: list[str] = []
    watched.append(noted)
    try:
        yield noted
    finally:
        watched.clear()


@pytest.fixture(scope="module")
def used(harbour: Corpus, harbour_answerer: Answerer) -> Service:
    """A service that has answered before, so that nothing is left to be imported."""
    service = Service(harbour, harbour_answerer)
    service.warm()
    use(service, "Who built the pier?")
    return service


def use(service: Service, typed: str) -> None:
    """Put a text wherever people can put one."""
    for line in (typed, *(f"/{word} {typed}" for word in ("company", "person", "compare"))):
        perform(service, line, platform="test", person=typed)
    service.suggest(typed, limit=5)


@pytest.mark.parametrize("typed", TYPED)
def test_no_text_reaches_a_file_an_address_or_a_program(used: Service, typed: str) -> None:
    with watching() as reached:
        use(used, typed)

    assert reached == []


def test_a_text_that_did_would_be_noticed() -> None:
    with watching() as reached, open("/etc/hostname"):  # noqa: PTH123 - just that is to be noticed
        pass

    assert reached == ["open"]
