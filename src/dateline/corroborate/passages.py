"""The passages that two texts share, word for word or with small edits.

Runs of words that stand in both are found through their shingles and taken longest first, so that no word is
counted twice; runs that only a few words part, in both texts and in order, are one passage.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dateline.corroborate.shingles import Hashes, figures_of, shingle

_WIDTH = 4  # words in a row that a run has at the least
_AGAIN = 8  # places of a run in the other text that are looked at
_GAP = 6  # words of either text that an edit within a passage has at the most
_LEAST = 12  # words that a passage has in common at the least
_CORE = 6  # words of its longest run at the least: short ones meet by chance, one after another
_RECENT = 6  # open passages that a run may go on
_BESIDE = 3  # words before and after a passage whose figures are looked at too

Run = tuple[int, int, int]
"""Words `[a, a + length)` of one text that stand as `[b, b + length)` in the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words `[a_start, a_end)` of one text and `[b_start, b_end)` of the other, `common` of them the same.

    `core` is how many words its longest run has.
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    common: int
    core: int

    def mirrored(self) -> "Passage":
        """The same passage, seen from the other text."""
        return Passage(
            a_start=self.b_start,
            a_end=self.b_end,
            b_start=self.a_start,
            b_end=self.a_end,
            common=self.common,
            core=self.core,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A text's words with its shingles in order of their hashes, to be compared with many others.

    `figures` has a byte a word, 1 for a figure.
    """

    tokens: Hashes
    figures: bytes
    order: np.ndarray[tuple[int], np.dtype[np.intp]]
    ordered: Hashes


def index(tokens: Hashes) -> Indexed:
    """Prepare a text, given by the hashes of its words, for comparison."""
    shingles = shingle(tokens, width=_WIDTH)
    order = np.argsort(shingles, kind="stable")
    return Indexed(tokens=tokens, figures=figures_of(tokens).tobytes(), order=order, ordered=shingles[order])


def shared_passages(a: Indexed, b: Indexed) -> list[Passage]:
    """The passages of both texts in the order of `a`, without those that are one form filled in twice.

    Comparing `b` with `a` gives the same passages mirrored.
    """
    if a.tokens.tobytes() > b.tokens.tobytes():
        mirrored = (passage.mirrored() for passage in shared_passages(b, a))
        return sorted(mirrored, key=lambda passage: passage.a_start)
    chains = _chain(_disjoint(_runs(a, b), len(a.tokens), len(b.tokens)))
    passages = ((_passage(chain), chain) for chain in chains)
    return [
        passage
        for passage, chain in passages
        if passage.common >= _LEAST and passage.core >= _CORE and not _other_figures(a, b, passage, chain)
    ]


def _runs(a: Indexed, b: Indexed) -> Iterable[Run]:
    """The longest runs of words that stand in both, longest first; they may overlap."""
    low = np.searchsorted(b.ordered, a.ordered, "left")
    low[low == len(b.ordered)] = 0
    met = np.flatnonzero(b.ordered[low] == a.ordered) if len(b.ordered) else np.empty(0, dtype=np.intp)
    if not len(met):
        return ()
    low = low[met]
    counts = np.minimum(np.searchsorted(b.ordered, a.ordered[met], "right") - low, _AGAIN)
    nth = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    at_a = np.repeat(a.order[met], counts)
    at_b = b.order[np.repeat(low, counts) + nth]
    order = np.lexsort((at_a, at_a - at_b))
    at_a, at_b = at_a[order], at_b[order]
    breaks = (at_a[1:] - at_a[:-1] != 1) | (at_b[1:] - at_b[:-1] != 1)
    edges = np.concatenate(([0], np.flatnonzero(breaks) + 1, [len(at_a)]))
    firsts, lengths = edges[:-1], edges[1:] - edges[:-1] + _WIDTH - 1
    firsts_a, firsts_b = at_a[firsts], at_b[firsts]
    best = np.lexsort((firsts_b, firsts_a, -lengths))
    return zip(firsts_a[best].tolist(), firsts_b[best].tolist(), lengths[best].tolist(), strict=True)


def _disjoint(runs: Iterable[Run], words_a: int, words_b: int) -> list[Run]:
    """The runs that claim no word of either text twice, in the order of a; ends already taken are cut off."""
    taken_a, taken_b = bytearray(words_a), bytearray(words_b)
    kept: list[Run] = []
    for a, b, length in runs:
        while length >= _WIDTH and (taken_a[a] or taken_b[b]):
            a, b, length = a + 1, b + 1, length - 1
        while length >= _WIDTH and (taken_a[a + length - 1] or taken_b[b + length - 1]):
            length -= 1
        if length < _WIDTH or 1 in taken_a[a : a + length] or 1 in taken_b[b : b + length]:
            continue
        taken_a[a : a + length] = taken_b[b : b + length] = b"\1" * length
        kept.append((a, b, length))
    return sorted(kept)


def _chain(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that go on one another after a small edit, together."""
    chains: list[list[Run]] = []
    for run in runs:
        for chain in reversed(chains[-_RECENT:]):
            a, b, length = chain[-1]
            if 0 <= run[0] - a - length <= _GAP and 0 <= run[1] - b - length <= _GAP:
                chain.append(run)
                break
        else:
            chains.append([run])
    return chains


def _passage(chain: Sequence[Run]) -> Passage:
    (a, b, _), (last_a, last_b, length) = chain[0], chain[-1]
    return Passage(
        a_start=a,
        a_end=last_a + length,
        b_start=b,
        b_end=last_b + length,
        common=sum(length for _, _, length in chain),
        core=max(length for _, _, length in chain),
    )


def _other_figures(a: Indexed, b: Indexed, passage: Passage, chain: Sequence[Run]) -> bool:
    """True when more figures differ within the passage, or right beside it, than are the same.

    War bulletins are forms: the same words on other days with other figures are another bulletin.
    """
    around_a = max(passage.a_start - _BESIDE, 0), passage.a_end + _BESIDE
    around_b = max(passage.b_start - _BESIDE, 0), passage.b_end + _BESIDE
    if a.figures.find(1, *around_a) < 0 or b.figures.find(1, *around_b) < 0:
        return False
    same = sum(a.figures.count(1, start, start + length) for start, _, length in chain)
    changed = 0
    for (start_a, start_b, length), after in pairwise(chain):
        here = _figures(a, start_a + length, after[0])
        there = _figures(b, start_b + length, after[1])
        same += len(here & there)
        changed += _differing(here, there)
    beside = (
        (around_a[0], passage.a_start, around_b[0], passage.b_start),
        (passage.a_end, around_a[1], passage.b_end, around_b[1]),
    )
    for start_a, end_a, start_b, end_b in beside:
        changed += _differing(_figures(a, start_a, end_a), _figures(b, start_b, end_b))
    return changed > same


def _figures(text: Indexed, start: int, end: int) -> set[int]:
    if text.figures.find(1, start, end) < 0:
        return set()
    return {int(text.tokens[k]) for k in range(start, min(end, len(text.figures))) if text.figures[k]}


def _differing(here: set[int], there: set[int]) -> int:
    """How many figures changed where both texts give some."""
    return max(len(here - there), len(there - here)) if here and there else 0
