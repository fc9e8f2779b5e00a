"""The command line: reads the configuration, wires the service, runs a command."""

# Start-up time is most of what `ask` costs, so what only one command needs (the chat's
# terminal libraries, the evaluation, the article reader) is imported inside it.
import asyncio
import gc
import os
import sys
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from platformdirs import user_state_path

from bot import log
from bot.asking import ask_each, ask_one, exit_code, piped, show
from bot.channels import AskChannels
from bot.config import Settings, read_settings
from bot.errors import BotError, ExitCode
from bot.findings import Finding
from bot.metrics import Metrics
from bot.reply import Reply, render_page
from bot.service import Service
from bot.snapshot import open_answerer
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from bot.curation.opening import Address

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

MOST_UNSCANNED = 100_000
"""Objects made before the next look for garbage: start-up makes about so many, which all
stay, and looking through them again and again took a tenth of its time."""

MISPLACED_OPTION = "give --knowledge after the command"
NO_QUESTION = "give a QUESTION, or --json to read them from a pipe"

Knowledge = Annotated[Path | None, typer.Option("--knowledge", help="Another knowledge directory.")]
Verify = Literal["verify"]
Name = Annotated[str, typer.Argument(help="A name, an alias, or nearly so.")]


def main() -> None:
    """Run a command; an error that is explained ends without a traceback."""
    gc.set_threshold(MOST_UNSCANNED)
    # A terminal that cannot show a character gets a question mark in its place.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        app()
    except KnowledgeError as error:
        stop(error, ExitCode.BAD_DATA)
    except BotError as error:
        stop(error, error.exit_code)
    except OSError as error:
        # What is left of the output would fail again when Python closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        stop(f"{error.filename or 'output'}: {error.strerror}", ExitCode.UNAVAILABLE)
    finally:
        gc.freeze()  # Memory goes back as a whole: a last look for garbage takes 0.07 s.


def stop(message: object, code: ExitCode) -> None:
    """End with an explanation."""
    typer.echo(log.redact(str(message)), err=True)
    sys.exit(code)


@app.callback(invoke_without_command=True)
def chat(context: typer.Context, knowledge: Knowledge = None) -> None:
    """Answer questions from cited sources; without a command, where a token is set or here."""
    if context.invoked_subcommand and knowledge:
        raise typer.BadParameter(MISPLACED_OPTION)
    if context.invoked_subcommand:
        return
    settings = read_settings()
    if settings.discord.token or settings.slack.bot_token:

        from bot.serving import serve

        log.configure(settings.log_level)
        asyncio.run(serve(settings, stored(settings), knowledge or settings.knowledge))
    else:
        from bot.console import run
        from bot.console.admin import Admin
        from bot.curation.opening import curated

        service = wire(knowledge)
        service.warm()
        opening = partial(curated, service, stored(settings), knowledge or settings.knowledge)
        with Admin(opening) as admin:
            run(service, user_state_path("rigwire"), admin.obey)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument()] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a question.")] = False,
    trace: Annotated[bool, typer.Option("--explain", help="Show how it was decided.")] = False,
    knowledge: Knowledge = None,
) -> None:
    """Answer a question; with --json and none, one a line from standard input."""
    if question is not None:
        code = ask_one(wire(knowledge), question, as_json=as_json, trace=trace)
        raise typer.Exit(code)
    if not as_json:
        raise typer.BadParameter(NO_QUESTION)
    ask_each(wire(knowledge), piped(), trace=trace)


@app.command()
def check(directory: Annotated[Path | None, typer.Argument()] = None) -> None:
    """Validate and prove a knowledge directory, and try its questions."""
    from bot import checking

    service = wire(directory)
    checked = checking.check(service, directory or read_settings().knowledge)
    show("\n".join(checked.problems or checked.counts))
    if checked.problems:
        raise typer.Exit(ExitCode.BAD_DATA)


@app.command(name="eval")
def evaluate(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    *,
    verbose: Annotated[bool, typer.Option("-v", help="List the misses.")] = False,
    knowledge: Knowledge = None,
) -> None:
    """Measure the answers over question files."""
    from bot import checking

    report = checking.run_questions(wire(knowledge), files)
    misses = checking.miss_lines(report) if verbose else ()
    show("\n".join((*misses, checking.figures(report))))


