"""Where a relation puts a happening: "12 km south of Z" moves the point of Z, "between X and Y" lies midway.

What is moved or only near is less certain: the radius of a place is how far, in kilometres, the happening may
well lie from its point.
"""

import functools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dateline.annotate.mentions import PlaceMention
from dateline.annotate.place_distance import DistanceRules
from dateline.annotate.place_names import Name, Words
from dateline.annotate.place_setting import Setting
from dateline.gazetteer import Candidate
from dateline.gazetteer.distance import kilometres
from dateline.gazetteer.lookup import Box
from dateline.model import Level

# How far around its point a place of each level reaches when no box tells.
_REACH_KM: Mapping[Level, float] = {
    "site": 3.0, "settlement": 5.0, "district": 30.0, "province": 100.0, "country": 400.0, "region": 300.0,
}  # fmt: skip
_KM_OF_A_DEGREE = 111.2
# A distance is printed in round numbers, and roads wind: of the distance told, and at least.
_ROUNDED, _LEAST_KM = 0.25, 5.0
_NEAR_KM, _SIDE_KM = 15.0, 20.0
# Farther apart than this two towns have no "between" that is a place.
_APART_KM = 300.0
_FINE: tuple[Level, ...] = ("site", "settlement", "district")
_BEARINGS = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
    "northwest": 315,
}  # fmt: skip
_WINDOW = 70
_DIGIT = re.compile(r"\d")


class Shift(NamedTuple):
    """A distance in kilometres and the side it is told toward, None when no side is told; `start` and `end`
    are the offsets of the words that tell it."""

    km: float
    side: str | None
    start: int
    end: int


def shift_of(words: Words, name: Name, setting: Setting, rules: DistanceRules) -> Shift | None:
    """The distance printed with a name, or None."""
    text, start, end = words.text, words.starts[name.first], words.ends[name.last]
    if _DIGIT.search(text, max(0, start - _WINDOW), start):
        head = text[max(0, start - _WINDOW) : start]
        if found := rules.before.search(head):
            return _shift(found, start - len(head) + found.start(), start, rules)
    if setting.relation and words.lowered[setting.relation[0]] in rules.away:
        tail = text[end : end + _WINDOW]
        if found := rules.after.search(tail):
            return _shift(found, end + found.start("n"), end + found.end(), rules)
    return None


def _shift(found: re.Match[str], start: int, end: int, rules: DistanceRules) -> Shift:
    told = rules.side.findall(found["tail"] or "")
    km = float(found["n"].replace(",", ".")) * rules.units[found["unit"].lower()]
    return Shift(km, rules.sides[told[-1].lower()] if told else None, start, end)


def moved(lat: float, lon: float, shift: Shift) -> tuple[float, float]:
    """The point that far off, where a side is told."""
    if shift.side is None:
        return lat, lon
    bearing = math.radians(_BEARINGS[shift.side])
    up = shift.km * math.cos(bearing) / _KM_OF_A_DEGREE
    right = shift.km * math.sin(bearing) / (_KM_OF_A_DEGREE * max(0.1, math.cos(math.radians(lat))))
    return round(lat + up, 4), round(lon + right, 4)


def radius_of(candidate: Candidate, level: Level, setting: Setting, shift: Shift | None) -> float:
    """How far from the point, in kilometres, the happening may well lie."""
    own = _own_radius(level, candidate.population, candidate.box)
    if shift is not None:
        return round(own + (max(_LEAST_KM, _ROUNDED * shift.km) if shift.side else shift.km), 1)
    if setting.side and level not in _FINE:
        return round(own * 2 / 3, 1)
    if setting.related and level in _FINE:
        return own + (_SIDE_KM if setting.side else _NEAR_KM)
    return own


@functools.lru_cache(maxsize=4096)
def _own_radius(level: Level, population: int, box: Box | None) -> float:
    if box and level not in _FINE:
        south, west, north, east = box
        return round(kilometres(south, west, north, east) / 2, 1)
    return round(_REACH_KM[level] + (math.sqrt(population) / 250 if level == "settlement" else 0.0), 1)


def join_between(text: str, mentions: Sequence[PlaceMention], rules: DistanceRules) -> list[PlaceMention]:
    """`mentions` with pairs of towns that something lies between put midway ("giữa Homs và Palmyra")."""
    out = list(mentions)
    for i in range(len(out) - 1):
        first, second = out[i], out[i + 1]
        joined = text[first.outer_end : second.outer_start].strip()
        if joined not in rules.joiners:
            continue
        found = rules.between.search(text[max(0, first.outer_start - _WINDOW) : first.outer_start])
        if found and (midway := _midway(first, second)):
            lat, lon, apart = midway
            start = first.outer_start - (len(found.group()))
            for k in (i, i + 1):
                out[k] = replace(
                    out[k], lat=lat, lon=lon, radius_km=round(apart / 2, 1), outer_start=start,
                    outer_end=second.outer_end, relation=text[start : first.outer_start].strip(),
                )  # fmt: skip
    return out


def _midway(a: PlaceMention, b: PlaceMention) -> tuple[float, float, float] | None:
    """The middle of two towns and how far they lie apart; None where that is no place."""
    if a.level not in _FINE or b.level not in _FINE or not (a.role == b.role == "place"):
        return None
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    apart = kilometres(a.lat, a.lon, b.lat, b.lon)
    if not 0 < apart <= _APART_KM:
        return None
    return round((a.lat + b.lat) / 2, 4), round((a.lon + b.lon) / 2, 4), apart
