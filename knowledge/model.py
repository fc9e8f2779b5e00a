"""The content as its authors write it: one strict model for each table of the TOML files."""

import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories of controls, invisible marks and line ends."""


def _printable(text: str) -> str:
    """Refuse what could steer a terminal or hide in a chat."""
    if any(unicodedata.category(character) in _UNSEEN for character in text):
        problem = "holds a control or invisible character; remove it"
        raise ValueError(problem)
    return text


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    AfterValidator(_printable),
]
Kind = Literal["reported", "said", "forecast"]

MAX_PHRASES = 4
"""Evidence phrases in one citation: enough for a figure, a date and two names."""


class Content(BaseModel):
    """A table of a content file: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cite(Content):
    """Where a statement is proved: paragraphs count from 1, phrases are verbatim."""

    source: Id | None = None
    paragraph: int = Field(ge=1, strict=True)
    phrases: tuple[Text, ...] = Field(min_length=1, max_length=MAX_PHRASES)


Cites = Annotated[tuple[Cite, ...], Field(min_length=1)]


class Company(Content):
    """A company or another body that the sources name."""

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    kind: Text
    summary: Text
    cites: Cites
    related: tuple[Id, ...] = ()
    open: Text | None = None


class Person(Content):
    """A person whom the sources name."""

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    role: Text
    organisation: Id | None = None
    summary: Text
    cites: Cites
    related: tuple[Id, ...] = ()
    open: Text | None = None


class Group(Content):
    """Names that people speak of together, such as "the big three"."""

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    members: Annotated[tuple[Id, ...], Field(min_length=2)]


class Fact(Content):
    """One statement of a source in our own words, with its proof."""

    id: Id
    statement: Text
    about: tuple[Id, ...] = ()
    aspect: Text
    value: Text | None = None
    unit: Text | None = None
    as_of: Text | None = None
    speaker: Id | None = None
    kind: Kind = "reported"
    open: Text | None = None
    cites: Cites


class Lookalikes(Content):
    """Facts whose figures are easily mixed up, and the note that tells them apart."""

    facts: Annotated[tuple[Id, ...], Field(min_length=2)]
    note: Text


class Entry(Content):
    """A FAQ entry: one answer, the wordings that ask for it, the facts it rests on.

    With `open`, it is a question that the sources leave open: the answer says so.
    """

    id: Id
    topic: Text
    question: Text
    open: bool = False
    phrasings: tuple[Text, ...] = ()
    answer: Text
    facts: Annotated[tuple[Id, ...], Field(min_length=1)]
    related: tuple[Id, ...] = ()


class Section(Content):
    """A heading of a source, from the paragraph `first` on."""

    title: Text
    first: int = Field(ge=1, strict=True)


class Paragraph(Content):
    """A paragraph as its word n-grams' hashes: it can prove a phrase, not be read."""

    number: int = Field(ge=1, strict=True)
    hashes: Text


class Source(Content):
    """A published text that facts cite, without the text."""

    id: Id
    title: Text
    credit: Text | None = None
    sections: tuple[Section, ...] = ()
    paragraphs: Annotated[tuple[Paragraph, ...], Field(min_length=1)]


class Synonyms(Content):
    """Terms that mean the same; the first names the group."""

    terms: Annotated[tuple[Text, ...], Field(min_length=2)]


class Opposites(Content):
    """Terms of which one denies the other."""

    terms: Annotated[tuple[Text, ...], Field(min_length=2)]
