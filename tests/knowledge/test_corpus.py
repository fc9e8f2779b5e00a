import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from knowledge.corpus import build_corpus, load_corpus
from knowledge.errors import CorpusError, KnowledgeError
from knowledge.reading import MAX_FILE_BYTES
from tests.harbour import harbour_files, write_harbour
from tests.knowledge.faults import problems_of, with_change

NOBODY = 65534


def test_sound_files_load() -> None:
    assert problems_of(harbour_files()) == ()


@pytest.mark.parametrize(
    "convert",
    [lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n")],
    ids=["byte order mark", "windows line ends"],
)
def test_a_file_as_windows_writes_it_loads(convert: object) -> None:
    assert callable(convert)
    files = {name: convert(data) for name, data in harbour_files().items()}

    assert problems_of(files) == ()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'[[facts]]\nid = "a"\nx = y\n', r"facts.toml: not valid TOML: .*line 3"),
        (b"[[facts]]\n\tid = [\n", r"facts.toml: not valid TOML: "),
        (b"x = 1\nx = 2\n", r"facts.toml: not valid TOML: .*line 2"),
        (b"a = 1\nb = \x00\n", r"facts.toml: not valid TOML: .*line 2"),
        (b'a = "\x1b[2J"\n', r"facts.toml: not valid TOML: .*line 1"),
        (b"a = 1\nb = '\xff'\n", r"facts.toml: line 2 is not UTF-8"),
        (b"a = " + b"[" * 100_000, r"facts.toml: not valid TOML: nested too deeply"),
        (b"factz = []\n", r'facts.toml: unknown table "factz"'),
        (b"facts = 3\n", r'facts.toml: "facts" must be written as \[\[facts\]\]'),
        (b"facts = [1]\n", r"facts.toml:1: "),
    ],
    ids=[
        "bad value",
        "unfinished",
        "key given twice",
        "nul",
        "escape code",
        "not utf-8",
        "nested deeply",
        "unknown table",
        "no table",
        "row is no table",
    ],
)
def test_a_file_that_is_no_content_gets_one_line(data: bytes, expected: str) -> None:
    [problem] = problems_of({**harbour_files(), "facts.toml": data})

    assert re.match(expected, problem)
    assert "\n" not in problem


@pytest.mark.parametrize("name", ["facts.toml", "faq.toml", "sources/harbour.toml"])
def test_a_file_that_is_needed_is_missed(name: str) -> None:
    files = harbour_files()
    del files[name]

    [problem] = problems_of(files)

    assert problem.startswith(name.removesuffix("harbour.toml"))


def test_faults_of_several_files_come_at_once() -> None:
    files = with_change("facts.toml", 'kind = "forecast"', 'kynd = "forecast"')
    files |= {"people.toml": b"\xff", "companies.toml": b"[[", "faq.toml": b"x = 1"}

    problems = problems_of(files)

    named = {problem.split(":")[0] for problem in problems}
    assert named == {"facts.toml", "people.toml", "companies.toml", "faq.toml"}


def test_faults_of_several_kinds_come_at_once() -> None:
    files = with_change("facts.toml", '"The harbour opened in', '"The harbour built in')
    faq = files["faq.toml"].replace(b'["ticket-price"]', b'["ticket-prize"]')
    companies = files["companies.toml"].replace(b'"port"\n', b'"port"\nsize = 1\n')

    problems = problems_of({**files, "faq.toml": faq, "companies.toml": companies})

    named = {problem.split(":")[0] for problem in problems}
    assert named == {"facts.toml", "faq.toml", "companies.toml"}


def test_an_error_says_every_problem_in_a_line_of_its_own() -> None:
    error = CorpusError(["a: b", "c: d"])

    assert isinstance(error, KnowledgeError)
    assert str(error) == "a: b\nc: d"


@pytest.mark.parametrize("name", ["absent", "empty", "file"], ids=["absent", "empty", "a file"])
def test_a_directory_that_holds_nothing_is_explained(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")

    with pytest.raises(CorpusError, match=r"no such directory|needs it"):
        load_corpus(tmp_path / name)


@pytest.mark.parametrize("name", ["facts.toml", "sources/harbour.toml"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    # A directory in its place: rights would not stop the superuser.
    path = write_harbour(tmp_path) / name
    path.unlink()
    path.mkdir()

    with pytest.raises(CorpusError) as caught:
        load_corpus(tmp_path)

    assert caught.value.problems[0].startswith(f"{name}: cannot be read")
    assert len(caught.value.problems) == 1


def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    write_harbour(tmp_path)
    for name in ("faq.toml", "facts.toml"):
        (tmp_path / name).unlink()
    os.mkfifo(tmp_path / "faq.toml")
    (tmp_path / "facts.toml").symlink_to("/dev/zero")

    with pytest.raises(CorpusError) as caught:
        load_corpus(tmp_path)

    assert [each.partition(" (")[0] for each in caught.value.problems] == [
        "facts.toml: cannot be read",
        "faq.toml: cannot be read",
    ]


def test_a_link_is_followed_and_a_broken_one_is_named(tmp_path: Path) -> None:
    """As Kubernetes mounts a directory; who may write there may write anything."""
    real, linked = write_harbour(tmp_path / "real"), tmp_path / "linked"
    linked.symlink_to(real)
    assert load_corpus(linked).version == load_corpus(real).version

    (real / "faq.toml").unlink()
    (real / "faq.toml").symlink_to("faq.toml")

    with pytest.raises(CorpusError, match=r"^faq\.toml: cannot be read"):
        load_corpus(linked)


@contextmanager
def without_rights() -> Iterator[None]:
    """Be nobody in particular for a while: the superuser may read everything."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(me)


@pytest.mark.parametrize("name", ["faq.toml", "sources/harbour.toml", "sources", "."])
def test_what_may_not_be_read_is_a_line(name: str) -> None:
    with TemporaryDirectory() as made:
        directory = write_harbour(Path(made) / "knowledge")
        Path(made).chmod(0o755)
        (directory / name).chmod(0)

        with without_rights(), pytest.raises(CorpusError) as caught:
            load_corpus(directory)

        (directory / name).chmod(0o755)
    assert "cannot be read (Permission denied)" in caught.value.problems[0]
    assert len(caught.value.problems) == 1


def test_no_path_in_the_content_leads_out_of_the_directory(tmp_path: Path) -> None:
    write_harbour(tmp_path)
    (tmp_path / "faq.toml").write_bytes(b'include = "../../etc/passwd"\n')

    with pytest.raises(CorpusError, match=r'unknown table "include"'):
        load_corpus(tmp_path)


def test_an_over_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = write_harbour(tmp_path) / "facts.toml"
    with path.open("r+b") as file:
        file.truncate(MAX_FILE_BYTES + 1)

    with pytest.raises(CorpusError, match=r"^facts\.toml: larger than \d+ MB"):
        load_corpus(tmp_path)


def test_the_version_does_not_depend_on_the_order_of_files() -> None:
    files = harbour_files()

    versions = {
        build_corpus(dict(order)).version
        for order in (files.items(), reversed(files.items()), sorted(files.items()))
    }

    assert len(versions) == 1


@pytest.mark.parametrize("name", harbour_files())
def test_any_byte_changes_the_version(name: str) -> None:
    files = harbour_files()

    changed = {**files, name: files[name] + b"\n"}

    assert build_corpus(changed).version != build_corpus(files).version


def test_a_directory_gives_what_its_files_give(tmp_path: Path) -> None:
    loaded = load_corpus(write_harbour(tmp_path))

    assert loaded.version == build_corpus(harbour_files()).version
