"""Who came first: credit lines, dates, and mentions, in that order."""

import pytest

from dateline.corroborate.precedence import Credits, likely_first
from dateline.model import Block, Interval, Report

TEXT = "Two hill villages fell on Sunday after a day of fighting."


def credits(id: str, text: str = TEXT, *, outlet: str | None = None, day: str | None = None) -> Credits:
    published = Interval(start=day, end=day, grain="day") if day else None
    return Credits.of(Report(id=id, text=text, outlet=outlet, published=published))


def first(a: Credits, b: Credits) -> str | None:
    found = likely_first(a, b)
    assert found == likely_first(b, a)
    return found.id if found else None


@pytest.mark.parametrize(
    ("outlet", "text"),
    [
        ("Reuters", f"ARDEN (Reuters) - {TEXT}"),
        ("Reuters", f"Reuters — {TEXT}"),
        ("AFP", f"{TEXT}\nTheo AFP"),
        ("VTC", f"{TEXT} (Theo VTC)"),
        ("dantri.com.vn", f"{TEXT} Theo Dân trí"),
        ("News.Zing.vn", f"{TEXT} [Zing]"),
        ("Euphrates Wire (sample)", f"{TEXT}\nEuphrates Wire"),
        ("وكالة النهر", f"{TEXT} (وكالة النّهر)"),
    ],
)
def test_a_credit_line_names_the_outlet(outlet: str, text: str) -> None:
    a, b = credits("a", outlet=outlet, day="2017-11-19"), credits("b", text, outlet="Post", day="2017-11-18")
    assert first(a, b) == "a"


@pytest.mark.parametrize(
    ("outlet", "text"),
    [
        ("Post", f"{TEXT} Theo Postbank"),
        ("AFP", f"A man from AFP was there. {TEXT} It was quiet on Monday."),
        ("VN", f"{TEXT} (VN)"),
        (None, f"{TEXT} (None)"),
    ],
)
def test_what_is_no_credit_line_leaves_it_to_the_dates(outlet: str | None, text: str) -> None:
    a, b = credits("a", outlet=outlet, day="2017-11-19"), credits("b", text, day="2017-11-18")
    assert first(a, b) == "b"


def test_a_credit_block_is_a_credit_line() -> None:
    text = f"Text by AFP and nobody else at all. {TEXT} More was not known on Monday."
    b = Report(id="b", text=text, blocks=(Block(kind="credit", start=0, end=11),))
    assert first(credits("a", outlet="AFP"), Credits.of(b)) == "a"


def test_of_two_that_credit_one_another_the_dates_tell() -> None:
    text = f"{TEXT} (AFP/Post)"
    a, b = (
        credits("a", text, outlet="AFP", day="2017-11-19"),
        credits("b", text, outlet="Post", day="2017-11-18"),
    )
    assert first(a, b) == "b"


def test_overlapping_dates_tell_nothing() -> None:
    month = Interval(start="2017-11-01", end="2017-11-30", grain="month")
    a = Credits.of(Report(id="a", text=TEXT, published=month))
    assert first(a, credits("b", day="2017-11-18")) is None
