"""Who is said to hold a place, how much of it, since when and until when, and on whose word.

Claims of advance, withdrawal, siege and control of one place are put in order of their days. Each says of one
side how much it holds from that day on; what different origins say alike is one state. A state ends on the
day when the next one begins that cannot stand beside it. Nothing is inferred for places that lie within or
around: the fall of a district says nothing of its villages unless a claim does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import xxhash

from dateline.corroborate.likeness import kilometres
from dateline.corroborate.origins import Told
from dateline.corroborate.results import Control, EventPlace, How, Voice, Word
from dateline.corroborate.words import fold
from dateline.model import Claim, Participant, Place, Report

_HOW: Mapping[str, How] = {
    "battle.advance": "took",
    "control.status": "holds",
    "battle.withdrawal": "left",
    "battle.siege": "besieges",
}
GROUND = tuple(_HOW)
_SAME_KM = 3.0  # two points this near are one settlement
_SURE = 0.5  # claims less sure than this change no map


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What one claim says of one side and place."""

    claim: Claim
    voice: Voice
    actor: Participant
    side: str
    how: How
    low: float | None
    high: float | None
    day: str

    @property
    def whole(self) -> float:
        """The share as one number: what is said, all where it is not said how much, 0 for a part of it."""
        if self.low is None and self.high is None:
            return 0.0
        low, high = self.low, 1.0 if self.high is None else self.high
        return high if low is None else (low + high) / 2

    @property
    def told(self) -> bool:
        """True when it is said how much."""
        return self.low is not None


@dataclass(slots=True, kw_only=True)
class _State:
    """What claims say alike of one side, while it is put together."""

    first: _Said
    words: list[_Said] = field(default_factory=list)
    until: str | None = None
    against: dict[str, _Said] = field(default_factory=dict)


def control(
    told: Iterable[Told],
    voices: Mapping[str, Voice],
    *,
    side_of: Callable[[str], str] = str,
    acts: Callable[[str], bool] = bool,
) -> tuple[Control, ...]:
    """The states of control that the claims tell of, by place and day. `acts` says who can hold ground.

    Plans, unsure claims, claims without a day, and claims of a day after their report change nothing.
    """
    places: list[tuple[Place, list[Told]]] = []
    index: dict[str, int] = {}
    for claim, report in sorted(told, key=lambda pair: pair[0].id):
        if claim.place is not None and claim.event in _HOW and _counts(claim, report):
            places[_place_index(claim.place, places, index)][1].append((claim, report))
    states = [
        _control(_event_place(place), state)
        for place, here in places
        for state in _fold(
            [one for claim, _ in here for one in _said(claim, voices[claim.id], side_of, acts)]
        )
    ]
    return tuple(sorted(states, key=lambda one: (one.place.name, one.since, one.actor, one.id)))


# -- what a claim says ------------------------------------------------------------------------------


def _counts(claim: Claim, report: Report) -> bool:
    day = claim.time.start[:10] if claim.time and claim.time.start else None
    published = report.published.end[:10] if report.published else "9999"
    return claim.modality != "planned" and claim.confidence >= _SURE and day is not None and day <= published


def _said(
    claim: Claim, voice: Voice, side_of: Callable[[str], str], acts: Callable[[str], bool]
) -> Iterator[_Said]:
    """What the claim says of each side that acts in it."""
    sides: dict[str, Participant] = {}
    for actor in claim.actors:
        if actor.entity and acts(actor.entity):
            sides.setdefault(side_of(actor.entity), actor)
    low, high = _share(claim)
    for side, actor in sides.items():
        assert claim.time is not None and claim.time.start is not None  # else it does not count
        yield _Said(
            claim=claim,
            voice=voice,
            actor=actor,
            side=side,
            how=_HOW[claim.event],
            low=low,
            high=high,
            day=claim.time.start[:10],
        )


def _share(claim: Claim) -> tuple[float | None, float | None]:
    """The least and greatest share that the actor holds after it; None where it is not said.

    Without a number the place as named is meant, unless the passage names a part of it.
    """
    how = _HOW[claim.event]
    shares = [one for one in claim.quantities if one.what == "share_controlled"]
    if how == "left":
        return 0.0, None if shares else 0.0
    if shares and how != "besieges":
        return shares[0].min, shares[0].max
    part = how == "besieges" or (claim.place is not None and claim.place.relation is not None)
    return None, None if part else 1.0


def _place_index(place: Place, places: list[tuple[Place, list[Told]]], index: dict[str, int]) -> int:
    """Where the claims of a place are kept: places of one id, or of one level and a few kilometres apart."""
    key = place.gazetteer_id or f"{place.country}:{fold(place.name)}"
    if key not in index:
        near = (
            at
            for at, (other, _) in enumerate(places)
            if other.level == place.level and _is_near(kilometres(other, place))
        )
        index[key] = next(near, len(places))
        if index[key] == len(places):
            places.append((place, []))
    return index[key]


