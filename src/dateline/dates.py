"""Calendar arithmetic shared by the stages, and the reading of published dates.

Days are `datetime.date`; everything handed out is ISO 8601.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

from dateline.errors import InputError
from dateline.model import Grain, Interval

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def parse_published(value: str) -> Interval:
    """The days that a published date means, with the grain it was given in.

    Reads ISO dates ("2017-11-17", "2017-11", "2017"), ISO date-times and RFC 2822 dates; of a date-time
    the day is kept as printed, in its own time zone. Raises InputError on anything else.
    """
    text = value.strip()
    try:
        if match := _PARTIAL.fullmatch(text):
            year, month = int(match[1]), match[2]
            if month is None:
                return interval(date(year, 1, 1), date(year, 12, 31), grain="year")
            first = date(year, int(month), 1)
            return interval(first, month_end(first), grain="month")
        day = _read_day(text)
    except (ValueError, TypeError, IndexError) as error:
        raise InputError(
            f"published date {value!r} is not ISO 8601 or RFC 2822; write it as 2017-11-17, 2017-11 or 2017"
        ) from error
    return interval(day, day)


def _read_day(text: str) -> date:
    if match := _DAY.match(text):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        if match.end() < len(text):
            datetime.fromisoformat(text)
        return day
    return parsedate_to_datetime(text).date()


def interval(first: date, last: date, *, grain: Grain = "day") -> Interval:
    """The days from `first` to `last`, as ISO dates."""
    return Interval(start=first.isoformat(), end=last.isoformat(), grain=grain)


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """`day` moved by whole months, held to the month's end; at either end of the calendar it stays."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        return day
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    """`day` moved by days; at either end of the calendar it stays."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def make_day(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def week_start(day: date) -> date:
    """The Monday of the week of `day`."""
    return add_days(day, -day.weekday())