@app.command()
def source(
    article: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    source_id: Annotated[str, typer.Option("--id", help="Words joined by hyphens.")],
    title: Annotated[str | None, typer.Option()] = None,
    credit: Annotated[str | None, typer.Option()] = None,
    out: Annotated[Path | None, typer.Option(help="A file; else the terminal.")] = None,
) -> None:
    """Write the source file of an article: its hashes, none of its text."""
    from bot.sourcing import source_file, write_file

    text = source_file(article, source_id, title=title, credit=credit)
    if out:
        write_file(out, text)
    else:
        show(text.rstrip())


@app.command()
def company(name: Name, knowledge: Knowledge = None) -> None:
    """Show what is held about a company."""
    page(wire(knowledge).company(name))


@app.command()
def person(name: Name, knowledge: Knowledge = None) -> None:
    """Show what is held about a person."""
    page(wire(knowledge).person(name))


@app.command()
def compare(names: list[str], knowledge: Knowledge = None) -> None:
    """Set two or three names side by side."""
    page(wire(knowledge).compare(names))


@app.command()
def timeline(knowledge: Knowledge = None) -> None:
    """Show the dated facts in order."""
    page(wire(knowledge).timeline())


@app.command()
def topics(knowledge: Knowledge = None) -> None:
    """List the topics with their questions."""
    page(wire(knowledge).topics())


@app.command()
def sources(knowledge: Knowledge = None) -> None:
    """List what the answers rest on."""
    page(wire(knowledge).sources())


@app.command()
def doctor(knowledge: Knowledge = None) -> None:
    """Check the configuration, the knowledge and the chat platforms; say what to mend."""
    from bot.discord.doctor import examine as examine_discord
    from bot.slack.doctor import examine as examine_slack

    settings = read_settings()
    service = wire(knowledge)
    findings: list[Finding] = []
    if settings.discord.token or not settings.slack.bot_token:
        findings += asyncio.run(examine_discord(settings.discord))
    if settings.slack.bot_token or not settings.discord.token:
        findings += asyncio.run(examine_slack(settings.slack))
    show(f"ok    knowledge {service.corpus.version} is proved")
    for finding in findings:
        show(f"{'ok  ' if finding.is_well else 'mend'}  {finding.text}")
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(ExitCode.UNAVAILABLE)


@app.command()
def audit(
    verify: Annotated[Verify | None, typer.Argument(help="Check that nothing was changed.")] = None,
) -> None:
    """Show what admins did; with "verify", check that nothing of it was changed."""
    asyncio.run(show_audit(stored(read_settings()), is_verified=verify is not None))


@app.command()
def bench() -> None:
    """Measure time and memory at several sizes."""
    from bot.bench import run

    run()


def stored(settings: Settings) -> "Address":
    """Tell which database to open, and what of a miss to keep in it."""
    from bot.curation.opening import Address

    return Address(settings.store.get_secret_value() if settings.store else None, settings.misses)


def wire(
    knowledge: Path | None,
    channels: AskChannels | None = None,
    metrics: Metrics | None = None,
) -> Service:
    """Make the service from the settings and a knowledge directory, if given."""
    settings = read_settings()
    log.configure(settings.log_level)
    answerer = open_answerer(knowledge or settings.knowledge)
    return Service(answerer.corpus, answerer, channels, metrics)


async def show_audit(address: "Address", *, is_verified: bool) -> None:
    """Print the audit, or whether it stands as it was written."""
    from bot.curation.model import OPERATOR
    from bot.curation.recording import Recorder, verified_page
    from bot.store import Broken

    store = await address.open()
    try:
        if not is_verified:
            show(render_page(await Recorder(store).page(OPERATOR)))
            return
        verified = await store.audit.verify()
    finally:
        await store.close()
    show(render_page(verified_page(verified)))
    if isinstance(verified, Broken):
        raise typer.Exit(ExitCode.BAD_DATA)


def page(reply: Reply) -> None:
    """Print a reply and end with its exit code."""
    show(render_page(reply))
    raise typer.Exit(exit_code(reply))


if __name__ == "__main__":
    main()
