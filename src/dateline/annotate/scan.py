"""The lexicon's hits on one text, sorted by category and ready to be asked for a stretch."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from dateline.annotate.lexicon import Hit, Lexicon

# No word of a lexicon reaches further, in code points, beyond a small word inside it.
_LONGEST = 40
# The words of grammar are asked for together: under this name stand the hits of all these categories.
GRAMMAR = "grammar"
_GRAMMAR = frozenset(
    (
        "trigger",
        "marker",
        "boundary",
        "passive",
        "auxiliary",
        "light",
        "cue",
        "modifier",
        "determiner",
        "attributive",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Hits of each category in text order, with their starts for bisection.

    `reaches` tells of each hit how far it or any before it reaches; `inside` holds the spans that lie in a
    longer hit of whatever category.
    """

    hits: Mapping[str, tuple[Hit, ...]]
    starts: Mapping[str, tuple[int, ...]]
    reaches: Mapping[str, tuple[int, ...]]
    inside: frozenset[tuple[int, int]]

    def within(self, category: str, start: int, end: int) -> tuple[Hit, ...]:
        """The hits of a category that lie wholly in `[start, end)`."""
        starts = self.starts.get(category)
        if not starts:
            return ()
        low = bisect_left(starts, start)
        high = bisect_left(starts, end, low)
        if low >= high:
            return ()
        found = self.hits[category][low:high]
        if self.reaches[category][high - 1] <= end:
            return found
        return tuple([hit for hit in found if hit.end <= end])


_WORDS = ("alias", "noun", "decoy", "trigger", "cue", "context", "toll")


def covered(hit: Hit, found: Scan, *, categories: tuple[str, ...] = _WORDS) -> bool:
    """True when a hit lies inside a longer word of another category: the "bị" of "thiết bị"."""
    if (hit.start, hit.end) not in found.inside:
        return False
    low, high = hit.start - _LONGEST, hit.end + _LONGEST
    size = hit.end - hit.start
    for category in categories:
        starts = found.starts.get(category)
        if not starts:
            continue
        before = bisect_right(starts, hit.start)
        if not before or found.reaches[category][before - 1] < hit.end:
            continue
        for other in found.hits[category][bisect_left(starts, low, 0, before) : before]:
            if hit.end <= other.end <= high and other.end - other.start > size:
                return True
    return False


def scan(text: str, lexicon: Lexicon) -> Scan:
    """Run the automaton over `text` once and sort what it found by category."""
    grammar: list[Hit] = []
    hits: defaultdict[str, list[Hit]] = defaultdict(list)
    hits[GRAMMAR] = grammar
    inside: set[tuple[int, int]] = set()
    begin = reach = -1
    for hit in lexicon.scan(text):
        category = hit.entry.category
        hits[category].append(hit)
        if category in _GRAMMAR:
            grammar.append(hit)
        # In order of start and length, what ends no later than a hit before it lies in that one.
        end = hit.end
        if end > reach:
            begin, reach = hit.start, end
        elif end < reach or hit.start > begin:
            inside.add((hit.start, end))
    return Scan(
        hits={category: tuple(found) for category, found in hits.items()},
        starts={category: tuple([hit.start for hit in found]) for category, found in hits.items()},
        reaches={
            category: tuple(accumulate([hit.end for hit in found], max)) for category, found in hits.items()
        },
        inside=frozenset(inside),
    )
