"""What a database says went wrong -> one StoreError: what, where, what to do."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from asyncpg import InterfaceError, PostgresError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.errors import StoreError

Advised = tuple[str, str]
"""A problem, and what to do about it."""

_CORRUPT = ("its content is damaged", "stop the bot and restore the database from a backup")
_CLOSED = ("it cannot be opened", "let the bot's user write to its directory")
_FULL = ("the disk is full", "make room on it")
_GONE = ("its tables are gone", "start the bot again, which makes them")
_LOCKED = ("it stays locked", "stop what holds it: another program, or a backup")
_READ_ONLY = ("it cannot be written to", "let the bot's user write to it")
_UNREACHABLE = ("it cannot be reached", "see that it runs and that its address is right")
_DENIED = ("it turns us away", "mend the user or the password in BOT_STORE")
_SLOW = ("it does not answer in time", "see what keeps it busy")

_SQLITE: dict[str, Advised] = {
    "SQLITE_BUSY": _LOCKED,
    "SQLITE_LOCKED": _LOCKED,
    "SQLITE_CORRUPT": _CORRUPT,
    "SQLITE_NOTADB": ("it is no SQLite file", "name another file in BOT_STORE, or restore it"),
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_CANTOPEN": _CLOSED,
    "SQLITE_ERROR": _GONE,
    "SQLITE_IOERR": ("its disk fails", "look at the disk and the room on it"),
}
"""By the beginning of SQLite's name for a fault."""

_POSTGRESQL: dict[str, Advised] = {
    "08": _UNREACHABLE,
    "25006": _READ_ONLY,
    "28": _DENIED,
    "3D000": ("there is no such database", "create it, or mend its name in BOT_STORE"),
    "40P01": _LOCKED,
    "42P01": _GONE,
    "42501": ("its user lacks a right", "make that user the owner of the database"),
    "53100": _FULL,
    "53300": ("it has too many connections", "raise its max_connections"),
    "55P03": _LOCKED,
    "57P": ("it is stopping or starting", "wait for it"),
    "XX": _CORRUPT,
}
"""By the beginning of PostgreSQL's code for a fault."""

_SYSTEM: dict[int, Advised] = {
    errno.EACCES: _CLOSED,
    errno.EEXIST: _CLOSED,
    errno.ENOSPC: _FULL,
    errno.ENOTDIR: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.EROFS: _READ_ONLY,
}
"""By the system's number for a fault; what it says of a server is that none is there."""


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what a driver raises into one StoreError."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(where, *_advised(error.orig or error)) from error
    except (sqlite3.Error, PostgresError, InterfaceError) as error:
        raise StoreError(where, *_advised(error)) from error
    except TimeoutError as error:
        raise StoreError(where, *_SLOW) from error
    except OSError as error:
        raise StoreError(where, *_SYSTEM.get(error.errno or 0, _UNREACHABLE)) from error
    except SQLAlchemyError as error:
        raise StoreError(where, *_SLOW) from error


def _advised(error: BaseException) -> Advised:
    """Look a fault up by its code, or name its kind: its words could hold what was asked."""
    name = getattr(error, "sqlite_errorname", None) or ""
    code = getattr(error, "sqlstate", None) or ""
    for table, key in ((_SQLITE, name), (_POSTGRESQL, code)):
        for beginning, advised in table.items():
            if key.startswith(beginning):
                return advised
    if isinstance(error, InterfaceError) or not (name or code):
        return _UNREACHABLE
    return f"it failed ({name or code})", "look at the database's own log"
