"""What an admin asked for, or one line about why it could not be done."""

import logging
from collections.abc import Awaitable
from typing import TypeVar

from bot.apart import WorkFailedError
from bot.errors import StoreError
from bot.metrics import Metrics
from bot.reply import Reply, admin_wording
from bot.reply.admin_pages import told

log = logging.getLogger(__name__)

Result = TypeVar("Result")


async def attempt(work: Awaitable[Result], metrics: Metrics) -> Result | Reply:
    """Wait for it; where the store or the other process fails, the log says more."""
    try:
        return await work
    except StoreError as error:
        metrics.store_failed()
        log.error("%s", error)  # noqa: TRY400 - it says what to mend, a traceback does not
        return told(admin_wording.STORE_FAILED)
    except WorkFailedError as error:
        metrics.reloaded("failed")
        log.error("%s ended without a result", error)  # noqa: TRY400 - its own process wrote it
        return told(admin_wording.WORK_FAILED)
