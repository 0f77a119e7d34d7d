"""What one expression means: its fields, told against the frame and the date last mentioned."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from dateline.annotate.times import nearest, periods
from dateline.annotate.times.durations import duration, repeated
from dateline.annotate.times.meaning import Meaning, Setting
from dateline.annotate.times.periods import Period
from dateline.annotate.times.rules import Fields
from dateline.dates import add_days, add_months, make_day, week_start
from dateline.model import Anchor, Grain

_GRAINS: dict[str, Grain] = {
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "decade": "decade",
}
_FINER = {"century": "year", "decade": "year", "year": "month"}  # what half a unit is told in
_UNKNOWN = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "year": "XXXX",
}


def resolve(fields: Fields, setting: Setting) -> Meaning:
    """The days that `fields` mean in their setting."""
    if "set" in fields or "every" in fields:
        return _open(fields, repeated(fields), "set")
    if "within" in fields:
        return _within(fields, setting)
    if "duration" in fields:
        return duration(fields, setting)
    if "ref" in fields:
        return _reference(fields, setting)
    period, anchor, unknown = _period(fields, setting)
    if period is None:
        return _with_time(fields, _open(fields, unknown, "date"))
    period = _modified(fields, period, setting)
    meaning = Meaning(
        first=period.first, last=period.last, grain=period.grain, value=period.value, anchor=anchor
    )
    return _with_time(fields, meaning)


def _within(fields: Fields, setting: Setting) -> Meaning:
    """ "the last two weeks of August", "the first week of May 2011": days at an end of a period."""
    whole, anchor = _whole(fields, setting)
    count = fields.get("few", fields.get("count", 1))
    value = f"P{count}{fields['unit'][0].upper()}"
    if whole is None:
        return Meaning(first=None, last=None, grain="vague", value=value, anchor=anchor, kind="duration")
    first, last, steps = whole.first, whole.last, 3 if count == "X" else count
    if "nth" in fields:
        first = periods.move(first, fields["unit"], fields["nth"] - 1)
        last = min(last, add_days(periods.move(first, fields["unit"], steps), -1))
    elif fields.get("shift", 0) < 0:
        first = max(first, add_days(periods.move(last, fields["unit"], -steps), 1))
    return Meaning(first=first, last=last, grain="week", value=value, anchor=anchor, kind="duration")


def _whole(fields: Fields, setting: Setting) -> tuple[Period | None, Anchor]:
    """What an expression tells a part of: a month, a year, or else the year of the report."""
    given = {key: fields[key] for key in ("month", "year") if key in fields}
    if given:
        whole, anchor, _ = _period(given, setting)
        return whole, anchor
    base, anchor = _base({}, setting, "year")
    if base is None:
        return None, anchor
    return periods.of_year(base.year + fields.get("turned", 0)), anchor


def _open(fields: Fields, value: str, kind: str) -> Meaning:
    grain: Grain = "vague"
    for name in ("year", "month", "day"):
        if name in fields:
            grain = name
    if "weekday" in fields:
        grain = "day"
    if "unit" in fields:
        grain = _GRAINS.get(fields["unit"], grain)
    return Meaning(first=None, last=None, grain=grain, value=value, anchor="text", kind=kind)


def _reference(fields: Fields, setting: Setting) -> Meaning:
    """ "now", "recently": a stretch up to the day of the report, where that is known."""
    now = setting.frame.now
    first = last = now if "back" in fields or "ahead" in fields else None
    if now and "back" in fields:
        first = add_days(now, -fields["back"])
    if now and "ahead" in fields:
        last = add_days(now, fields["ahead"])
    grain: Grain = "day" if first and first == last else "vague"
    return Meaning(
        first=first, last=last, grain=grain, value=fields["ref"], anchor=setting.frame.anchor, kind="date"
    )


def _period(fields: Fields, setting: Setting) -> tuple[Period | None, Anchor, str]:
    """The period, what it hangs on, and its value should it be unknown."""
    if setting.tale.antique and "year" not in fields:
        fields = _in_antiquity(fields, setting.tale.antique)
    if "bc" in fields:
        return None, "text", _before_christ(fields)
    if "unit" in fields and not {"weekday", "month", "season"} & fields.keys():
        return _relative(fields, setting)
    if "decade" in fields or "century" in fields:
        return _long(fields), "text", "XXXX"
    if "year" in fields or "unit" in fields:
        return _dated(fields, setting)
    if "month" in fields:
        return nearest.undated_month(fields, setting)
    if "weekday" in fields:
        return nearest.weekday(fields, setting)
    if "season" in fields:
        return nearest.undated_season(fields, setting)
    if "day" in fields:
        return nearest.bare_day(fields, setting)
    return _clock_alone(setting)


def _in_antiquity(fields: Fields, year: int) -> Fields:
    """The fields of an expression without a year, told after a year before Christ."""
    if fields.get("unit") == "year" and isinstance(fields.get("count", 1), int):
        return {**fields, "year": year - fields.get("shift", 0) * fields.get("count", 1), "bc": True}
    if {"month", "season"} & fields.keys():
        return {**fields, "year": year, "bc": True}
    return fields


def _before_christ(fields: Fields) -> str:
    value = f"BC{fields.get('year', 0):04d}"
    if "century" in fields:
        return f"BC{fields['century'] - 1:02d}"
    if "decade" in fields:
        return f"BC{fields['decade'] // 10:03d}"
    if "month" in fields:
        value += f"-{fields['month']:02d}"
    return (
        value
        + (f"-{fields['day']:02d}" if "day" in fields else "")
        + (f"-{fields['season']}" if "season" in fields else "")
    )


def _long(fields: Fields) -> Period | None:
    if "century" in fields:
        number = fields["century"] - 1
        return periods.of_years(max(1, number * 100), 100, grain="decade", value=f"{number:02d}")
    decade = fields["decade"]
    if decade < 100:
        decade += 1900 if decade >= 30 else 2000
    return periods.of_years(decade, 10, grain="decade", value=f"{decade // 10:03d}")


def _base(fields: Fields, setting: Setting, unit: str) -> tuple[date | None, Anchor]:
    """The day that a relative expression counts from."""
    mentioned, frame = setting.tale.mentioned, setting.frame
    if fields.get("base") == "text" or frame.narrative:
        if mentioned is not None:
            return mentioned.first, "text"
        if fields.get("base") != "text":
            return None, "text"
    if frame.now:
        return frame.now, frame.anchor
    if unit not in ("month", "year", "decade"):
        return None, "text"
    if frame.first and frame.last:
        low, high = periods.containing(frame.first, unit), periods.containing(frame.last, unit)
        return (frame.last if low == high else None), frame.anchor
    return frame.home, "text"


def _relative(fields: Fields, setting: Setting) -> tuple[Period | None, Anchor, str]:
    """ "yesterday", "last week", "two days later": a unit, moved from its base."""
    unit: str = fields["unit"]
    unknown = _UNKNOWN.get(unit, "XXXX-XX-XX")
    count, shift = fields.get("count", 1), fields.get("shift", 0)
    base, anchor = _base(fields, setting, unit)
    if unit == "quarter" and fields.get("base") == "text":
        base = _quarter_told(setting)
    if count == "X":
        return None, anchor, "FUTURE_REF" if shift > 0 else "PAST_REF"
    if base is None or (base is not setting.frame.now and _is_coarse(setting.tale.mentioned, unit)):
        return None, anchor, unknown
    steps = shift * (count + fields.get("count_add", 0))
    if "last_told" in fields and not setting.future and base.isoweekday() < 6:
        steps = -1  # "over the weekend": the last one, unless it is told as coming
    if (alike := _year_before(fields, setting)) is not None:
        return alike, anchor, unknown
    day = periods.move(base, unit, steps)
    if unit == "weekend" and steps < 0 and base.isoweekday() >= 6:
        return periods.containing(add_days(base, -7), unit), anchor, unknown
    period = periods.containing(day, _FINER.get(unit, unit) if isinstance(count, float) else unit)
    if period and "overnight" in fields:
        period = replace(period, first=add_days(period.first, -1))
    return period, anchor, unknown


def _quarter_told(setting: Setting) -> date | None:
    """A day of the quarter that "the quarter" means: the one last mentioned, else the last one completed."""
    if setting.tale.quarter is not None:
        return setting.tale.quarter.first
    return add_months(setting.frame.now, -3) if setting.frame.now else None


def _year_before(fields: Fields, setting: Setting) -> Period | None:
    """The same quarter or month of the year before, where a sentence holds two years together: "rose in the
    third quarter from 3 million a year earlier".
    """
    told, one_ago = (
        setting.tale.told,
        fields["unit"] == "year" and fields.get("count") == 1 and fields.get("shift") == -1,
    )
    if told is None or setting.frame.now is None or not (one_ago or "year_before" in fields):
        return None
    if told.grain == "season" and told.value[-2:-1] in "QH":
        return periods.of_season(int(told.value[:4]) - 1, told.value[-2:])
    return periods.of_month(told.first.year - 1, told.first.month) if told.grain == "month" else None


def _is_coarse(mentioned: Period | None, unit: str) -> bool:
    """True when the date last mentioned is too coarse to count such units from."""
    order = ("day", "week", "month", "season", "year", "decade")
    if mentioned is None or mentioned.grain not in order:
        return False
    fine = {"hour": "day", "minute": "day", "weekend": "week", "fortnight": "week"}.get(unit, unit)
    return fine in order and order.index(mentioned.grain) > order.index(fine)


def _dated(fields: Fields, setting: Setting) -> tuple[Period | None, Anchor, str]:
    """A year given in figures or as "last year", "that year", with what stands beside it."""
    anchor: Anchor = "text"
    year = fields.get("year")
    if year is None:
        container, anchor, unknown = _relative({k: v for k, v in fields.items() if k != "count"}, setting)
        if container is None:
            return None, anchor, _without_year(fields, unknown)
        if "weekday" in fields and "month" not in fields:
            day = add_days(week_start(container.first), fields["weekday"] - 1)
            return periods.of_day(day), anchor, unknown
        year = container.first.year
    elif year < 100:
        year += 2000 if year < 60 else 1900
    if "month" in fields and "day" in fields:
        found = make_day(year, fields["month"], fields["day"])
        return (periods.of_day(found) if found else None), anchor, f"{year:04d}-XX-XX"
    if "month" in fields:
        return periods.of_month(year, fields["month"]), anchor, f"{year:04d}-XX"
    if "season" in fields:
        return periods.of_season(year, fields["season"]), anchor, f"{year:04d}"
    return periods.of_year(year), anchor, "XXXX"


def _without_year(fields: Fields, unknown: str) -> str:
    if "month" in fields:
        return f"XXXX-{fields['month']:02d}" + (f"-{fields['day']:02d}" if "day" in fields else "")
    return f"XXXX-WXX-{fields['weekday']}" if "weekday" in fields else unknown


def _clock_alone(setting: Setting) -> tuple[Period | None, Anchor, str]:
    """ "at 4:30 p.m.": on the day last mentioned, else on the day of the report."""
    mentioned, frame = setting.tale.mentioned, setting.frame
    if mentioned is not None and mentioned.grain in ("day", "part", "hour", "minute"):
        return periods.of_day(mentioned.first), "text", "XXXX-XX-XX"
    if frame.now:
        return periods.of_day(frame.now), frame.anchor, "XXXX-XX-XX"
    return None, "text", "XXXX-XX-XX"


def _modified(fields: Fields, period: Period, setting: Setting) -> Period:
    """Early or late in the period; and no further than the report, when it tells what has been."""
    frame = setting.frame
    now = frame.last or (None if frame.narrative else frame.home)
    part = fields.get("mod")
    if setting.cue == "since" and part == "START" and now is None:
        return period
    if setting.cue == "until" and part == "MID":
        part = "H1"
        return periods.narrow(period, part)
    if part in ("START", "MID", "END", "H1", "H2"):
        if part in ("H1", "H2") and period.grain == "year":
            period = replace(period, value=f"{period.value}-{part}")
        return periods.narrow(period, part)
    if now and period.first <= now < period.last:
        if part == "EARLIER":
            return replace(period, last=now)
        if part == "LATER":
            return replace(period, first=now)
        if fields.get("shift") == 0 and "unit" in fields and fields.get("base") != "text":
            return replace(period, first=now) if setting.future else replace(period, last=now)
    return period


def _with_time(fields: Fields, meaning: Meaning) -> Meaning:
    """The hour or part of day added to a day's value and grain."""
    if meaning.first is None and not meaning.value.startswith(("XXXX", "BC")):
        return meaning
    if "hour" in fields:
        hour, minute = fields["hour"], fields.get("minute")
        half = fields.get("half", fields.get("part"))
        if half in ("PM", "AF", "EV", "NI") and hour < 12 and not (half == "NI" and hour < 5):
            hour += 12
        elif half == "AM" and hour == 12:
            hour = 0
        elif half == "NI" and hour == 12:
            hour = 24
        if hour > 24 or (minute or 0) > 59:
            return meaning
        return replace(
            meaning, value=f"{meaning.value}T{hour:02d}:{minute or 0:02d}", grain="minute", kind="time"
        )
    if "part" in fields:
        return replace(meaning, value=f"{meaning.value}T{fields['part']}", grain="part", kind="time")
    return meaning


def ranges(meanings: list[Meaning], ties: Mapping[int, bool]) -> Iterator[Meaning]:
    """The meanings, those at `ties` drawn together with the next one: "from 3 to 5 May" is both ends' days.

    `ties[i]` tells whether the two must be neighbours in the calendar ("2 and 3 February").
    """
    found = list(meanings)
    for index, adjacent in ties.items():
        left, right = found[index], found[index + 1]
        if left.first is None or left.last is None or right.first is None or right.last is None:
            continue
        if left.first > right.last or (adjacent and (right.first - left.last).days not in (0, 1)):
            continue
        found[index] = replace(left, last=right.last)
        found[index + 1] = replace(right, first=left.first)
    return iter(found)
