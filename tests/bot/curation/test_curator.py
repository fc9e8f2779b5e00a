"""What admins can do, on a real store, with the work done in real processes."""

import sqlite3
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest

from bot.curation import curator
from bot.curation.archive import pack_files
from bot.reply import Status
from bot.store import Pseudonym, State
from bot.vote import Vote
from knowledge.corpus import version_of
from knowledge.reading import read_directory
from tests.bot.curation.conftest import FAQ, ME, OTHER, Base, text
from tests.harbour import harbour_files

RIDE = "what does a ride cost"


async def test_a_reload_serves_what_lies_on_disk_and_tells_what_changed(any_base: Base) -> None:
    any_base.widen()

    told = text(await any_base.curator.reload(ME))

    assert told.startswith(f"Version 2 ({any_base.version}) serves now.")
    assert "entries changed: ticket-cost" in told
    assert "$9 by 2030" in any_base.answers(RIDE)
    assert any_base.service.recall(RIDE).knowledge == any_base.version
    assert await any_base.outcomes() == [("reload", "done", 2)]
    assert (await any_base.store.versions.files(2))[FAQ] == (any_base.directory / FAQ).read_bytes()


async def test_a_reload_of_the_same_says_so(base: Base) -> None:
    before = base.service.edition

    told = text(await base.curator.reload(ME))

    assert told == f"No change: {base.version} serves already."
    assert base.service.edition is before
    assert len(await base.store.versions.recent(9)) == 1


async def test_a_dry_run_changes_nothing(base: Base) -> None:
    before = base.service.edition
    base.widen()

    told = text(await base.curator.reload(ME, is_dry=True))

    assert told.startswith("This would be accepted; nothing was changed.")
    assert "entries changed: ticket-cost" in told
    assert base.service.edition is before
    assert len(await base.store.versions.recent(9)) == 1
    assert await base.outcomes() == []


async def test_a_reload_that_breaks_a_question_is_refused_until_it_is_confirmed(
    base: Base,
) -> None:
    before = base.service.edition
    base.spoil()

    refused = text(await base.curator.reload(ME))
    unconfirmed = text(await base.curator.reload(ME, token="833dcc45375a.1.2"))
    unchanged = base.service.edition
    token = refused.rsplit(" ", 1)[-1]
    forced = text(await base.curator.reload(ME, token=token))

    assert "How much will a ticket cost?" in refused
    assert "kb reload force " in refused
    assert unconfirmed.startswith("That token confirms nothing")
    assert unchanged is before
    assert forced.startswith("Version 2")
    assert "Newly wrong:\n- How much will a ticket cost?" in forced
    assert "$9" not in base.answers()
    assert await base.outcomes() == [
        ("reload", "refused", None),
        ("reload", "refused", None),
        ("reload", "forced", 2),
    ]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        (FAQ, "[[entries]", "faq.toml: not valid TOML"),
        ("facts.toml", "[[facts]]\nid = 3\n", "facts.toml:1"),
        ("questions.jsonl", "{", "questions.jsonl:1: not JSON"),
    ],
)
async def test_what_is_to_be_mended_is_told_and_nothing_changed(
    base: Base, name: str, content: str, problem: str
) -> None:
    before = base.service.edition
    (base.directory / name).write_text(content)

    told = text(await base.curator.reload(ME))

    assert told.startswith("Refused; what serves now goes on.")
    assert problem in told
    assert base.service.edition is before


async def test_what_another_process_has_stored_is_ready_before_it_serves(base: Base) -> None:
    first = base.version
    base.widen()
    files = read_directory(base.directory)
    stored = await base.store.versions.add(
        files, content_hash=version_of(files), author=Pseudonym(""), note=""
    )

    await base.curator.publisher.prepare()
    prepared, served = base.version, await base.store.versions.serve(stored.number)
    with sqlite3.connect(base.directory.parent / "store" / "rigwire.db") as other:
        other.execute("DELETE FROM version_files WHERE number = 2")
    await base.curator.publisher.follow()

    assert prepared == first
    assert base.version == version_of(files)
    assert base.curator.publisher.serving == served


