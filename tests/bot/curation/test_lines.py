"""What admins type."""

import pytest

from bot.curation.lines import (
    USAGE,
    AddPhrasing,
    Audit,
    Command,
    Diff,
    Drop,
    Reload,
    Rollback,
    Versions,
    Wrong,
    parse,
)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("reload", Reload()),
        ("  RELOAD   dry ", Reload(is_dry=True)),
        ("reload force abc.def", Reload(token="abc.def")),
        ("versions", Versions()),
        ("diff 1 2", Diff(1, 2)),
        ("rollback 3", Rollback(3)),
        ("misses add 4 ticket-cost", AddPhrasing(4, "ticket-cost")),
        ("misses drop 4", Drop(4)),
        ("audit", Audit()),
        ("audit verify", Audit(verify=True)),
    ],
)
def test_a_line_is_understood(line: str, asked: Command) -> None:
    assert parse(line) == asked


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("", ""),
        ("relaod", "relaod"),
        ("reload wet", "reload"),
        ("reload force", "reload"),
        ("rollback", "rollback"),
        ("rollback -1", "rollback"),
        ("rollback ³", "rollback"),
        ("rollback 99999999999999999999", "rollback"),
        ("diff 1", "diff"),
        ("versions all", "versions"),
        ("misses add x y", "misses"),
        ("channel on", "channel"),
    ],
)
def test_any_other_line_is_wrong(line: str, word: str) -> None:
    assert parse(line) == Wrong(word)


def test_every_command_of_the_usage_is_understood() -> None:
    for usage in USAGE:
        typed = usage.partition(" [")[0].replace("A B", "1 2").replace("N", "3")

        assert not isinstance(parse(typed), Wrong), usage
