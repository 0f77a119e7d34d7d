"""The skeleton of a sentence: boundaries, markers and voice, asked for by position.

There is no parse. What stands between two words (a comma, a conjunction, a relative pronoun, another
verb) and what stands straight before one (a preposition, a passive marker) carries most of what a parse
would tell, in any language whose pack lists those words.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.mentions import Sentence
from dateline.annotate.scan import Scan, covered

# From weak to strong: the strongest one between two words is what counts.
BOUNDARIES = ("none", "coordination", "comma", "conjunction", "relative", "strong")
_MARK = re.compile(r"[,;:()“”\"«»|]| [-–—] |—|\.\s")
_RANK = {name: rank for rank, name in enumerate(BOUNDARIES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """One sentence's boundaries as (offset, rank), sorted; and its marker hits as (end, start, kind)."""

    sentence: Sentence
    offsets: tuple[int, ...]
    ranks: tuple[int, ...]
    markers: dict[int, tuple[int, str]]
    text: str

    def between(self, left: int, right: int) -> str:
        """The strongest boundary that begins in `[left, right)`."""
        low, high = bisect_left(self.offsets, left), bisect_left(self.offsets, right)
        return BOUNDARIES[max(self.ranks[low:high], default=0)]

    def marker_before(self, position: int) -> str | None:
        """The kind of the marker that ends straight before `position`, blanks and quotes aside."""
        found = self.markers.get(self._skip_back(position))
        return found[1] if found else None

    def linked(self, left: int, right: int) -> str | None:
        """The kind of the marker that alone stands between two words, else None: "cuộc tấn công của IS"."""
        found = self.markers.get(self._skip_back(right))
        return found[1] if found and 0 <= found[0] - left <= 1 else None

    def marker_after(self, position: int) -> str | None:
        """The kind of the longest marker that starts straight after `position`."""
        at = position
        while at < self.sentence.end and self.text[at] in " \u00a0":
            at += 1
        kinds = [(end, kind) for end, (start, kind) in self.markers.items() if start == at]
        return max(kinds)[1] if kinds else None

    def _skip_back(self, position: int) -> int:
        while position > self.sentence.start and self.text[position - 1] in " \u00a0\"'“‘«":
            position -= 1
        return position


def skeleton(text: str, sentence: Sentence, scan: Scan, coordination: frozenset[str]) -> Skeleton:
    """The boundaries and markers of one sentence. `coordination` are the conjunctions that join nouns."""
    found: list[tuple[int, int]] = []
    for match in _MARK.finditer(text, sentence.start, sentence.end):
        found.append((match.start(), _RANK["comma" if match.group() in ',"“”«»' else "strong"]))
    for hit in scan.within("boundary", sentence.start, sentence.end):
        if covered(hit, scan):
            continue  # "được cho là": the relative belongs to the hedge
        kind = str(hit.entry.data["kind"])
        if kind == "conjunction" and text[hit.start : hit.end].lower() in coordination:
            kind = "coordination"
        found.append((hit.start, _RANK[kind]))
    found.sort()
    markers: dict[int, tuple[int, str]] = {}
    for hit in scan.within("marker", sentence.start, sentence.end):
        if covered(hit, scan):
            continue
        known = markers.get(hit.end)
        if known is None or hit.start < known[0]:
            markers[hit.end] = (hit.start, str(hit.entry.data["kind"]))
    return Skeleton(
        sentence=sentence,
        offsets=tuple(offset for offset, _ in found),
        ranks=tuple(rank for _, rank in found),
        markers=markers,
        text=text,
    )


def coordinated(text: str, left_end: int, right_start: int, coordinators: frozenset[str]) -> bool:
    """True when only a comma or a coordinating word (or both) stands between two mentions."""
    between = text[left_end:right_start].strip().lower()
    if not between:
        return False
    words = between.replace(",", " ").split()
    return len(between) <= 24 and (not words or " ".join(words) in coordinators)


def group_coordinated(
    text: str, spans: Sequence[tuple[int, int]], coordinators: frozenset[str], *, alone: Sequence[int] = ()
) -> tuple[tuple[int, ...], ...]:
    """Indexes of `spans` (start, end), grouped where neighbours are coordinated.

    A comma alone joins nothing to those `alone`: "with the support of Russia, the army and its allies".
    """
    groups: list[list[int]] = []
    words: list[bool] = []  # for each mention, whether a word (not a comma alone) joins it to the one before
    for i, (start, _) in enumerate(spans):
        between = text[spans[i - 1][1] : start] if i else ""
        words.append(bool(between.replace(",", " ").strip()))
        comma = i - 1 in alone and "," in between
        if groups and not comma and coordinated(text, spans[i - 1][1], start, coordinators):
            groups[-1].append(i)
        else:
            groups.append([i])
    return tuple(part for group in groups for part in _closed(group, words))


def _closed(group: list[int], words: list[bool]) -> list[tuple[int, ...]]:
    """A list holds as far as its last "and"; what commas alone join after it stands alone."""
    last = max((k for k in range(1, len(group)) if words[group[k]]), default=0)
    return [tuple(group[: last + 1]), *((i,) for i in group[last + 1 :])]
