"""Processes that are killed in the middle of a change: run by test_crashes.

One process imports everything once and forks the victims, each with a store of its own.
"""

import asyncio
import os
import secrets
import shutil
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from time import sleep
from typing import Any

from bot.curation import admission, settling, starting
from bot.curation.curator import Curator
from bot.curation.model import Actor
from bot.service import Service
from bot.store import Store

STEPS = (
    "examine",
    "add",
    "append",
    "serve",
)
ROUNDS = 2
"""Kills at any instant, over and over on one store."""

LATEST = 300
"""Milliseconds within which a kill at any instant comes."""

ME = Actor("test", "admin")


async def run_here(function: Callable[..., Any], *args: Any) -> Any:
    return function(*args)


def deadly(call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Kill this process after a call."""

    async def called(*args: Any, **kwargs: Any) -> Any:
        await call(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    return called


async def curated(url: str, directory: Path) -> tuple[Store, Curator]:
    store = await Store.open(url)
    started = await starting.start(store, directory)
    service = Service(started.edition.corpus, started.edition.answerer, store=store)
    return store, Curator(service, store, directory, started.serving)


async def die_at(step: str, url: str, directory: Path) -> None:
    """Reload a changed directory, and die after a step of that."""
    store, curator = await curated(url, directory)
    change(directory, "one more")
    if step == "examine":
        vars(admission)["run_apart"] = deadly(run_here)
    else:
        owner = {"add": store.versions, "append": store.audit, "serve": store.versions}[step]
        setattr(owner, step, deadly(getattr(owner, step)))
    await curator.reload(ME)


async def change_for_ever(url: str, directory: Path, ready: int) -> None:
    """Accept one version after the other; tell once the first has been."""
    _, curator = await curated(url, directory)
    for number in range(10_000):
        change(directory, f"wording {os.getpid()} {number}")
        await curator.reload(ME)
        os.write(ready, b".")


def change(directory: Path, wording: str) -> None:
    faq = directory / "faq.toml"
    head, _, _ = faq.read_text().partition("# added")
    faq.write_text(
        f'{head}# added\n[[entries]]\nid = "added"\ntopic = "x"\n'
        f'question = "Is there {wording}?"\nanswer = "Ada Holm calls the pier too small."\n'
        'facts = ["holm-pier"]\n'
    )


def killed(victim: Coroutine[None, None, None]) -> bool:
    """Run something in a process of its own; tell whether that was killed."""
    child = os.fork()
    if not child:
        asyncio.run(victim)
        os._exit(0)
    victim.close()
    return is_killed(child)


def killed_after(seconds: float, url: str, directory: Path) -> bool:
    """Kill a process that changes for ever, so long after its first change."""
    told, ready = os.pipe()
    child = os.fork()
    if not child:
        asyncio.run(change_for_ever(url, directory, ready))
    os.read(told, 1)
    sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return is_killed(child)


def is_killed(child: int) -> bool:
    return os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL


def tell(step: str, is_killed: bool) -> None:  # noqa: FBT001 - what became of it
    sys.stdout.write(f"{step} {is_killed}\n")
    sys.stdout.flush()


async def begin(urls: list[str], directory: Path) -> None:
    """Make one store, and load here what every victim would load by itself; copy the store."""
    made = directory.parent / "made.db"
    store, curator = await curated(str(made), directory)
    await curator.check()
    await store.close()
    for url in urls:
        shutil.copy(made, url)


def main(urls: list[str], directories: list[Path]) -> None:
    for module in (admission, starting):
        vars(module)["run_apart"] = run_here
    settling.SETTLED = 0.0
    asyncio.run(begin(urls, directories[0]))
    for step, url, directory in zip(STEPS, urls, directories, strict=False):
        tell(step, killed(die_at(step, url, directory)))
    for _ in range(ROUNDS):
        seconds = secrets.randbelow(LATEST) / 1000
        tell("loop", killed_after(seconds, urls[-1], directories[-1]))


if __name__ == "__main__":
    half = len(sys.argv[1:]) // 2
    main(sys.argv[1 : 1 + half], [Path(each) for each in sys.argv[1 + half :]])
