"""Who is said to hold a place, how much of it, since when and until when, and on whose word.

Claims of advance, withdrawal, siege and control of one place are put in order of their days. Each says of one
side how much it holds from that day on; what different origins say alike is one state. A state ends on the
day when the next one begins that cannot stand beside it. Nothing is inferred for places that lie within or
around: the fall of a district says nothing of its villages unless a claim does.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
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
Friends = set[frozenset[str]]
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
    denied: bool
    allies: frozenset[str]

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
    words: list[_Said]
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
    states = []
    for place, here in places:
        said = [one for claim, _ in here for one in _said(claim, voices[claim.id], side_of, acts)]
        named = _event_place([claim.place or place for claim, _ in here])
        states += [_control(named, state) for state in _fold(said)]
    return tuple(sorted(states, key=lambda one: (one.place.name, one.since, one.how, one.actor, one.id)))


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
    how, denied = _HOW[claim.event], claim.modality == "denied"
    low, high = _share(claim)
    if how == "left" and denied:
        # Who denies that a side left says that it is still there.
        how, denied, low, high = "holds", False, None, 1.0
    for side, actor in sides.items():
        assert claim.time is not None and claim.time.start is not None  # else it does not count
        yield _Said(
            claim=claim,
            voice=voice,
            actor=actor,
            side=side,
            how=how,
            low=low,
            high=high,
            day=claim.time.start[:10],
            denied=denied,
            allies=frozenset(sides) - {side},
        )


def _share(claim: Claim) -> tuple[float | None, float | None]:
    """The least and greatest share that the actor holds after it; None where it is not said.

    Without a number the place as named is meant, unless the passage names a part of it or counts villages.
    """
    how = _HOW[claim.event]
    shares = [one for one in claim.quantities if one.what == "share_controlled"]
    if how == "left":
        return 0.0, None if shares else 0.0
    if shares and how != "besieges":
        return shares[0].min, shares[0].max
    counted = any(one.what == "settlements_taken" for one in claim.quantities)
    part = how == "besieges" or counted or (claim.place is not None and claim.place.relation is not None)
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


def _event_place(places: Sequence[Place]) -> EventPlace:
    """The place by the name that most claims give."""
    votes = Counter((place.gazetteer_id or "", place.name) for place in places)
    key = min(votes, key=lambda key: (-votes[key], key))
    place = next(place for place in places if (place.gazetteer_id or "", place.name) == key)
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
    friends = {frozenset((one.side, ally)) for one in said for ally in one.allies}
    standing = sorted((one for one in said if not one.denied), key=_in_order)
    states: list[_State] = []
    for day, today in groupby(standing, key=lambda one: one.day):
        news = _carry_on(states, _of_one_day(today), friends)
        for before in states:
            if before.until is None and any(_ends(before.first, state.first, friends) for state in news):
                before.until = day
        states += news
    _contest(states, [one for one in said if one.denied], friends)
    return states


def _in_order(one: _Said) -> tuple[str, str, bool, str]:
    """By day; what is told with a share first, so that it names the state."""
    return one.day, one.side, not one.told, one.claim.id


def _of_one_day(said: Iterable[_Said]) -> list[_State]:
    """What is said of one day, put together by side and share; who says not how much agrees with who does."""
    states: list[_State] = []
    for one in said:
        home = next((state for state in states if _agree(state, one, loosely=True)), None)
        if home is None:
            states.append(_State(first=one, words=[one]))
        else:
            home.words.append(one)
    return states


def _agree(state: _State, one: _Said, *, loosely: bool = False) -> bool:
    """True when a claim says of a side that it holds the share that a state says."""
    first = state.first
    if first.side != one.side or _kind(first.how) != _kind(one.how):
        return False
    if first.told and one.told:
        return all(_meet(one, word) for word in state.words if word.told)
    if first.told or one.told:
        return loosely or min(first.whole, one.whole) == 1.0
    return (first.high is None) == (one.high is None)


def _again(state: _State, one: _Said) -> bool:
    """True when what is said of a later day can be what a state says already.

    To take or to leave is to do it anew, unless it is told as of the day before or after.
    """
    if one.how not in ("took", "left"):
        return True
    apart = date.fromisoformat(one.day) - date.fromisoformat(state.first.day)
    return apart.days <= 1 and any(word.how == one.how for word in state.words)


def _kind(how: How) -> str:
    return "holds" if how == "took" else how


def _meet(a: _Said, b: _Said) -> bool:
    low = max(a.low or 0.0, b.low or 0.0)
    return low <= min(1.0 if one.high is None else one.high for one in (a, b))


def _carry_on(states: Sequence[_State], fresh: Sequence[_State], friends: Friends) -> list[_State]:
    """The states of a day that are news; those that tell on an earlier one, which still stands, join it."""
    news = []
    for state in fresh:
        rivals = [other.first for other in fresh]
        before = next(
            (
                old
                for old in states
                if old.until is None
                and all(_agree(old, word) and _again(old, word) for word in state.words)
                and not any(_clash(old.first, rival, friends) for rival in rivals)
            ),
            None,
        )
        if before is None:
            news.append(state)
        else:
            before.words += state.words
    return news


def _ends(before: _Said, later: _Said, friends: Friends) -> bool:
    """True when what a side is said to hold later cannot stand beside what was said before."""
    if before.side == later.side:
        return later.how != "besieges"
    return _clash(before, later, friends)


def _clash(a: _Said, b: _Said, friends: Friends) -> bool:
    """True when two sides that never act together are said to hold more than all of the place."""
    holding = _kind(a.how) == _kind(b.how) == "holds"
    apart = a.side != b.side and frozenset((a.side, b.side)) not in friends
    return holding and apart and a.whole + b.whole > 1.0


def _contest(states: Sequence[_State], denied: Sequence[_Said], friends: Friends) -> None:
    """Set against each state the words of others that deny it, or say of the same day what cannot be."""
    for state in states:
        first = state.first
        mine = {one.voice.origin for one in state.words}
        for one in denied:
            if one.side == first.side and _kind(one.how) == _kind(first.how) and _during(state, one.day):
                state.against.setdefault(one.claim.id, one)
        for other in states:
            there = other.first
            if there.day == first.day and (_clash(first, there, friends) or _left(first, there)):
                for one in other.words:
                    # What is said on a later day is no word against what was the case on this one.
                    if one.day == first.day and {one.voice.origin} != mine:
                        state.against.setdefault(one.claim.id, one)


def _left(a: _Said, b: _Said) -> bool:
    """True when a side is said to have left and to hold or take."""
    return a.side == b.side and {_kind(a.how), _kind(b.how)} == {"left", "holds"}


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
