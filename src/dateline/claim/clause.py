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
_BLANKS = " \u00a0\"'“‘«"
_LINK = 24  # code points: more than that between two mentions joins nothing
_RANK = {name: rank for rank, name in enumerate(BOUNDARIES)}
_COMMA, _STRONG = _RANK["comma"], _RANK["strong"]


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
        if right <= left:
            return "none"
        low = bisect_left(self.offsets, left)
        high = bisect_left(self.offsets, right, low)
        return BOUNDARIES[max(self.ranks[low:high])] if low < high else "none"

    def marker_before(self, position: int) -> str | None:
        """The kind of the marker that ends straight before `position`, blanks and quotes aside."""
        text, start = self.text, self.sentence.start
        while position > start and text[position - 1] in _BLANKS:
            position -= 1
        found = self.markers.get(position)
        return found[1] if found else None

    def linked(self, left: int, right: int) -> str | None:
        """The kind of the marker that alone stands between two words, else None: "cuộc tấn công của IS"."""
        text, start = self.text, self.sentence.start
        while right > start and text[right - 1] in _BLANKS:
            right -= 1
        found = self.markers.get(right)
        return found[1] if found and 0 <= found[0] - left <= 1 else None

    def marker_after(self, position: int) -> str | None:
        """The kind of the longest marker that starts straight after `position`."""
        at = position
        while at < self.sentence.end and self.text[at] in " \u00a0":
            at += 1
        kinds = [(end, kind) for end, (start, kind) in self.markers.items() if start == at]
        return max(kinds)[1] if kinds else None


def skeleton(text: str, sentence: Sentence, scan: Scan, coordination: frozenset[str]) -> Skeleton:
    """The boundaries and markers of one sentence. `coordination` are the conjunctions that join nouns."""
    found: list[tuple[int, int]] = []
    inside = scan.inside
    for match in _MARK.finditer(text, sentence.start, sentence.end):
        found.append((match.start(), _COMMA if match.group() in ',"“”«»' else _STRONG))
    for hit in scan.within("boundary", sentence.start, sentence.end):
        if (hit.start, hit.end) in inside and covered(hit, scan):
            continue  # "được cho là": the relative belongs to the hedge
        kind = hit.entry.data["kind"]
        if kind == "conjunction" and text[hit.start : hit.end].lower() in coordination:
            kind = "coordination"
        found.append((hit.start, _RANK[kind]))
    found.sort()
    markers: dict[int, tuple[int, str]] = {}
    for hit in scan.within("marker", sentence.start, sentence.end):
        if (hit.start, hit.end) in inside and covered(hit, scan):
            continue
        known = markers.get(hit.end)
        if known is None or hit.start < known[0]:
            markers[hit.end] = (hit.start, str(hit.entry.data["kind"]))
    return Skeleton(
        sentence=sentence,
        offsets=tuple([offset for offset, _ in found]),
        ranks=tuple([rank for _, rank in found]),
        markers=markers,
        text=text,
    )


def coordinated(text: str, left_end: int, right_start: int, coordinators: frozenset[str]) -> bool:
    """True when only a comma or a coordinating word (or both) stands between two mentions."""
    between = text[left_end:right_start].strip()
    if not 0 < len(between) <= _LINK:
        return False
    words = between.lower().replace(",", " ").split()
    return not words or " ".join(words) in coordinators


def group_coordinated(
    text: str, spans: Sequence[tuple[int, int]], coordinators: frozenset[str], *, alone: Sequence[int] = ()
) -> tuple[tuple[int, ...], ...]:
    """Indexes of `spans` (start, end), grouped where neighbours are coordinated.

    A comma alone joins nothing to those `alone`: "with the support of Russia, the army and its allies".
    """
    parts: list[tuple[int, ...]] = []
    group: list[int] = []
    last = 0  # how far in the group a word, not a comma alone, joins a mention to the one before
    for i, (start, _) in enumerate(spans):
        end = spans[i - 1][1]
        comma = i - 1 in alone and "," in text[end:start]
        if group and not comma and coordinated(text, end, start, coordinators):
            if text[end:start].replace(",", " ").strip():
                last = len(group)
            group.append(i)
        else:
            parts += _closed(group, last)
            group, last = [i], 0
    parts += _closed(group, last)
    return tuple(parts)


def _closed(group: list[int], last: int) -> list[tuple[int, ...]]:
    """A list holds as far as its last "and"; what commas alone join after it stands alone."""
    return [tuple(group[: last + 1]), *[(i,) for i in group[last + 1 :]]] if group else []
