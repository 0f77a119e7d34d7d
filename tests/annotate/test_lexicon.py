"""One automaton over all words: where it finds them, and where it does not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.lexicon import Entry, Hit, Lexicon, _folded, fold, longest

WORDS = ("kill", "killed", "air strike", "strike", "đánh", "đánh bom", "bom", "İzmir", "al-Qaeda", "T.Ư")
LEXICON = Lexicon(Entry(term=word, category="word") for word in WORDS)
NAMES = Lexicon(Entry(term=name, category="name", case="printed") for name in ("IS", "quân đội Syria", "SDF"))


def found(text: str, lexicon: Lexicon = LEXICON) -> list[str]:
    return [text[hit.start : hit.end] for hit in lexicon.scan(text)]


def test_words_are_found_in_any_case() -> None:
    assert found("Killed, KILL and kill") == ["Killed", "KILL", "kill"]
    assert found("ĐÁNH BOM") == ["ĐÁNH BOM", "ĐÁNH", "BOM"]


def test_words_in_words_are_found_too_longest_first() -> None:
    assert found("an air strike") == ["air strike", "strike"]
    assert found("đánh bom") == ["đánh bom", "đánh", "bom"]


@pytest.mark.parametrize("text", ["skill", "killer", "kill_switch", "bombs", "stripes", "khách bomm"])
def test_a_part_of_a_word_is_no_word(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["kill.", "(kill)", "“kill”", "kill-joy", "kill\n", "—kill—"])
def test_punctuation_ends_a_word(text: str) -> None:
    assert found(text) == ["kill"]


def test_a_mark_that_combines_belongs_to_its_letter() -> None:
    assert found("bom\u0303") == []


def test_offsets_hold_behind_a_letter_that_grows_in_lower_case() -> None:
    text = "İİ İzmir: air strike"
    assert len(text.lower()) > len(text)
    assert found(text) == ["İzmir", "air strike", "strike"]


def test_printed_case_may_be_raised_but_not_lowered() -> None:
    assert found("IS is Is iS", NAMES) == ["IS"]
    assert found("Quân đội Syria, QUÂN ĐỘI SYRIA, quân đội syria", NAMES) == [
        "Quân đội Syria",
        "QUÂN ĐỘI SYRIA",
    ]


@pytest.mark.parametrize("masked", ["ki*lled", "k*illed", "kille*d", "k*ill*ed"])
def test_words_hidden_by_asterisks_are_read(masked: str) -> None:
    assert found(f"Two were {masked} in the strike") == [masked, "strike"]


def test_asterisks_beside_words_hide_nothing() -> None:
    assert found("* killed *** strike *") == ["killed", "strike"]


def test_one_form_may_have_several_meanings() -> None:
    lexicon = Lexicon([Entry(term="march", category="month"), Entry(term="March", category="protest")])
    assert {hit.entry.category for hit in lexicon.scan("a march")} == {"month", "protest"}


def test_longest_keeps_what_nothing_longer_covers() -> None:
    hits = LEXICON.scan("an air strike killed")
    assert [(hit.entry.term) for hit in longest(hits)] == ["air strike", "killed"]


def test_longest_lets_the_leftmost_win_where_words_cross() -> None:
    entry = Entry(term="x", category="word")
    crossing = [Hit(start=4, end=12, entry=entry), Hit(start=0, end=6, entry=entry)]
    assert longest(crossing) == (crossing[1],)


def test_terms_are_found_in_either_form_of_their_accents() -> None:
    decomposed = Lexicon([Entry(term=unicodedata.normalize("NFD", "Đồng Xá"), category="place")])
    assert found("tại Đồng Xá", decomposed) == ["Đồng Xá"]


def test_an_empty_lexicon_and_an_empty_text_give_nothing() -> None:
    assert Lexicon([]).scan("killed") == ()
    assert LEXICON.scan("") == ()


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


PIECES = st.sampled_from([*WORDS, "İ", "ẞ", "ﬁ", "*", " ", " ", ".", "ki*lled", "x", "\u0301", "𝕏"])


@given(st.lists(PIECES).map("".join))
def test_every_hit_quotes_its_term_and_stands_alone(text: str) -> None:
    for hit in LEXICON.scan(text):
        quote = text[hit.start : hit.end]
        assert fold(quote.replace("*", "")) == fold(hit.entry.term)
        before, after = text[hit.start - 1 : hit.start] if hit.start else "", text[hit.end : hit.end + 1]
        assert not (before.isalnum() and quote[0].isalnum())
        assert not (after.isalnum() and quote[-1].isalnum())


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6))
def test_every_word_is_found_where_it_was_written(words: list[str]) -> None:
    text = " ".join(words)
    places = {(hit.start, hit.end) for hit in LEXICON.scan(text)}
    at = 0
    for word in words:
        assert (at, at + len(word)) in places
        at += len(word) + 1


@given(st.lists(st.sampled_from([*WORDS, "IS", "is", "SDF", "ki*lled", "*", "x", "."])).map(" ".join))
def test_starts_are_those_of_the_hits(text: str) -> None:
    for lexicon in (LEXICON, NAMES):
        assert lexicon.starts(text) == sorted({hit.start for hit in lexicon.scan(text)})


ODD = st.text(st.sampled_from("aΑΣσ İẞk̃\u0301e\n*"), max_size=5)


@given(st.lists(ODD, max_size=5))
def test_terms_folded_together_are_those_folded_alone(terms: list[str]) -> None:
    assert _folded(terms) == [fold(unicodedata.normalize("NFC", term)) for term in terms]
