"""Where and when: the place and the time of a happening, chosen in its clause or carried from before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.annotate.mentions import PlaceMention, TimeMention
from dateline.claim.candidates import Candidate
from dateline.claim.clause import BOUNDARIES, Skeleton

# Places that a happening stays at when later sentences name none.
FINE = ("site", "settlement", "district", "province")
# What "the town" or "there" can mean.
_TOWNS = ("site", "settlement", "district")
_LEVEL_COST = {"site": 0, "settlement": 0, "district": 3, "province": 6, "region": 9, "country": 16}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoice:
    """A place with the rule that chose it; `carried` when it stands in an earlier sentence.

    `within` is the settlement around a quarter or building that the gazetteer does not know.
    """

    mention: PlaceMention
    rule: str
    carried: bool
    within: PlaceMention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeChoice:
    """A time with the rule that chose it; `mention` is None when the published day stands in."""

    mention: TimeMention | None
    rule: str
    carried: bool


def choose_place(
    trigger: Candidate,
    bones: Skeleton,
    spots: Sequence[PlaceMention],
    before: PlaceMention | None,
    *,
    anaphor: bool = False,
) -> PlaceChoice | None:
    """The place of one trigger among those of its sentence, else the one told last before.

    With an `anaphor` ("the town", "thành phố này") the settlement told before is meant, unless the sentence
    names one itself.
    """
    real = [s for s in spots if s.role == "place"]
    choice = _choose(trigger, bones, spots, real, before, anaphor=anaphor)
    if choice is None or choice.mention.lat is not None or choice.mention.level != "site":
        return choice
    around = next(
        (s for s in (*real, before) if s is not None and s.level == "settlement" and s.lat is not None), None
    )
    return replace(choice, within=around)


def _choose(
    trigger: Candidate,
    bones: Skeleton,
    spots: Sequence[PlaceMention],
    real: Sequence[PlaceMention],
    before: PlaceMention | None,
    *,
    anaphor: bool,
) -> PlaceChoice | None:
    if anaphor and before is not None and before.level in _TOWNS and not any(s.level in _TOWNS for s in real):
        return PlaceChoice(mention=before, rule="place.anaphor", carried=True)
    if real:
        best = min(real, key=lambda s: (_place_cost(trigger, bones, s), s.start))
        if (
            best.level == "country"
            and before is not None
            and before.country == best.country
            and before.level != "country"
        ):
            return PlaceChoice(mention=best, rule="place.country-in-clause", carried=False)
        return PlaceChoice(mention=best, rule="place.in-sentence", carried=False)
    if before is not None:
        return PlaceChoice(mention=before, rule="place.told-before", carried=True)
    described = [s for s in spots if s.role in ("adjective", "people")]
    if described:
        return PlaceChoice(mention=described[0], rule="place.by-adjective", carried=False)
    return None


def _place_cost(trigger: Candidate, bones: Skeleton, spot: PlaceMention) -> float:
    before = spot.end <= trigger.start
    low, high = (spot.end, trigger.start) if before else (trigger.end, spot.start)
    cost = (max(high - low, 0)) / 8 + 7 * BOUNDARIES.index(bones.between(low, max(low, high)))
    cost += _LEVEL_COST[spot.level] + (3 if before else 0)
    marker = bones.marker_before(spot.outer_start)
    if marker == "inside":
        cost -= 4
    if marker == "source" and trigger.frame != "ground":
        cost += 12
    if spot.lat is None:
        cost += 4
    return cost


def choose_time(
    trigger: Candidate,
    bones: Skeleton,
    times: Sequence[TimeMention],
    before: TimeMention | None,
    *,
    planned: bool,
) -> TimeChoice | None:
    """The time of one trigger among those of its sentence, else the date told last before.

    A time that cannot be anchored ("now", without a published day) gives way to the date told before.
    """
    usable = [t for t in times if t.first is not None or _is_date(t)]
    if usable:
        best = min(usable, key=lambda t: (_time_cost(trigger, bones, t), t.start))
        if best.first is not None or before is None:
            return TimeChoice(mention=best, rule="time.in-sentence", carried=False)
    if before is not None and not planned:
        return TimeChoice(mention=before, rule="time.told-before", carried=True)
    return None


def _is_date(time: TimeMention) -> bool:
    """True for a day that only lacks its year ("XXXX-11-17"): worth showing even unanchored."""
    return time.kind == "date" and time.value.startswith("XXXX-") and time.grain in ("day", "part")


def _time_cost(trigger: Candidate, bones: Skeleton, time: TimeMention) -> float:
    before = time.end <= trigger.start
    low, high = (time.end, trigger.start) if before else (trigger.end, time.start)
    cost = max(high - low, 0) / 8 + 5 * BOUNDARIES.index(bones.between(low, max(low, high)))
    if time.first is None:
        cost += 30
    if time.kind in ("duration", "set"):
        cost += 8
    if time.grain in ("year", "decade"):
        cost += 10
    return cost
