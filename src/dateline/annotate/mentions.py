"""What the annotators hand to the claim stage: plain offsets, one type a kind of mention.

Offsets are code points into the report's text. Spans with quotes are built once, when a claim is made.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol, TypeVar

from dateline.model import Alternative, Anchor, Grain, Level, SourceKind


class Stretch(Protocol):
    """Whatever stands at `[start, end)`."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_S = TypeVar("_S", bound=Stretch)
_START, _END = attrgetter("start"), attrgetter("end")


def inside(found: Sequence[_S], around: Stretch) -> tuple[_S, ...]:
    """Those of `found` that lie wholly in `around`; `found` is in text order."""
    low = bisect_left(found, around.start, key=_START)
    high = bisect_left(found, around.end, low, key=_START)
    return tuple([one for one in found[low:high] if one.end <= around.end])


def touching(found: Sequence[_S], start: int, end: int) -> Sequence[_S]:
    """Those of `found` that overlap `[start, end)`; `found` is in text order, and none overlaps another."""
    low = bisect_right(found, start, key=_END)
    return found[low : bisect_left(found, end, low, key=_START)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence: `[start, end)` without surrounding white space."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time expression and the days that it means.

    `start`/`end` are the expression's offsets; `first`/`last` ISO dates (None when it cannot be anchored);
    `value` the TIMEX3 value ("2017-11-17", "P3D", "XXXX-WXX-5"); `kind` date, time, duration or set.
    """

    start: int
    end: int
    first: str | None
    last: str | None
    grain: Grain
    anchor: Anchor
    rule: str
    value: str
    kind: str = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place name and the gazetteer's answer.

    `start`/`end` cover the name alone; `outer_start`/`outer_end` also the class noun and relation printed
    with it ("thành phố Albu Kamal", "eastern outskirts of Idlib"). `role` is "place"; "adjective" / "people"
    for "Turkish", "người Syria", which are no places of an event unless nothing else is; "actor" for a
    capital that speaks; or "dateline" for the city that the report was filed from. `confidence` is the chance
    that the point is right; `radius_km` how far from it the place told may well lie ("12 km south of" has
    moved the point); `alternatives` what else the name may mean, likeliest first.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    name: str
    level: Level
    lat: float | None
    lon: float | None
    gazetteer_id: str | None
    country: str | None
    confidence: float
    relation: str | None = None
    role: str = "place"
    rule: str = ""
    radius_km: float | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMention:
    """A number with its approximation: "at least 12" is 12 to None, "dozens" 24 to None, "3/4" 0.75.

    `start`/`end` cover approximator and number; `core_start`/`core_end` the number alone.
    `form` is "count", "share" (3/4, 95 %, most of), "money", "measure" (km, mm, years old) or "other".
    """

    start: int
    end: int
    core_start: int
    core_end: int
    min: float | None
    max: float | None
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMention:
    """A source as named: its span, kind, and codebook entity when it has one."""

    start: int
    end: int
    kind: SourceKind
    entity: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A passage and those it is credited to, outermost first.

    `content_start`/`content_end` is what is attributed; the cue is the word that attributes ("said",
    "theo"). `quoted` tells direct speech from indirect; `carried` names the rule when the source runs on
    from an earlier sentence.
    """

    sources: tuple[SourceMention, ...]
    cue_start: int
    cue_end: int
    content_start: int
    content_end: int
    quoted: bool
    rule: str
    carried: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantMention:
    """A noun phrase that can act or suffer: "22 people", "Syrian army", "các tay súng IS", "Turkish".

    `start`/`end` leave determiners out, `outer_start` counts them and the number in. `cls` is the class of
    the head noun (see participants.toml), or "entity" for a bare name, "metonym" for a bare country or
    capital, "adjective" for a describing word alone, "name" for a person or body known by capitals only,
    "pronoun" for a word that stands for the mention at `refers` ("they", "lực lượng này"). `single` is true
    for one being: "a woman", a person's name.
    """

    start: int
    end: int
    outer_start: int
    cls: str
    entity: str | None = None
    number: NumberMention | None = None
    refers: tuple[int, int] | None = None
    single: bool = False
