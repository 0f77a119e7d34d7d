"""A telling: what one report says of one happening, in one claim or in several.

A report tells a happening more than once: shortly in its title, wide in its lead, with place and toll
further down. No single claim may hold what is needed to know the happening again in another report; all of
them together do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import xxhash

from dateline.corroborate.likeness import (
    NEAR_KM,
    Facts,
    SideOf,
    days_apart,
    facts_of,
    figures_meet,
    kilometres,
    places_alike,
    sides_conflict,
    types_alike,
)
from dateline.corroborate.origins import fold
from dateline.model import Claim, Extraction, Place, Quantity

Range = tuple[float | None, float | None]
# What a claim says of who did what to whom: its code, the sides acting, the sides acted on.
Sign = tuple[str, frozenset[str], frozenset[str]]

_SHORT = 4  # characters: shorter words are mostly of the language and not of the happening
_GROUND = ("battle.", "control.")
_MUTUAL = "battle.clash"
_BESIDE = 3  # claims between two of which one leaves out where or when


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Claims of one report about one happening, and all that they say of it together.

    `days` are intervals of ordinals told to about the day; `tolls` the ranges given of each kind of toll;
    `words` the hashes of the longer words and the figures of the passages; `voices` who is credited, when.
    """

    report: str
    facts: tuple[Facts, ...]
    days: tuple[tuple[int, int], ...]
    places: tuple[Place, ...]
    types: frozenset[str]
    actors: frozenset[str]
    targets: frozenset[str]
    tolls: Mapping[str, frozenset[Range]]
    words: frozenset[int]
    voices: frozenset[tuple[str, str]]
    planned: bool

    @property
    def points(self) -> list[Place]:
        """The places that are settlements or so, with a point."""
        return [place for place in self.places if is_local(place)]


def tellings(extraction: Extraction, side_of: SideOf) -> list[Telling]:
    """What the report tells, one telling a happening; every claim is in one."""
    claims = extraction.claims
    facts = [_weighed(facts_of(claim, extraction.report, side_of)) for claim in claims]
    words = [_words(claim.evidence.quote) for claim in claims]
    links = sorted(
        (-weight, a, b)
        for b in range(len(facts))
        for a in range(b)
        if (weight := _within(facts[a], facts[b], b - a)) > 0
    )
    return [
        _telling([facts[index] for index in members], frozenset().union(*(words[index] for index in members)))
        for members in _join(facts, links)
    ]


def is_local(place: Place | None) -> bool:
    """True when the place is a settlement or so, with a point."""
    return (
        place is not None
        and place.level in ("site", "settlement", "district")
        and place.lat is not None
        and place.lon is not None
    )


def sign_of(fact: Facts) -> Sign:
    """Who did what to whom, by sides."""
    return fact.claim.event, fact.actors, fact.targets


def is_clash_and_strike(types: Iterable[str]) -> bool:
    """True when the types hold a clash and a strike: a battle has both, in one town and on one day."""
    kinds = {event.split(".")[0] for event in types}
    return {"battle", "strike"} <= kinds


def is_rival(a: Sign, b: Sign) -> bool:
    """True when both say who did it, and it was not the same, of what only one side can have done.

    Who dropped a bomb is often told differently, and is then contested; a town is not taken by both at once.
    In a mutual clash either side may be named first.
    """
    if not a[1] or not b[1] or not (a[0].startswith(_GROUND) or b[0].startswith(_GROUND)):
        return False
    if _MUTUAL in (a[0], b[0]):
        return not (a[1] | a[2]) & (b[1] | b[2])
    return not a[1] & b[1]


# -- within a report --------------------------------------------------------------------------------


