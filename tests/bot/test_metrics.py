from bot.metrics import COUNTS, QUICKEST_TO_SLOWEST, Durations, Metrics
from bot.service import Service
from knowledge.corpus import Corpus

QUESTION = "How much will a ticket cost?"


def test_a_question_and_its_answer_are_counted(harbour: Corpus) -> None:
    metrics = Metrics()

    Service(harbour, metrics=metrics).ask(QUESTION, platform="test")

    assert metrics.counted == {
        ("questions", ("test",)): 1,
        ("replies", ("test", "answered")): 1,
    }
    assert sum(metrics.durations["test"].buckets) == 1


def test_a_refusal_is_counted_by_its_reason_and_never_by_its_words(harbour: Corpus) -> None:
    metrics = Metrics()

    Service(harbour, metrics=metrics).ask("hunter2 weather forecast?", platform="test")

    [reason] = [labels for name, labels in metrics.counted if name == "refusals"]
    assert reason[0] == "test"
    assert "hunter2" not in repr(metrics.counted)


def test_what_a_service_recalls_is_not_asked_again(harbour: Corpus) -> None:
    service = Service(harbour)

    service.recall(QUESTION)

    assert not service.metrics.counted


def test_every_method_counts_what_is_declared() -> None:
    metrics = Metrics()

    metrics.duplicate("test")
    metrics.send_failed("test")
    metrics.reloaded("accepted")
    metrics.store_failed()

    assert len(metrics.counted) == 4
    for name, labels in metrics.counted:
        assert len(labels) == len(COUNTS[name].labels)


def test_a_duration_falls_into_the_bucket_that_holds_it() -> None:
    durations = Durations()

    for seconds in (0.0, QUICKEST_TO_SLOWEST[0], 0.03, 7.0):
        durations.add(seconds)

    assert durations.buckets == [2, 0, 0, 0, 0, 1, 0, 0, 0, 1]
    assert durations.total == 7.031
