"""Reports that repeat each other's text: exact, near (edited) or in part.

Candidates come from a join of sampled shingles, so the work grows with the texts and not with their
pairs; each candidate is then verified on all its words. War bulletins are templates, the same words with
other figures: passages whose figures differ are not taken for copies.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dateline.corroborate.results import Copy, Shared
from dateline.corroborate.shingles import SIGNATURE, WIDTH, Hashes, Signature, Vocabulary, sign
from dateline.model import CopyKind, Report

_COMMON = 64  # a shingle of more reports than this ties neighbours only
_HITS = 2  # sampled shingles that two reports must share to be looked at
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
    signatures = [sign(report, vocabulary) for report in ordered]
    kept, exact = _collapse(ordered, signatures)
    copies = [
        _copy(ordered[a], ordered[b], signatures[a], signatures[b], "exact", _whole(signatures[a]))
        for a, b in exact
    ]
    for a, b in _candidates([signatures[index].sample() for index in kept]):
        found = _verify(ordered[kept[a]], ordered[kept[b]], signatures[kept[a]], signatures[kept[b]])
        if found is not None:
            copies.append(found)
    return tuple(sorted(copies, key=lambda copy: (copy.report_a, copy.report_b)))


# -- candidates -------------------------------------------------------------------------------------


def _collapse(
    reports: Sequence[Report], signatures: Sequence[Signature]
) -> tuple[list[int], list[tuple[int, int]]]:
    """One index for each distinct text, and the pairs (first, other) of equal ones."""
    groups: dict[bytes, list[int]] = {}
    for index, signature in enumerate(signatures):
        if len(signature.shingles):
            groups.setdefault(signature.tokens.tobytes(), []).append(index)
    kept: list[int] = []
    exact: list[tuple[int, int]] = []
    for group in groups.values():
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
    _, sizes = np.unique(hashes, return_counts=True)
    size = np.repeat(sizes, sizes)
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
    for key in keys[hits >= _HITS].tolist():
        yield divmod(key, len(samples))


# -- verification -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Words `[a, a + length)` of one text that stand as `[b, b + length)` in the other."""

    a: int
    b: int
    length: int


def _verify(report_a: Report, report_b: Report, a: Signature, b: Signature) -> Copy | None:
    runs = _shared_runs(a, b)
    if not runs:
        return None
    words = sum(run.length for run in runs)
    share_a, share_b = words / len(a.tokens), words / len(b.tokens)
    kind: CopyKind
    if min(share_a, share_b) >= _NEAR:
        kind = "near"
    elif (max(share_a, share_b) >= _PARTIAL and words >= _PASSAGE) or max(
        run.length for run in runs
    ) >= _LONG_RUN:
        kind = "partial"
    else:
        return None
    if _other_figures(report_a.text, report_b.text, a, b, runs):
        return None
    return _copy(report_a, report_b, a, b, kind, runs)


def _shared_runs(a: Signature, b: Signature) -> list[_Run]:
    """The passages of both texts, longest first where they overlap, in the order of a."""
    common = np.isin(a.shingles, b.shingles)
    if not common.any():
        return []
    wanted = set(a.shingles[common].tolist())
    places: dict[int, list[int]] = {}
    for index, shingle in enumerate(b.shingles.tolist()):
        if shingle in wanted:
            places.setdefault(shingle, []).append(index)
    found: list[_Run] = []
    open_runs: dict[int, int] = {}  # diagonal (b - a) -> where the run on it started
    previous = -2
    for index in np.flatnonzero(common).tolist():
        if index != previous + 1:
            found += _closed(open_runs, previous)
            open_runs = {}
        here = {place - index for place in places[int(a.shingles[index])]}
        found += _closed({d: s for d, s in open_runs.items() if d not in here}, index - 1)
        open_runs = {diagonal: open_runs.get(diagonal, index) for diagonal in here}
        previous = index
    found += _closed(open_runs, previous)
    return _disjoint(found)


def _closed(open_runs: Mapping[int, int], last: int) -> list[_Run]:
    runs = (
        _Run(a=start, b=start + diagonal, length=last - start + WIDTH)
        for diagonal, start in open_runs.items()
    )
    return [run for run in runs if run.length >= _RUN]


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


def _other_figures(text_a: str, text_b: str, a: Signature, b: Signature, runs: Sequence[_Run]) -> bool:
    """True when more figures differ between the shared runs than stay the same within them.

    Only short gaps are compared: there the copyist changed words of a sentence, while a long gap is a
    passage of one report alone.
    """
    same = sum(len(_figures(text_a, a, run.a, run.a + run.length)) for run in runs)
    changed = 0
    for before, after in pairwise(runs):
        gap_a = (before.a + before.length, after.a)
        gap_b = (before.b + before.length, after.b)
        if 0 < gap_a[1] - gap_a[0] <= _GAP and 0 < gap_b[1] - gap_b[0] <= _GAP:
            figures_a, figures_b = _figures(text_a, a, *gap_a), _figures(text_b, b, *gap_b)
            kept = set(figures_a) & set(figures_b)
            same += len(kept)
            changed += len(set(figures_a) | set(figures_b)) - len(kept) if figures_a and figures_b else 0
    return changed // 2 > same


def _figures(text: str, signature: Signature, first: int, last: int) -> list[str]:
    if first >= last:
        return []
    start, end = int(signature.starts[first]), int(signature.ends[last - 1])
    return _NUMBER.findall(text, start, end)


# -- the result -------------------------------------------------------------------------------------


def _whole(signature: Signature) -> list[_Run]:
    return [_Run(a=0, b=0, length=len(signature.tokens))]


def _copy(
    report_a: Report, report_b: Report, a: Signature, b: Signature, kind: CopyKind, runs: Sequence[_Run]
) -> Copy:
    words = sum(run.length for run in runs)
    first = _first(report_a, report_b)
    return Copy(
        report_a=report_a.id,
        report_b=report_b.id,
        kind=kind,
        containment_a=round(words / len(a.tokens), 4),
        containment_b=round(words / len(b.tokens), 4),
        shared=tuple(
            Shared(
                a_start=int(a.starts[run.a]),
                a_end=int(a.ends[run.a + run.length - 1]),
                b_start=int(b.starts[run.b]),
                b_end=int(b.ends[run.b + run.length - 1]),
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
