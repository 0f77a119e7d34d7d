"""What numbers count: killed, wounded, vehicles destroyed, villages taken, shares of ground.

A number of people belongs to the toll word nearest to it ("22 people were killed", "nine injured"); a
number of things to the event that its noun can suffer in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.lexicon import Hit, longest
from dateline.annotate.mentions import NumberMention, ParticipantMention, Sentence
from dateline.annotate.scan import Scan
from dateline.claim.clause import Skeleton

# Extra distance, in code points, that a boundary between number and word is worth.
_PENALTY = {"none": 0, "coordination": 4, "comma": 18, "conjunction": 22, "relative": 18, "strong": 60}
_REACH = 90
_NOUN_REACH = 34

# Which events a counted thing belongs to: the event's code must start with one of these.
_THINGS: dict[str, tuple[str, ...]] = {
    "vehicles_destroyed": ("strike", "battle.clash", "state.destruction"),
    "aircraft_destroyed": ("state.interception",),
    "buildings_destroyed": ("state.destruction", "strike"),
    "munitions": ("strike",),
    "settlements_taken": ("battle.advance",),
    "weapons_seized": ("state.interception",),
}
_THING_CLASSES = ("object", "site", "carrier", "ground", "munition", "other")
_SHARED = {"casualties": ("killed", "wounded")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number with what it counts; `anchor` is where the word stands that says so."""

    number: NumberMention
    what: str
    min: float | None
    max: float | None
    of: str | None
    anchor: int


def toll_hits(scan: Scan, sentence: Sentence) -> tuple[Hit, ...]:
    """The toll words of a sentence, none inside another."""
    return longest(scan.within("toll", sentence.start, sentence.end))


def people_counts(
    sentence: Sentence,
    scan: Scan,
    bones: Skeleton,
    numbers: Sequence[NumberMention],
    mentions: Sequence[ParticipantMention],
) -> tuple[Count, ...]:
    """Each number of people with its fate. One number for "killed and wounded" is at most N of each."""
    tolls = toll_hits(scan, sentence)
    counts: list[Count] = []
    counted = [n for n in numbers if n.form == "count" and not _is_thing(scan, sentence, n, mentions)]
    fates = [_nearest(bones, tolls, numbers, n) for n in counted]
    for i in range(len(counted) - 2, -1, -1):
        # "78 civilians, including ten women, were killed": numbers with no word of their own share the next.
        if fates[i] is None and fates[i + 1] is not None and not _parted(tolls, counted[i], counted[i + 1]):
            fates[i] = fates[i + 1]
    for number, toll in zip(counted, fates, strict=True):
        if toll is None:
            continue
        of = _kind(scan, sentence, number)
        names = _fates(bones, tolls, toll, numbers)
        for name in names:
            low, high = (number.min, number.max) if len(names) == 1 else (None, number.max)
            counts.append(Count(number=number, what=name, min=low, max=high, of=of, anchor=toll.start))
    return tuple(counts)


def single_victims(bones: Skeleton, victims: Sequence[ParticipantMention], scan: Scan) -> tuple[Count, ...]:
    """One for each single victim, named or told with "a": "a woman was injured", "killed Omar Haddad"."""
    counts: list[Count] = []
    tolls = toll_hits(scan, bones.sentence)
    for victim in victims:
        if not victim.single or victim.cls in _THING_CLASSES:
            continue
        number = NumberMention(
            start=victim.outer_start,
            end=victim.end,
            core_start=victim.outer_start,
            core_end=victim.end,
            min=1,
            max=1,
            form="count",
        )
        toll = _nearest(bones, tolls, (), number)
        if toll is None:
            continue
        name = str(toll.entry.data["name"])
        of = _kind(scan, bones.sentence, number)
        counts += [
            Count(number=number, what=what, min=1, max=1, of=of, anchor=toll.start)
            for what in _SHARED.get(name, (name,))
        ]
    return tuple(counts)


