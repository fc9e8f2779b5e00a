"""Every scenario is played on every platform, and everywhere the same is said."""

import re

import pytest

from .catalogue import SCENARIOS
from .steps import Line, Outcome, Quiet, Says, Scenario, Seen, Stage

SOON, LATE = 0.15, 5.0
"""Seconds in which silence is believed, and in which an answer must come."""


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.claim)
async def test_on_every_platform(scenario: Scenario, stages: dict[str, Stage]) -> None:
    for line in scenario.lines:
        patience = SOON if line.expected is Quiet.SILENCE else LATE
        seen = {name: await stage.take(line.step, patience) for name, stage in stages.items()}
        for name, outcome in seen.items():
            check(line, outcome, name)
        if line.is_alike:
            assert len({words(outcome) for outcome in seen.values()}) == 1, (line.step, seen)


def check(line: Line, outcome: Outcome, platform: str) -> None:
    """Compare what is seen with what must be."""
    told = f"{platform}, after {line.step}: {outcome}"
    match line.expected, outcome:
        case None, _:
            return
        case Quiet() as expected, _:
            assert outcome is expected, told
        case Says() as expected, Seen():
            assert outcome.pings == (), told
            assert expected.text in outcome.text, told
            assert expected.cites in outcome.cited, told
            assert set(expected.offers) <= set(outcome.offers), told
            assert expected.privately in (None, outcome.is_private), told
        case _:
            pytest.fail(told)


def words(outcome: Outcome) -> str:
    """The words that are said and cited, whatever each platform does between them."""
    if isinstance(outcome, Quiet):
        return outcome.value
    return " ".join(re.findall(r"[^\s*_#:•-]+", f"{outcome.text} / {outcome.cited}"))
