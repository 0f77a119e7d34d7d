"""Where a happening was: each place of its sentence, and of those before, is judged by a fitted model.

The features are language-neutral: on which side of the trigger a place stands and what stands between, its
marker and level, whether the report is about its country, and whether the happening told before was there.
Weights are fitted by `scripts/fit.py`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.mentions import ParticipantMention, PlaceMention, inside
from dateline.annotate.page import Page
from dateline.claim.candidates import Candidate
from dateline.claim.clause import Skeleton
from dateline.claim.linear import LinearModel

# Sentences that a place may be carried over.
_BACK = 5
_WIDTH = {"site": 0, "settlement": 0, "district": 1, "province": 2, "region": 3, "country": 4}
_FINE = 1
_UNREAL = ("dateline",)


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
class Atlas:
    """The places of a report by sentence, datelines left out, and the country that most of them lie in."""

    sentences: tuple[tuple[PlaceMention, ...], ...]
    home: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenery:
    """What a sentence offers to the choice: its number, participants, speakers, an anaphor ("the town")."""

    index: int
    bones: Skeleton
    mentions: Sequence[ParticipantMention]
    speakers: Sequence[tuple[int, int]]
    anaphor: bool


def atlas(page: Page) -> Atlas:
    """Sort the places of a page by sentence."""
    spots = [place for place in page.places if place.role not in _UNREAL]
    sentences = tuple(inside(spots, sentence) for sentence in page.sentences)
    homes = Counter(place.country for place in spots if place.country)
    return Atlas(sentences=sentences, home=homes.most_common(1)[0][0] if homes else None)


def choose_place(
    trigger: Candidate,
    scenery: Scenery,
    places: Atlas,
    last: PlaceMention | None,
    model: LinearModel,
) -> PlaceChoice | None:
    """The likeliest place of one happening; `last` is the place of the one told before it."""
    told = options(trigger, scenery, places, last)
    if not told:
        return None
    best = max(told, key=lambda option: (model.probability(option[1]), -option[0].start))[0]
    carried = best.end <= scenery.bones.sentence.start
    choice = PlaceChoice(mention=best, rule=_rule(best, carried=carried), carried=carried)
    return _settle(choice, places.sentences[scenery.index], last)


def _rule(place: PlaceMention, *, carried: bool) -> str:
    if carried:
        return "place.told-before"
    return "place.by-adjective" if place.role in ("adjective", "people") else "place.in-sentence"


def _settle(choice: PlaceChoice, here: Sequence[PlaceMention], last: PlaceMention | None) -> PlaceChoice:
    """Give a quarter or building without a point the settlement around it."""
    if choice.mention.lat is not None or choice.mention.level != "site":
        return choice
    near = (*(place for place in here if place.role == "place"), last)
    around = next((s for s in near if s is not None and s.level == "settlement" and s.lat is not None), None)
    return PlaceChoice(mention=choice.mention, rule=choice.rule, carried=choice.carried, within=around)


def options(
    trigger: Candidate, scenery: Scenery, places: Atlas, last: PlaceMention | None
) -> tuple[tuple[PlaceMention, tuple[str, ...]], ...]:
    """Every place that may be meant, with its features. Of those told before, each once, where last told."""
    here = places.sentences[scenery.index]
    real = [place for place in here if place.role == "place"]
    finest = min((_WIDTH[place.level] for place in real), default=9)
    have = "none" if not real else "fine" if finest <= _FINE else "wide"
    out = [
        (place, (*_inside(trigger, scenery, place, finest), *_both("in", place, scenery, places, last, have)))
        for place in here
    ]
    for back, place in _before(scenery.index, places):
        told = (f"before|{min(back, 4)}", f"before|{trigger.event}", f"before|{trigger.voice}|{back == 1}")
        out.append((place, (*told, *_both("before", place, scenery, places, last, have))))
    return tuple(out)


def _before(index: int, places: Atlas) -> list[tuple[int, PlaceMention]]:
    """The real places told before, by how many sentences back; the nearest ones, or else the last of all."""
    found: dict[str, tuple[int, PlaceMention]] = {}
    for back in range(1, index + 1):
        if back > _BACK and found:
            break
        for place in places.sentences[index - back]:
            if place.role == "place":
                found.setdefault(_key(place), (back, place))
    return list(found.values())


def _key(place: PlaceMention) -> str:
    return place.gazetteer_id or place.name


def _both(
    side: str,
    place: PlaceMention,
    scenery: Scenery,
    places: Atlas,
    last: PlaceMention | None,
    have: str,
) -> tuple[str, ...]:
    """What can be said of a place wherever it stands."""
    again = last is not None and _key(last) == _key(place)
    home = place.country == places.home
    point = "point" if place.lat is not None else "none"
    return (
        f"{side}|{place.role}|{place.level}",
        f"{side}|{point}",
        f"{side}|home{home}",
        f"{place.level}|home{home}",
        f"{side}|again{again}",
        f"{side}|have-{have}|{place.level}",
        f"{side}|anaphor{scenery.anaphor}|{place.level}",
    )


def _inside(trigger: Candidate, scenery: Scenery, place: PlaceMention, finest: int) -> tuple[str, ...]:
    """How a place of the sentence stands to the trigger."""
    bones = scenery.bones
    left = place.end <= trigger.start
    low, high = (place.end, trigger.start) if left else (trigger.end, place.start)
    side = "L" if left else "R"
    boundary = bones.between(low, max(low, high))
    marker = bones.marker_before(place.outer_start) or "-"
    speaks = any(start <= place.start < end for start, end in scenery.speakers)
    part = any(m.outer_start <= place.start < m.end for m in scenery.mentions)
    return (
        f"{side}|{boundary}",
        f"{side}|{marker}",
        f"{side}|{marker}|{place.level}",
        f"{side}|{marker}|{trigger.frame}",
        f"{side}|{boundary}|{marker}",
        f"{side}|far{min(max(high - low, 0) // 25, 6)}",
        f"marker|{marker}|{trigger.event}",
        f"related{place.relation is not None}|{place.level}",
        f"sure{int(5 * place.confidence)}",
        f"finest{_WIDTH[place.level] == finest}",
        f"speaks{speaks}",
        f"participant{part}|{place.role}",
    )
