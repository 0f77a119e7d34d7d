"""Time expressions: found, and resolved to days.

Each mention keeps the span and the TIMEX3 value of its own words; `first`/`last` are the days that it
means where it stands, so that "since March" covers March to the day of the report.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.annotate.lexicon import fold
from dateline.annotate.mentions import Sentence, TimeMention
from dateline.annotate.times.frame import Frame, make_frame
from dateline.annotate.times.meaning import Meaning, Setting
from dateline.annotate.times.periods import Period
from dateline.annotate.times.resolve import ranges, resolve
from dateline.annotate.times.rules import Fields, TimeRules, compile_rules
from dateline.annotate.times.scan import Expression, scan
from dateline.model import Interval

__all__ = ["TimeRules", "compile_rules", "find_times"]

_LEFT = 32
_CLAUSE = 70
_STEP = 2  # years that a tale may move at once
_AHEAD = 3  # dates looked ahead to see whether it comes back
_SHARED = ("year", "month")


def find_times(
    text: str, sentences: Sequence[Sentence], rules: TimeRules, *, published: Interval | None
) -> tuple[TimeMention, ...]:
    """The time expressions of `text` in order, none overlapping another.

    Without a published date they are anchored on the date that the text is stamped with, or on full dates
    in it; what cannot be anchored has `first` and `last` None and a value such as "XXXX-WXX-5".
    """
    folded = fold(text)
    expressions = scan(text, rules)
    ties = _ties(folded, expressions, rules)
    expressions = _share(expressions, ties)
    frame = make_frame(text, expressions, rules, published=published)
    bounds = iter(sentences)
    sentence = next(bounds, None)
    mentioned: Period | None = None
    thread: Period | None = None
    antique = 0
    strays = _strays(expressions)
    meanings: list[Meaning] = []
    cues: list[str] = []
    for index, found in enumerate(expressions):
        while sentence and sentence.end <= found.start:
            sentence = next(bounds, None)
        left = folded[max(0, found.start - _LEFT) : found.start]
        clause = max(sentence.start if sentence else 0, found.start - _CLAUSE)
        cue = _cue(left, folded, found, rules)
        setting = Setting(
            frame=frame, mentioned=mentioned, thread=thread, cue=cue, antique=antique, spans=rules.spans,
            future=_looks_ahead(folded[clause : found.start], rules),
        )  # fmt: skip
        meaning = resolve(found.fields, setting)
        if "year" in found.fields:
            antique = found.fields["year"] if "bc" in found.fields else 0
        if index not in strays and (period := _named(meaning, found.fields)):
            coarse = mentioned is not None and mentioned.grain == "year" == period.grain
            mentioned = period
            thread = period if period.grain in ("day", "month") else None if coarse else thread
        meanings.append(meaning)
        cues.append(cue)
    drawn = ranges(meanings, ties)
    now = frame.last or _latest(meanings, frame)
    return tuple(
        _mention(found, _stretched(meaning, cue, now), cue)
        for found, meaning, cue in zip(expressions, drawn, cues, strict=True)
    )


def _strays(expressions: Sequence[Expression]) -> frozenset[int]:
    """Dates that step far out of the years around them and back: no new place in the tale."""
    years = [
        (index, found.fields["year"])
        for index, found in enumerate(expressions)
        if "year" in found.fields and "bc" not in found.fields
    ]
    strays: set[int] = set()
    before: int | None = None
    for place, (index, year) in enumerate(years):
        ahead = [other for _, other in years[place + 1 : place + 1 + _AHEAD]]
        if before is not None and abs(year - before) > _STEP and any(abs(o - before) <= _STEP for o in ahead):
            strays.add(index)
        else:
            before = year
    return frozenset(strays)


def _cue(left: str, folded: str, found: Expression, rules: TimeRules) -> str:
    for name, pattern in rules.cues:
        if pattern.search(left):
            return name
    return next((name for name, pattern in rules.after if pattern.match(folded, found.end)), "")


def _looks_ahead(clause: str, rules: TimeRules) -> bool:
    """True when the last tense cue before the expression is one of the future."""
    ahead = [match.end() for match in rules.future.finditer(clause)]
    if not ahead:
        return False
    return not any(match.end() > ahead[-1] for match in rules.past.finditer(clause))


def _named(meaning: Meaning, fields: Fields) -> Period | None:
    """The period that later expressions may count from: not one that itself looks back from another."""
    if meaning.first is None or meaning.last is None or meaning.kind in ("duration", "set"):
        return None
    if meaning.grain == "vague" or meaning.value.endswith("_REF"):
        return None
    if "unit" in fields and (fields.get("shift", 0) < 0 or meaning.grain in ("year", "decade")):
        return None
    grain = "day" if meaning.kind == "time" else meaning.grain
    return Period(first=meaning.first, last=meaning.last, grain=grain, value=meaning.value)


def _latest(meanings: Sequence[Meaning], frame: Frame) -> date | None:
    """The last day that undated news tells of: it was told then or later."""
    if frame.narrative:
        return None
    return max((m.last for m in meanings if m.last and m.grain == "day"), default=None)


def _stretched(meaning: Meaning, cue: str, now: date | None) -> Meaning:
    """ "since March" runs to the day of the report, "until Monday" from it."""
    if now is None or meaning.first is None or meaning.last is None or meaning.kind == "duration":
        return meaning
    if cue == "since" and meaning.first <= now:
        return replace(meaning, last=now)
    if cue == "until" and meaning.last > now:
        return replace(meaning, first=min(now, meaning.first))
    return meaning


def _mention(found: Expression, meaning: Meaning, cue: str) -> TimeMention:
    return TimeMention(
        start=found.start,
        end=found.end,
        first=_iso(meaning.first),
        last=_iso(meaning.last),
        grain=meaning.grain,
        anchor=meaning.anchor,
        rule=f"{cue}:{found.rule}" if cue in ("since", "until") else found.rule,
        value=meaning.value,
        kind=meaning.kind,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _ties(folded: str, expressions: Sequence[Expression], rules: TimeRules) -> dict[int, bool]:
    """Which expressions belong together with the next: True when only as neighbouring days."""
    found: dict[int, bool] = {}
    for index, (left, right) in enumerate(zip(expressions, expressions[1:], strict=False)):
        gap = folded[left.end : right.start]
        if len(gap) > _LEFT or "duration" in left.fields or "duration" in right.fields:
            continue
        between = any(
            name == "between" and cue.search(folded[max(0, left.start - _LEFT) : left.start])
            for name, cue in rules.cues
        )
        between = between or "between" in left.fields
        if rules.through.fullmatch(gap):
            found[index] = False
        elif rules.paired.fullmatch(gap):
            found[index] = not between
    return found


def _share(expressions: list[Expression], ties: dict[int, bool]) -> list[Expression]:
    """Gives the first of a pair the month and year that only the second has: "from 10 to 15/6"."""
    shared = list(expressions)
    for index in sorted(ties, reverse=True):
        left, right = shared[index].fields, shared[index + 1].fields
        if not {"day", "month"} & left.keys() or "unit" in left or "unit" in right:
            continue
        if "between" in left:
            left = {key: value for key, value in left.items() if key != "mod"}
        missing = {key: right[key] for key in _SHARED if key in right and key not in left}
        if "month" in missing and "day" not in left:
            continue
        if "year" in missing and left.get("month", 0) > right.get("month", 12):
            missing["year"] -= 1
        shared[index] = replace(shared[index], fields={**left, **missing})
    return shared
