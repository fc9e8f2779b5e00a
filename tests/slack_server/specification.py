"""Slack's own sample payloads, where they are distributed, to compare keys with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .model import Json

DIRECTORY = "specs/slack"


class Samples:
    """The samples: each shows all fields that a payload may have."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def unknown(self, name: str, payload: Json, *more: str) -> list[str]:
        """Tell which fields of a payload are in no sample; `more` are known from elsewhere."""
        sample = json.loads((self.directory / f"{name}.json").read_text())
        return sorted(set(_unknown(payload, sample, "")) - set(more))

    def missing(self, name: str, payload: Json, *unless: str) -> list[str]:
        """Tell which top fields of the sample a payload lacks; `unless` need not be there."""
        sample = json.loads((self.directory / f"{name}.json").read_text())
        return sorted(set(sample) - set(payload) - set(unless))


def _unknown(value: Any, sample: Any, where: str) -> Iterator[str]:
    """Yield the paths that are not in the sample; what a sample leaves empty may hold anything."""
    if isinstance(value, dict) and isinstance(sample, dict) and _are_alike(value, sample):
        for key, inner in value.items():
            if key in sample:
                yield from _unknown(inner, sample[key], f"{where}.{key}".lstrip("."))
            else:
                yield f"{where}.{key}".lstrip(".")
    elif isinstance(value, list) and isinstance(sample, list):
        for inner in value:
            yield from _closest(inner, sample, where)


def _closest(value: Any, samples: list[Any], where: str) -> Iterator[str]:
    alike = [one for one in samples if isinstance(value, dict) and _are_alike(value, one)]
    for one in alike[:1]:
        yield from _unknown(value, one, where)


def _are_alike(value: Json, sample: Json) -> bool:
    """Tell whether a sample is of this kind: they show some kinds of block, not all."""
    return bool(sample) and sample.get("type", "") in ("", value.get("type"))
