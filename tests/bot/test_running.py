"""Platforms side by side, and signals, in this process; test_process.py has the real one."""

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Coroutine

import pytest

from bot import running as running_module
from bot.errors import PlatformError
from bot.platform import Health, Platform
from bot.running import Signals, serve

SOON = 5
"""Seconds within which everything here happens, on a slow machine too."""


class Station:
    """A platform that runs until it is told to fail, and notes how it was ended."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.runs = asyncio.Event()
        self.failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.notes: list[str] = []

    async def serve(self) -> None:
        self.runs.set()
        try:
            await self.failure
        except asyncio.CancelledError:
            self.notes.append("cancelled")
            raise

    async def finish(self, seconds: float) -> None:
        await asyncio.sleep(0.05)
        self.notes.append(f"finished within {seconds:.0f}")

    @property
    def platform(self) -> Platform:
        return Platform(self.name, self.serve, self.finish, lambda: Health(is_connected=True))


def kill(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


async def run(
    *stations: Station, reload: Callable[[], Coroutine[None, None, None]] | None = None
) -> None:
    with Signals() as signals:
        async with asyncio.timeout(SOON):
            await serve([each.platform for each in stations], signals, reload)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_lets_every_platform_finish_before_it_is_ended(
    number: signal.Signals,
) -> None:
    one, other = Station("one"), Station("other")
    running = asyncio.create_task(run(one, other))
    await other.runs.wait()

    kill(number)
    await running

    assert one.notes == other.notes == ["finished within 4", "cancelled"]


async def test_a_platform_that_fails_does_not_silence_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    good, bad = Station("good"), Station("bad")
    running = asyncio.create_task(run(good, bad))
    await bad.runs.wait()

    bad.failure.set_exception(PlatformError("BAD__TOKEN: refused"))
    await asyncio.sleep(0.05)

    assert not running.done()
    assert caplog.messages == ["bad is given up: BAD__TOKEN: refused"]
    assert not caplog.records[0].exc_info
    kill(signal.SIGTERM)
    await running
    assert bad.notes == ["finished within 4"]
    assert good.notes == ["finished within 4", "cancelled"]


async def test_with_no_platform_left_it_ends_with_the_first_error() -> None:
    first, last = Station("first"), Station("last")
    running = asyncio.create_task(run(first, last))
    await last.runs.wait()

    first.failure.set_exception(PlatformError("FIRST"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    last.failure.set_exception(PlatformError("LAST"))

    with pytest.raises(PlatformError, match="FIRST"):
        await running


async def test_the_error_of_the_only_platform_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    only = Station("only")
    only.failure.set_exception(PlatformError("ONLY"))

    with pytest.raises(PlatformError, match="ONLY"):
        await run(only)

    assert not caplog.messages


async def test_what_nobody_foresaw_is_logged_with_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    good, bad = Station("good"), Station("bad")
    bad.failure.set_exception(ZeroDivisionError())
    running = asyncio.create_task(run(good, bad))
    await asyncio.sleep(0.05)

    kill(signal.SIGTERM)
    await running

    [record] = caplog.records
    assert record.levelno == logging.ERROR
    assert record.exc_info


async def test_sighup_reloads_each_time_it_is_sent() -> None:
    station, reloads = Station("one"), asyncio.Semaphore(0)

    async def reload() -> None:
        reloads.release()

    running = asyncio.create_task(run(station, reload=reload))
    await station.runs.wait()

    for _ in range(2):
        kill(signal.SIGHUP)
        async with asyncio.timeout(SOON):
            await reloads.acquire()

    kill(signal.SIGTERM)
    await running


async def test_a_reload_that_fails_is_logged_and_not_the_last(
    caplog: pytest.LogCaptureFixture,
) -> None:
    station, reloads = Station("one"), asyncio.Semaphore(0)

    async def reload() -> None:
        reloads.release()
        raise ZeroDivisionError

    running = asyncio.create_task(run(station, reload=reload))
    await station.runs.wait()

    for _ in range(2):
        kill(signal.SIGHUP)
        async with asyncio.timeout(SOON):
            await reloads.acquire()
    await asyncio.sleep(0.05)

    kill(signal.SIGTERM)
    await running
    assert caplog.messages == ["the reload failed", "the reload failed"]


async def test_sighup_during_a_reload_is_one_more_reload() -> None:
    station, begun, may_end = Station("one"), asyncio.Semaphore(0), asyncio.Event()

    async def reload() -> None:
        begun.release()
        await may_end.wait()

    running = asyncio.create_task(run(station, reload=reload))
    await station.runs.wait()
    kill(signal.SIGHUP)
    async with asyncio.timeout(SOON):
        await begun.acquire()

    for _ in range(3):
        kill(signal.SIGHUP)
    await asyncio.sleep(0.05)
    may_end.set()
    async with asyncio.timeout(SOON):
        await begun.acquire()
    await asyncio.sleep(0.05)

    assert begun.locked()
    kill(signal.SIGTERM)
    await running


async def test_a_platform_that_will_not_finish_is_ended_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert running_module.CLOSING + running_module.PARTING < 5
    monkeypatch.setattr(running_module, "CLOSING", 0.1)
    monkeypatch.setattr(running_module, "PARTING", 0.1)
    station = Station("one")
    monkeypatch.setattr(station, "finish", lambda _: asyncio.Event().wait())
    running = asyncio.create_task(run(station))
    await station.runs.wait()

    kill(signal.SIGTERM)
    await running

    assert station.notes == ["cancelled"]


async def test_the_handlers_of_before_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    station = Station("one")
    running = asyncio.create_task(run(station))
    await station.runs.wait()

    kill(signal.SIGTERM)
    await running

    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
