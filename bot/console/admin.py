"""/kb in the terminal: the store is opened when it is first used, and closed at the end."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, ExitStack
from getpass import getuser
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.curation.curator import Curator
from bot.curation.model import Actor, Attachment
from bot.curation.obeying import obey
from bot.errors import StoreError
from bot.reply import Reply, admin_wording, notice

PLATFORM = "console"

Opening = Callable[[], AbstractAsyncContextManager[Curator]]


class Admin:
    """Does what is typed behind /kb, on a loop of its own between two lines."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._curator: Curator | None = None
        self._runner = asyncio.Runner()
        self._opened = AsyncExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with ExitStack() as closing:
            closing.callback(self._runner.close)
            if self._curator:
                self._runner.run(self._opened.aclose())

    def obey(self, line: str) -> Reply:
        """Do it; what goes wrong with files or the store is said."""
        try:
            return self._runner.run(self._obey(line))
        except StoreError as error:
            return notice([str(error)])
        except OSError as error:
            return notice([f"{error.filename}: {error.strerror}"])

    async def _obey(self, line: str) -> Reply:
        if self._curator is None:
            self._curator = await self._opened.enter_async_context(self._opening())
        actor = Actor(PLATFORM, getuser())
        match line.split(maxsplit=1):
            case [word, name] if word.casefold() == "upload":
                content = await asyncio.to_thread(_read, name)
                uploading = self._curator.upload(actor, Path(name).name, content)
                return await self._curator.attempt(uploading)
        match await obey(self._curator, line, actor):
            case Attachment(name, content):
                await asyncio.to_thread(Path(name).write_bytes, content)
                return notice([admin_wording.attached(name)])
            case reply:
                return reply


def _read(name: str) -> bytes:
    return Path(name).expanduser().read_bytes()
