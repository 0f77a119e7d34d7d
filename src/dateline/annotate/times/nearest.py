"""What is told without its year, month or week: the candidate nearest to what it is told against.

Each function gives the period, what it hangs on, and the TIMEX3 value should it stay unknown.
"""

from datetime import date

from dateline.annotate.times import periods
from dateline.annotate.times.meaning import Setting
from dateline.annotate.times.periods import Period
from dateline.annotate.times.rules import Fields
from dateline.dates import add_days, add_months, make_day
from dateline.model import Anchor

# Days that an undated month of a narrative may lie before or after the last date.
_BACKWARD, _FORWARD = 140, 220
_FOLLOWS = 30  # days within which it goes on from the last day or month, whatever year was named since
_FAR_AHEAD = 275  # "on 8 October ... would" of 9 October is of yesterday
_AHEAD = 60  # days that an undated day of the news may lie after it without being told as future


def undated_month(fields: Fields, setting: Setting) -> tuple[Period | None, Anchor, str]:
    """A month, or a day of a month, without its year."""
    month, day = fields["month"], fields.get("day")
    unknown = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
    base, anchor = _year_base(setting)
    if base is None:
        return None, anchor, unknown
    candidates = [
        period
        for year in range(base.year - 1, base.year + 2)
        if (period := _month_or_day(year, month, day)) is not None
    ]
    if day and "weekday" in fields:
        wide = (_month_or_day(year, month, day) for year in range(base.year - 3, base.year + 4))
        agreeing = [found for found in wide if found and found.first.isoweekday() == fields["weekday"]]
        candidates = agreeing or candidates
        return (
            min(candidates, key=lambda found: abs((found.first - base).days), default=None),
            anchor,
            unknown,
        )
    chosen = _choose(candidates, base, fields, setting)
    return chosen, anchor, unknown


def _month_or_day(year: int, month: int, day: int | None) -> Period | None:
    if day is None:
        return periods.of_month(year, month)
    found = make_day(year, month, day)
    return periods.of_day(found) if found else None


def _year_base(setting: Setting) -> tuple[date | None, Anchor]:
    frame, mentioned = setting.frame, setting.tale.mentioned
    if frame.last:
        return frame.last, frame.anchor
    if frame.home and not frame.narrative:
        return frame.home, "text"
    if mentioned is not None and (frame.narrative or mentioned.grain in ("day", "month")):
        return mentioned.first, "text"
    return frame.home, "text"


def _choose(candidates: list[Period], base: date, fields: Fields, setting: Setting) -> Period | None:
    """The candidate nearest the base on the side that the words and the frame ask for."""
    if not candidates:
        return None
    shift, frame = fields.get("shift"), setting.frame
    if frame.last is None and shift is None:
        return _choose_in_narrative(candidates, base, setting)
    if shift is None and setting.future:
        ahead = next((found for found in candidates if found.last >= base), None)
        if ahead and ("day" not in fields or (ahead.first - base).days < _FAR_AHEAD):
            return ahead
    if shift == 0:
        around = next((found for found in candidates if found.first <= base <= found.last), None)
        return around or next((found for found in candidates if found.first.year == base.year), None)
    if shift is not None and shift > 0:
        return next((found for found in candidates if found.last >= base), None)
    if shift is not None:
        return next((found for found in reversed(candidates) if found.last < base), None)
    if "day" in fields:
        return next((c for c in reversed(candidates) if c.first <= add_days(base, _AHEAD)), None)
    return next((found for found in reversed(candidates) if found.first <= base), None)


def _choose_in_narrative(candidates: list[Period], base: date, setting: Setting) -> Period | None:
    mentioned, thread = setting.tale.mentioned, setting.tale.thread
    if thread is not None:
        follows = [
            found for found in candidates if found.last >= thread.first >= add_days(found.first, -_FOLLOWS)
        ]
        if follows:
            return follows[0]
    if mentioned is not None and mentioned.grain in ("year", "decade"):
        return next((found for found in candidates if found.first.year == base.year), None)
    low, high = add_days(base, -_BACKWARD), add_days(base, _FORWARD)
    return next((found for found in candidates if low < found.first <= high), None)


def weekday(fields: Fields, setting: Setting) -> tuple[Period | None, Anchor, str]:
    number = fields["weekday"]
    unknown = f"XXXX-WXX-{number}"
    frame, mentioned = setting.frame, setting.tale.mentioned
    if frame.now is None:
        if frame.last is None and frame.narrative and mentioned and mentioned.grain == "day":
            ahead = (number - mentioned.first.isoweekday()) % 7
            return periods.of_day(add_days(mentioned.first, ahead)), "text", unknown
        return None, frame.anchor, unknown
    now, shift = frame.now, fields.get("shift")
    if shift is None:
        shift = 1 if setting.future else None
    back = (now.isoweekday() - number) % 7
    if shift is None:
        day = add_days(now, -back)
    elif shift == 0:
        day = add_days(now, number - now.isoweekday())
    elif shift > 0:
        day = add_days(now, 7 - back)
    else:
        day = add_days(now, -(back or 7))
    return periods.of_day(day), frame.anchor, unknown


def undated_season(fields: Fields, setting: Setting) -> tuple[Period | None, Anchor, str]:
    base, anchor = _year_base(setting)
    unknown = f"XXXX-{fields['season']}"
    if base is None:
        return None, anchor, unknown
    years = range(base.year - 1, base.year + 2)
    candidates = [found for year in years if (found := periods.of_season(year, fields["season"]))]
    if setting.frame.last is None and fields.get("shift") is None:
        same = [found for found in candidates if found.first.year == base.year]
        return (same[0] if same else None), anchor, unknown
    return _choose(candidates, base, fields, setting), anchor, unknown


def bare_day(fields: Fields, setting: Setting) -> tuple[Period | None, Anchor, str]:
    """ "the 17th": in the month last mentioned in a narrative, else the nearest such day of the news."""
    number = fields["day"]
    unknown = f"XXXX-XX-{number:02d}"
    frame, mentioned = setting.frame, setting.tale.mentioned
    if frame.now is None:
        if frame.first and frame.last and frame.first.month == frame.last.month:
            day = make_day(frame.first.year, frame.first.month, number)
            return (periods.of_day(day) if day else None), frame.anchor, unknown
        if mentioned is None or mentioned.grain not in ("day", "month", "week"):
            return None, "text", unknown
        day = make_day(mentioned.first.year, mentioned.first.month, number)
        return (periods.of_day(day) if day else None), "text", unknown
    around = [add_months(frame.now.replace(day=1), step) for step in (1, 0, -1)]
    days = [day for first in around if (day := make_day(first.year, first.month, number))]
    if setting.future:
        chosen = next((day for day in reversed(days) if day >= frame.now), None)
    else:
        chosen = next((day for day in days if day <= add_days(frame.now, 3)), None)
    return (periods.of_day(chosen) if chosen else None), frame.anchor, unknown
