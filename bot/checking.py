"""Knowledge and question files judged, in the lines that a maintainer reads."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.reply import render_text
from bot.service import Service
from bot.snapshot import open_answerer
from knowledge.corpus import Corpus
from knowledge.errors import KnowledgeError
from knowledge.evaluation import Judged, Report, evaluate, read_questions
from knowledge.planted import self_test
from knowledge.reading import QUESTIONS

PLATFORM = "evaluation"


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be mended, and how much there is of everything."""

    problems: tuple[str, ...]
    counts: tuple[str, ...]


def check(service: Service, directory: Path) -> Checked:
    """Run a directory's own questions and the planted errors over its knowledge."""
    suite = directory / QUESTIONS
    report = run_questions(service, [suite]) if suite.exists() else None
    tested = self_test(service.corpus)
    uncaught = (f"planted error not caught: {each}" for each in tested.missed)
    return Checked(
        problems=(*(miss_lines(report) if report else ()), *uncaught),
        counts=(
            _sizes(service.corpus),
            f"{tested.caught} of {tested.planted} planted errors caught",
            figures(report) if report else f"no {QUESTIONS}: no question was tried",
        ),
    )


def check_directory(directory: Path) -> Checked:
    """Check a directory as it lies on disk, apart from what is being served."""
    try:
        answerer = open_answerer(directory)
    except KnowledgeError as error:
        return Checked(problems=tuple(str(error).splitlines()), counts=())
    return check(Service(answerer.corpus, answerer), directory)


def status_lines(service: Service) -> tuple[str, ...]:
    """Tell which knowledge is served, and how much it holds."""
    return (_sizes(service.corpus),)


def run_questions(service: Service, files: Sequence[Path]) -> Report:
    """Ask all questions of these files as a person would, and judge the replies."""
    questions = [question for file in files for question in read_questions(file)]
    return evaluate(judge(service), questions)


def judge(service: Service) -> Callable[[str], Judged]:
    """Make the function that answers as a person would get it."""

    def judged(question: str) -> Judged:
        reply = service.ask(question, platform=PLATFORM)
        return Judged(
            status=reply.status,
            text=render_text(reply),
            paragraphs=frozenset(each.paragraph for each in reply.citations),
        )

    return judged


def figures(report: Report) -> str:
    """Tell how good the answers are."""
    return (
        f"right {report.right:.3f}  wrong {report.wrong:.3f}  "
        f"refused {report.refused:.3f}  ({report.answerable} questions with an "
        f"answer, {report.unanswerable} without)"
    )


def miss_lines(report: Report) -> Iterator[str]:
    """Give one line for each question that went wrong."""
    for miss in report.misses:
        yield f'"{miss.question}" ({miss.kind}, {miss.tag}): {miss.problem}'


def _sizes(corpus: Corpus) -> str:
    held = {
        "sources": corpus.sources,
        "facts": corpus.facts,
        "questions": corpus.entries,
        "companies": corpus.companies,
        "people": corpus.people,
    }
    sizes = ", ".join(f"{name} {len(items)}" for name, items in held.items())
    return f"knowledge {corpus.version}: {sizes}"
