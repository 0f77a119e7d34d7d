"""The lexicon's hits on one text, sorted by category and ready to be asked for a stretch."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.annotate.lexicon import Hit, Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Hits of each category in text order, with their starts for bisection."""

    hits: Mapping[str, tuple[Hit, ...]]
    starts: Mapping[str, tuple[int, ...]]

    def within(self, category: str, start: int, end: int) -> tuple[Hit, ...]:
        """The hits of a category that lie wholly in `[start, end)`."""
        starts = self.starts.get(category)
        if not starts:
            return ()
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        return tuple(hit for hit in self.hits[category][low:high] if hit.end <= end)


def scan(text: str, lexicon: Lexicon) -> Scan:
    """Run the automaton over `text` once and sort what it found by category."""
    hits: dict[str, list[Hit]] = {}
    for hit in lexicon.scan(text):
        hits.setdefault(hit.entry.category, []).append(hit)
    return Scan(
        hits={category: tuple(found) for category, found in hits.items()},
        starts={category: tuple(hit.start for hit in found) for category, found in hits.items()},
    )
