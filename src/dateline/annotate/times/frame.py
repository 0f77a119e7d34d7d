"""What a text's times are told against: its own date, or the dates that stand in it.

News is told against the published date or the date that the report is stamped with. A narrative (many
dates, none of the report's own or all far from it) is told against the date last mentioned. News without a
date of its own is told against the days that stand in it, or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.annotate.times.rules import TimeRules
from dateline.annotate.times.scan import Expression
from dateline.dates import make_day
from dateline.model import Anchor, Interval

_STAMP_REACH = 400  # a report's own date stands in its head
_OVERRIDE_REACH = 48  # a stamp this early outweighs the published date that came with the report
_FAR_YEARS = 2
_FAR_DATES = 4
_HARDLY = 2  # so many times less
_NARRATIVE_DATES = 4
_HISTORY_DATES = 12
_HEAD = 160
_WEEKDAY_REACH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`first`..`last` is when the report was told (None when unknown; one day when the day is known).

    `home` is a day that the text's dates lie around when `first` is unknown. `history` is true of a text with
    many full dates, whatever it is told against.
    """

    first: date | None
    last: date | None
    home: date | None
    narrative: bool
    anchor: Anchor
    history: bool = False

    @property
    def now(self) -> date | None:
        """The day that the report was told on, when it is known to the day."""
        return self.first if self.first == self.last else None


def make_frame(
    text: str, expressions: Sequence[Expression], rules: TimeRules, *, published: Interval | None
) -> Frame:
    """Decide what the expressions of `text` are anchored on."""
    stamp = _stamp(text, expressions, rules, reach=_OVERRIDE_REACH if published else _STAMP_REACH)
    if stamp:
        return Frame(first=stamp, last=stamp, home=stamp, narrative=False, anchor="text")
    if published:
        first, last = date.fromisoformat(published.start), date.fromisoformat(published.end)
        if not _is_far(expressions, first):
            history = sum(_is_dated(found) for found in expressions) >= _HISTORY_DATES
            return Frame(
                first=first, last=last, home=last, narrative=False, anchor="published", history=history
            )
    narrative = published is not None or sum(_is_dated(found) for found in expressions) >= _NARRATIVE_DATES
    home = _home(expressions)
    if published is None and not narrative and home and home == _lead_date(expressions):
        return Frame(first=home, last=home, home=home, narrative=False, anchor="text")
    return Frame(first=None, last=None, home=home, narrative=narrative, anchor="text", history=narrative)


def _lead_date(expressions: Sequence[Expression]) -> date | None:
    """The first full date, where it stands in the head of the report: the news is of about that day."""
    days = (day for found in expressions if found.start <= _STAMP_REACH and (day := full_date(found)))
    return next(days, None)


def _is_dated(expression: Expression) -> bool:
    return "year" in expression.fields and "month" in expression.fields


def full_date(expression: Expression) -> date | None:
    """The day of an expression that gives year, month and day."""
    fields = expression.fields
    if "bc" in fields or not {"year", "month", "day"} <= fields.keys():
        return None
    return make_day(fields["year"], fields["month"], fields["day"])


def _stamp(text: str, expressions: Sequence[Expression], rules: TimeRules, *, reach: int) -> date | None:
    """A full date that stands at the head as a report's date does, not within a clause."""
    for found in expressions:
        if found.start > max(reach, _HEAD):
            return None
        day = full_date(found) if found.start <= reach or "weekday" in found.fields else None
        if day is None:
            continue
        following = text[found.end : found.end + 3]
        if not _closes(following):
            continue
        line = text[text.rfind("\n", 0, found.start) + 1 : found.start].lower()
        if rules.stamp.fullmatch(line) or _is_dateline(found, line, rules):
            return day
    return None


def _is_dateline(found: Expression, line: str, rules: TimeRules) -> bool:
    """A weekday and date in the head that no preposition draws into a clause ("AFP Friday 12 Sep 2014")."""
    return "weekday" in found.fields and found.start < _HEAD and not rules.in_clause.search(line)


def _closes(following: str) -> bool:
    mark = following.lstrip(" ,|:;")[:1]
    return not mark or (not mark.islower() and (following[:1] != "," or mark in "\n(-–—"))


def _is_far(expressions: Sequence[Expression], published: date) -> bool:
    """True when the text dates itself years away from the published date: more full dates far from it than
    days near it, or only years far from it, and hardly a day that is told against the report's own.
    """
    far = near = far_months = near_months = undated = days = 0
    for found in expressions:
        fields = found.fields
        if "year" in fields or "bc" in fields:
            if "bc" not in fields and abs(fields["year"] - published.year) < _FAR_YEARS:
                near += 1
                near_months += "month" in fields
            else:
                far += 1
                far_months += "month" in fields
        elif "weekday" in fields or fields.get("unit") == "day":
            days += fields.get("base") != "text"
        else:
            undated += "month" in fields
    if far_months >= _FAR_DATES and far_months > near_months + days:
        return True
    return far > _FAR_DATES and not near and far > _HARDLY * days and (not days or undated > _HARDLY * days)


def _home(expressions: Sequence[Expression]) -> date | None:
    """The latest full date; else a day and month whose weekday settles the year near one in the text."""
    days = [day for found in expressions if (day := full_date(found))]
    if days:
        return max(days)
    years = [found.fields["year"] for found in expressions if "year" in found.fields]
    if not years:
        return None
    latest = max(years)
    for found in expressions:
        fields = found.fields
        if {"weekday", "day", "month"} <= fields.keys():
            for year in range(latest, latest + _WEEKDAY_REACH + 1):
                day = make_day(year, fields["month"], fields["day"])
                if day and day.isoweekday() == fields["weekday"]:
                    return day
    return None
