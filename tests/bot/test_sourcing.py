import tomllib
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.sourcing import source_file, write_file
from knowledge.corpus import PACKAGED
from tests.bot.command import ROOT

ARTICLE = ROOT.resolve().parent / "shared" / "source" / "article.txt"


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not distributed")
def test_the_packaged_source_is_made_from_the_article() -> None:
    [packaged] = (PACKAGED / "sources").glob("*.toml")
    held = tomllib.loads(packaged.read_text(encoding="utf-8"))

    made = source_file(ARTICLE, held["id"], title=held["title"], credit=held.get("credit"))

    assert tomllib.loads(made) == held


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        source_file(tmp_path, "id", title=None, credit=None)


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_file(tmp_path / "absent" / "out.toml", "")


@pytest.mark.parametrize(
    ("article", "source_id", "problem"),
    [
        (b"no title", "id", "no title"),
        (b"TITLE: nothing else", "id", "no paragraph"),
        (b"TITLE: t\n\n\xff", "id", "not UTF-8"),
        (b"TITLE: t\n\nText.", "Not An Id", "id: "),
    ],
    ids=["no title", "no paragraph", "not utf-8", "bad id"],
)
def test_an_article_that_is_no_source_is_explained(
    article: bytes, source_id: str, problem: str, tmp_path: Path
) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(article)

    with pytest.raises(InputError, match=problem):
        source_file(path, source_id, title=None, credit=None)
