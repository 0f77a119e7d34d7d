"""Words as numbers: one form for one word, and a sample that is the text's own."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.corroborate.shingles import Vocabulary, figures_of, fold, places_of, sample, shingle, tokens_of
from dateline.model import Block, Report


def tokens(text: str) -> list[int]:
    return tokens_of(Report(id="r", text=text), Vocabulary()).tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đồng Xá", "ĐỒNG XÁ"),
        ("hoà", "hòa"),
        ("مُقَاوَمَة", "مقاومة"),
        ("أمس", "امس"),
        ("كـــتاب", "كتاب"),
        ("١٢", "12"),
        ("ﬁre", "fire"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert tokens(one) == tokens(other) == tokens(unicodedata.normalize("NFD", one))


def test_punctuation_and_spaces_are_no_words() -> None:
    assert tokens("Hajin , “fell” .") == tokens("Hajin fell")


def test_figures_are_told_from_words() -> None:
    found = figures_of(tokens_of(Report(id="r", text="12 men, ٣ cars and B52"), Vocabulary()))
    assert found.tolist() == [True, False, True, False, False, False]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.integers(0, 40), st.integers(0, 40))
def test_every_word_has_its_place_outside_ignored_blocks(text: str, start: int, end: int) -> None:
    blocks = (Block(kind="credit", start=start, end=end),) if start < end <= len(text) else ()
    report = Report(id="r", text=text, blocks=blocks)
    places = places_of(report).tolist()
    vocabulary = Vocabulary()
    assert [vocabulary[text[first:last]] for first, last in places] == tokens_of(report, vocabulary).tolist()
    assert not any(first < end and start < last for first, last in places if blocks)


def test_a_text_samples_its_runs_wherever_they_stand() -> None:
    words = " ".join(f"word{n}" for n in range(300))
    inside = sample(np.array(tokens(words), dtype=np.uint64))
    around = sample(np.array(tokens(f"Before it {words} and after"), dtype=np.uint64))
    assert 40 < len(inside) < 110
    assert set(inside.tolist()) <= set(around.tolist())


def test_a_text_of_a_few_words_has_no_runs() -> None:
    assert len(shingle(np.array(tokens("one two three"), dtype=np.uint64), width=5)) == 0
