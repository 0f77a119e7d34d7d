"""A span holds a true quotation, or it cannot be built."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DatelineError, SpanError
from dateline.model import Interval, Span, cut

TEXT = "Giao tranh ở Đồng Xá"


def test_a_span_is_the_words_at_its_place() -> None:
    span = Span(start=13, end=20, quote="Đồng Xá", text=TEXT)
    assert (span.start, span.end, span.quote) == (13, 20, "Đồng Xá")
    assert span == cut(TEXT, 13, 20)


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        (13, 20, "Dong Xa"),  # other words
        (12, 19, "Đồng Xá"),  # the right words elsewhere
        (13, 13, ""),  # nothing
        (-7, 20, "Đồng Xá"),  # before the text
        (13, 21, "Đồng Xá"),  # beyond it
        (20, 13, "Đồng Xá"),  # backwards
    ],
)
def test_a_span_that_does_not_equal_its_quote_cannot_be_built(start: int, end: int, quote: str) -> None:
    with pytest.raises(SpanError):
        Span(start=start, end=end, quote=quote, text=TEXT)


def test_the_refusal_says_what_stands_there_instead() -> None:
    with pytest.raises(SpanError, match=r"\[13, 20\) holds 'Đồng Xá', not 'Dong Xa'"):
        Span(start=13, end=20, quote="Dong Xa", text=TEXT)
    assert issubclass(SpanError, DatelineError)


def test_spans_overlap_when_they_share_a_character() -> None:
    first, second, third = cut(TEXT, 0, 10), cut(TEXT, 5, 12), cut(TEXT, 10, 12)
    assert first.overlaps(second) and second.overlaps(first)
    assert not first.overlaps(third)


def test_values_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Interval(start="2017-11-17", end="2017-11-17", grain="day").start = "2017-11-18"  # type: ignore[misc]


@given(st.text(), st.integers(-3, 30), st.integers(-3, 30))
def test_what_can_be_cut_is_quoted_rightly(text: str, start: int, end: int) -> None:
    if 0 <= start < end <= len(text):
        assert cut(text, start, end).quote == text[start:end]
    else:
        with pytest.raises(SpanError):
            cut(text, start, end)
