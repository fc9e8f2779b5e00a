"""BOT_STORE -> the database that it names; its password is never shown."""

from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import ConfigurationError

FILE_NAME = "rigwire.db"

FORMS = "BOT_STORE: give the path of a file, or postgresql://USER:PASSWORD@HOST/DATABASE"
PARAMETERS = "BOT_STORE: of the parameters behind ?, only host, port, ssl and sslmode are known"

_SCHEMES = ("postgresql", "postgres", "postgresql+asyncpg")
_KNOWN = frozenset({"host", "port", "ssl", "sslmode"})


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is, and how to name it to people."""

    shown: str
    url: URL = field(repr=False)

    @property
    def path(self) -> Path | None:
        """The file; None where it is a server."""
        is_file = self.url.get_backend_name() == "sqlite"
        return Path(self.url.database or "") if is_file else None


def read_address(given: str | Path | None) -> Address:
    """Read a path or a URL; nothing is the file in the platform's data directory."""
    if not given:
        return _file(user_data_path("rigwire") / FILE_NAME)
    if isinstance(given, Path) or "://" not in given:
        return _file(Path(given).expanduser().absolute())
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise ConfigurationError([FORMS]) from None
    if url.drivername in _SCHEMES:
        return _server(url)
    if url.get_backend_name() == "sqlite" and url.database and not url.query:
        return _file(Path(url.database).absolute())
    raise ConfigurationError([FORMS])


def _file(path: Path) -> Address:
    return Address(str(path), URL.create("sqlite+aiosqlite", database=str(path)))


def _server(url: URL) -> Address:
    if not url.query.keys() <= _KNOWN:
        raise ConfigurationError([PARAMETERS])
    query = dict(url.query)
    if "sslmode" in query:  # libpq's name; asyncpg has its own
        query["ssl"] = query.pop("sslmode")
    host = url.host or query.get("host", "localhost")
    port = f":{url.port}" if url.port else ""
    shown = f"postgresql://{host}{port}/{url.database or ''}"
    return Address(shown, url.set(drivername="postgresql+asyncpg", query=query))
