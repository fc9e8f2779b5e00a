"""A trace in words: how a question was understood and decided."""

from collections.abc import Iterator, Sequence

from knowledge.outcome import Considered, Trace


def explain(trace: Trace) -> tuple[str, ...]:
    """Tell a trace, one line for each thing that mattered."""
    mended = [f"{written} -> {meant}" for written, meant in trace.mended]
    told = [
        *_line("mended", mended),
        *_line("names", trace.names),
        *_line("asks", trace.asks),
        *_line("unexplained words", trace.unexplained),
        *_line("gates passed", trace.passed),
        *_line("gates failed", trace.failed),
        *_line("candidates", [_considered(each) for each in trace.candidates]),
    ]
    return tuple(told) or ("Nothing to explain: no search was needed.",)


def _line(label: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"{label}: {', '.join(items)}"


def _considered(each: Considered) -> str:
    failed = f" (out: {', '.join(each.failed)})" if each.failed else ""
    return f"{each.id} {each.score:.2f}{failed}"
