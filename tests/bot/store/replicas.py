"""What other processes do with a store; they start from one that has it imported."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable, Coroutine
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import event

from bot.store import Store
from tests.bot.store.failing import ADA

Given = ParamSpec("Given")
Result = TypeVar("Result")

_forking = multiprocessing.get_context("forkserver")
_forking.set_forkserver_preload([__name__])


async def at_once(
    count: int, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
) -> list[Result]:
    """Do the same work in several processes that set out together."""
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor(count, mp_context=_forking) as pool:
        done = [loop.run_in_executor(pool, _call, work, args, kwargs) for _ in range(count)]
        return await asyncio.gather(*done)


def _call(work: Callable[..., Result], args: Any, kwargs: Any) -> Result:
    return work(*args, **kwargs)


async def killed(work: Callable[Given, object], *args: Given.args, **kwargs: Given.kwargs) -> bool:
    """Do work in a process; tell whether that killed itself."""
    process: BaseProcess = _forking.Process(target=work, args=args, kwargs=kwargs)
    process.start()
    await asyncio.to_thread(process.join, 20)
    return process.exitcode == -signal.SIGKILL


def with_store(url: str, work: Callable[[Store], Coroutine[Any, Any, Result]]) -> Result:
    async def run() -> Result:
        store = await Store.open(url)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(run())


def claim(url: str, keys: list[str]) -> list[str]:
    """Claim events; return those that this process got."""

    async def work(store: Store) -> list[str]:
        return [key for key in keys if await store.events.claim(key)]

    return with_store(url, work)


def append(url: str, count: int) -> None:
    """Write deeds down."""

    async def work(store: Store) -> None:
        for _ in range(count):
            await store.audit.append(
                "reload", actor=ADA, platform="slack", place="C1", outcome="done"
            )

    with_store(url, work)


def open_it(url: str) -> str:
    """Open a store, and with it create its tables; return how it names someone."""

    async def work(store: Store) -> str:
        return store.pseudonym("slack", "U1")

    return with_store(url, work)


def accept_until(url: str, files: dict[str, bytes], step: int) -> None:
    """Add a version and let it serve; be killed before a step of the database."""

    async def work(store: Store) -> None:
        steps = iter(range(1, step))

        def take(*_: object) -> None:
            if next(steps, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        engine = store._database._engine.sync_engine
        event.listen(engine, "before_cursor_execute", take)
        event.listen(engine, "commit", take)
        version = await store.versions.add(files, content_hash="new", author=ADA, note="")
        await store.versions.serve(version.number)
        take()

    with_store(url, work)
