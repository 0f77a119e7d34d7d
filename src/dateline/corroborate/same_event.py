"""Claims about the same happening, across passages, reports and languages.

First the claims of each report are put together to tellings; then tellings of different reports are weighed
against each other, and joined best first. A join is refused when it would chain: an event's days stay within
two of each other, its places within reach, its types kindred, and of what only one side can have done its
actors on one side. Denials belong to the event they deny; plans stay apart from what came of them.

All of it depends on the set of claims alone: not on their order, and not on the runs that they came in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from dateline.corroborate.assemble import event_of, with_control
from dateline.corroborate.blocks import pairs
from dateline.corroborate.control import control
from dateline.corroborate.likeness import SideOf, types_alike
from dateline.corroborate.naming import names
from dateline.corroborate.origins import Told, trace
from dateline.corroborate.results import Control, Copy, Event
from dateline.corroborate.telling import Sign, Telling, is_rival, sign_of, tellings
from dateline.corroborate.weigh import ENOUGH, weight
from dateline.corroborate.who import NOBODY, Who, known
from dateline.gazetteer.distance import kilometres
from dateline.model import Claim, Extraction, Report

_DAYS = 2
_REACH_KM = 40.0  # across all settlements that an event is told of
_CERTAIN = 100.0

Link = tuple[float, int, int]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The events that claims tell of, by day, type and id, and who holds which place, by place and day."""

    events: tuple[Event, ...]
    control: tuple[Control, ...]


def group(
    extractions: Iterable[Extraction],
    copies: Sequence[Copy],
    *,
    side_of: SideOf = str,
    acts: Callable[[str], bool] = bool,
    who: Who = NOBODY,
    held: Mapping[str, Sequence[str]] | None = None,
    enough: float = ENOUGH,
) -> Found:
    """The events that the claims tell of, and the states of control; every claim is in one event.

    `side_of` maps a codebook id to the side it stands on (an army to its government); without it each id is
    a side. `acts` tells those who can hold ground. `who` knows names of outlets and sources. `held` has the
    claim ids of the events as they were named before, by id: an event that keeps most of its claims keeps its
    id. Tellings that weigh `enough` together are joined. Claim ids must be unique. The order of `extractions`
    changes nothing; their texts are not kept.
    """
    reports: dict[str, Report] = {}
    told: list[Telling] = []
    for one in extractions:
        reports[one.report.id] = replace(one.report, text="", blocks=())
        told += tellings(known(one, who), side_of)
    told.sort(key=lambda telling: telling.facts[0].claim.id)
    lineage = trace(copies, who)
    groups: list[list[Told]] = [
        [(fact.claim, reports[fact.report]) for index in members for fact in told[index].facts]
        for members in join(told, _links(told, copies, enough))
    ]
    ids = names([[claim.id for claim, _ in members] for members in groups], held or {})
    events = [
        event_of(members, lineage, id=id_, side_of=side_of) for members, id_ in zip(groups, ids, strict=True)
    ]
    voices = {voice.claim_id: voice for event in events for voice in event.voices}
    states = control((pair for members in groups for pair in members), voices, side_of=side_of, acts=acts)
    events = [with_control(event, disputed) for event, disputed in _disputed(events, states)]
    events.sort(key=lambda event: (event.start or "9999", event.type, event.id))
    return Found(events=tuple(events), control=states)


def _disputed(events: Iterable[Event], states: Iterable[Control]) -> Iterator[tuple[Event, list[Control]]]:
    """Each event with the contested states of control that its claims speak for."""
    by_claim: dict[str, list[Control]] = defaultdict(list)
    for state in states:
        if state.contested:
            for word in state.words:
                if not word.against:
                    by_claim[word.claim_id].append(state)
    for event in events:
        found = {state.id: state for claim in event.claim_ids for state in by_claim.get(claim, ())}
        yield event, list(found.values())


# -- pairs ------------------------------------------------------------------------------------------


def _links(told: Sequence[Telling], copies: Iterable[Copy], enough: float) -> list[Link]:
    """Pairs that belong together with their weights, best first; ties fall by claim id."""
    weights: dict[tuple[int, int], float] = dict.fromkeys(_copied(told, copies), _CERTAIN)
    for pair in pairs(told):
        if pair not in weights:
            strength = weight(told[pair[0]], told[pair[1]])
            if strength >= enough:
                weights[pair] = strength
    return sorted(
        ((strength, a, b) for (a, b), strength in weights.items()), key=lambda link: (-link[0], *link[1:])
    )


def _copied(told: Sequence[Telling], copies: Iterable[Copy]) -> Iterator[tuple[int, int]]:
    """Tellings that hold claims of one type whose triggers stand at the same place of a shared passage."""
    claims: dict[str, list[tuple[Claim, int]]] = defaultdict(list)
    for index, telling in enumerate(told):
        claims[telling.report] += ((fact.claim, index) for fact in telling.facts)
    for copy in copies:
        for shared in copy.shared:
            there: Mapping[tuple[str, int], int] = {
                (claim.event, claim.trigger.start - shared.b_start): index
                for claim, index in claims[copy.report_b]
                if shared.b_start <= claim.trigger.start < shared.b_end
            }
            for claim, index in claims[copy.report_a]:
                if shared.a_start <= claim.trigger.start < shared.a_end:
                    match = there.get((claim.event, claim.trigger.start - shared.a_start))
                    if match is not None:
                        yield min(index, match), max(index, match)


# -- joining ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cluster:
    """Tellings that are joined: days from first to last, box of their settlements, who did what to whom."""

    members: tuple[int, ...]
    days: tuple[int, int] | None
    box: Box | None
    signs: frozenset[Sign]


def join(told: Sequence[Telling], links: Iterable[Link]) -> list[list[int]]:
    """Connected components, links taken best first and refused where the whole would not hold together."""
    home = {index: _cluster(index, telling) for index, telling in enumerate(told)}
    for strength, a, b in links:
        one, other = home[a], home[b]
        if one is other or (strength < _CERTAIN and not _holds(one, other)):
            continue
        both = _united(one, other)
        home.update(dict.fromkeys(both.members, both))
    return [sorted(cluster.members) for index, cluster in home.items() if index == min(cluster.members)]


def _cluster(index: int, telling: Telling) -> _Cluster:
    days = [day for interval in telling.days for day in interval]
    points = telling.points
    return _Cluster(
        members=(index,),
        days=(min(days), max(days)) if days else None,
        box=_box([(place.lat or 0.0, place.lon or 0.0) for place in points]) if points else None,
        signs=frozenset(map(sign_of, telling.facts)),
    )


def _box(points: Sequence[tuple[float, float]]) -> Box:
    lats, lons = zip(*points, strict=True)
    return min(lats), min(lons), max(lats), max(lons)


def _united(one: _Cluster, other: _Cluster) -> _Cluster:
    days = [*(one.days or ()), *(other.days or ())]
    boxes = [cluster.box for cluster in (one, other) if cluster.box]
    corners = [corner for south, west, north, east in boxes for corner in ((south, west), (north, east))]
    return _Cluster(
        members=(*one.members, *other.members),
        days=(min(days), max(days)) if days else None,
        box=_box(corners) if corners else None,
        signs=one.signs | other.signs,
    )


def _holds(one: _Cluster, other: _Cluster) -> bool:
    """True when the claims of two clusters can all be about one happening."""
    both = _united(one, other)
    if both.days and both.days[1] - both.days[0] > _DAYS:
        return False
    if both.box and kilometres(*both.box) > _REACH_KM:
        return False
    return all(types_alike(a[0], b[0]) and not is_rival(a, b) for a, b in product(one.signs, other.signs))
