"""Each limit of modals and home tabs."""

from typing import Any

import pytest

from tests.slack_server.errors import ApiError
from tests.slack_server.kit import BUTTONS, MODAL
from tests.slack_server.view_limits import check_view


def plain(length: int) -> dict[str, str]:
    return {"type": "plain_text", "text": "x" * length}


LIMITS: dict[str, tuple[int, Any]] = {
    "title": (24, lambda n: {"title": plain(n)}),
    "submit": (24, lambda n: {"submit": plain(n)}),
    "close": (24, lambda n: {"close": plain(n)}),
    "private_metadata": (3_000, lambda n: {"private_metadata": "x" * n}),
    "callback_id": (255, lambda n: {"callback_id": "x" * n}),
    "external_id": (255, lambda n: {"external_id": "x" * n}),
    "blocks": (100, lambda n: {"blocks": [{"type": "divider"}] * n}),
    "label": (2_000, lambda n: {"blocks": [{**MODAL["blocks"][0], "label": plain(n)}]}),
    "hint": (2_000, lambda n: {"blocks": [{**MODAL["blocks"][0], "hint": plain(n)}]}),
}


@pytest.mark.parametrize(("most", "make"), LIMITS.values(), ids=LIMITS)
def test_the_largest_fits_and_one_more_does_not(most: int, make: Any) -> None:
    check_view({**MODAL, **make(most)}, "modal")

    with pytest.raises(ApiError, match="invalid_arguments"):
        check_view({**MODAL, **make(most + 1)}, "modal")


WRONG: dict[str, Any] = {
    "no object": "modal",
    "a home": {"type": "home", "blocks": BUTTONS},
    "no title": {key: value for key, value in MODAL.items() if key != "title"},
    "a title in mrkdwn": {**MODAL, "title": {"type": "mrkdwn", "text": "x"}},
    "inputs that cannot be sent": {k: v for k, v in MODAL.items() if k != "submit"},
    "an unknown field": {**MODAL, "colour": "red"},
    "no blocks": {**MODAL, "blocks": None},
    "buttons of a message": {**MODAL, "blocks": [{"type": "markdown", "text": "x"}]},
}


@pytest.mark.parametrize("view", WRONG.values(), ids=WRONG)
def test_what_slack_would_not_show_is_refused(view: Any) -> None:
    with pytest.raises(ApiError, match="invalid_arguments"):
        check_view(view, "modal")


def test_ordinary_views_are_fine() -> None:
    assert check_view(MODAL, "modal") is MODAL
    assert check_view({"type": "home", "blocks": BUTTONS}, "home")["blocks"] is BUTTONS