class TestVersions:
    async def test_they_are_listed_with_who_made_them(self, base: Base) -> None:
        base.widen()
        await base.curator.reload(ME)

        mine = text(await base.curator.versions(ME))
        others = text(await base.curator.versions(OTHER))

        first, second = mine.splitlines()[1:]
        assert first.startswith("- 2 (")
        assert first.endswith(" UTC, you: from the directory [serving]")
        assert second.endswith(" UTC, the operator: at the start")
        assert "you" not in others
        assert "someone (" in others

    async def test_a_rollback_serves_an_earlier_one_again(self, any_base: Base) -> None:
        first = any_base.version
        any_base.widen()
        await any_base.curator.reload(ME)

        told = text(await any_base.curator.rollback(ME, 1))

        assert told.startswith(f"Version 1 ({first}) serves now.")
        assert any_base.version == first
        assert await any_base.outcomes() == [("reload", "done", 2), ("rollback", "done", 1)]
        served = await any_base.store.versions.serving()
        assert served
        assert (served.generation, served.number) == (3, 1)

    async def test_a_rollback_goes_back_over_several(self, base: Base) -> None:
        versions = [base.version]
        for old, new in pairwise(["price of a ticket", "price of the trip", "price of a ride"]):
            base.edit(f'"{old}"', f'"{new}"')
            await base.curator.reload(ME)
            versions.append(base.version)

        served = []
        for number in (1, 3, 2):
            await base.curator.rollback(ME, number)
            served.append(base.version)

        assert len(set(versions)) == 3
        assert served == [versions[0], versions[2], versions[1]]

    async def test_one_of_another_form_is_refused_and_the_present_one_goes_on(
        self, base: Base
    ) -> None:
        facts = b"schema = 0\n" + harbour_files()["facts.toml"].replace(b"aspect", b"facet")
        files = {**harbour_files(), "facts.toml": facts}
        old = await base.store.versions.add(
            files, content_hash="old", author=base.store.pseudonym("console", "me"), note=""
        )
        before = base.service.edition

        told = text(await base.curator.rollback(ME, old.number))
        compared = text(await base.curator.diff(old.number, 1))

        assert told.startswith("Version 2 cannot be served by this program")
        assert 'unknown table "schema"' in told
        assert base.service.edition is before
        assert await base.outcomes() == [("rollback", "refused", None)]
        assert "facts changed: both-open-routes, " in compared

    async def test_one_that_was_never_there_is_said_so(self, base: Base) -> None:
        assert "no version 7" in text(await base.curator.rollback(ME, 7))
        assert "no version 8" in text(await base.curator.diff(1, 8))

    async def test_what_serves_is_exported_whole(self, base: Base) -> None:
        attached = await base.curator.export()

        with zipfile.ZipFile(BytesIO(attached.content)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        assert files == harbour_files()
        assert attached.name == f"knowledge-{base.version}.zip"

    async def test_an_upload_passes_the_same_gate(self, base: Base) -> None:
        base.widen()
        faq = (base.directory / FAQ).read_bytes()
        base.spoil()
        spoilt = {**harbour_files(), FAQ: (base.directory / FAQ).read_bytes()}

        one = text(await base.curator.upload(ME, FAQ, faq))
        refused = text(await base.curator.upload(ME, "all.zip", pack_files(spoilt)))
        hostile = text(await base.curator.upload(ME, "../../x.exe", b"MZ"))

        assert one.startswith("Version 2")
        assert "kb upload force " in refused
        assert hostile.startswith("Refused")
        assert "$9 by 2030" in base.answers(RIDE)


async def test_what_changes_an_older_version_takes_nothing_back(base: Base) -> None:
    """An upload of one file is that file in the version that served when it was sent."""
    people = (base.directory / "people.toml").read_bytes() + b"# reviewed\n"
    uploading = base.curator.upload(ME, "people.toml", people)
    base.widen()

    async def overtake(function: Callable[..., Any], *args: Any) -> Any:
        monkeypatched.undo()
        await base.curator.reload(OTHER)
        return function(*args)

    with pytest.MonkeyPatch.context() as monkeypatched:
        monkeypatched.setattr(curator, "run_apart", overtake)
        told = text(await uploading)

    assert told.startswith("Another version began to serve meanwhile")
    assert "$9 by 2030" in base.answers(RIDE)


class TestMisses:
    async def missed(self, base: Base, *questions: str) -> None:
        for each in questions:
            await base.store.misses.add(
                each, platform="console", asker=base.store.pseudonym("console", each)
            )

    async def test_a_refused_question_is_noted_and_a_greeting_is_not(self, base: Base) -> None:
        base.service.ask("Is there wifi on board?", platform="console", person="me")
        base.service.ask("hello", platform="console", person="me")
        base.service.recall("Is there food on board?")
        await base.store.misses.ledger.flush()

        [noted] = await base.store.misses.recent(9)

        assert noted.text == "Is there wifi on board?"

    async def test_they_are_listed_by_likeness_with_the_nearest_entries(self, base: Base) -> None:
        await self.missed(base, "is there wifi on board", "wifi on board?", "fares for dogs")

        told = text(await base.curator.misses()).splitlines()

        assert told[0] == "Questions without an answer, the most asked first:"
        assert '"wifi on board?" (2 times' in told[1]
        assert '"fares for dogs" (once; nearest: ' in told[2]

    async def test_a_miss_steers_no_terminal_and_forges_no_line(self, base: Base) -> None:
        await self.missed(base, "wifi\x1b[2J on\n- 99 (forged) board\u202e?", "=HYPERLINK(1)")

        told = text(await base.curator.misses())

        assert len(told.splitlines()) == 3
        assert all(line.isprintable() for line in told.splitlines())

    async def test_a_phrasing_answers_them_from_a_new_version(self, base: Base) -> None:
        await self.missed(base, "fare for riders", "riders fare?", "is there wifi on board")

        told = text(await base.curator.add_phrasing(ME, 1, "ticket-cost"))

        assert told.startswith("Version 2")
        assert "$9 by 2030" in base.answers("fare for riders")
        assert base.service.corpus.entries["ticket-cost"].phrasings[-1] == "fare for riders"
        assert [each.number for each in await base.store.misses.recent(9, [State.ADDED])] == [2, 1]
        assert [each.number for each in await base.store.misses.recent(9)] == [3]
        assert await base.outcomes() == [("phrasing", "done", 2)]

    async def test_a_phrasing_that_another_entry_has_is_refused(self, base: Base) -> None:
        await self.missed(base, "destination of the new routes")

        told = text(await base.curator.add_phrasing(ME, 1, "ticket-cost"))

        assert told.startswith("Refused")
        assert "where-routes-go" in told
        assert [each.number for each in await base.store.misses.recent(9)] == [1]

    async def test_out_of_scope_takes_all_alike_off_the_list(self, base: Base) -> None:
        await self.missed(base, "is there wifi on board", "wifi on board?", "fares for dogs")

        told = text(await base.curator.mark_out_of_scope(ME, 2))

        assert told == "Marked as out of scope."
        assert [each.number for each in await base.store.misses.recent(9)] == [3]
        assert await base.outcomes() == [("out of scope", "done", None)]

    async def test_a_miss_that_is_dealt_with_is_said_so(self, base: Base) -> None:
        for reply in (
            await base.curator.add_phrasing(ME, 4, "ticket-cost"),
            await base.curator.mark_out_of_scope(ME, 4),
        ):
            assert "no such question waiting" in text(reply)


async def test_votes_are_tallied_and_change_no_answer(base: Base) -> None:
    before = base.service.recall("How much will a ticket cost?")
    for voter in ("a", "b"):
        assert await base.service.vote(
            Vote("x", "1", voter, is_helpful=False, matches=("ticket-cost",))
        )
    assert await base.service.vote(Vote("x", "1", "a", is_helpful=True, matches=("ticket-cost",)))

    told = text(await base.curator.feedback())

    assert told.splitlines()[1:] == ["- ticket-cost: 1 not helpful, 1 helpful"]
    assert base.service.recall("How much will a ticket cost?") == before
    assert before.status is Status.ANSWERED


async def test_whoever_asks_for_it_is_forgotten(base: Base) -> None:
    await base.service.vote(Vote("x", "1", "a", is_helpful=False, matches=("ticket-cost",)))
    base.service.ask("Is there wifi on board?", platform="x", person="a")

    assert await base.service.forget("x", "a")

    assert text(await base.curator.feedback()) == "Nobody has voted yet."
    assert text(await base.curator.misses()) == "No question is waiting for an answer."


async def test_the_audit_tells_who_did_what_and_names_nobody(base: Base) -> None:
    await base.curator.rollback(ME, 1)
    base.widen()
    await base.curator.reload(ME)
    await base.curator.denied(OTHER, "rollback")

    told = text(await base.curator.audit(ME))

    denied, reload = told.splitlines()[1:]
    assert "someone (" in denied
    assert denied.endswith("in console there: rollback (denied)")
    assert reload.endswith("you in console here: reload (version 2, done)")
    assert "someone else" not in told
    assert text(await base.curator.verify_audit()) == "All 2 lines stand as they were written."
