"""Where quotations begin and end, whatever marks they are printed with."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.attribution.quotes import find_quotes, quote_rules

RULES = quote_rules([["“", "”"], ["«", "»"], ["‘", "’"]], ['"', "''"])


def quoted(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in find_quotes(text, RULES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Go home,” he said.", ["“Go home,”"]),
        ('"Go," he said. "Now."', ['"Go,"', '"Now."']),
        ('" Về nhà ", ông nói. " Ngay ".', ['" Về nhà "', '" Ngay "']),
        ("«Go home», he said.", ["«Go home»"]),
        ("''Go home,'' he said.", ["''Go home,''"]),
        ("‘It wasn’t us,’ he said.", ["‘It wasn’t us,’"]),
        ('"Go.\nNow."', ['"Go.\nNow."']),
        # each paragraph of a long speech opens anew, only the last closes
        ("“Go home.\n“Stay there.”", ["“Go home.", "“Stay there.”"]),
        ('"Go home. "Stay there."', ['"Go home.', '"Stay there."']),
        ("no end “to this", []),
        ("no start” to this", []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@given(st.text(alphabet="a \n.,“”«»‘’\"'", max_size=60))
def test_quotations_stand_in_order_and_apart(text: str) -> None:
    found = find_quotes(text, RULES)
    assert all(quote.start < quote.end for quote in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
