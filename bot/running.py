"""Runs platforms side by side, and does what the operating system's signals ask for."""

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Coroutine, Sequence
from types import FrameType, TracebackType
from typing import Any, NoReturn, Self

from bot.errors import BotError
from bot.platform import Platform

log = logging.getLogger(__name__)

CLOSING = 4.0
"""Seconds for replies under way; with a second to close, within the five of a stop."""

PARTING = 0.9
"""Seconds for a platform to say goodbye: its other end may be gone itself."""

STOPPING = (signal.SIGTERM, signal.SIGINT)

KILLED = 128
"""Added to a signal's number, as shells do, in the exit code of a process that it ended."""

Reload = Callable[[], Coroutine[None, None, None]]


class Signals:
    """SIGTERM and SIGINT ask to stop, and end the process the second time; SIGHUP reloads."""

    def __init__(self) -> None:
        self.stopped = asyncio.Event()
        self.hung_up = asyncio.Event()
        self._before = {each: signal.getsignal(each) for each in (*STOPPING, signal.SIGHUP)}

    def __enter__(self) -> Self:
        loop = asyncio.get_running_loop()
        for number in STOPPING:
            loop.add_signal_handler(number, self._stop)
        loop.add_signal_handler(signal.SIGHUP, self.hung_up.set)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        loop = asyncio.get_running_loop()
        for number, handler in self._before.items():
            loop.remove_signal_handler(number)
            signal.signal(number, handler)

    def _stop(self) -> None:
        self.stopped.set()
        for number in STOPPING:
            asyncio.get_running_loop().remove_signal_handler(number)
            signal.signal(number, _end)


async def serve(
    platforms: Sequence[Platform], signals: Signals, reload: Reload | None = None
) -> None:
    """Run until a signal asks to stop; raise the first error once no platform is left."""
    tasks = [asyncio.create_task(each.serve(), name=each.name) for each in platforms]
    watching = asyncio.create_task(_watch(tasks))
    stopping = asyncio.create_task(signals.stopped.wait())
    reloading = asyncio.create_task(_reload(reload, signals.hung_up))
    finishing: list[asyncio.Future[None]] = []
    try:
        await asyncio.wait({watching, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if watching.done():
            watching.result()
        finishing += [asyncio.ensure_future(each.finish(CLOSING)) for each in platforms]
        await asyncio.wait(finishing, timeout=CLOSING)
    finally:
        await _end_all([*tasks, watching, stopping, reloading, *finishing])


async def _watch(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Wait until the last platform has failed, and log each failure that is not the only one."""
    errors: list[BaseException] = []
    running = set(tasks)
    while running:
        done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            error = task.exception()
            if error:
                errors.append(error)
            if error and len(tasks) > 1:
                _log_failure(task.get_name(), error)
    if errors:
        raise errors[0]


def _log_failure(name: str, error: BaseException) -> None:
    """Log a line for what an operator can mend, a traceback for what nobody foresaw."""
    if isinstance(error, BotError):
        log.error("%s is given up: %s", name, error)
    else:
        log.error("%s is given up", name, exc_info=error)


async def _reload(reload: Reload | None, asked: asyncio.Event) -> None:
    """Reload once for all that asked meanwhile; a reload that fails is not the last."""
    while await asked.wait():
        asked.clear()
        if reload is None:
            log.warning("SIGHUP: there is nothing to reload")
            continue
        task = asyncio.create_task(reload())
        await asyncio.wait({task})
        if error := task.exception():
            log.error("the reload failed", exc_info=error)


async def _end_all(tasks: Sequence[asyncio.Future[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=PARTING)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """End at once: whoever asks twice does not want to wait, whatever the loop is doing."""
    del frame
    os._exit(KILLED + number)
