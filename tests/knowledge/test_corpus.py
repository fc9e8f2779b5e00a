import re
from pathlib import Path

import pytest

from knowledge.corpus import build_corpus, load_corpus
from knowledge.errors import CorpusError, KnowledgeError
from knowledge.reading import MAX_FILE_BYTES
from tests.harbour import harbour_files, write_harbour
from tests.knowledge.faults import problems_of, with_change

PRICE = 'facts.toml:32: "ticket-price": '


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


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["unix", "windows"])
def test_a_fault_is_named_by_the_line_of_its_table(prefix: bytes, end: bytes) -> None:
    files = with_change("facts.toml", 'aspect = "routes"', "aspect = 7")
    data = prefix + files["facts.toml"].lstrip().replace(b"\n", end)

    [problem] = problems_of({**files, "facts.toml": data})

    assert problem.startswith('facts.toml:1: "both-open-routes": aspect: ')


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"price of a ticket"', "7", f"{PRICE}aspect: input should be a valid string"),
        ('"price of a ticket"', "true", f"{PRICE}aspect: input should be a valid str"),
        ('"price of a ticket"', "2020-01-01", f"{PRICE}aspect: input should be a val"),
        ('"price of a ticket"', '" "', f"{PRICE}aspect: string should have at least"),
        ('"price of a ticket"', '"a\\u0000b"', f"{PRICE}aspect: .*control"),
        ('"price of a ticket"', '"a\\u202eb"', f"{PRICE}aspect: .*invisible"),
        ('"forecast"', '"rumour"', f"{PRICE}kind: input should be"),
        ("paragraph = 3", 'paragraph = "3"', f"{PRICE}cites.0.paragraph: "),
        ("paragraph = 3", "paragraph = 3.0", f"{PRICE}cites.0.paragraph: "),
        ("paragraph = 3", "paragraph = 0", f"{PRICE}cites.0.paragraph: "),
        ("open = ", "opn = ", f"{PRICE}opn: unknown key; remove it or mend"),
        ("paragraph = 3", "paragraph = 99", f"{PRICE}cites: no paragraph 99"),
        ("paragraph = 3", 'source = "x", paragraph = 3', f'{PRICE}cites: .* "x"'),
        ('"analysts expect"', '"analysts say"', f"{PRICE}.*does not stand in par"),
        ('"will cost', '"A ticket will cost', f"{PRICE}.*over 6 words"),
        ('"ticket-price"', '"Ticket Price"', r"facts.toml:32: .*id: "),
    ],
    ids=[
        "number for text",
        "truth for text",
        "date for text",
        "blank text",
        "nul",
        "direction override",
        "unknown kind",
        "text for number",
        "fraction for number",
        "number out of range",
        "unknown key",
        "no such paragraph",
        "no such source",
        "phrase not in paragraph",
        "phrase too long",
        "ill-formed id",
    ],
)
def test_a_fault_in_a_fact_gets_one_line(old: str, new: str, expected: str) -> None:
    files = harbour_files()
    head, ticket, tail = files["facts.toml"].decode().partition('id = "ticket-price"')
    assert old in ticket + tail
    changed = head + (ticket + tail).replace(old, new, 1)

    problems = problems_of({**files, "facts.toml": changed.encode()})

    own = [each for each in problems if each.startswith("facts.toml")]
    assert len(own) == 1
    assert re.match(expected, own[0])


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "facts.toml",
            'id = "nordlys-start"',
            'id = "both-open-routes"',
            r'facts.toml:11: "both-open-routes": the id is taken by facts.toml:2',
        ),
        (
            "facts.toml",
            'id = "nordlys-start"',
            'id = "ticket-cost"',
            r'faq.toml:18: "ticket-cost": the id is taken by facts.toml:11',
        ),
        (
            "faq.toml",
            '["ticket-price"]',
            '["ticket-prize"]',
            r'faq.toml:18: "ticket-cost": facts: .*"ticket-prize"',
        ),
        (
            "facts.toml",
            'speaker = "ada-holm"',
            'speaker = "ada-home"',
            r'facts.toml:48: "holm-pier": speaker: .*"ada-home"',
        ),
        (
            "people.toml",
            'organisation = "nordlys"',
            'organisation = "nord"',
            r'people.toml:2: "ada-holm": organisation: .*"nord"',
        ),
        (
            "faq.toml",
            '"price of a ticket"',
            '"WHERE do the new ferry routes go"',
            r'faq.toml:18: "ticket-cost": the phrasing .* stands in faq.toml:10',
        ),
        (
            "faq.toml",
            '"price of a ticket"',
            '"?!"',
            r'faq.toml:18: "ticket-cost": the phrasing "\?!" holds no word',
        ),
        (
            "faq.toml",
            'id = "ticket-cost"',
            'id = "ticket-cost"\nrelated = ["ticket-cost"]',
            r'faq.toml:18: "ticket-cost": related: .*circle',
        ),
        (
            "faq.toml",
            "cost $9 by",
            "cost $10 by",
            r'faq.toml:18: "ticket-cost": no phrase carries the figure "\$10"',
        ),
    ],
    ids=[
        "duplicate id",
        "duplicate id over files",
        "dangling fact",
        "dangling speaker",
        "dangling organisation",
        "shared phrasing",
        "wordless phrasing",
        "circular links",
        "answer not proved",
    ],
)
def test_a_fault_between_items_gets_one_line(name: str, old: str, new: str, expected: str) -> None:
    [problem] = problems_of(with_change(name, old, new))

    assert re.match(expected, problem)


def test_a_longer_circle_of_links_is_named_whole() -> None:
    files = with_change(
        "faq.toml",
        'id = "where-routes-go"',
        'id = "where-routes-go"\nrelated = ["ticket-cost"]',
    )
    faq = files["faq.toml"].replace(
        b'id = "ticket-cost"', b'id = "ticket-cost"\nrelated = ["where-routes-go"]'
    )

    [problem] = problems_of({**files, "faq.toml": faq})

    assert "where-routes-go -> ticket-cost -> where-routes-go" in problem


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

    with pytest.raises(CorpusError, match="no such directory|needs it"):
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
