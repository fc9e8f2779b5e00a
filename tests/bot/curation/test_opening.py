"""The store as the terminal and the process open it."""

import asyncio
import logging
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.console.admin import Admin
from bot.console.chat import Chat, Ended
from bot.curation.opening import Address, curated, opened, store_problem
from bot.errors import ExitCode
from bot.metrics import Metrics
from bot.reply import Reply, render_page
from bot.service import Service
from knowledge.answerer import Answerer
from tests.bot.command import Command
from tests.bot.curation.conftest import Base
from tests.harbour import harbour_corpus, write_harbour

RIDE = "what does a ride cost"


@pytest.fixture
def address(tmp_path: Path) -> Address:
    return Address(str(tmp_path / "store" / "rigwire.db"))


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return write_harbour(tmp_path / "knowledge")


class TestTheTerminal:
    @pytest.fixture
    def chat(self, address: Address, directory: Path) -> Iterator[Chat]:
        corpus = harbour_corpus()
        service = Service(corpus, Answerer(corpus))
        with Admin(partial(curated, service, address, directory)) as admin:
            yield Chat(service, admin.obey)

    def told(self, chat: Chat, line: str) -> str:
        reply = chat.respond(line)
        assert isinstance(reply, Reply)
        return render_page(reply)

    def test_it_looks_after_the_knowledge(self, chat: Chat, directory: Path) -> None:
        faq = directory / "faq.toml"
        first = self.told(chat, "/kb status")
        faq.write_text(faq.read_text().replace('"price of a ticket"', f'"{RIDE}"'))

        reloaded = self.told(chat, "/kb reload")

        assert "stored as version 1" in first
        assert reloaded.startswith("Version 2 (")
        assert "$9 by 2030" in self.told(chat, RIDE)
        assert "you in console: reload (version 2, done)" in self.told(chat, "/kb audit")

    def test_files_go_out_and_come_in(
        self, chat: Chat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)

        exported = self.told(chat, "/kb export").partition(":")[0]
        uploaded = self.told(chat, f"/kb upload {exported}")
        absent = self.told(chat, "/kb upload nothing.zip")

        with zipfile.ZipFile(exported) as archive:
            assert "faq.toml" in archive.namelist()
        assert uploaded.startswith("No change")
        assert absent == "nothing.zip: No such file or directory"

    @pytest.mark.parametrize("line", ["/kb", "/kb relaod", "/kb rollback x"])
    def test_a_wrong_line_is_told_the_commands(self, chat: Chat, line: str) -> None:
        assert "- kb reload [dry | force TOKEN]" in self.told(chat, line)

    def test_a_store_that_cannot_be_opened_is_explained(self, directory: Path) -> None:
        service = Service(harbour_corpus())
        with Admin(partial(curated, service, Address("/dev/null/x.db"), directory)) as admin:
            told = render_page(admin.obey("status"))

        assert told.startswith("store /dev/null/x.db: ")

    def test_without_it_kb_is_not_known(self) -> None:
        assert "/quit" in self.told(Chat(Service(harbour_corpus())), "/kb status")
        assert Chat(Service(harbour_corpus())).respond("/quit") == Ended()


class TestTheProcess:
    async def test_it_serves_what_the_store_names_and_follows_it(
        self, address: Address, directory: Path
    ) -> None:
        async with opened(address, directory, Metrics()) as (service, curator):
            assert curator
            assert await store_problem(service) == ""
            assert service.store
            await service.channels.add("discord", 1)
            assert service.channels.holds("discord", "1")

    async def test_without_a_store_it_answers_and_says_what_to_mend(
        self, directory: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.ERROR)

        async with opened(Address("/dev/null/x.db"), directory, Metrics()) as (service, curator):
            answered = render_page(service.recall("How much will a ticket cost?"))

        assert curator is None
        assert "$9 by 2030" in answered
        assert "could not be opened" in await store_problem(service)
        assert "answering without a store: store /dev/null/x.db: " in caplog.text

    async def test_upkeep_outlives_a_store_that_fails(
        self, base: Base, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.curation.upkeep.POLL", 0.01)
        path = base.directory.parent / "store" / "rigwire.db"
        keeping_up = asyncio.create_task(base.curator.keep_up())
        with sqlite3.connect(path) as other:
            other.execute("ALTER TABLE serving RENAME TO gone")

        await until(lambda: base.service.metrics.counted["store_failures", ()] > 2)
        with sqlite3.connect(path) as other:
            other.execute("ALTER TABLE gone RENAME TO serving")
        base.widen()
        await base.curator.reload_on_signal()

        keeping_up.cancel()
        warnings = [each.message for each in caplog.records if each.levelno >= logging.WARNING]
        assert [each.partition(":")[0] for each in warnings] == [
            "the store cannot be followed for now",
            "reload by a signal",
        ]
        assert warnings[1].endswith("serves now.")


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError


class TestTheAuditCommand:
    @pytest.fixture
    def stored(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        path = tmp_path / "rigwire.db"
        monkeypatch.setenv("BOT_STORE", str(path))

        async def fill() -> None:
            store = await Address(str(path)).open()
            for number in (1, 2, 3):
                who = store.pseudonym("discord", "someone")
                await store.audit.append(
                    "reload", actor=who, platform="discord", place="7", outcome="done",
                    version=number,
                )  # fmt: skip
            await store.close()

        asyncio.run(fill())
        return path

    @pytest.mark.usefixtures("stored")
    def test_it_shows_and_verifies(self, command: Command) -> None:
        shown = command("audit")
        verified = command("audit", "verify")

        assert shown.code == 0
        assert "in discord 7: reload (version 3, done)" in shown.out
        assert (verified.code, verified.out) == (0, "All 3 lines stand as they were written.\n")

    def test_a_change_by_other_hands_is_found(self, command: Command, stored: Path) -> None:
        with sqlite3.connect(stored) as other:
            other.execute("UPDATE audit SET version = 1 WHERE number = 2")

        done = command("audit", "verify")

        assert done.code == ExitCode.BAD_DATA
        assert done.out.startswith("Line 2 is not as it was written")

    def test_a_store_that_cannot_be_opened_is_one_line(
        self, command: Command, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BOT_STORE", "/dev/null/x.db")

        done = command("audit")

        assert done.code == ExitCode.UNAVAILABLE
        assert done.err.startswith("store /dev/null/x.db: ")
        assert done.err.count("\n") == 1
