"""Places that the gazetteer does not know, or only knows elsewhere.

A class noun tells them ("làng X", "X village"), the first word of the name ("Kafr X"), or a preposition and
the place that they are printed in ("at X in Y district"). They keep their name. A quarter or a site gets the
point of the town that it is printed in; a village gets none.
"""

import bisect
from collections.abc import Iterable, Iterator, Sequence

from dateline.annotate.mentions import PlaceMention
from dateline.annotate.place_names import BREAK, SPACE, TIGHT, Words, is_capital, phrase_after, phrase_before
from dateline.annotate.place_rules import PlaceRules
from dateline.model import Level

_MOST_WORDS = 5
_SETTLED = ("settlement", "site", "district")
# How far behind a name the place may be printed that it lies in.
_REACH = 40
_PLAIN: Level = "settlement"


def painted(size: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    """A byte for each character of a text of `size`, 1 inside the spans."""
    canvas = bytearray(size)
    for start, end in spans:
        canvas[start:end] = b"\1" * len(canvas[start:end])
    return canvas


def find_unknown(
    words: Words, rules: PlaceRules, known: Sequence[PlaceMention], barred: bytearray
) -> list[PlaceMention]:
    """Names of small places that no mention of `known` covers, nor a painted stretch of `barred`."""
    taken = bytearray(barred)
    for mention in known:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    around = sorted((m for m in known if m.role == "place"), key=lambda m: m.outer_start)
    runs = [
        (first, last)
        for first, last in _runs(words, taken, rules)
        if 1 not in taken[words.starts[first] : words.ends[last]]
    ]
    told = list(_told(words, runs, around, rules))
    return [*told, *_placed(words, runs, [*around, *told], rules)]


def _runs(words: Words, taken: bytearray, rules: PlaceRules) -> Iterator[tuple[int, int]]:
    """First and last word of each capitalised run that is nothing else."""
    last = -1
    for i in words.capitals:
        if i <= last or (i and words.gaps[i] == SPACE and is_capital(words.printed[i - 1])):
            continue
        if taken[words.starts[i]]:
            continue
        last = _run(words, i, rules)
        if 1 in taken[words.starts[i] : words.ends[last]]:
            continue
        if any(_is_other(words, k, rules) for k in range(i, last + 1)):
            continue
        key = " ".join(words.lowered[i : last + 1])
        if key not in rules.stop and key not in rules.names:
            yield i - 1 if _has_article(words, i, rules) else i, last


def _is_other(words: Words, i: int, rules: PlaceRules) -> bool:
    """True for a common word or an acronym: no part of a village's name."""
    word = words.printed[i]
    return words.lowered[i] in rules.stop or (word.isupper() and 1 < len(word) < 4)


def _told(
    words: Words, runs: Sequence[tuple[int, int]], around: Sequence[PlaceMention], rules: PlaceRules
) -> Iterator[PlaceMention]:
    """The runs whose class noun or first word tells a place."""
    outers = [mention.outer_start for mention in around]
    for first, last in runs:
        found = _class_before(words, first, rules) or _class_after(words, first, last, rules)
        if found is None and last > first and words.lowered[first] in rules.prefixes:
            found = _PLAIN, first, last, False
        if found is None:
            continue
        level, outer_first, outer_last, urban = found
        outer_last = max(outer_last, last)
        enclosing = _enclosing(words, outer_last, outers, around, rules)
        inside = enclosing if urban and enclosing and enclosing.level == "settlement" else None
        yield _unlisted(words, (first, last), (min(outer_first, first), outer_last), level, enclosing, inside)


def _placed(
    words: Words, runs: Sequence[tuple[int, int]], around: Sequence[PlaceMention], rules: PlaceRules
) -> Iterator[PlaceMention]:
    """The runs that a preposition and the place around them tell: "at X in Y district", "in al-X"."""
    inner = sorted(around, key=lambda mention: mention.outer_start)
    outers = [mention.outer_start for mention in inner]
    told = {mention.start for mention in around}
    for first, last in runs:
        hit = phrase_before(words, first, rules)
        if hit is None or hit[0].preposition < 2 or words.starts[first] in told or last - first > 2:
            continue
        enclosing = _enclosing(words, last, outers, inner, rules)
        if enclosing is not None or words.lowered[first] in rules.articles:
            yield _unlisted(words, (first, last), (first, last), "settlement", enclosing, None)


def _unlisted(
    words: Words,
    name: tuple[int, int],
    outer: tuple[int, int],
    level: Level,
    enclosing: PlaceMention | None,
    inside: PlaceMention | None,
) -> PlaceMention:
    start, end = words.starts[name[0]], words.ends[name[1]]
    return PlaceMention(
        start=start, end=end, outer_start=words.starts[outer[0]], outer_end=words.ends[outer[1]],
        name=words.text[start:end], level=level, lat=inside.lat if inside else None,
        lon=inside.lon if inside else None, gazetteer_id=None,
        country=enclosing.country if enclosing else None, confidence=0.35 if inside is None else 0.45,
        rule="class-noun" if inside is None else "enclosing",
    )  # fmt: skip


def _enclosing(
    words: Words, last: int, outers: Sequence[int], around: Sequence[PlaceMention], rules: PlaceRules
) -> PlaceMention | None:
    """The place that is printed right after as the one around it ("in Qamishli", ", tỉnh Idlib")."""
    end = words.ends[last]
    at = bisect.bisect_left(outers, end)
    if at == len(outers) or outers[at] - end > _REACH:
        return None
    between = words.text[end : outers[at]].strip().casefold()
    return around[at] if between in rules.child_first else None


def _has_article(words: Words, i: int, rules: PlaceRules) -> bool:
    return i > 0 and words.printed[i - 1] in rules.articles and words.gaps[i] not in (BREAK, SPACE)


def _run(words: Words, i: int, rules: PlaceRules) -> int:
    end = i
    for j in range(i + 1, min(i + _MOST_WORDS, len(words.printed))):
        if words.gaps[j] == BREAK:
            break
        word = words.printed[j]
        if word[0].isupper():
            after = rules.phrases.get(words.lowered[j])
            if words.gaps[j] == SPACE and after and after.levels_after:
                break
            end = j
        elif word.isdigit() and words.gaps[j] != SPACE:
            end = j
        elif not (word in rules.articles or (words.gaps[j] == TIGHT and len(word) > 1)):
            break
    return end


Found = tuple[Level, int, int, bool]


def _class_before(words: Words, first: int, rules: PlaceRules) -> Found | None:
    at = first
    hit = phrase_before(words, at, rules)
    while hit and hit[0].link and not hit[0].levels:
        at -= hit[1]
        hit = phrase_before(words, at, rules)
    if hit and hit[0].levels and hit[0].levels[0] in _SETTLED and words.printed[at - 1].islower():
        return hit[0].levels[0], at - hit[1], first, _is_urban(hit[0].levels)
    return None


def _class_after(words: Words, first: int, last: int, rules: PlaceRules) -> Found | None:
    hit = phrase_after(words, last + 1, rules)
    if words.opens(first) and last == first:
        # "Broken road signs": the capital is the sentence's.
        return None
    if hit and hit[0].levels_after and hit[0].levels_after[0] in _SETTLED and words.gaps[last + 1] == SPACE:
        return hit[0].levels_after[0], last, last + hit[1], _is_urban(hit[0].levels_after)
    return None


def _is_urban(levels: Sequence[Level]) -> bool:
    """True for classes of things that towns consist of: quarters and sites."""
    return "site" in levels
