"""The metrics in the form that Prometheus reads."""

from collections.abc import Iterator
from importlib.metadata import version
from itertools import accumulate

from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
)
from prometheus_client.registry import Collector

from bot.metrics import COUNTS, QUICKEST_TO_SLOWEST, Metrics
from bot.web.readiness import Readiness

BOUNDS = (*map(str, QUICKEST_TO_SLOWEST), "+Inf")


class Exposition(Collector):
    """Reads what was counted, and how the platforms are connected, at the time of asking."""

    def __init__(self, metrics: Metrics, readiness: Readiness) -> None:
        self._metrics = metrics
        self._readiness = readiness

    def collect(self) -> Iterator[Metric]:
        """Yield every metric."""
        yield from self._counters()
        yield self._durations()
        yield from self._connections()
        about = {"version": version("rigwire"), "knowledge": self._readiness.knowledge()}
        yield InfoMetricFamily("rigwire", "The program and the knowledge it answers from.", about)

    def _counters(self) -> Iterator[Metric]:
        for name, count in COUNTS.items():
            family = CounterMetricFamily(f"rigwire_{name}", count.about, labels=count.labels)
            for (counted, labels), number in self._metrics.counted.items():
                if counted == name:
                    family.add_metric(labels, number)
            yield family

    def _durations(self) -> Metric:
        family = HistogramMetricFamily(
            "rigwire_answer_seconds", "Time to find a reply.", labels=("platform",)
        )
        for platform, durations in self._metrics.durations.items():
            buckets = list(zip(BOUNDS, accumulate(durations.buckets), strict=True))
            family.add_metric((platform,), buckets, durations.total)
        return family

    def _connections(self) -> Iterator[Metric]:
        connected = GaugeMetricFamily(
            "rigwire_connected", "Whether a platform is connected.", labels=("platform",)
        )
        silence = GaugeMetricFamily(
            "rigwire_last_event_age_seconds", "Time since the last event.", labels=("platform",)
        )
        for each in self._readiness.platforms:
            health = each.health()
            connected.add_metric((each.name,), health.is_connected)
            if health.event_age is not None:
                silence.add_metric((each.name,), health.event_age)
        yield from (connected, silence)


def registry_of(metrics: Metrics, readiness: Readiness) -> CollectorRegistry:
    """Make a registry of its own: the bot's metrics and the process's memory and time."""
    registry = CollectorRegistry()
    registry.register(Exposition(metrics, readiness))
    ProcessCollector(registry=registry)
    return registry
