"""Names whose spans are given: what another reader marked as a place is looked up in every way there is."""

import bisect
from collections.abc import Iterable, Iterator, Sequence

from dateline.annotate.place_names import Name, Words, demonym_at, phrase_after, phrase_before
from dateline.annotate.place_rules import PlaceRules

__all__ = ["given_names", "with_given"]


def given_names(words: Words, spans: Iterable[tuple[int, int]], rules: PlaceRules) -> list[Name | None]:
    """The name at each span; None where no gazetteer entry is spelt like it.

    The whole span is tried first, then what is left of it without article and class noun ("the city of X",
    "X County"), then shorter parts of it.
    """
    return [_given(words, *span, rules) for span in spans]


def with_given(names: Sequence[Name], given: Iterable[Name | None]) -> list[Name]:
    """`names` in order, those that overlap a given one replaced by it."""
    kept = sorted({(name.first, name.last): name for name in given if name}.values())
    ends = [name.last for name in kept]

    def is_free(name: Name) -> bool:
        at = bisect.bisect_left(ends, name.first)
        return at == len(kept) or kept[at].first > name.last

    return sorted([*kept, *filter(is_free, names)], key=lambda name: (name.first, name.last))


def _given(words: Words, start: int, end: int, rules: PlaceRules) -> Name | None:
    first = bisect.bisect_right(words.ends, start)
    last = bisect.bisect_left(words.starts, end) - 1
    if last < first:
        return None
    alias = rules.abbreviations.get(words.text[start:end].rstrip(".") + ".") or rules.abbreviations.get(
        words.text[start:end]
    )
    if alias and (found := rules.gazetteer.lookup(alias)):
        return Name(first, last, found, alias=alias)
    demonym = demonym_at(words, first, rules)
    if demonym and demonym.last == last:
        return demonym
    for a, b in _parts(words, first, last, rules):
        candidates = rules.gazetteer.lookup(words.text[words.starts[a] : words.ends[b]])
        if candidates:
            return Name(a, b, candidates)
    return demonym


def _parts(words: Words, first: int, last: int, rules: PlaceRules) -> Iterator[tuple[int, int]]:
    """The span, then what class nouns, articles and sides leave of it, then its longest ends and openings."""
    yield first, last
    a, b = first, last
    while a < b and (hit := phrase_after(words, a, rules) or phrase_before(words, a + 1, rules)):
        phrase, n = hit
        if a + n > b or not (phrase.levels or phrase.link or phrase.side or phrase.part):
            break
        a += n
        yield a, b
    while a < b and (after := phrase_after(words, b, rules)) and after[0].levels_after and after[1] == 1:
        b -= 1
        yield a, b
    for size in range(b - a, 0, -1):
        for at in range(a, b - size + 2):
            if words.printed[at][0].isupper():
                yield at, at + size - 1
