import tomllib

from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Source
from knowledge.proof import read_article
from knowledge.writing import source_toml

# Content holds no control and no invisible character.
SEEN = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])
TEXT = st.text(SEEN, min_size=1, max_size=40).filter(str.strip)


@given(title=TEXT, credit=st.none() | TEXT)
def test_any_title_and_credit_are_read_back(title: str, credit: str | None) -> None:
    source = read_article("One.\n\n## Two\n\nThree.", source_id="a", title=title)
    source = Source.model_validate({**source.model_dump(), "credit": credit})

    written = source_toml(source)

    assert Source.model_validate(tomllib.loads(written)) == source
