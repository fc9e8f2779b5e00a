"""/kb on Discord: what it does, and for whom."""

import re
from pathlib import Path

import pytest
import simcord
from discord.app_commands import CheckFailure

from bot.config import DiscordSettings
from bot.cooldown import Cooldown
from bot.curation.archive import MOST_UPLOADED
from bot.discord.desk import Desk
from bot.discord.tags import Tag
from bot.store import Store
from bot.tags import Kind, key_of
from tests.bot.curation.conftest import Base, at_once, based, store
from tests.bot.discord.conftest import QUESTION, World, asked_long_ago
from tests.harbour import write_harbour

__all__ = ["at_once", "store"]

RIDE = "what does a ride cost"
WIFI = "Is there wifi on board?"


@pytest.fixture
async def base(store: Store, tmp_path: Path) -> Base:
    return await based(store, write_harbour(tmp_path / "knowledge"))


@pytest.fixture
def desk(base: Base, settings: DiscordSettings) -> Desk:
    return Desk(base.service, settings, Cooldown(0), base.curator)


def told(result: simcord.InteractionResult) -> str:
    """All that an interaction was answered with, without escapes."""
    assert result.response
    embeds = [each.description or "" for each in result.response.embeds]
    return "\n".join([result.response.content, *embeds]).replace("\\", "").strip()


async def kb(world: World, command: str, **options: object) -> str:
    """What the manager gets for a command; it is for nobody else."""
    result = await world.manager.slash(world.channel, f"kb {command}", **options)
    assert result.ephemeral
    return told(result)


async def test_members_do_not_see_it(world: World) -> None:
    assert "kb status" not in world.alice.available_commands(world.channel)
    assert "kb status" in world.manager.available_commands(world.channel)


async def test_status_tells_the_knowledge(world: World) -> None:
    assert world.desk.version in await kb(world, "status")


async def test_check_proves_what_lies_on_disk(world: World, base: Base) -> None:
    assert "planted errors caught" in await kb(world, "check")

    (base.directory / "faq.toml").write_text("not toml")

    assert "faq.toml" in await kb(world, "check")


async def test_a_reload_is_shown_first_and_then_done(world: World, base: Base) -> None:
    base.widen()

    dry = await kb(world, "reload", dry_run=True)
    done = await kb(world, "reload")
    same = await kb(world, "reload")
    asked = await world.alice.slash(world.channel, "ask", question=RIDE)

    assert dry.startswith("This would be accepted")
    assert done.startswith("Version 2 (")
    assert "entries changed: ticket-cost" in done
    assert same.startswith("No change")
    assert "$9 by 2030" in told(asked)
    assert asked.response
    assert asked.response.embeds[0].footer.text == f"Knowledge {base.version}"


async def test_a_reload_that_breaks_a_question_needs_its_token(world: World, base: Base) -> None:
    base.spoil()

    refused = await kb(world, "reload")
    token = refused.rsplit(" ", 1)[-1]
    forced = await kb(world, "reload", force=token)

    assert QUESTION in refused
    assert forced.startswith("Version 2 (")


async def test_versions_are_listed_compared_and_restored(world: World, base: Base) -> None:
    base.widen()
    await kb(world, "reload")

    versions = await kb(world, "versions")
    diff = await kb(world, "diff", old=1, new=2)
    rollback = await kb(world, "rollback", version=1)

    assert re.search(r"2 \(\w+\), .*, you: from the directory \[serving\]", versions)
    assert "entries changed: ticket-cost" in diff
    assert rollback.startswith("Version 1 (")


async def test_the_knowledge_goes_out_as_a_file_and_comes_in_as_one(
    world: World, base: Base
) -> None:
    exported = await world.manager.slash(world.channel, "kb export")
    base.widen()
    faq = (base.directory / "faq.toml").read_bytes()

    uploaded = await kb(world, "upload", file=("faq.toml", faq))

    assert exported.response
    [attached] = exported.response.message.attachments
    assert attached.filename.startswith("knowledge-")
    assert uploaded.startswith("Version 2 (")


async def test_too_large_a_file_is_refused_unread(world: World, base: Base) -> None:
    before = base.version

    refused = await kb(world, "upload", file=("all.zip", bytes(MOST_UPLOADED + 1)))

    assert "'all.zip': larger than 10 MB" in refused
    assert base.version == before


async def test_a_miss_is_brought_to_an_answer_with_two_presses(world: World, base: Base) -> None:
    await world.alice.slash(world.channel, "ask", question="fare for riders")
    await base.store.misses.ledger.flush()

    listed = await world.manager.slash(world.channel, "kb misses")
    assert listed.response
    chosen = await world.manager.select(listed.response.message, ["1"])
    assert chosen.response
    added = await world.manager.click(chosen.response.message, label="Add to ticket-cost")
    asked = await world.alice.slash(world.channel, "ask", question="fare for riders")

    assert '1. "fare for riders" (once; nearest: ' in told(listed)
    assert added.ephemeral
    assert told(added).startswith("Version 2 (")
    assert "$9 by 2030" in told(asked)
    assert "No question is waiting" in await kb(world, "misses")


