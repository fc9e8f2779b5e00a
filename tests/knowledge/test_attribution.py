"""Who said it: the true speaker is told in place of a wrong one."""

import pytest

from knowledge.answerer import Answerer
from knowledge.outcome import Answer, Clarification


@pytest.mark.parametrize(
    ("claim", "lead"),
    [
        ("did wang say the trade war is structural", "No: Guang Yang, not Leo Wang."),
        ("Was it Gupta who warned of a choke point?", "No: John Deaton, not Sanjay Gupta."),
        (
            "Did Deaton say that this is not about hurting the industry?",
            "No: Kadan Stadlemann, not John Deaton.",
        ),
        (
            "According to Yonk hundreds of thousands of machines are on the grid, right?",
            "No: Sanjay Gupta, not Ryan M. Yonk.",
        ),
    ],
)
def test_the_true_speaker_is_told(answerer: Answerer, claim: str, lead: str) -> None:
    outcome = answerer.answer(claim)

    assert isinstance(outcome, Answer)
    assert outcome.lead == lead


def test_what_he_said_himself_is_not_corrected(answerer: Answerer) -> None:
    outcome = answerer.answer("Did Guang Yang call it a strategic pivot?")

    assert isinstance(outcome, Answer)
    assert outcome.lead == ""


def test_where_two_may_have_said_it_no_one_is_told_in_his_place(answerer: Answerer) -> None:
    outcome = answerer.answer("did yonk say the machines are a security risk")

    assert isinstance(outcome, Clarification)
