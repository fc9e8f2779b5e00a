"""What is remembered is bounded, and survives what it has to."""

from pathlib import Path

import pytest

from bot import cooldown as cooldowns
from bot import replied
from bot.channels import AskChannels
from bot.cooldown import Cooldown
from bot.replied import Memory
from tests.bot.discord.conftest import FakeClock


def test_a_person_may_ask_again_after_the_cooldown(clock: FakeClock) -> None:
    cooldown = Cooldown(2, clock)

    first = cooldown.allows(1)
    clock.now = 1.99
    early = cooldown.allows(1)
    clock.now = 2
    late = cooldown.allows(1)

    assert (first, early, late) == (True, False, True)


def test_without_a_cooldown_everyone_may_ask(clock: FakeClock) -> None:
    cooldown = Cooldown(0, clock)

    assert cooldown.allows(1)
    assert cooldown.allows(1)


def test_a_refusal_is_told_once_until_one_may_ask_again(clock: FakeClock) -> None:
    cooldown = Cooldown(2, clock)
    cooldown.allows(1)

    told = [cooldown.should_tell(1), cooldown.should_tell(1)]
    clock.now = 2
    cooldown.allows(1)

    assert told == [True, False]
    assert cooldown.should_tell(1)


def test_the_cooldown_remembers_so_many_people_at_most(
    clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cooldowns, "MOST_PEOPLE", 3)
    cooldown = Cooldown(100, clock)

    for person in range(10):
        cooldown.allows(person)

    assert len(cooldown) == 3
    assert not cooldown.allows(9)
    assert cooldown.allows(0)


def test_a_message_is_claimed_once() -> None:
    memory = Memory[int, int]()

    assert memory.claim(1)
    assert memory.claim(1) is None


def test_a_message_whose_reply_failed_can_be_claimed_again() -> None:
    memory = Memory[int, int]()
    memory.claim(1)

    memory.release(1)

    assert memory.claim(1)


def test_so_many_messages_are_remembered_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replied, "MOST_MESSAGES", 3)
    memory = Memory[int, int]()

    for message in range(10):
        memory.claim(message)

    assert [n for n in range(10) if memory.find(n)] == [7, 8, 9]


async def test_ask_channels_outlive_the_process(tmp_path: Path) -> None:
    await AskChannels(tmp_path / "new").add("discord", 1)

    kept = AskChannels(tmp_path / "new")

    assert kept.holds("discord", 1)
    assert not kept.holds("slack", 1)
    assert not kept.holds("discord", 2)


@pytest.mark.parametrize("spoilt", ["", "{", "{}", "3", "[1]", "\x00"])
async def test_a_spoilt_file_holds_no_ask_channels(tmp_path: Path, spoilt: str) -> None:
    (tmp_path / "ask-channels.json").write_text(spoilt)

    channels = AskChannels(tmp_path)
    await channels.add("discord", 1)

    assert AskChannels(tmp_path).holds("discord", 1)
