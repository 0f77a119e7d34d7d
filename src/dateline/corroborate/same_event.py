"""Claims about the same happening, across passages, reports and languages.

Pairs are looked for among claims of kindred types on neighbouring days in one country, weighed part by
part, and joined best first. A join is refused when it would chain: an event's days stay within two of each
other, its places within reach, its types kindred and its actors on one side. Denials belong to the event
they deny; plans stay apart from what came of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.corroborate.assemble import event_of
from dateline.corroborate.likeness import (
    NEAR_KM,
    Facts,
    SideOf,
    days_apart,
    facts_of,
    figures_alike,
    kilometres,
    places_alike,
    sides_conflict,
    types_alike,
)
from dateline.corroborate.origins import fold, trace
from dateline.corroborate.results import Copy, Event
from dateline.model import Claim, Extraction, Report

_DAYS = 2
_ENOUGH = 4.5
_CELL = 0.3  # degrees: more than NEAR_KM but near the poles
_CERTAIN = 100.0


def group(
    extractions: Iterable[Extraction], copies: Sequence[Copy], *, side_of: SideOf = str
) -> tuple[Event, ...]:
    """The events that the claims tell of, ordered by day, type and id; every claim is in one event.

    `side_of` maps a codebook id to the side it stands on (an army to its government); without it each id is
    a side. Claim ids must be unique. The order of `extractions` changes nothing; their texts are not kept.
    """
    reports: dict[str, Report] = {}
    facts: list[Facts] = []
    for one in extractions:
        reports[one.report.id] = replace(one.report, text="", blocks=())
        facts += (_weighed(facts_of(claim, one.report, side_of)) for claim in one.claims)
    facts.sort(key=lambda fact: fact.claim.id)
    lineage = trace(copies)
    events = [
        event_of([(facts[index].claim, reports[facts[index].report]) for index in members], lineage)
        for members in _join(facts, _links(facts, copies))
    ]
    return tuple(sorted(events, key=lambda event: (event.start or "9999", event.type, event.id)))


def _weighed(facts: Facts) -> Facts:
    """The facts with no more of the claim than is asked for from here on: a ledger holds many."""
    claim = facts.claim
    bare = Claim(
        id=claim.id,
        event=claim.event,
        evidence=claim.trigger,
        trigger=claim.trigger,
        place=claim.place,
        time=claim.time and replace(claim.time, span=None),
        sources=tuple(replace(source, cue=None) for source in claim.sources),
        modality=claim.modality,
        quantities=claim.quantities,
    )
    return replace(facts, claim=bare)


# -- pairs ------------------------------------------------------------------------------------------


def _links(facts: Sequence[Facts], copies: Sequence[Copy]) -> list[tuple[float, int, int]]:
    """Pairs that belong together with their weights, best first; ties fall by claim id."""
    weights: dict[tuple[int, int], float] = dict.fromkeys(_copied(facts, copies), _CERTAIN)
    for a, b in _candidates(facts):
        weight = _weight(facts[a], facts[b])
        if weight >= _ENOUGH:
            weights.setdefault((a, b), weight)
    return sorted(
        ((weight, a, b) for (a, b), weight in weights.items()), key=lambda link: (-link[0], *link[1:])
    )


def _candidates(facts: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    """Pairs of claims on neighbouring days, once each: in one cell of the map or the next, or by one name.

    Claims that name a province or country are paired within the country, where they have figures: without
    figures that agree they would not be joined.
    """
    # Day by day, so that no more than one day's pairs are held: two claims meet on the later one's first.
    days: dict[int, list[int]] = defaultdict(list)
    for index, fact in enumerate(facts):
        if fact.place is not None and fact.daily and fact.first is not None and fact.last is not None:
            for day in range(fact.first, fact.last + 2):
                days[day].append(index)
    for day in sorted(days):
        buckets: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for index in days.pop(day):
            for key in _keys(facts[index]):
                buckets[key].append(index)
        pairs: set[tuple[int, int]] = set()
        for members in buckets.values():
            fresh = [index for index in members if facts[index].first == day]
            pairs.update((min(a, b), max(a, b)) for a in fresh for b in members if a != b)
        yield from pairs


def _keys(fact: Facts) -> Iterator[tuple[object, ...]]:
    """The buckets of a claim. Its cell is listed with those above, right and both: neighbours meet in one."""
    place = fact.place
    if place is None:
        return
    if fact.local and place.lat is not None and place.lon is not None:
        row, column = int(place.lat // _CELL), int(place.lon // _CELL)
        yield from (("cell", row + down, column + right) for down in (0, 1) for right in (0, 1))
    elif place.lat is None:
        yield "name", fold(place.name)
    if fact.claim.quantities:
        yield "country", place.country


def _weight(a: Facts, b: Facts) -> float:
    """How strongly two claims belong together; nothing where something forbids it."""
    claim_a, claim_b = a.claim, b.claim
    kin = types_alike(claim_a.event, claim_b.event)
    apart = days_apart(a, b)
    place = places_alike(a.place, b.place)
    if not kin or not place or apart is None or apart > 1:
        return 0.0
    if (claim_a.modality == "planned") != (claim_b.modality == "planned"):
        return 0.0
    if sides_conflict(a, b):
        return 0.0
    figures = figures_alike(claim_a, claim_b)
    if (kin < 1 or place < 0.5) and figures < 1:
        return 0.0
    if figures < 0:
        # Others count otherwise, and may count again; one voice on one day tells of two happenings.
        figures = -1.5 if a.voice == b.voice else -0.25
    named = 1.0 if a.actors & b.actors else 0.0
    hit = 0.5 if a.targets & b.targets else 0.0
    words = 0.5 if a.trigger == b.trigger else 0.0
    return 2 * kin + 2 * place + (1.0 if apart == 0 else -1.5) + named + hit + words + figures


def _copied(facts: Sequence[Facts], copies: Iterable[Copy]) -> Iterator[tuple[int, int]]:
    """Claims of one type whose triggers stand at the same place of a shared passage."""
    told: dict[str, list[int]] = defaultdict(list)
    for index, fact in enumerate(facts):
        told[fact.report].append(index)
    for copy in copies:
        for shared in copy.shared:
            there: Mapping[tuple[str, int], int] = {
                (facts[index].claim.event, _offset(facts[index].claim, shared.b_start)): index
                for index in told[copy.report_b]
                if shared.b_start <= facts[index].claim.trigger.start < shared.b_end
            }
            for index in told[copy.report_a]:
                claim = facts[index].claim
                if shared.a_start <= claim.trigger.start < shared.a_end:
                    match = there.get((claim.event, _offset(claim, shared.a_start)))
                    if match is not None:
                        yield min(index, match), max(index, match)


def _offset(claim: Claim, start: int) -> int:
    return claim.trigger.start - start


# -- joining ----------------------------------------------------------------------------------------


def _join(facts: Sequence[Facts], links: Iterable[tuple[float, int, int]]) -> list[list[int]]:
    """Connected components, links taken best first and refused where the whole would not hold together."""
    home = {index: [index] for index in range(len(facts))}
    for weight, a, b in links:
        one, other = home[a], home[b]
        if one is other:
            continue
        if weight < _CERTAIN and not _holds(
            [facts[index] for index in one], [facts[index] for index in other]
        ):
            continue
        if len(one) < len(other):
            one, other = other, one
        one += other
        for index in other:
            home[index] = one
    return [sorted(members) for index, members in home.items() if index == min(members)]


def _holds(one: Sequence[Facts], other: Sequence[Facts]) -> bool:
    """True when the claims of two clusters can all be about one happening."""
    days = [
        day for fact in (*one, *other) if fact.daily for day in (fact.first, fact.last) if day is not None
    ]
    if days and max(days) - min(days) > _DAYS:
        return False
    return all(_compatible(a, b) for a in one for b in other)


def _compatible(a: Facts, b: Facts) -> bool:
    if not types_alike(a.claim.event, b.claim.event) or sides_conflict(a, b):
        return False
    if a.place is None or b.place is None or not (a.local and b.local):
        return True
    distance = kilometres(a.place, b.place)
    return distance is None or distance <= 2 * NEAR_KM
