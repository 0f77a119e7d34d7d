"""What stands around an expression: cues, tense, its neighbours, and the tale so far."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.times.meaning import Meaning, Tale
from dateline.annotate.times.periods import Period
from dateline.annotate.times.rules import Fields, TimeRules
from dateline.annotate.times.scan import Expression

_LEFT = 32
_CUE = 56  # how far before an expression its cue is looked for
_OPEN = 9  # words in which "since ... on" may open
_STEP = 2  # years that a tale may move at once
_AHEAD = 3  # dates looked ahead to see whether it comes back
_SHARED = ("year", "month")


def carry_on(tale: Tale, found: Expression, meaning: Meaning, *, stray: bool) -> Tale:
    """The tale once this expression was read; a stray date moves it nowhere."""
    antique = tale.antique
    if "year" in found.fields:
        antique = found.fields["year"] if "bc" in found.fields else 0
    period = None if stray else _named(meaning, found.fields)
    if period is None:
        return tale if antique == tale.antique else replace(tale, antique=antique)
    thread = period if period.grain in ("day", "month") else tale.thread
    if tale.mentioned is not None and tale.mentioned.grain == "year" == period.grain:
        thread = None
    return Tale(
        mentioned=period,
        thread=thread,
        quarter=period if period.value[-2:-1] == "Q" else tale.quarter,
        told=period if period.grain in ("month", "season") else tale.told,
        antique=antique,
    )


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


def strays(expressions: Sequence[Expression]) -> frozenset[int]:
    """Dates that step far out of the years around them and back: no new place in the tale."""
    years = [
        (index, e.fields["year"])
        for index, e in enumerate(expressions)
        if "year" in e.fields and "bc" not in e.fields
    ]
    found: set[int] = set()
    before: int | None = None
    for place, (index, year) in enumerate(years):
        ahead = [other for _, other in years[place + 1 : place + 1 + _AHEAD]]
        if before is not None and abs(year - before) > _STEP and any(abs(o - before) <= _STEP for o in ahead):
            found.add(index)
        else:
            before = year
    return frozenset(found)


def cues_of(folded: str, found: Expression, rules: TimeRules) -> tuple[str, ...]:
    """The names of the cue that stands just before the expression ("since"): the longest phrase counts."""
    if found.start == 0 or not folded[found.start - 1].isspace():
        return ()
    words = folded[max(0, found.start - _CUE) : found.start].split()
    for opener in words[-_OPEN:-1]:
        if names := rules.cues.get(f"{opener} … {words[-1]}"):
            return names
    for count in range(min(4, len(words)), 0, -1):
        if names := rules.cues.get(" ".join(words[-count:])):
            return names
    return ()


def looks_ahead(before: str, after: str, rules: TimeRules) -> bool:
    """True when the last tense cue before the expression is one of the future; where there is none, the first
    one after it counts.
    """
    ahead = [match.end() for match in rules.future.finditer(before)]
    if ahead:
        return not any(match.end() > ahead[-1] for match in rules.past.finditer(before))
    if not after or rules.past.search(before):
        return False
    first = rules.future.search(after)
    if first is None:
        return False
    past = rules.past.search(after)
    return past is None or first.start() <= past.start()


def ties(
    folded: str, expressions: Sequence[Expression], cues: Sequence[Sequence[str]], rules: TimeRules
) -> dict[int, bool]:
    """Which expressions belong together with the next: True when only as neighbouring days."""
    found: dict[int, bool] = {}
    for index, (left, right) in enumerate(itertools.pairwise(expressions)):
        gap = folded[left.end : right.start]
        if len(gap) > _LEFT or "duration" in left.fields or "duration" in right.fields:
            continue
        between = "between" in left.fields or "between" in cues[index]
        if rules.through.fullmatch(gap):
            found[index] = False
        elif rules.paired.fullmatch(gap):
            found[index] = not between
    return found


def share(expressions: list[Expression], tied: dict[int, bool]) -> list[Expression]:
    """Gives the first of a pair the month and year that only the second has: "from 10 to 15/6"."""
    shared = list(expressions)
    for index in sorted(tied, reverse=True):
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
