"""How alike two claims are: the parts that grouping weighs, each a plain comparison of two values."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dateline.corroborate.origins import fold
from dateline.model import Claim, Place, Quantity

NEAR_KM = 15.0
SideOf = Callable[[str], str]

_FINE = ("site", "settlement", "district")
_PROVINCE_KM = 120.0  # from the middle of a province to a place within it
_VIOLENT = ("battle", "strike", "civilians")
# Codes that two coders, or two reporters, give to one happening.
_NEAR_TYPES = frozenset(
    frozenset(pair)
    for pair in (
        ("strike.bomb", "strike.suicide"),
        ("strike.air", "strike.shelling"),
        ("strike.air", "strike.chemical"),
        ("strike.shelling", "strike.chemical"),
        ("battle.clash", "strike.shelling"),
        ("battle.clash", "strike.suicide"),
        ("battle.clash", "strike.bomb"),
        ("battle.clash", "civilians.attack"),
        ("civilians.attack", "strike.bomb"),
        ("civilians.attack", "strike.air"),
        ("civilians.attack", "strike.shelling"),
        ("protest.peaceful", "protest.violent"),
        ("civilians.abduction", "state.arrest"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What grouping needs of a claim, worked out once.

    `first`/`last` are days as ordinals, None without a date; `sides` holds the sides acting and acted on.
    """

    claim: Claim
    report: str
    first: int | None
    last: int | None
    actors: frozenset[str]
    targets: frozenset[str]
    trigger: str

    @property
    def daily(self) -> bool:
        """True when the time is told to about the day, so that days can be compared."""
        return self.first is not None and self.last is not None and self.last - self.first <= 2

    @property
    def place(self) -> Place | None:
        """Where it happened."""
        return self.claim.place

    @property
    def local(self) -> bool:
        """True when the place is a settlement or so, with a point."""
        place = self.claim.place
        return place is not None and place.level in _FINE and place.lat is not None and place.lon is not None


def facts_of(claim: Claim, report: str, side_of: SideOf) -> Facts:
    """The facts of a claim; `side_of` gives the side that a codebook id stands on."""
    time = claim.time
    return Facts(
        claim=claim,
        report=report,
        first=_ordinal(time.start) if time else None,
        last=_ordinal(time.end) if time else None,
        actors=frozenset(side_of(one.entity) for one in claim.actors if one.entity),
        targets=frozenset(side_of(one.entity) for one in claim.targets if one.entity),
        trigger=fold(claim.trigger.quote),
    )


def types_alike(a: str, b: str) -> float:
    """1 for the same code, less for codes that one happening may go by, 0 for others."""
    if a == b:
        return 1.0
    if frozenset((a, b)) in _NEAR_TYPES:
        return 0.5
    families = {a.split(".")[0], b.split(".")[0]}
    return 0.5 if "harm.casualties" in (a, b) and families & set(_VIOLENT) else 0.0


def days_apart(a: Facts, b: Facts) -> int | None:
    """Days between two dated claims, 0 when they overlap; None when either has no date."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    return max(0, a.first - b.last, b.first - a.last)


def places_alike(a: Place | None, b: Place | None) -> float:
    """1 for one settlement, less for near ones, least where one holds the other; 0 apart or unknown."""
    if a is None or b is None:
        return 0.0
    fine_a, fine_b = a.level in _FINE, b.level in _FINE
    if a.gazetteer_id is not None and a.gazetteer_id == b.gazetteer_id:
        return 1.0 if fine_a else 0.4
    distance = kilometres(a, b)
    if distance is None:
        return (1.0 if fine_a else 0.4) if fold(a.name) == fold(b.name) else 0.0
    if fine_a and fine_b:
        return 0.8 if distance <= NEAR_KM else 0.0
    if a.country is None or a.country != b.country or fine_a == fine_b:
        return 0.0
    wide = b if fine_a else a
    return 0.3 if wide.level == "province" and distance <= _PROVINCE_KM else 0.0


def kilometres(a: Place, b: Place) -> float | None:
    """The distance between two places, None when either has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    la, oa, lb, ob = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    half = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((ob - oa) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def sides_conflict(a: Facts, b: Facts) -> bool:
    """True when both name who did it, and it was not the same: a town is not taken by both sides at once.

    In a mutual clash either side may be named first.
    """
    if not a.actors or not b.actors:
        return False
    if "battle.clash" in (a.claim.event, b.claim.event):
        return not (a.actors | a.targets) & (b.actors | b.targets)
    return not a.actors & b.actors


def figures_alike(a: Claim, b: Claim) -> float:
    """1 when a toll of the same kind can be the same number, -1 when none can, 0 when there is none."""
    pairs = [(p, q) for p in a.quantities for q in b.quantities if p.what == q.what]
    if not pairs:
        return 0.0
    return 1.0 if any(figures_meet(p, q) for p, q in pairs) else -1.0


def figures_meet(a: Quantity, b: Quantity) -> bool:
    """True when the two ranges share a number."""
    low = max(a.min if a.min is not None else 0.0, b.min if b.min is not None else 0.0)
    highs = [high for high in (a.max, b.max) if high is not None]
    return not highs or low <= min(highs)


def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None