def _within(a: Facts, b: Facts, between: int) -> float:
    """How strongly two claims of one report tell of one happening; nothing where something forbids it."""
    kin = types_alike(a.claim.event, b.claim.event)
    if not kin or sides_conflict(a, b) or (a.claim.modality == "planned") != (b.claim.modality == "planned"):
        return 0.0
    apart = days_apart(a, b)
    if apart or (apart is None and between > _BESIDE):
        return 0.0
    if apart is not None and a.daily != b.daily:
        return 0.0
    place = places_alike(a.place, b.place)
    if not place and (between > _BESIDE or (a.place is not None and b.place is not None)):
        return 0.0
    figures = _figures(a.claim.quantities, b.claim.quantities)
    if figures < 0:
        return 0.0
    mixed = is_clash_and_strike((a.claim.event, b.claim.event))
    if mixed and not (figures or between == 1 or a.targets & b.targets):
        return 0.0
    named = bool(a.actors & b.actors) + 0.5 * bool(a.targets & b.targets)
    return kin + 2 * place + named + figures + 1 / between


def _figures(a: Sequence[Quantity], b: Sequence[Quantity]) -> float:
    """1 where a toll is the same, -1 where the whole tolls cannot be."""
    best = 0.0
    for what in ("killed", "wounded", "captured", "detained", "missing"):
        mine = [one for one in a if one.what == what]
        other = [one for one in b if one.what == what]
        if not mine or not other:
            continue
        if any(p.min is not None and p.min == q.min for p in mine for q in other):
            best = 1.0
        elif not any(figures_meet(p, q) or p.of != q.of for p in mine for q in other):
            return -1.0
    return best


def _join(facts: Sequence[Facts], links: Iterable[tuple[float, int, int]]) -> list[list[int]]:
    """Claims joined along links, best first, where all of both sides can be about one happening."""
    home = {index: [index] for index in range(len(facts))}
    for _, a, b in links:
        one, other = home[a], home[b]
        if one is other or not all(_together(facts[i], facts[j]) for i in one for j in other):
            continue
        one += other
        for index in other:
            home[index] = one
    return [sorted(members) for index, members in home.items() if index == min(members)]


def _together(a: Facts, b: Facts) -> bool:
    """True when two claims of a report can be about one happening."""
    if not types_alike(a.claim.event, b.claim.event) or sides_conflict(a, b) or days_apart(a, b):
        return False
    if a.place is None or b.place is None or not (a.local and b.local):
        return True
    distance = kilometres(a.place, b.place)
    return distance is None or distance <= 2 * NEAR_KM


# -- the telling ------------------------------------------------------------------------------------


def _telling(facts: Sequence[Facts], words: frozenset[int]) -> Telling:
    places = {_place_key(place): place for fact in facts if (place := fact.place) is not None}
    tolls: dict[str, set[Range]] = {}
    for fact in facts:
        for quantity in fact.claim.quantities:
            if quantity.min is not None or quantity.max is not None:
                tolls.setdefault(quantity.what, set()).add((quantity.min, quantity.max))
    return Telling(
        report=facts[0].report,
        facts=tuple(facts),
        days=tuple(
            sorted(
                {
                    (fact.first, fact.last)
                    for fact in facts
                    if fact.daily and fact.first is not None and fact.last is not None
                }
            )
        ),
        places=tuple(places[key] for key in sorted(places)),
        types=frozenset(fact.claim.event for fact in facts),
        actors=frozenset().union(*(fact.actors for fact in facts)),
        targets=frozenset().union(*(fact.targets for fact in facts)),
        tolls={what: frozenset(ranges) for what, ranges in tolls.items()},
        words=words,
        voices=frozenset(fact.voice for fact in facts),
        planned=facts[0].claim.modality == "planned",
    )


def _place_key(place: Place) -> tuple[str, str]:
    return place.gazetteer_id or "", fold(place.name)


def _words(passage: str) -> frozenset[int]:
    return frozenset(
        xxhash.xxh32_intdigest(word.encode())
        for word in fold(passage).split()
        if len(word) >= _SHORT or word.isdigit()
    )


def _weighed(facts: Facts) -> Facts:
    """The facts with no more of the claim than is asked for from here on: a ledger holds many."""
    claim = facts.claim
    bare = Claim(
        id=claim.id,
        event=claim.event,
        evidence=claim.trigger,
        trigger=claim.trigger,
        actors=claim.actors,
        place=claim.place,
        time=claim.time and replace(claim.time, span=None),
        sources=tuple(replace(source, cue=None) for source in claim.sources),
        modality=claim.modality,
        quantities=claim.quantities,
        confidence=claim.confidence,
    )
    return replace(facts, claim=bare)
