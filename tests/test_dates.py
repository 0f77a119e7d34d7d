"""Published dates as feeds and files give them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dates import add_days, add_months, parse_published, week_start
from dateline.errors import InputError


@pytest.mark.parametrize(
    ("value", "start", "end", "grain"),
    [
        ("2017-11-17", "2017-11-17", "2017-11-17", "day"),
        (" 2017-11 ", "2017-11-01", "2017-11-30", "month"),
        ("2016-02", "2016-02-01", "2016-02-29", "month"),
        ("2017", "2017-01-01", "2017-12-31", "year"),
        ("2017-11-17T23:30:00+07:00", "2017-11-17", "2017-11-17", "day"),
        ("2017-11-17 08:00", "2017-11-17", "2017-11-17", "day"),
        ("2017-11-17T08:00:00Z", "2017-11-17", "2017-11-17", "day"),
        ("Fri, 17 Nov 2017 08:00:00 GMT", "2017-11-17", "2017-11-17", "day"),
    ],
)
def test_published_dates_are_read(value: str, start: str, end: str, grain: str) -> None:
    read = parse_published(value)
    assert (read.start, read.end, read.grain) == (start, end, grain)


@pytest.mark.parametrize(
    "value", ["", "yesterday", "2017-13", "2017-02-30", "17/11/2017", "2017-11-17Tnoon", "0000"]
)
def test_anything_else_is_refused(value: str) -> None:
    with pytest.raises(InputError, match="published date"):
        parse_published(value)


def test_months_are_added_within_the_month() -> None:
    assert add_months(date(2016, 3, 31), -1) == date(2016, 2, 29)
    assert add_months(date(2016, 11, 30), 3) == date(2017, 2, 28)


@given(day=st.dates(), count=st.integers(-(10**7), 10**7))
def test_moving_a_day_never_leaves_the_calendar(day: date, count: int) -> None:
    assert isinstance(add_months(day, count), date)
    assert isinstance(add_days(day, count), date)
    assert week_start(day) <= day
