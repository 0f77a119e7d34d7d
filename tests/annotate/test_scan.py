"""The lexicon's hits, asked for by category and stretch."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.lexicon import Entry, Lexicon
from dateline.annotate.scan import Scan, covered, scan

LEXICON = Lexicon(
    [
        Entry(term="bị", category="passive"),
        Entry(term="thiết bị", category="noun"),
        Entry(term="thiết bị nổ", category="trigger"),
        Entry(term="nổ", category="trigger"),
        Entry(term="quân", category="noun"),
    ]
)
#       0         1         2
#       0123456789012345678901234567
TEXT = "quân bị trúng thiết bị nổ"


def words(text: str, found: Scan, category: str, start: int, end: int) -> list[str]:
    return [text[hit.start : hit.end] for hit in found.within(category, start, end)]


def test_hits_are_sorted_by_category() -> None:
    found = scan(TEXT, LEXICON)
    assert words(TEXT, found, "noun", 0, len(TEXT)) == ["quân", "thiết bị"]
    assert words(TEXT, found, "trigger", 0, len(TEXT)) == ["thiết bị nổ", "nổ"]


def test_a_stretch_gives_what_lies_wholly_in_it() -> None:
    found = scan(TEXT, LEXICON)
    assert words(TEXT, found, "noun", 1, len(TEXT)) == ["thiết bị"]
    assert words(TEXT, found, "noun", 0, len(TEXT) - 4) == ["quân"]
    assert words(TEXT, found, "noun", 5, 5) == []


def test_a_category_that_was_not_found_is_empty() -> None:
    assert scan(TEXT, LEXICON).within("cue", 0, len(TEXT)) == ()
    assert scan("", LEXICON).within("noun", 0, 0) == ()


def test_a_word_inside_a_longer_one_is_covered() -> None:
    found = scan(TEXT, LEXICON)
    alone, inside = found.hits["passive"]
    assert not covered(alone, found)
    assert covered(inside, found)


def test_only_the_categories_asked_for_cover() -> None:
    found = scan("thiết bị", LEXICON)
    (inside,) = found.hits["passive"]
    assert covered(inside, found, categories=("noun",))
    assert not covered(inside, found, categories=("cue",))


def test_a_word_does_not_cover_itself() -> None:
    found = scan("nổ", LEXICON)
    assert not covered(found.hits["trigger"][0], found)


@given(
    st.lists(st.sampled_from(["quân", "bị", "thiết bị", "nổ", "x"]), max_size=12).map(" ".join),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_within_is_what_a_plain_search_gives(text: str, start: int, end: int) -> None:
    found = scan(text, LEXICON)
    for category, hits in found.hits.items():
        plain = tuple(hit for hit in hits if start <= hit.start and hit.end <= end and hit.start < end)
        assert found.within(category, start, end) == plain


WORDS = st.lists(st.sampled_from(["quân", "bị", "thiết bị", "thiết bị nổ", "nổ", "x", "*"]), max_size=12)


@given(WORDS.map(" ".join))
def test_covered_is_what_a_plain_search_gives(text: str) -> None:
    found = scan(text, LEXICON)
    every = [hit for hits in found.hits.values() for hit in hits]
    for hit in every:
        longer = [other for other in every if other.end - other.start > hit.end - hit.start]
        plain = any(other.start <= hit.start and hit.end <= other.end for other in longer)
        assert covered(hit, found, categories=("passive", "noun", "trigger")) == plain
