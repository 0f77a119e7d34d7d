"""Where sentences end, and where a dot ends nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.sentences import compile_rules, split
from dateline.pack import load

RULES = {code: compile_rules(load(code)) for code in ("en", "vi")}


def sentences(text: str, code: str) -> list[str]:
    return [text[s.start : s.end] for s in split(text, RULES[code])]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Gen. Smith and Lt. Col. Jones met Mr. Brown in St. Petersburg."),
        ("en", "The U.S. army shelled the town at 5 a.m. on Monday."),
        ("en", "About 3.5 percent of the town was taken on 17.11.2017."),
        ("vi", "Ban Bí thư T.Ư họp ngày 17.11.2017."),
        ("vi", "Hôm 17/11, TP. Hồ Chí Minh đón hơn 1.200 người."),
        ("vi", "PGS. TS. Nguyễn Văn An nói vậy."),
    ],
)
def test_one_sentence(code: str, text: str) -> None:
    assert sentences(text, code) == [text]


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("en", ["The army attacked.", "Ten died!", "Why?", "Nobody knows..."]),
        ("en", ["He was killed in 2014.", "His brother fled."]),
        ("vi", ["Giao tranh nổ ra hôm 17/11.", "Ba người thiệt mạng.", "Tại sao?"]),
        ("vi", ["Chợ bị pháo kích .", "Quân đội phủ nhận ."]),
    ],
)
def test_sentences_end_at_terminators(code: str, parts: list[str]) -> None:
    assert sentences(" ".join(parts), code) == parts


def test_a_quotation_over_several_sentences_is_split_with_its_marks() -> None:
    text = "“They shelled us. We fled.” That is what a farmer said."
    assert sentences(text, "en") == ["“They shelled us.", "We fled.”", "That is what a farmer said."]


def test_what_goes_on_in_lower_case_goes_on() -> None:
    text = '"Why now?" asked the mayor.'
    assert sentences(text, "en") == [text]


def test_lines_end_sentences_whatever_stands_at_their_end() -> None:
    assert sentences("Shelling in Homs\n\n  The army denied it\nand left", "en") == [
        "Shelling in Homs",
        "The army denied it",
        "and left",
    ]


def test_an_initial_ends_no_sentence() -> None:
    assert sentences("Police named J. Doe and M. K. Roe. Both fled.", "en") == [
        "Police named J. Doe and M. K. Roe.",
        "Both fled.",
    ]
    assert sentences("Ông đồng ý. Họ rút lui.", "vi") == ["Ông đồng ý.", "Họ rút lui."]


def test_a_stretch_of_a_text_is_split_in_the_texts_own_offsets() -> None:
    text = "One. Two. Three."
    assert [text[s.start : s.end] for s in split(text, RULES["en"], start=5, end=9)] == ["Two."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0"])
def test_nothing_holds_no_sentence(text: str) -> None:
    assert sentences(text, "en") == []


@given(st.text(alphabet="aB.?!…\"”' \n1Đọ") | st.text(), st.sampled_from(sorted(RULES)))
def test_sentences_are_in_order_and_lose_nothing_but_blanks(text: str, code: str) -> None:
    found = split(text, RULES[code])
    at = 0
    for sentence in found:
        assert not text[at : sentence.start].strip()
        quote = text[sentence.start : sentence.end]
        assert quote and quote == quote.strip()
        at = sentence.end
    assert not text[at:].strip()
