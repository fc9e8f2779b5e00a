"""A small knowledge base on another subject: what is true of it is true of any."""

import json
from functools import cache
from pathlib import Path

from knowledge.corpus import Corpus, build_corpus
from knowledge.proof import read_article
from knowledge.writing import source_toml

SHOWN = (
    "How much will a ticket cost?",
    "Which firms sail to Vesterholm?",
    "What is the capital of Mongolia?",
    "hi",
    "/company nordlys",
    "/company Zork",
    "/companies",
    "/person Holm",
    "/compare Nordlys, Brightwater",
    "/timeline",
    "/sources",
    "/about",
)
"""What platforms are asked for pictures of their replies."""

ARTICLE = """TITLE: Ferries Return to the Harbour

[1] The ferry firms Nordlys and Brightwater are both opening routes to Vesterholm.

[2] Nordlys began sailing to Vesterholm in March.
Brightwater began a trial route in May 2021.

## What It Costs

[3] A ticket will cost $9 by 2030, analysts expect. The harbour opened in 1998.

[4] "The pier is too small," said Ada Holm, captain at Nordlys.
"Brightwater ships are loud."
"""

COMPANIES = """
[[companies]]
id = "nordlys"
name = "Nordlys"
aliases = ["Nordlys Lines"]
kind = "ferry firm"
summary = "Nordlys is a ferry firm."
cites = [{ paragraph = 1, phrases = ["The ferry firms Nordlys"] }]
related = ["brightwater", "ada-holm"]
open = "How many ships it has is not said."

[[companies]]
id = "brightwater"
name = "Brightwater"
aliases = ["Bright Water & Sons"]
kind = "ferry firm"
summary = "Brightwater is a ferry firm."
cites = [{ paragraph = 1, phrases = ["ferry firms Nordlys and Brightwater"] }]

[[companies]]
id = "vesterholm"
name = "Vesterholm"
kind = "port"
summary = "Vesterholm is where the routes go."
cites = [{ paragraph = 1, phrases = ["opening routes to Vesterholm"] }]

[[groups]]
id = "ferry-firms"
name = "the ferry firms"
aliases = ["both firms"]
members = ["nordlys", "brightwater"]
"""

PEOPLE = """
[[people]]
id = "ada-holm"
name = "Ada Holm"
aliases = ["Holm"]
role = "captain"
organisation = "nordlys"
summary = "Ada Holm is a captain at Nordlys."
cites = [{ paragraph = 4, phrases = ["Ada Holm, captain at Nordlys"] }]
"""

FACTS = """
[[facts]]
id = "both-open-routes"
statement = "Nordlys and Brightwater are opening routes to Vesterholm."
about = ["ferry-firms"]
aspect = "routes"
cites = [
  { paragraph = 1, phrases = ["Nordlys and Brightwater", "routes to Vesterholm"] },
]

[[facts]]
id = "nordlys-start"
statement = "Nordlys has sailed to Vesterholm since a day in March."
about = ["nordlys"]
aspect = "start"
as_of = "March"
open = "The year is not given."
cites = [
  { paragraph = 2, phrases = ["Nordlys began sailing to Vesterholm", "in March"] },
]

[[facts]]
id = "brightwater-start"
statement = "Brightwater has run a trial route."
about = ["brightwater"]
aspect = "start"
as_of = "May 2021"
cites = [
  { paragraph = 2, phrases = ["Brightwater began a trial route", "in May 2021"] },
]

[[facts]]
id = "ticket-price"
statement = "Analysts expect a ticket to cost $9 by 2030."
aspect = "price of a ticket"
value = "$9"
unit = "a ticket by 2030"
kind = "forecast"
open = "The analysts are not named."
cites = [{ paragraph = 3, phrases = ["will cost $9 by 2030", "analysts expect"] }]

[[facts]]
id = "harbour-opened"
statement = "The harbour has been open since 1998."
aspect = "opening"
cites = [{ paragraph = 3, phrases = ["The harbour opened in 1998"] }]

[[facts]]
id = "holm-pier"
statement = "Ada Holm calls the pier too small."
about = ["ada-holm"]
aspect = "size of the pier"
speaker = "ada-holm"
kind = "said"
cites = [{ paragraph = 4, phrases = ["The pier is too small", "said Ada Holm"] }]

[[facts]]
id = "holm-loud-ships"
statement = "Ada Holm says the ships of Brightwater are loud."
about = ["brightwater"]
aspect = "noise"
speaker = "ada-holm"
kind = "said"
cites = [{ paragraph = 4, phrases = ["said Ada Holm", "Brightwater ships are loud"] }]
"""

FAQ = """
[[entries]]
id = "who-built-pier"
topic = "pier"
question = "Who built the pier?"
open = true
answer = "The article does not say who built the pier."
facts = ["holm-pier"]

[[entries]]
id = "where-routes-go"
topic = "routes"
question = "Where do the new ferry routes go?"
phrasings = ["which port gets new ferry routes", "destination of the new routes"]
answer = "Nordlys and Brightwater are opening routes to Vesterholm."
facts = ["both-open-routes"]

[[entries]]
id = "ticket-cost"
topic = "prices"
question = "How much will a ticket cost?"
phrasings = ["price of a ticket"]
answer = "Analysts expect a ticket to cost $9 by 2030."
facts = ["ticket-price"]

[[entries]]
id = "who-sails-there"
topic = "routes"
question = "Which firms sail to Vesterholm?"
answer = "Nordlys and Brightwater are opening routes to Vesterholm."
facts = ["both-open-routes"]
"""

QUESTIONS = [
    {
        "id": "h-1",
        "q": "How much will a ticket cost?",
        "kind": "answer",
        "must": [["\\$9"]],
        "must_not": [],
        "cites": [3],
        "tag": "figure",
        "ref": "$9.",
    },
    {
        "id": "h-2",
        "q": "What is the capital of Mongolia?",
        "kind": "refuse",
        "must": [],
        "must_not": [],
        "cites": [],
        "tag": "off-topic",
        "ref": "Not told.",
    },
]


def harbour_files() -> dict[str, bytes]:
    """Write the content files, as their bytes."""
    source = source_toml(read_article(ARTICLE, source_id="harbour"))
    questions = "".join(f"{json.dumps(each)}\n" for each in QUESTIONS)
    files = {
        "companies.toml": COMPANIES,
        "people.toml": PEOPLE,
        "facts.toml": FACTS,
        "faq.toml": FAQ,
        "questions.jsonl": questions,
        "sources/harbour.toml": source,
    }
    return {name: text.encode() for name, text in files.items()}


def write_harbour(directory: Path) -> Path:
    """Write the content files into a directory."""
    for name, content in harbour_files().items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return directory


@cache
def harbour_corpus() -> Corpus:
    """Build the corpus once."""
    return build_corpus(harbour_files())
