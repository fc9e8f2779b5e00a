"""Every accepted version of the knowledge, whole, and which one serves."""

import asyncio
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.people import Pseudonym
from bot.store.schema import blobs, serving, version_files, versions

MOST_SECONDS = 30.0
"""Writing or reading all files: a hundred times what the packaged knowledge takes."""

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was accepted."""

    number: int
    content_hash: str
    author: Pseudonym
    time: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Serving:
    """Which version serves; of two, the one of the higher generation counts."""

    generation: int
    number: int


class Versions:
    """Stores versions and points at one; files that two versions share are held once."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def add(
        self, files: Files, *, content_hash: str, author: Pseudonym, note: str
    ) -> Version:
        """Store a version whole; it serves only once `serve` is called."""
        packed = await asyncio.to_thread(_pack, files)
        hashes = {path: digest for path, (digest, _) in packed.items()}
        async with self._database.write("versions", seconds=MOST_SECONDS) as connection:
            number = 1 + (await connection.scalar(select(func.max(versions.c.number))) or 0)
            version = Version(number, content_hash, author, self._clock(), note)
            await self._add_blobs(connection, dict(packed.values()))
            row = {
                "number": number,
                "content_hash": content_hash,
                "digest": _digest(hashes),
                "author": author,
                "time": version.time,
                "note": note,
            }
            await connection.execute(insert(versions).values(row))
            rows = [{"number": number, "path": p, "hash": h} for p, h in hashes.items()]
            if rows:
                await connection.execute(insert(version_files), rows)
        return version

    async def _add_blobs(self, connection: AsyncConnection, packed: Mapping[str, bytes]) -> None:
        """Add the contents that no earlier version has."""
        held = await connection.scalars(select(blobs.c.hash).where(blobs.c.hash.in_(packed)))
        missing = packed.keys() - set(held)
        rows = [{"hash": digest, "packed": packed[digest]} for digest in sorted(missing)]
        if rows:
            await connection.execute(insert_new(self._database, blobs), rows)

    async def find(self, number: int) -> Version | None:
        """Find a version by its number."""
        async with self._database.read() as connection:
            row = (await connection.execute(_TOLD.where(versions.c.number == number))).first()
        return Version(*row) if row else None

    async def holds(self, content_hash: str) -> bool:
        """Tell whether just this content was accepted before."""
        held = select(versions.c.number).where(versions.c.content_hash == content_hash).limit(1)
        async with self._database.read() as connection:
            return await connection.scalar(held) is not None

    async def recent(self, limit: int) -> tuple[Version, ...]:
        """List the latest versions, the newest first."""
        newest = _TOLD.order_by(versions.c.number.desc()).limit(limit)
        async with self._database.read() as connection:
            return tuple(Version(*row) for row in await connection.execute(newest))

    async def files(self, number: int) -> dict[str, bytes]:
        """Read a version's files as they were accepted; raise StoreError if they are not."""
        listed = select(version_files.c.path, version_files.c.hash, blobs.c.packed)
        async with self._database.read(seconds=MOST_SECONDS) as connection:
            digest = await connection.scalar(
                select(versions.c.digest).where(versions.c.number == number)
            )
            rows = await connection.execute(
                listed.join(blobs, blobs.c.hash == version_files.c.hash).where(
                    version_files.c.number == number
                )
            )
            packed = {path: (held, content) for path, held, content in rows}
        if digest is None:
            raise self._absent(number)
        files = await asyncio.to_thread(_unpack, packed)
        if files is None or _digest({path: held for path, (held, _) in packed.items()}) != digest:
            problem = f"version {number} is not what was accepted"
            advice = "roll back to another one, or restore the database from a backup"
            raise StoreError(self._database.where, problem, advice)
        return files

    async def serve(self, number: int, *, after: int | None = None) -> Serving | None:
        """Let a version serve from now on, in every process.

        With `after`, it takes the place of that generation alone (0 is none yet): None where
        another has done so meanwhile.
        """
        async with self._database.write("versions") as connection:
            newest = await connection.scalar(select(func.max(serving.c.generation))) or 0
            if after not in (None, newest):
                return None
            if not await connection.scalar(_TOLD.where(versions.c.number == number)):
                raise self._absent(number)
            served = Serving(newest + 1, number)
            row = {"generation": served.generation, "number": number, "time": self._clock()}
            await connection.execute(insert(serving).values(row))
        return served

    async def serving(self) -> Serving | None:
        """Tell which version serves; None before the first."""
        newest = select(serving.c.generation, serving.c.number)
        newest = newest.order_by(serving.c.generation.desc()).limit(1)
        async with self._database.read() as connection:
            row = (await connection.execute(newest)).first()
        return Serving(*row) if row else None

    def _absent(self, number: int) -> StoreError:
        problem = f"there is no version {number}"
        return StoreError(self._database.where, problem, "choose one that is listed")


_TOLD = select(
    versions.c.number,
    versions.c.content_hash,
    versions.c.author,
    versions.c.time,
    versions.c.note,
)


def _pack(files: Files) -> dict[str, tuple[str, bytes]]:
    """Compress each file, beside the hash of what it holds."""
    return {p: (sha256(held).hexdigest(), zlib.compress(held)) for p, held in files.items()}


def _unpack(packed: Mapping[str, tuple[str, bytes]]) -> dict[str, bytes] | None:
    """Read each file; None where one is not what its hash says."""
    try:
        files = {path: zlib.decompress(content) for path, (_, content) in packed.items()}
    except zlib.error:
        return None
    is_whole = all(sha256(files[path]).hexdigest() == held for path, (held, _) in packed.items())
    return files if is_whole else None


def _digest(hashes: Mapping[str, str]) -> str:
    """Hash which files a version has and what they hold."""
    lines = "".join(f"{path}\0{hashes[path]}\n" for path in sorted(hashes))
    return sha256(lines.encode()).hexdigest()
