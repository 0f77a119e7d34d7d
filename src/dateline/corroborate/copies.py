"""Reports that repeat each other's text: exact, near (edited) or in part.

Candidates come from a join of sampled shingles, so the work grows with the texts and not with their
pairs; each candidate is then verified on all its words. War bulletins are templates, the same words with
other figures: passages whose figures differ are not taken for copies.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import xxhash

from dateline.corroborate.results import Copy, Shared
from dateline.corroborate.shingles import SIGNATURE, WIDTH, Hashes, Signature, Vocabulary, offsets, sign
from dateline.model import CopyKind, Report

_COMMON = 64  # a shingle of more reports than this ties neighbours only
# Sampled shingles that two reports must share to be looked at: so many, and either this share of the
# shorter one's (far under what a partial copy has) or as many as a long passage gives.
_HITS = 2
_LIKELY = 0.12
_MANY = 6
_RUN = 8  # words in a row that make a shared passage
_NEAR = 0.6  # of both texts
_PARTIAL = 0.3  # of the shorter text
_PASSAGE = 25  # words that a partial copy shares at the least
_LONG_RUN = 60  # words in a row that are a copied passage whatever their share
_GAP = 6  # words between two shared runs within which figures are compared
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def find_copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    """The pairs of `reports` that share text, ordered by id; `report_a` has the smaller id.

    Reports with equal words are each tied to the first of them alone, and take part in other pairs through
    it. Ids must be unique. The order of `reports` changes nothing.
    """
    ordered = sorted(reports, key=lambda report: report.id)
    vocabulary = Vocabulary()
    groups: dict[bytes, list[int]] = {}
    samples: dict[int, Hashes] = {}
    for index, report in enumerate(ordered):
        signature = sign(report, vocabulary)
        if len(signature.shingles):
            group = groups.setdefault(xxhash.xxh3_128_digest(signature.tokens.tobytes()), [])
            group.append(index)
            samples[index] = signature.sample()
    kept, exact = _collapse(ordered, groups.values())
    wide = cache(lambda index: _Page.of(ordered[index], vocabulary))
    found = [_copy(wide(a), wide(b), "exact", [_Run(a=0, b=0, length=len(wide(a).words))]) for a, b in exact]
    for a, b in _candidates([samples[index] for index in kept]):
        copy = _verify(wide(kept[a]), wide(kept[b]))
        if copy is not None:
            found.append(copy)
    return tuple(sorted(found, key=lambda copy: (copy.report_a, copy.report_b)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A report that is compared word by word: its signature, and where each word stands."""

    report: Report
    signature: Signature
    words: list[tuple[int, int]]

    @classmethod
    def of(cls, report: Report, vocabulary: Vocabulary) -> "_Page":
        return cls(report=report, signature=sign(report, vocabulary), words=offsets(report))


# -- candidates -------------------------------------------------------------------------------------


def _collapse(
    reports: Sequence[Report], groups: Iterable[Sequence[int]]
) -> tuple[list[int], list[tuple[int, int]]]:
    """One index for each distinct text, and the pairs of it with its equals."""
    kept: list[int] = []
    exact: list[tuple[int, int]] = []
    for group in groups:
        first = min(group, key=lambda index: (_day(reports[index]) or "9999", index))
        kept.append(first)
        exact += [(min(first, other), max(first, other)) for other in group if other != first]
    return sorted(kept), exact