async def test_a_miss_is_out_of_scope_with_two_presses(world: World, base: Base) -> None:
    await world.alice.slash(world.channel, "ask", question=WIFI)
    await base.store.misses.ledger.flush()

    listed = await world.manager.slash(world.channel, "kb misses")
    assert listed.response
    chosen = await world.manager.select(listed.response.message, ["1"])
    assert chosen.response
    dropped = await world.manager.click(chosen.response.message, label="Out of scope")
    again = await world.manager.click(chosen.response.message, label="Out of scope")

    assert told(dropped) == "Marked as out of scope."
    assert "no such question waiting" in told(again)


async def test_votes_are_shown_and_forgotten(world: World) -> None:
    answer = await world.alice.slash(world.channel, "ask", question=QUESTION)
    assert answer.response
    await world.alice.click(answer.response.message, label="Helpful")
    await world.alice.click(answer.response.message, label="Not helpful")

    feedback = await kb(world, "feedback")
    forgotten = await world.alice.slash(world.channel, "forget-me")

    assert "ticket-cost: 1 not helpful, 0 helpful" in feedback
    assert forgotten.ephemeral
    assert told(forgotten).startswith("Done: ")
    assert "Nobody has voted yet." in await kb(world, "feedback")


async def test_the_audit_is_shown_and_verified(world: World) -> None:
    await kb(world, "rollback", version=9)

    assert f"you in discord {world.guild.id}: rollback (refused)" in await kb(world, "audit")
    assert "All 1 lines stand" in await kb(world, "audit", verify=True)


async def test_without_a_store_it_says_what_to_do(world: World) -> None:
    world.desk.curator = None

    assert "set BOT_STORE" in await kb(world, "reload")
    assert "set BOT_STORE" in await kb(world, "misses")
    assert world.desk.version in await kb(world, "status")


class TestChannels:
    async def test_an_ask_channel_is_answered_only_when_sure(self, world: World) -> None:
        await kb(world, "channel", listen=True)

        for content in (QUESTION, "What is the capital of Mongolia?", "hi", "lunch?"):
            await world.alice.send(world.channel, content)

        [answer] = world.said_aloud()
        assert "$9 by 2030" in (answer.embeds[0].description or "")

    async def test_an_ask_channel_becomes_ordinary_again(self, world: World) -> None:
        await kb(world, "channel", listen=True)
        await world.restart()
        await kb(world, "channel", listen=False)

        await world.alice.send(world.channel, QUESTION)

        assert world.said_aloud() == []

    async def test_another_channel_can_be_named(self, world: World) -> None:
        questions = world.guild.create_text_channel("questions")

        await kb(world, "channel", listen=True, channel=questions)
        await world.alice.send(questions, QUESTION)

        assert len(world.said_aloud(questions)) == 1


class TestRights:
    async def expect_denied(
        self, world: World, base: Base, result: simcord.InteractionResult, action: str
    ) -> None:
        """Only the person is told, the knowledge stays, and it is written down."""
        assert result.ephemeral
        assert told(result) == "That is for those who manage this server."
        assert len(await base.store.versions.recent(9)) == 1
        latest = (await base.store.audit.recent(1))[0]
        assert (latest.action, latest.outcome) == (action, "denied")
        assert latest.place == str(world.guild.id)
        assert str(world.alice.id) not in repr(latest)

    @pytest.mark.parametrize(
        ("command", "options"),
        [
            ("reload", {}),
            ("rollback", {"version": 1}),
            ("channel", {"listen": True}),
            ("misses", {}),
            ("export", {}),
        ],
    )
    async def test_a_server_that_opens_a_command_to_everyone_opens_nothing(
        self, world: World, base: Base, command: str, options: dict[str, object]
    ) -> None:
        await world.open_to_everyone("kb")
        base.widen()

        result = await world.alice.slash(world.channel, f"kb {command}", **options)

        assert [type(each) for each in world.env.errors] == [CheckFailure]
        await self.expect_denied(world, base, result, command)

    @pytest.mark.parametrize("kind", [Kind.DROP, Kind.ADOPT])
    async def test_a_button_that_a_member_comes_by_does_nothing(
        self, world: World, base: Base, kind: Kind
    ) -> None:
        argument = "1" if kind is Kind.DROP else f"1:{key_of('ticket-cost')}"
        message = await asked_long_ago(world, Tag(kind, world.alice.id, argument))

        result = await world.alice.click(message, label="Old")

        await self.expect_denied(world, base, result, "misses")

    @pytest.mark.parametrize(
        "held",
        ["rw:drop:1:", "rw:drop:1:x", "rw:drop:1:²", "rw:adopt:1:7:", "rw:adopt:1:", "rw:drop:1:7"],
    )
    async def test_an_old_or_forged_button_changes_nothing(
        self, world: World, base: Base, held: str
    ) -> None:
        message = await asked_long_ago(world, held)

        result = await world.manager.click(message, label="Old")

        assert result.ephemeral
        assert "no such question waiting" in told(result)
        assert len(await base.store.versions.recent(9)) == 1
