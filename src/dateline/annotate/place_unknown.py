"""Places that only their class noun tells: "làng X", "village of X". They keep their name, without a point."""

from collections.abc import Iterator, Sequence

from dateline.annotate.mentions import PlaceMention
from dateline.annotate.place_names import BREAK, SPACE, TIGHT, Words, is_capital, phrase_after, phrase_before
from dateline.annotate.place_rules import PlaceRules
from dateline.model import Level

_MOST_WORDS = 5
_SETTLED = ("settlement", "site", "district")


def find_unknown(words: Words, rules: PlaceRules, taken: Sequence[tuple[int, int]]) -> Iterator[PlaceMention]:
    """Names with a class noun of a small place that lie outside `taken`."""
    last = -1
    for i in words.capitals:
        if i <= last or (i and words.gaps[i] == SPACE and is_capital(words.printed[i - 1])):
            continue
        before = _class_before(words, i, rules)
        last = _run(words, i, rules)
        found = before or _class_after(words, last, rules)
        if found is None:
            continue
        level, outer_first, outer_last = found
        first = i - 1 if _has_article(words, i, rules) else i
        start, stop = words.starts[first], words.ends[last]
        key = " ".join(words.lowered[i : last + 1])
        if key in rules.stop or key in rules.names or any(s < stop and start < e for s, e in taken):
            continue
        yield PlaceMention(
            start=start, end=stop, outer_start=words.starts[min(outer_first, first)],
            outer_end=words.ends[max(outer_last, last)], name=words.text[start:stop], level=level, lat=None,
            lon=None, gazetteer_id=None, country=None, confidence=0.35, rule="class-noun",
        )  # fmt: skip


def _has_article(words: Words, i: int, rules: PlaceRules) -> bool:
    return i > 0 and words.printed[i - 1] in rules.articles and words.gaps[i] not in (BREAK, SPACE)


def _run(words: Words, i: int, rules: PlaceRules) -> int:
    end = i
    for j in range(i + 1, min(i + _MOST_WORDS, len(words.printed))):
        if words.gaps[j] == BREAK:
            break
        if is_capital(words.printed[j]) or (words.printed[j][0].isdigit() and words.gaps[j] != SPACE):
            end = j
        elif not (
            words.printed[j] in rules.articles or (words.gaps[j] == TIGHT and len(words.printed[j]) > 1)
        ):
            break
    return end


def _class_before(words: Words, i: int, rules: PlaceRules) -> tuple[Level, int, int] | None:
    at = i - 1 if _has_article(words, i, rules) else i
    hit = phrase_before(words, at, rules)
    while hit and hit[0].link and not hit[0].levels and words.printed[at - hit[1]] == "of":
        at -= hit[1]
        hit = phrase_before(words, at, rules)
    if hit and hit[0].levels and hit[0].levels[0] in _SETTLED and words.printed[at - 1].islower():
        return hit[0].levels[0], at - hit[1], i
    return None


def _class_after(words: Words, end: int, rules: PlaceRules) -> tuple[Level, int, int] | None:
    hit = phrase_after(words, end + 1, rules)
    if hit and hit[0].levels_after and hit[0].levels_after[0] in _SETTLED and words.gaps[end + 1] == SPACE:
        return hit[0].levels_after[0], end + 1, end + hit[1]
    return None
