import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import index as index_module
from knowledge.encoding import Encoder
from knowledge.index import Index, build_index, unit
from knowledge.lexicon import Term

KEYS = st.sampled_from([f"k{at}" for at in range(12)])
TEXTS = st.lists(st.lists(KEYS, max_size=6), min_size=1, max_size=30)
WEIGHTS = {f"k{at}": 0.5 + at for at in range(12)}


def built(texts: list[list[str]]) -> Index:
    encoder = Encoder()
    rows = encoder.encode([Term(key, frozenset({key}), 0, 1) for key in text] for text in texts)
    return build_index(rows, encoder.table(lambda terms: {terms[0].text: WEIGHTS[terms[0].text]}))


def cosine(text: list[str], query: dict[str, float]) -> float:
    vector = unit({key: WEIGHTS[key] for key in text})
    return sum(weight * query.get(key, 0.0) for key, weight in vector.items())


@given(TEXTS, st.sets(KEYS, min_size=1), st.integers(1, 40))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_scores_are_those_of_brute_force(
    texts: list[list[str]], asked: set[str], most_read: int
) -> None:
    query = unit({key: WEIGHTS[key] for key in sorted(asked)})
    expected = [cosine(text, query) for text in texts]
    before = index_module.MOST_READ
    index_module.MOST_READ = most_read
    try:
        scores, unread = built(texts).scores(query)
    finally:
        index_module.MOST_READ = before
    places = np.arange(len(texts), dtype=np.int32)
    rest = sum((each.gains_of(places) for each in unread), start=np.zeros(len(texts)))

    np.testing.assert_allclose(scores + rest, expected, atol=1e-6)
