"""Passages that a report holds twice: the article again below itself, or its lead again as a summary.

Texts are compared word by word, so case, punctuation and stray spaces do not count. A passage is a repeat
when whole sentences of it stand earlier in the report; a phrase that two sentences share is none.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.annotate.lexicon import fold_once

_WORD = re.compile(r"\w+")
_RUN = 8  # words that must agree before two passages are compared
_SENTENCE = 60  # code points; shorter ones ("He did not elaborate.") recur by chance
_LONG = 400  # code points; as much as this in common is a second copy, even with small edits
_EDIT = 12  # words; the longest edit within a copy
_LIMIT = 1_000_000  # code points; longer texts are books or dumps, and would cost much memory


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Words `[start, end)` that stand earlier as well, at `[first, first_end)`."""

    start: int
    end: int
    first: int
    first_end: int


def find_repeats(text: str, boundaries: Callable[[], Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    """The stretches of `text` that repeat an earlier one, in order.

    `boundaries` gives, for each gap between sentences, where the one ends and the next begins.
    """
    folded = fold_once(text)
    words = _WORD.findall(folded)
    if len(words) < 2 * _RUN or len(text) > _LIMIT:
        return []
    shingles = list(map(hash, zip(*(words[k:] for k in range(_RUN)), strict=False)))
    if len(set(shingles)) == len(shingles):
        return []
    runs = [run for run in _join(_runs(words, shingles), words) if _length(words, run) >= 0.8 * _SENTENCE]
    if not runs:
        return []
    places = [found.span() for found in _WORD.finditer(folded)]
    gaps = boundaries()
    ends = [0, *(left for left, _ in gaps), len(text)]
    begins = [0, *(right for _, right in gaps), len(text)]
    found: list[tuple[int, int]] = []
    for run in runs:
        span = _whole_sentences(text, (places[run.start][0], places[run.end - 1][1]), begins, ends)
        if span and (not found or span[0] >= found[-1][1]):
            found.append(span)
    return found


def _runs(words: Sequence[str], shingles: Sequence[int]) -> list[_Run]:
    """The longest runs of words that stand earlier as well, left to right, without overlap."""
    seen: dict[int, int] = {}
    runs: list[_Run] = []
    skip = 0
    for i, shingle in enumerate(shingles):
        first = seen.setdefault(shingle, i)
        if i < skip or first + _RUN > i:
            continue
        ahead = _going_on(runs, i, words)
        run = _run_at(i, first if ahead is None else ahead, words)
        if run.end - run.start >= _RUN:
            runs.append(run)
            skip = run.end
    return runs


def _run_at(i: int, first: int, words: Sequence[str]) -> _Run:
    n = 0
    while i + n < len(words) and first + n < i and words[i + n] == words[first + n]:
        n += 1
    return _Run(start=i, end=i + n, first=first, first_end=first + n)


def _going_on(runs: Sequence[_Run], i: int, words: Sequence[str]) -> int | None:
    """Where the copy that the last run belongs to goes on after an edit, or None when it does not."""
    if not runs or i - runs[-1].end > _EDIT:
        return None
    expected = runs[-1].first_end + i - runs[-1].end
    nearest = sorted(range(max(0, expected - _EDIT), expected + _EDIT), key=lambda at: abs(at - expected))
    return next((at for at in nearest if words[at : at + _RUN] == words[i : i + _RUN]), None)


def _length(words: Sequence[str], run: _Run) -> int:
    """The letters and single spaces of a run."""
    return sum(map(len, words[run.start : run.end])) + run.end - run.start - 1


def _join(runs: Sequence[_Run], words: Sequence[str]) -> list[_Run]:
    """Runs that only a small edit parts become one where together they are long enough to be a copy."""
    joined: list[_Run] = []
    chain: list[_Run] = []
    for run in runs:
        if chain and not _is_edit(chain[-1], run, words):
            joined += _close(chain, words)
            chain = []
        if chain and _is_respaced(chain[-1], run, words):
            run = _span_of(chain.pop(), run)
        chain.append(run)
    return joined + _close(chain, words)


def _close(chain: list[_Run], words: Sequence[str]) -> list[_Run]:
    if len(chain) > 1 and _length(words, whole := _span_of(chain[0], chain[-1])) >= _LONG:
        return [whole]
    return chain


def _span_of(one: _Run, other: _Run) -> _Run:
    return _Run(start=one.start, end=other.end, first=one.first, first_end=other.first_end)


def _is_edit(one: _Run, other: _Run, words: Sequence[str]) -> bool:
    """True when the passage between two runs differs little from the one between their first copies."""
    here, there = words[one.end : other.start], words[one.first_end : other.first]
    if one.end == other.start:
        return True
    if not 0 <= other.first - one.first_end <= _EDIT or len(here) > _EDIT:
        return False
    if "".join(here) == "".join(there):
        return True
    numbers = [[word for word in side if any(map(str.isdigit, word))] for side in (here, there)]
    return numbers[0] == numbers[1] and 3 * len(here) <= one.end - one.start + other.end - other.start


def _is_respaced(one: _Run, other: _Run, words: Sequence[str]) -> bool:
    """True when two runs touch, or what parts them differs in spaces and punctuation alone."""
    if one.end == other.start:
        return True
    gap = other.first - one.first_end
    here = "".join(words[one.end : other.start])
    return 0 <= gap <= _EDIT and here == "".join(words[one.first_end : other.first])


def _whole_sentences(
    text: str, span: tuple[int, int], begins: Sequence[int], ends: Sequence[int]
) -> tuple[int, int] | None:
    """`span` narrowed to the sentences it holds whole; None when that leaves too little."""
    start, end = span
    before = bisect_right(begins, start) - 1
    left = begins[before] if not _WORD.search(text, begins[before], start) else begins[before + 1]
    after = bisect_left(ends, end)
    right = ends[after] if not _WORD.search(text, end, ends[after]) else ends[after - 1]
    if end - start >= _LONG and right - left < (end - start) // 2:
        return span
    return (left, right) if right - left >= _SENTENCE else None
