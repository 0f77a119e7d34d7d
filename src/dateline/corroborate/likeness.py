"""How alike two claims are: the parts that grouping weighs, each a plain comparison of two values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.corroborate.origins import fold
from dateline.corroborate.results import Figure
from dateline.gazetteer import distance
from dateline.model import Claim, Place, Quantity, Report

NEAR_KM = 15.0
SideOf = Callable[[str], str]

_FINE = ("site", "settlement", "district")
_PROVINCE_KM = 120.0  # from the middle of a province to a place within it
# Codes that one happening goes by in two reports, where its toll shows that it is one.
_ATTACKS = ("battle.clash", "civilians.attack", "harm.casualties")
_NEAR_TYPES = (
    frozenset(("protest.peaceful", "protest.violent")),
    frozenset(("civilians.abduction", "state.arrest")),
    frozenset(("battle.advance", "harm.casualties")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What grouping needs of a claim, worked out once.

    `first`/`last` are days as ordinals, None without a date; `actors`/`targets` the sides acting and acted
    on; `voice` whom the claim credits in the end, and when its report was published.
    """

    claim: Claim
    report: str
    first: int | None
    last: int | None
    actors: frozenset[str]
    targets: frozenset[str]
    trigger: str
    voice: tuple[str, str]

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


def facts_of(claim: Claim, report: Report, side_of: SideOf) -> Facts:
    """The facts of a claim; `side_of` gives the side that a codebook id stands on."""
    time = claim.time
    return Facts(
        claim=claim,
        report=report.id,
        first=_ordinal(time.start) if time else None,
        last=_ordinal(time.end) if time else None,
        actors=frozenset(side_of(one.entity) for one in claim.actors if one.entity),
        targets=frozenset(side_of(one.entity) for one in claim.targets if one.entity),
        trigger=fold(claim.trigger.quote),
        voice=(
            (claim.sources[-1].entity or fold(claim.sources[-1].span.quote)) if claim.sources else "",
            report.published.start if report.published else "",
        ),
    )


def types_alike(a: str, b: str) -> float:
    """1 for the same code, 0.5 for codes that one happening may go by, 0 for others."""
    if a == b:
        return 1.0
    attacks = all(event in _ATTACKS or event.startswith("strike.") for event in (a, b))
    return 0.5 if attacks or frozenset((a, b)) in _NEAR_TYPES else 0.0


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
    apart = kilometres(a, b)
    if (a.gazetteer_id and a.gazetteer_id == b.gazetteer_id) or (
        apart is None and fold(a.name) == fold(b.name)
    ):
        return 1.0 if fine_a else 0.4 if a.level == "province" else 0.2
    if apart is None:
        return 0.0
    if fine_a and fine_b:
        return 0.8 if apart <= NEAR_KM else 0.0
    if a.country is None or a.country != b.country or fine_a == fine_b:
        return 0.0
    wide = b if fine_a else a
    return 0.3 if wide.level == "province" and apart <= _PROVINCE_KM else 0.0


def kilometres(a: Place, b: Place) -> float | None:
    """The distance between two places, None when either has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return distance.kilometres(a.lat, a.lon, b.lat, b.lon)


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
    """1 when the main toll of a kind is the same number, 0.5 when it can be, -1 when it cannot.

    0 when no toll can be compared: of another kind, or of other people.
    """
    best: float | None = None
    for what in sorted({one.what for one in a.quantities} & {one.what for one in b.quantities}):
        p, q = _main(a.quantities, what), _main(b.quantities, what)
        if p.of is not None and q.of is not None and p.of != q.of:
            continue
        alike = -1.0
        if figures_meet(p, q):
            same = (p.min is not None and p.min == q.min) or (p.max is not None and p.max == q.max)
            alike = 1.0 if same else 0.5
        best = alike if best is None else max(best, alike)
    return best or 0.0


def figures_meet(a: Quantity | Figure, b: Quantity | Figure) -> bool:
    """True when the two ranges share a number."""
    low = max(a.min or 0.0, b.min or 0.0)
    highs = [high for high in (a.max, b.max) if high is not None]
    return not highs or low <= min(highs)


def _main(quantities: Sequence[Quantity], what: str) -> Quantity:
    """The largest figure of a kind: smaller ones beside it tell of a part."""
    return max(
        (one for one in quantities if one.what == what), key=lambda one: (one.min or 0.0, one.max or 0.0)
    )


def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None
