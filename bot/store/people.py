"""People, known to the store by pseudonyms alone."""

import secrets
from collections.abc import Callable
from hashlib import blake2b
from typing import NewType

from sqlalchemy import select

from bot.store.database import Database
from bot.store.inserting import insert_new
from bot.store.schema import meta

Pseudonym = NewType("Pseudonym", str)
"""Stands for one person of one platform; who that is cannot be told without the key."""

Naming = Callable[[str, str], Pseudonym]
"""Platform and id of a person -> their pseudonym."""

KEY = "pseudonym-key"
KEY_BYTES = 32


async def open_naming(database: Database) -> Naming:
    """Read the store's own key, made when it was first opened."""
    async with database.write() as connection:
        made = {"key": KEY, "value": secrets.token_hex(KEY_BYTES)}
        await connection.execute(insert_new(database, meta).values(made))
        held = await connection.scalar(select(meta.c.value).where(meta.c.key == KEY))
    secret = bytes.fromhex(str(held))

    def pseudonym(platform: str, user_id: str) -> Pseudonym:
        person = f"{platform}:{user_id}".encode()
        return Pseudonym(blake2b(person, key=secret, digest_size=16).hexdigest())

    return pseudonym
