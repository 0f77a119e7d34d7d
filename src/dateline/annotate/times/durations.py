"""Stretches of time: "for three years", "in recent weeks", "trong 24 giờ qua"."""

from datetime import date

from dateline.annotate.times import periods
from dateline.annotate.times.meaning import Meaning, Setting
from dateline.annotate.times.rules import Fields
from dateline.dates import add_months

_CODES = {
    "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "W", "weekend": "WE",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "season": "S", "second": "TS",
}  # fmt: skip
_FOLD = {"fortnight": 2}
_HALVES = {"hour": (30.0, "minute"), "century": (50.0, "year")}  # told in whole smaller units
_ENDS_NOW = ("for", "past", "during")


def duration(fields: Fields, setting: Setting) -> Meaning:
    """A duration's value, and its days where the words tie it to the report's day."""
    first, last = (None, None) if "age" in fields else _days(fields, setting)
    return Meaning(
        first=first,
        last=last,
        grain="vague",
        value=length(fields),
        anchor=setting.frame.anchor,
        kind="duration",
    )


def length(fields: Fields) -> str:
    """The TIMEX3 value of a stretch: "P3Y", "PXW", "PT24H"."""
    unit, count = fields["unit"], fields.get("count", "X")
    number = 0.0 if count == "X" else _sum(fields, count)
    if number == 0.5 and unit in _HALVES:
        number, unit = _HALVES[unit]
    shown = "X" if count == "X" else f"{number * _FOLD.get(unit, 1):g}"
    code = _CODES[unit]
    return f"PT{shown}{code[1:]}" if code.startswith("T") else f"P{shown}{code}"


def repeated(fields: Fields) -> str:
    """The TIMEX3 value of what comes back: "every day", "every Friday", "every summer night"."""
    if "set" in fields:
        return str(fields["set"])
    part = f"T{fields['part']}" if "part" in fields else ""
    if "weekday" in fields:
        return f"XXXX-WXX-{fields['weekday']}{part}"
    if "season" in fields:
        return f"XXXX-{fields['season']}"
    if "month" in fields:
        return f"XXXX-{fields['month']:02d}"
    return f"XXXX-XX-XX{part}" if part else length({"count": 1, **fields})


def _sum(fields: Fields, count: float) -> float:
    return count + float(fields.get("count_add", 0))


def _days(fields: Fields, setting: Setting) -> tuple[date | None, date | None]:
    unit, count, now = fields["unit"], fields.get("count", "X"), setting.frame.now
    if now is None:
        return None, None
    steps = float(setting.spans.get(unit, 3)) if isinstance(count, str) else _sum(fields, count)
    shift = fields.get("shift")
    if shift is None and setting.cue == "in" and unit == "day" and not setting.future:
        shift, steps = -1, max(0.0, steps - 1)  # what was done in four days began on the first of them
    if shift is None and setting.cue in _ENDS_NOW:
        shift = 1 if setting.future else -1
    if not shift or unit in ("second",):
        return None, None
    other = periods.move(now, unit, steps * shift)
    if count == "X" and unit == "month":
        other = _nearest_month_start(other)
    return (other, now) if shift < 0 else (now, other)


def _nearest_month_start(day: date) -> date:
    first = day.replace(day=1)
    return first if day.day <= 15 else add_months(first, 1)