def _is_near(distance: float | None) -> bool:
    return distance is not None and distance <= _SAME_KM


def _event_place(place: Place) -> EventPlace:
    return EventPlace(
        name=place.name,
        level=place.level,
        lat=place.lat,
        lon=place.lon,
        gazetteer_id=place.gazetteer_id,
        country=place.country,
    )


# -- the fold ---------------------------------------------------------------------------------------


def _fold(said: Sequence[_Said]) -> list[_State]:
    """The states of one place in the order of their days."""
    standing = [one for one in said if one.claim.modality != "denied"]
    states: list[_State] = []
    for day, today in groupby(sorted(standing, key=_in_order), key=lambda one: one.day):
        fresh: list[_State] = []
        for one in today:
            home = next((state for state in fresh if _agree(state, one)), None)
            if home is None:
                home = _State(first=one)
                fresh.append(home)
            home.words.append(one)
        for state in _carry_on(states, fresh):
            for before in states:
                if before.until is None and _ends(before, state):
                    before.until = day
            states.append(state)
    _contest(states, [one for one in said if one.claim.modality == "denied"])
    return states


def _in_order(one: _Said) -> tuple[str, str, bool, str]:
    """By day; what is told with a share first, so that it names the state."""
    return one.day, one.side, not one.told, one.claim.id


def _agree(state: _State, one: _Said) -> bool:
    """True when a claim says of the same side what the state says: the same share of it, held or taken."""
    first = state.first
    if first.side != one.side or _kind(first.how) != _kind(one.how):
        return False
    if first.told and one.told:
        return _meet(first, one)
    if first.told or one.told:
        return min(first.whole, one.whole) == 1.0
    return (first.high is None) == (one.high is None)


def _kind(how: How) -> str:
    return "holds" if how == "took" else how


def _meet(a: _Said, b: _Said) -> bool:
    low = max(a.low or 0.0, b.low or 0.0)
    return low <= min(1.0 if one.high is None else one.high for one in (a, b))


def _carry_on(states: Sequence[_State], fresh: Sequence[_State]) -> list[_State]:
    """The states of a day that are news; those that tell on an earlier one, which still stands, join it."""
    news = []
    for state in fresh:
        before = next(
            (
                old
                for old in states
                if old.until is None
                and _agree(old, state.first)
                and not any(_clash(old.first, other.first) for other in fresh)
            ),
            None,
        )
        if before is None:
            news.append(state)
        else:
            before.words += state.words
    return news


def _ends(before: _State, state: _State) -> bool:
    """True when a later state cannot stand beside an earlier one."""
    a, b = before.first, state.first
    if a.side == b.side:
        return b.how != "besieges"
    return _clash(a, b)


def _clash(a: _Said, b: _Said) -> bool:
    """True when two sides are said to hold more than all of the place together."""
    holding = _kind(a.how) == _kind(b.how) == "holds"
    return holding and a.side != b.side and a.whole + b.whole > 1.0


def _contest(states: Sequence[_State], denied: Sequence[_Said]) -> None:
    """Set against each state the words of others that deny it, or say of the same day what cannot be."""
    for state in states:
        first = state.first
        for one in denied:
            if one.side == first.side and _kind(one.how) == _kind(first.how) and _during(state, one.day):
                state.against.setdefault(one.claim.id, one)
        for other in states:
            there = other.first
            left = first.side == there.side and "left" in (first.how, there.how) and first.how != there.how
            if there.day == first.day and (
                _clash(first, there) or (left and "besieges" not in (first.how, there.how))
            ):
                mine = {one.voice.origin for one in state.words}
                for one in other.words:
                    if {one.voice.origin} != mine:
                        state.against.setdefault(one.claim.id, one)


def _during(state: _State, day: str) -> bool:
    return state.first.day <= day and (state.until is None or day <= state.until)


def _control(place: EventPlace, state: _State) -> Control:
    first = state.first
    told = [one for one in state.words if one.told and _kind(one.how) != "left"]
    lows = [one.low for one in told if one.low is not None]
    highs = [one.high for one in told if one.high is not None]
    words = [(one, False) for one in state.words] + [(one, True) for one in state.against.values()]
    seed = "\0".join(("control", first.side, first.how, first.day, first.claim.id))
    return Control(
        id=xxhash.xxh3_128_hexdigest(seed.encode()),
        place=place,
        actor=first.actor.entity or first.side,
        actor_name=first.actor.name or first.actor.span.quote,
        how="took" if any(one.how == "took" for one in state.words) else first.how,
        share_min=max(lows) if lows else first.low,
        share_max=min(highs) if highs else first.high,
        since=first.day,
        until=state.until,
        words=tuple(
            Word(claim_id=one.claim.id, origin=one.voice.origin, name=one.voice.name, against=against)
            for one, against in words
        ),
        contested=bool(state.against),
    )
