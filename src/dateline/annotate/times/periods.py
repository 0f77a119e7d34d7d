"""Periods of the calendar: the day, week, month, season, year ... that a date lies in, and their parts."""

from dataclasses import dataclass, replace
from datetime import date

from dateline.dates import add_days, add_months, make_day, month_end, week_start
from dateline.model import Grain

# The first month and the count of months of what is told as a part of its year.
_SEASONS = {
    "SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3),
    "Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3), "H1": (1, 6), "H2": (7, 6),
}  # fmt: skip
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS_OF = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from `first` to `last`, their grain, and their TIMEX3 value."""

    first: date
    last: date
    grain: Grain
    value: str


def of_day(day: date) -> Period:
    """One day."""
    return Period(first=day, last=day, grain="day", value=day.isoformat())


def of_month(year: int, month: int) -> Period | None:
    """A month, or None when there is no such month."""
    first = make_day(year, month, 1)
    if first is None:
        return None
    return Period(first=first, last=month_end(first), grain="month", value=f"{year:04d}-{month:02d}")


def of_years(first: int, count: int, *, grain: Grain, value: str) -> Period | None:
    """`count` years from the year `first`."""
    start, end = make_day(first, 1, 1), make_day(first + count - 1, 12, 31)
    if start is None or end is None:
        return None
    return Period(first=start, last=end, grain=grain, value=value)


def of_year(year: int) -> Period | None:
    """A year."""
    return of_years(year, 1, grain="year", value=f"{year:04d}")


def of_season(year: int, season: str) -> Period | None:
    """A season, quarter or half of a year; a winter begins in the December of its year."""
    month, count = _SEASONS[season]
    start = make_day(year, month, 1)
    if start is None:
        return None
    last = month_end(add_months(start, count - 1))
    return Period(first=start, last=last, grain="season", value=f"{year:04d}-{season}")


def containing(day: date, unit: str) -> Period | None:
    """The period of that unit that `day` lies in."""
    year = day.year
    if unit == "month":
        return of_month(year, day.month)
    if unit in ("quarter", "half"):
        size = _MONTHS_OF[unit]
        index = (day.month - 1) // size
        first = date(year, index * size + 1, 1)
        value = f"{year:04d}-{'Q' if unit == 'quarter' else 'H'}{index + 1}"
        return Period(first=first, last=month_end(add_months(first, size - 1)), grain="season", value=value)
    if unit == "year":
        return of_year(year)
    if unit == "decade":
        return of_years(year // 10 * 10, 10, grain="decade", value=f"{year // 10:03d}")
    if unit == "century":
        return of_years(year // 100 * 100 or 1, 100, grain="decade", value=f"{year // 100:02d}")
    if unit in ("week", "fortnight", "weekend"):
        return _week(day, weekend=unit == "weekend")
    return of_day(day)


def _week(day: date, *, weekend: bool) -> Period:
    monday = week_start(day)
    year, number, _ = day.isocalendar()
    value = f"{year:04d}-W{number:02d}"
    if weekend:
        return Period(first=add_days(monday, 5), last=add_days(monday, 6), grain="day", value=f"{value}-WE")
    return Period(first=monday, last=add_days(monday, 6), grain="week", value=value)


def move(day: date, unit: str, count: float) -> date:
    """`day` moved by `count` units; hours and minutes only move it by the whole days in them."""
    if unit in _MONTHS_OF:
        return add_months(day, round(_MONTHS_OF[unit] * count))
    if unit in _DAYS_OF:
        return add_days(day, round(_DAYS_OF[unit] * count))
    days = count / 24 if unit == "hour" else 0
    return add_days(day, int(days))


def narrow(period: Period, part: str) -> Period:
    """The start, middle or end of a period (a third of it), or its first or second half."""
    first, last = period.first, period.last
    if period.grain == "month":
        bounds = {
            "START": (1, 10),
            "MID": (11, 20),
            "END": (21, last.day),
            "H1": (1, 15),
            "H2": (16, last.day),
        }
        low, high = bounds[part]
        return replace(period, first=first.replace(day=low), last=first.replace(day=high))
    days = (last - first).days + 1
    cut = {"START": (0, 3), "MID": (1, 3), "END": (2, 3), "H1": (0, 2), "H2": (1, 2)}[part]
    share, of = cut
    if period.grain in ("year", "decade", "season"):
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        begin = add_months(first, months * share // of)
        end = add_days(add_months(first, months * (share + 1) // of), -1)
        return replace(period, first=begin, last=end)
    if days == 1:
        return period
    return replace(
        period,
        first=add_days(first, days * share // of),
        last=add_days(first, max(days * share // of, days * (share + 1) // of - 1)),
    )
