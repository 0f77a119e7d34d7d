"""How strongly two tellings of different reports belong together, part by part and in sum.

The weights are on the scale of log odds; a pair is one happening from `ENOUGH` on.
"""

import math
from collections.abc import Mapping
from itertools import product

from dateline.corroborate.likeness import kilometres, places_alike, types_alike
from dateline.corroborate.telling import Range, Telling, is_clash_and_strike, is_local
from dateline.model import Place

ENOUGH = 2.5
_FAR_KM = 30.0
_CLOSE = 0.5

WEIGHTS: Mapping[str, float] = {
    "place": 3.0,  # by the same name or id; less by distance and by level
    "kindred": -0.7,  # types that one happening may go by, but not the same
    "clash": -1.5,  # one a clash and one a strike, which battles have both of
    "next_day": -2.5,
    "sides": 1.5,
    "other_sides": -1.5,
    "targets": 0.5,
    "toll": 1.0,  # the same figure: times the logarithm of it
    "toll_meets": 0.3,
    "toll_differs": -0.4,
    "voice_differs": -1.5,  # another figure in the same words' mouth on the same day
    "words": 3.0,  # share of the passages' words
}


def weight(a: Telling, b: Telling, weights: Mapping[str, float] = WEIGHTS) -> float:
    """How strongly two tellings belong together; 0 where something forbids it."""
    parts = features(a, b)
    return sum(weights[name] * value for name, value in parts.items()) if parts else 0.0


def features(a: Telling, b: Telling) -> dict[str, float]:
    """What speaks for one happening, and against it; empty where something forbids it."""
    kin = max(types_alike(x, y) for x in a.types for y in b.types)
    apart = min((_apart(x, y) for x in a.days for y in b.days), default=9)
    if not kin or apart > 1 or a.planned != b.planned:
        return {}
    place = max((_near(x, y) for x in a.places for y in b.places), default=0.0)
    if not place:
        return {}
    parts = {
        "place": place,
        "kindred": float(kin < 1),
        "clash": float(kin < 1 and is_clash_and_strike(a.types | b.types)),
        "next_day": float(apart),
        "sides": float(bool(a.actors & b.actors)),
        "other_sides": float(_other_sides(a, b)),
        "targets": float(bool(a.targets & b.targets)),
    }
    parts |= _tolls(a, b)
    # War bulletins are templates: elsewhere, another day or with other figures they tell of something else.
    if not apart and not parts["toll_differs"] and place >= _CLOSE:
        parts["words"] = _shared(a.words, b.words)
    return parts


def _near(a: Place, b: Place) -> float:
    """How near two places are: as `places_alike`, and a little up to twice as far."""
    alike = places_alike(a, b)
    apart = kilometres(a, b) if not alike and is_local(a) and is_local(b) else None
    return 0.4 if apart is not None and apart <= _FAR_KM else alike


def _apart(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, a[0] - b[1], b[0] - a[1])


def _other_sides(a: Telling, b: Telling) -> bool:
    if not a.actors or not b.actors:
        return False
    return not (a.actors | a.targets) & (b.actors | b.targets)


def _shared(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0


def _tolls(a: Telling, b: Telling) -> dict[str, float]:
    equal, meets, differs = 0.0, False, False
    for what in a.tolls.keys() & b.tolls.keys():
        p, q = a.tolls[what], b.tolls[what]
        same = [x[0] for x, y in product(p, q) if x[0] is not None and x[0] == y[0]]
        if same:
            equal += math.log1p(max(same))
        elif any(_meet(x, y) for x, y in product(p, q)):
            meets = True
        else:
            differs = True
    return {
        "toll": equal,
        "toll_meets": float(meets and not equal),
        "toll_differs": float(differs and not equal),
        "voice_differs": float(differs and not equal and bool(a.voices & b.voices)),
    }


def _meet(a: Range, b: Range) -> bool:
    low = max(a[0] or 0.0, b[0] or 0.0)
    highs = [high for high in (a[1], b[1]) if high is not None]
    return not highs or low <= min(highs)
