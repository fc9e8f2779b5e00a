"""The table of the fault campaign is whole, and every test that it names exists."""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FAULTS = range(1, 67)

ROWS = {
    int(number): proof
    for number, proof in re.findall(
        r"^\| (\d+) \|[^|]+\|[^|]+\| ([^|]+) \|$",
        (HERE / "README.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
}


def test_every_fault_is_in_the_table() -> None:
    assert list(ROWS) == list(FAULTS)


@pytest.mark.parametrize("number", FAULTS)
def test_every_proof_is_a_test_that_exists(number: int) -> None:
    named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", ROWS[number])

    assert len(named) == ROWS[number].count("`") // 2 > 0
    assert [f"{file}::{name}" for file, name in named if name not in names_in(HERE / file)] == []


def names_in(path: Path) -> set[str]:
    """Name the tests of a file, those of its classes too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}
