from collections import Counter
from itertools import pairwise
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.bayes import BUCKETS, MULTIPLIER, SMOOTHING, Bayes, build_bayes
from knowledge.encoding import Encoder
from knowledge.lexicon import Term

KEYS = [f"k{at}" for at in range(8)]
TEXT = st.lists(st.sampled_from(KEYS), min_size=1, max_size=6)
CANDIDATES = st.lists(st.lists(TEXT, min_size=1, max_size=4), min_size=1, max_size=5)


def terms(text: list[str]) -> list[Term]:
    return [Term(key, frozenset({key}), 0, 1) for key in text]


def built(candidates: list[list[list[str]]]) -> Bayes:
    encoder = Encoder()
    rows = encoder.encode(terms(text) for texts in candidates for text in texts)
    first = np.cumsum([0, *map(len, candidates)])
    table = encoder.table(lambda one: {one[0].text: 1.0})
    return build_bayes(rows, first, table, [encoder.keys[term.text] for term in encoder.met])


def features(text: list[str], numbers: dict[str, int]) -> Counter[object]:
    """Give the keys of a text, and its pairs by the number that they are hashed to."""
    signs = [0, *(numbers[key] + 1 for key in text), 0]
    pairs = [(a * MULTIPLIER + b) % BUCKETS for a, b in pairwise(signs)]
    return Counter([*text, *pairs])


def slow_posterior(candidates: list[list[list[str]]], asked: list[str]) -> list[float]:
    """Work naive Bayes out as its definition reads."""
    texts = [text for each in candidates for text in each]
    numbers = {key: at for at, key in enumerate(dict.fromkeys(key for t in texts for key in t))}
    held = Counter(feature for text in texts for feature in features(text, numbers))
    documents = Counter(feature for text in texts for feature in set(features(text, numbers)))
    rarity = {each: log((1 + len(texts)) / (1 + documents[each])) + 1 for each in held}

    def weighed(text: list[str]) -> dict[object, float]:
        known = {
            each: (1 + log(times)) * rarity[each]
            for each, times in features(text, numbers).items()
            if each in rarity
        }
        length = sqrt(sum(weight * weight for weight in known.values()))
        return {each: weight / length for each, weight in known.items()}

    scores = []
    for own in candidates:
        sums: Counter[object] = Counter()
        for text in own:
            for each, weight in weighed(text).items():
                sums[each] += weight  # type: ignore[assignment]
        total = sum(sums.values()) + SMOOTHING * len(rarity)
        likely = (w * log((sums[f] + SMOOTHING) / total) for f, w in weighed(asked).items())
        scores.append(sum(likely))
    powers = [exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


@given(CANDIDATES, st.data())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_the_posterior_is_that_of_the_definition(
    candidates: list[list[list[str]]], data: st.DataObject
) -> None:
    known = sorted({key for texts in candidates for text in texts for key in text})
    asked = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=6))

    posterior = built(candidates).posterior(terms(asked))

    assert posterior == pytest.approx(slow_posterior(candidates, asked), abs=1e-4)


def test_without_a_known_word_every_candidate_is_as_likely() -> None:
    posterior = built([[["k1"]], [["k2"]]]).posterior(terms(["never"]))

    assert posterior.tolist() == [0.5, 0.5]
