"""Waits for what other processes bring about, and nobody tells of."""

import asyncio
from collections.abc import Awaitable, Callable

LOOK = 0.03
"""Seconds between two looks."""


async def until(holds: Callable[[], Awaitable[bool]], within: float) -> None:
    """Look until something holds; TimeoutError where it does not within so many seconds."""
    async with asyncio.timeout(within):
        while not await holds():  # noqa: ASYNC110 - that is what this is for
            await asyncio.sleep(LOOK)
