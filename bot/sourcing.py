"""An article -> its source file."""

from pathlib import Path

from pydantic import ValidationError

from bot.errors import InputError
from knowledge.model import Source
from knowledge.proof import read_article
from knowledge.writing import source_toml


def source_file(article: Path, source_id: str, *, title: str | None, credit: str | None) -> str:
    """Give the source file of an article; raise InputError if it cannot be made."""
    try:
        text = article.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(article, "not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise InputError(article, f"cannot be read ({error.strerror})") from error
    return source_toml(_source(article, text, source_id, title=title, credit=credit))


def write_file(path: Path, text: str) -> None:
    """Write a file; raise InputError if that is not possible."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(path, f"cannot be written ({error.strerror})") from error


def _source(
    article: Path, text: str, source_id: str, *, title: str | None, credit: str | None
) -> Source:
    try:
        return read_article(text, source_id=source_id, title=title, credit=credit)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise InputError(article, f"{where}: {fault['msg']}") from error
    except ValueError as error:
        raise InputError(article, str(error)) from error
