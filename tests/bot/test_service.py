import json
import logging
import re

import pytest

from bot.contract import to_json
from bot.service import Service

QUESTION = "How much will a ticket cost?"


def test_a_question_is_logged_once_without_its_text(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    service.ask(QUESTION, platform="somewhere")

    [record] = caplog.records
    assert re.fullmatch(
        r"answered platform=somewhere outcome=answered match=\S+ "
        r"confidence=\d\.\d\d ms=\d+\.\d",
        record.message,
    )
    assert "ticket" not in record.message.replace("ticket-cost", "").replace("ticket-price", "")


def test_the_same_question_gets_the_same_bytes(service: Service) -> None:
    first, second = (
        to_json(QUESTION, service.ask(QUESTION, platform=platform), knowledge="v")
        for platform in ("here", "there")
    )

    assert first == second


def test_the_trace_is_told_only_when_asked_for(service: Service) -> None:
    reply = service.ask(QUESTION, platform="here")

    assert "trace" not in json.loads(to_json(QUESTION, reply, knowledge="v"))
    assert "trace" in json.loads(to_json(QUESTION, reply, knowledge="v", explain=True))


def test_json_is_one_ascii_line(service: Service) -> None:
    reply = service.ask("hi", platform="here")

    told = to_json("line\u2028separator\nü\x00", reply, knowledge="v")

    assert told.isascii()
    assert "\n" not in told


def test_what_is_typed_is_completed_to_a_question(service: Service) -> None:
    assert QUESTION in service.suggest("how much", limit=3)
