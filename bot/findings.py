"""What a look at a set-up finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    text: str
    is_well: bool = True