def thing_counts(
    sentence: Sentence,
    scan: Scan,
    numbers: Sequence[NumberMention],
    mentions: Sequence[ParticipantMention],
    event: str,
) -> tuple[Count, ...]:
    """The numbers of things that an event of this type counts, and shares of ground."""
    counts: list[Count] = []
    for number in numbers:
        if number.form == "share" and event in ("battle.advance", "control.status", "battle.withdrawal"):
            counts.append(_count(number, "share_controlled", number.start))
        if number.form != "count" or _is_people(number, mentions):
            continue
        for hit in _nouns_after(scan, sentence, number):
            what = str(hit.entry.data["name"])
            if event.startswith(_THINGS[what]):
                counts.append(_count(number, what, hit.start))
                break
    return tuple(counts)


def _count(number: NumberMention, what: str, anchor: int) -> Count:
    return Count(number=number, what=what, min=number.min, max=number.max, of=None, anchor=anchor)


def _nouns_after(scan: Scan, sentence: Sentence, number: NumberMention) -> tuple[Hit, ...]:
    return scan.within("counted", number.end, min(sentence.end, number.end + _NOUN_REACH))


def _parted(tolls: Sequence[Hit], first: NumberMention, second: NumberMention) -> bool:
    return any(first.end <= toll.start < second.start for toll in tolls)


def _is_thing(
    scan: Scan, sentence: Sentence, number: NumberMention, mentions: Sequence[ParticipantMention]
) -> bool:
    """True when the number counts things: its noun is equipment, a building or a place."""
    for mention in mentions:
        if mention.number is number:
            return mention.cls in _THING_CLASSES
    if any(hit.start - number.end <= 2 for hit in _nouns_after(scan, sentence, number)):
        return True
    # "two suicide car bombs": the number counts the happening itself.
    happenings = scan.within("trigger", number.end, sentence.end)
    return any(hit.start - number.end <= 1 and hit.entry.data["tag"] is None for hit in happenings[:4])


def _is_people(number: NumberMention, mentions: Sequence[ParticipantMention]) -> bool:
    return any(m.number is number and m.cls not in _THING_CLASSES for m in mentions)


def _nearest(
    bones: Skeleton, tolls: Sequence[Hit], numbers: Sequence[NumberMention], number: NumberMention
) -> Hit | None:
    best: tuple[int, int, Hit] | None = None
    for toll in tolls:
        after = toll.start >= number.end
        low, high = (number.end, toll.start) if after else (toll.end, number.start)
        if high < low:
            low = high
        boundary = bones.between(low, high)
        cost = high - low + _PENALTY[boundary] + (0 if after else 3)
        if not after and boundary != "none":
            cost += _PENALTY["comma"]  # a word before its number stands close to it: "killing 22"
        cost += 30 * sum(1 for n in numbers if n is not number and low <= n.start and n.end <= high and after)
        if cost <= _REACH and (best is None or (cost, toll.start) < best[:2]):
            best = (cost, toll.start, toll)
    return best[2] if best else None


def _fates(
    bones: Skeleton, tolls: Sequence[Hit], toll: Hit, numbers: Sequence[NumberMention]
) -> tuple[str, ...]:
    """The fates that a toll word names, with the one coordinated to it ("killed and injured")."""
    name = str(toll.entry.data["name"])
    if name in _SHARED:
        return _SHARED[name]
    for other in tolls:
        between = bones.text[toll.end : other.start].strip()
        if (
            other.start > toll.end
            and 0 < len(between) <= 5
            and bones.between(toll.end, other.start) == "coordination"
        ):
            second = str(other.entry.data["name"])
            pair = {name, second} == {"killed", "wounded"}
            if pair and not any(toll.end <= n.start < other.start for n in numbers):
                return (name, second)
    return (name,)


def _kind(scan: Scan, sentence: Sentence, number: NumberMention) -> str | None:
    kinds = scan.within("kind", number.core_start, min(sentence.end, number.end + _NOUN_REACH))
    return str(longest(kinds)[0].entry.data["name"]) if kinds else None
