import io
from pathlib import Path

import pytest
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.console import chat_on_screen, converse, prompted, screen
from bot.console.chat import Chat, Ended
from bot.console.commands import NAMES
from bot.console.completion import ChatCompleter, offer
from bot.console.history import open_history
from bot.reply import Reply, notice, render_text
from bot.service import Service


@pytest.fixture
def chat(service: Service) -> Chat:
    return Chat(service)


def text_of(replied: Reply | Ended) -> str:
    assert isinstance(replied, Reply)
    return render_text(replied)


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("/company nordlys", "Nordlys (ferry firm)"),
        ("/PERSON  ada holm ", "Ada Holm (captain"),
        ("/compare Nordlys, Brightwater", "Nordlys / Brightwater"),
        ("/compare nordlys and brightwater", "Nordlys / Brightwater"),
        ("/timeline", "In order:"),
        ("/topics", "Routes:"),
        ("/sources", "Ferries Return"),
        ("/help", "Ask a question, or type"),
        ("/company", "Ask a question, or type"),
        ("/nonsense", "Ask a question, or type"),
        ("/why", "Ask me something first"),
        ("hi", "Hello!"),
    ],
)
def test_a_line_gets_its_reply(line: str, start: str, chat: Chat) -> None:
    assert text_of(chat.respond(line)).startswith(start)


@pytest.mark.parametrize("line", ["/quit", "/exit", " /QUIT "])
def test_quit_ends(line: str, chat: Chat) -> None:
    assert chat.respond(line) == Ended()


def test_a_number_asks_that_suggestion(chat: Chat) -> None:
    chat.respond("what can you do")

    chosen = text_of(chat.respond("2"))

    assert chosen.startswith("Analysts expect a ticket to cost $9")


def test_a_number_that_was_not_offered_is_a_question(chat: Chat) -> None:
    assert text_of(chat.respond("9" * 5000))


def test_why_tells_how_the_last_question_was_decided(chat: Chat) -> None:
    chat.respond("How much will a ticket cost?")
    chat.respond("/topics")

    assert not text_of(chat.respond("/why")).startswith("Ask me something first")


def test_blank_lines_get_no_reply_and_quit_ends(chat: Chat) -> None:
    replies = list(converse(chat, ["", "  ", "hi", "/quit", "hi"]))

    assert len(replies) == 1


def test_commands_and_names_are_completed(service: Service) -> None:
    assert offer(service, "/comp").texts == ("/company", "/compare")
    assert offer(service, "/company no").texts == ("Nordlys",)
    assert offer(service, "/person ").texts == ("Ada Holm",)
    assert offer(service, "/compare Nordlys, br").texts == ("Brightwater",)


def test_questions_are_completed_once_enough_is_typed(service: Service) -> None:
    assert offer(service, "ho").texts == ()
    assert "How much will a ticket cost?" in offer(service, "How much").texts


def test_a_completion_replaces_what_was_typed(service: Service) -> None:
    document = Document("/compare Nordlys, br")

    [found] = ChatCompleter(service).get_completions(document, CompleteEvent())

    assert found.text == "Brightwater"
    assert found.start_position == -len("br")


def test_help_names_every_command_that_the_chat_knows(chat: Chat) -> None:
    unknown = text_of(chat.respond("/nonsense"))

    for name in NAMES:
        assert name in unknown


def test_control_c_clears_the_line_and_control_d_ends() -> None:
    with create_pipe_input() as keys:
        keys.send_text("not this\x03hello\r\x04")

        session = PromptSession[str](input=keys, output=DummyOutput())

        assert list(prompted(session)) == ["hello"]


def test_the_chat_welcomes_and_replies_on_a_screen(service: Service) -> None:
    shown = io.StringIO()
    with create_pipe_input() as keys:
        keys.send_text("thanks\r\x04")
        session = PromptSession[str](input=keys, output=DummyOutput())

        chat_on_screen(Chat(service), session, Console(file=shown, width=100))

    assert shown.getvalue().startswith("I am a bot")
    assert "/compare A, B" in shown.getvalue()
    assert shown.getvalue().endswith("You're welcome. Ask away if there is more.\n\n")


def test_history_is_kept_from_chat_to_chat(tmp_path: Path) -> None:
    open_history(tmp_path / "state").store_string("hello")

    assert list(open_history(tmp_path / "state").load_history_strings()) == ["hello"]


def test_a_history_that_cannot_be_kept_is_no_failure(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")

    history = open_history(blocked / "state")
    history.store_string("hello")

    assert list(history.load_history_strings()) == []


def test_a_history_that_cannot_be_read_is_empty(tmp_path: Path) -> None:
    (tmp_path / "history").mkdir()

    assert list(open_history(tmp_path).load_history_strings()) == []


def test_markup_is_shown_as_it_stands() -> None:
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, width=80)

    screen.show(console, notice(["[red]not red[/red] [/] :smile: [1]"]))

    assert "[red]not red[/red] [/] :smile: [1]" in shown.getvalue()


def test_the_screen_shows_answer_notes_citations_and_suggestions(
    service: Service,
) -> None:
    shown = io.StringIO()
    console = Console(file=shown, width=200)

    screen.show(console, service.company("Nordlys"))
    screen.show(console, service.about())

    for expected in (
        "• Nordlys has sailed to Vesterholm since a day in March [2].",
        "  Note: The year is not given.",
        "[2] Ferries Return to the Harbour, paragraph 2:",
        "  1. Where do the new ferry routes go?",
    ):
        assert expected in shown.getvalue()
