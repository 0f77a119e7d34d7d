"""The words that tell distances and sides, compiled from places.toml."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceRules:
    """What tells a distance: before a name ("12 km south of Z"), after it ("cách Z 12 km về phía nam").

    `units` are in kilometres; `away` the words that must stand before a name for the second form.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    units: Mapping[str, float]
    sides: Mapping[str, str]
    side: re.Pattern[str]
    away: frozenset[str]
    between: re.Pattern[str]
    joiners: frozenset[str]


def distance_rules(relations: Mapping[str, Any], sides: Mapping[str, Sequence[str]]) -> DistanceRules:
    """Compile what places.toml says of distances and sides."""
    units = {unit.lower(): float(km) for unit, km in relations["measure"].items()}
    by_word = {word.lower(): side for side, words in sides.items() for word in words if side != "centre"}
    unit, side, start = _any(units), _any(by_word), _any(relations["distance_from"])
    number = rf"(?<![\w.,])(?P<n>\d+(?:[.,]\d+)?)[ -]?(?P<unit>{unit})\b(?: ?\([^()]{{1,20}}\))?"
    return DistanceRules(
        before=re.compile(
            rf"{number}(?P<tail>[^.,;:()\d]{{0,14}}?\b(?:{side})\b| (?:{start})\b)[^.,;:()\d]{{0,30}}$",
            re.IGNORECASE,
        ),
        after=re.compile(rf"^ ?(?:\w+ )?{number}(?P<tail>[^.,;:()\d]{{0,14}}\b(?:{side})\b)?", re.IGNORECASE),
        side=re.compile(rf"\b(?:{side})\b", re.IGNORECASE),
        between=re.compile(rf"\b(?:{_any(relations['between'])})[\w ]{{0,20}} ?$", re.IGNORECASE),
        units=units,
        sides=by_word,
        away=frozenset(relations["away"]),
        joiners=frozenset(relations["joiners"]),
    )


def _any(forms: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
