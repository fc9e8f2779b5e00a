import json
from pathlib import Path

import pytest

from bot.errors import ExitCode
from tests.bot.command import Command
from tests.harbour import write_harbour

QUESTION = "How much will a ticket cost?"
CONTRACT = (
    "question",
    "status",
    "text",
    "citations",
    "confidence",
    "matches",
    "suggestions",
    "knowledge",
)


def test_ask_prints_the_answer_with_its_citation(command: Command, directory: Path) -> None:
    done = command("ask", QUESTION, "--knowledge", directory)

    assert done.code == ExitCode.ANSWERED
    assert "$9 by 2030 [1]." in done.out
    assert '\n[1] Ferries Return to the Harbour, paragraph 3: "will cost $9 by 2030"' in done.out


def test_ask_ends_with_3_when_there_is_no_answer(command: Command, directory: Path) -> None:
    done = command("ask", "What is the capital of Mongolia?", "--knowledge", directory)

    assert done.code == ExitCode.NOT_ANSWERED


def test_ask_without_a_question_says_what_to_give(command: Command) -> None:
    done = command("ask")

    assert done.code == 2
    assert "give a QUESTION" in done.err


def test_explain_prints_how_it_was_decided(command: Command, directory: Path) -> None:
    done = command("ask", QUESTION, "--explain", "--knowledge", directory)

    explained = done.out.split("\n\n")[-1]
    assert ": " in explained.splitlines()[0]
    assert not explained.startswith("[1]")


def test_json_holds_the_keys_of_the_contract(command: Command, directory: Path) -> None:
    done = command("ask", "--json", QUESTION, "--knowledge", directory)

    told = json.loads(done.out)
    assert tuple(told) == CONTRACT
    assert told["question"] == QUESTION
    assert told["status"] == "answered"
    assert told["citations"][0]["paragraph"] == 3


def test_a_missing_knowledge_directory_is_named(command: Command, tmp_path: Path) -> None:
    absent = tmp_path / "absent"

    done = command("ask", "anything", "--knowledge", absent)

    assert done.code == ExitCode.BAD_DATA
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert str(absent) in done.err


def test_every_fault_of_a_directory_is_a_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "facts.toml").write_text("[[facts]]\nid = 3\n")
    (tmp_path / "faq.toml").write_text("not toml")

    done = command("check", tmp_path)

    assert done.code == ExitCode.BAD_DATA
    assert "faq.toml: not valid TOML" in done.err
    assert "facts.toml:1" in done.err


def test_it_does_not_start_with_knowledge_that_does_not_load(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (write_harbour(tmp_path) / "faq.toml").write_text("not toml")
    monkeypatch.setenv("BOT_DISCORD__TOKEN", "hunter2")
    monkeypatch.setenv("BOT_KNOWLEDGE", str(tmp_path))

    done = command()

    assert done.code == ExitCode.BAD_DATA
    assert done.err.startswith("faq.toml: not valid TOML")
    assert done.err.count("\n") == 1


def test_a_wrong_setting_is_named_without_its_value(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_LOG_LEVEL", "hunter2")

    done = command("topics")

    assert done.code == ExitCode.BAD_CONFIGURATION
    assert done.err.startswith("BOT_LOG_LEVEL: ")
    assert "hunter2" not in done.err


def test_a_setting_chooses_the_knowledge(
    command: Command, monkeypatch: pytest.MonkeyPatch, directory: Path
) -> None:
    monkeypatch.setenv("BOT_KNOWLEDGE", str(directory))

    done = command("topics")

    assert QUESTION in done.out


def test_knowledge_before_a_command_is_not_ignored(command: Command, directory: Path) -> None:
    done = command("--knowledge", directory, "topics")

    assert done.code == 2
    assert "give --knowledge after the command" in done.err


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (["company", "nordlys"], "Nordlys (ferry firm)\n"),
        (["person", "Holm"], "Ada Holm (captain, Nordlys)\n"),
        (["compare", "Nordlys", "Bright water"], "Nordlys / Brightwater\n"),
        (["timeline"], "In order:\n"),
        (["topics"], "Routes:\n"),
        (["sources"], "Ferries Return to the Harbour:\n"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_page_is_printed(
    arguments: list[str], start: str, command: Command, directory: Path
) -> None:
    done = command(*arguments, "--knowledge", directory)

    assert done.code == ExitCode.ANSWERED
    assert done.out.startswith(start)


def test_a_page_that_is_not_found_ends_with_3(command: Command, directory: Path) -> None:
    done = command("person", "Zork", "--knowledge", directory)

    assert done.code == ExitCode.NOT_ANSWERED
    assert done.out == "The sources hold nothing under that name.\n"


def test_source_writes_a_file_without_the_text(command: Command, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("TITLE: A title\n\nSecretly, one paragraph.\n")
    out = tmp_path / "source.toml"

    printed = command("source", article, "--id", "an-id")
    written = command("source", article, "--id", "an-id", "--out", out)

    assert written.code == 0
    assert 'title = "A title"' in out.read_text()
    assert "Secretly" not in out.read_text()
    assert printed.out == out.read_text()


def test_an_article_that_is_no_source_is_explained(command: Command, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("No title.")

    done = command("source", article, "--id", "an-id")

    assert done.code == ExitCode.BAD_DATA
    assert done.err == f'{article}: no title: add a "TITLE: ..." line or --title\n'
