import re

import pytest

from tests.harbour import harbour_files
from tests.knowledge.faults import problems_of, with_change

PRICE = 'facts.toml:32: "ticket-price": '


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
        ('"price of a ticket"', "1e3", f"{PRICE}aspect: input should be a valid str"),
        ('"price of a ticket"', "12:30:00", f"{PRICE}aspect: input should be a val"),
        ('"price of a ticket"', "no", "facts.toml: not valid TOML"),
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
        "exponent for text",
        "time for text",
        "bare word",
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
            '"Analysts expect a ticket to cost $9 by 2030."',
            '""',
            r'faq.toml:18: "ticket-cost": answer: ',
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
        "empty answer",
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
