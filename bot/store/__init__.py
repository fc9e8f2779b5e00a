"""What outlives a process: versions, votes, misses, the audit and what replicas share."""

from bot.store.audit import Broken, Deed, Intact
from bot.store.misses import Miss, State
from bot.store.people import Pseudonym
from bot.store.store import Forgotten, Store
from bot.store.versions import Serving, Version
from bot.store.votes import Remark, Tally

__all__ = [
    "Broken",
    "Deed",
    "Forgotten",
    "Intact",
    "Miss",
    "Pseudonym",
    "Remark",
    "Serving",
    "State",
    "Store",
    "Tally",
    "Version",
]