def _candidates(samples: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    """Pairs that share sampled shingles, each once, in order."""
    if not samples:
        return
    hashes = np.concatenate(samples)
    owners = np.repeat(np.arange(len(samples), dtype=np.int64), [len(sample) for sample in samples])
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    _, counts = np.unique(hashes, return_counts=True)
    size = np.repeat(counts, counts)
    pairs: list[npt.NDArray[np.int64]] = []
    for step in range(1, _COMMON):
        same = hashes[:-step] == hashes[step:] if step < len(hashes) else np.empty(0, dtype=bool)
        if not same.any():
            break
        if step > 1:
            same = same & (size[:-step] <= _COMMON)
        at = np.flatnonzero(same)
        pairs.append(owners[at] * len(samples) + owners[at + step])
    if not pairs:
        return
    keys, hits = np.unique(np.concatenate(pairs), return_counts=True)
    sizes = np.array([len(sample) for sample in samples])
    shorter = np.minimum(sizes[keys // len(samples)], sizes[keys % len(samples)])
    for key in keys[(hits >= _HITS) & ((hits >= _LIKELY * shorter) | (hits >= _MANY))].tolist():
        yield divmod(key, len(samples))


# -- verification -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Words `[a, a + length)` of one text that stand as `[b, b + length)` in the other."""

    a: int
    b: int
    length: int


def _verify(a: _Page, b: _Page) -> Copy | None:
    runs = _shared_runs(a.signature, b.signature)
    if not runs:
        return None
    words = sum(run.length for run in runs)
    share_a, share_b = words / len(a.words), words / len(b.words)
    kind: CopyKind
    if min(share_a, share_b) >= _NEAR:
        kind = "near"
    elif (max(share_a, share_b) >= _PARTIAL and words >= _PASSAGE) or max(
        run.length for run in runs
    ) >= _LONG_RUN:
        kind = "partial"
    else:
        return None
    return None if _other_figures(a, b, runs) else _copy(a, b, kind, runs)


def _shared_runs(a: Signature, b: Signature) -> list[_Run]:
    """The passages of both texts in the order of a; a shingle that b repeats counts where it first stands."""
    order = np.argsort(b.shingles, kind="stable")
    sorted_b = b.shingles[order]
    place = np.minimum(np.searchsorted(sorted_b, a.shingles), len(sorted_b) - 1)
    at_a = np.flatnonzero(sorted_b[place] == a.shingles)
    if not len(at_a):
        return []
    at_b = order[place[at_a]]
    breaks = np.flatnonzero((np.diff(at_a) != 1) | (np.diff(at_b) != 1)) + 1
    firsts = np.concatenate(([0], breaks))
    lengths = np.diff(np.concatenate((firsts, [len(at_a)]))) + WIDTH - 1
    return _disjoint(
        _Run(a=int(at_a[first]), b=int(at_b[first]), length=int(length))
        for first, length in zip(firsts, lengths, strict=True)
        if length >= _RUN
    )


def _disjoint(runs: Iterable[_Run]) -> list[_Run]:
    """The runs that claim no word of either text twice, longer ones first; what overlaps is trimmed."""
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    kept: list[_Run] = []
    for run in sorted(runs, key=lambda run: (-run.length, run.a, run.b)):
        free = [k for k in range(run.length) if run.a + k not in taken_a and run.b + k not in taken_b]
        if not free or free[-1] - free[0] + 1 != len(free) or len(free) < WIDTH:
            continue
        piece = _Run(a=run.a + free[0], b=run.b + free[0], length=len(free))
        taken_a.update(range(piece.a, piece.a + piece.length))
        taken_b.update(range(piece.b, piece.b + piece.length))
        kept.append(piece)
    return sorted(kept, key=lambda run: run.a)


def _other_figures(a: _Page, b: _Page, runs: Sequence[_Run]) -> bool:
    """True when more figures differ between the shared runs than stay the same within them.

    Only short gaps are compared: there the copyist changed words of a sentence, while a long gap is a
    passage of one report alone.
    """
    same = sum(len(_figures(a, run.a, run.a + run.length)) for run in runs)
    changed = 0
    for before, after in pairwise(runs):
        gap_a = (before.a + before.length, after.a)
        gap_b = (before.b + before.length, after.b)
        if 0 < gap_a[1] - gap_a[0] <= _GAP and 0 < gap_b[1] - gap_b[0] <= _GAP:
            figures_a, figures_b = _figures(a, *gap_a), _figures(b, *gap_b)
            same += len(figures_a & figures_b)
            changed += (
                max(len(figures_a - figures_b), len(figures_b - figures_a)) if figures_a and figures_b else 0
            )
    return changed > same


def _figures(page: _Page, first: int, last: int) -> set[str]:
    return set(_NUMBER.findall(page.report.text, page.words[first][0], page.words[last - 1][1]))


# -- the result -------------------------------------------------------------------------------------


def _copy(a: _Page, b: _Page, kind: CopyKind, runs: Sequence[_Run]) -> Copy:
    words = sum(run.length for run in runs)
    first = _first(a.report, b.report)
    return Copy(
        report_a=a.report.id,
        report_b=b.report.id,
        kind=kind,
        containment_a=round(words / len(a.words), 4),
        containment_b=round(words / len(b.words), 4),
        shared=tuple(
            Shared(
                a_start=a.words[run.a][0],
                a_end=a.words[run.a + run.length - 1][1],
                b_start=b.words[run.b][0],
                b_end=b.words[run.b + run.length - 1][1],
            )
            for run in runs
        ),
        likely_first=first.id if first else None,
        first_outlet=first.outlet if first else None,
        signature=SIGNATURE,
    )


def _first(a: Report, b: Report) -> Report | None:
    """The report that came first: by date, else the one whose outlet the other credits."""
    if a.published and b.published:
        if a.published.end < b.published.start:
            return a
        if b.published.end < a.published.start:
            return b
    credits_a, credits_b = _credits(b.text, a.outlet), _credits(a.text, b.outlet)
    if credits_a != credits_b:
        return a if credits_a else b
    return None


def _credits(text: str, outlet: str | None) -> bool:
    """True when the text names the outlet (without what stands in brackets after its name)."""
    name = re.sub(r"\s*\(.*\)\s*$", "", outlet or "").strip()
    return len(name) > 2 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _day(report: Report) -> str | None:
    return report.published.start if report.published else None
