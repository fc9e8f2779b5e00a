"""Replies of every shape that the knowledge could lead to, hostile ones among them."""

from hypothesis import strategies as st

from bot.fitting import visible
from bot.reply import Part, Reply, Status
from knowledge.corpus import Citation
from knowledge.outcome import Statement

HOSTILE = [
    "@everyone",
    "@\u202eeveryone",
    "<@1>",
    "[x](a:b)",
    "<!channel>",
    "&<>*_~`",
    ":smile:",
    "```x",
    "# H",
    "\U0001f600" * 99,
]
texts = (st.text(min_size=1, max_size=60) | st.sampled_from(HOSTILE)).filter(visible)
"""What the knowledge accepts as text shows something."""
long_texts = texts | st.builds(
    lambda word, times: " ".join([word] * times), texts, st.integers(1, 120)
)
sentences = st.lists(long_texts, min_size=1, max_size=4).map(". ".join)
citations = st.builds(
    Citation,
    source=st.sampled_from("abc"),
    title=long_texts,
    paragraph=st.integers(1, 10**6),
    section=st.just("") | long_texts,
    phrases=st.lists(long_texts, min_size=1, max_size=4).map(tuple),
)
statements = st.builds(
    Statement,
    id=st.just(""),
    text=sentences,
    citations=st.lists(citations, max_size=4).map(tuple),
    notes=st.lists(sentences, max_size=2).map(tuple),
)
parts = st.builds(
    Part,
    statements=st.lists(statements, max_size=5).map(tuple),
    heading=st.just("") | long_texts,
)
replies = st.builds(
    Reply,
    status=st.sampled_from(Status),
    parts=st.lists(parts, max_size=4).map(tuple),
    suggestions=st.lists(long_texts, max_size=30).map(tuple),
)
crowded = st.builds(
    Citation,
    source=st.integers(1, 60).map(str),
    title=st.integers(1, 60).map(lambda n: f"Title {n} " * 20),
    paragraph=st.integers(1, 99),
    section=st.just(""),
    phrases=st.just(("a phrase of its own",)),
)
