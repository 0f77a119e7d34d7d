"""Reports that repeat each other's text: exact, near (edited) or in part.

Candidates come from a join of sampled shingles, so the work grows with the texts and not with their
pairs; each candidate is then verified on all its words. War bulletins are templates, the same words with
other figures: passages whose figures differ are not taken for copies.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import xxhash

from dateline.corroborate.results import Copy, Shared
from dateline.corroborate.shingles import (
    SIGNATURE,
    WIDTH,
    Hashes,
    Offsets,
    Signature,
    Vocabulary,
    offsets,
    sign,
)
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
_WORDS = 1_000_000  # words of the texts that are held at a time to be compared
_PART = 2_000_000  # sampled shingles that are joined at a time
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


Again = Callable[[Sequence[str]], Iterable[Report]]


def find_copies(reports: Iterable[Report], *, again: Again | None = None) -> tuple[Copy, ...]:
    """The pairs of `reports` that share text, ordered by id; `report_a` has the smaller id.

    Reports with equal words are each tied to the first of them alone, and take part in other pairs through
    it. Ids must be unique. The order of `reports` changes nothing. With `again`, which gives the reports of
    some ids once more, no more texts are held at a time than are being compared.
    """
    if again is None:
        held = {report.id: report for report in reports}
        reports, again = held.values(), lambda ids: [held[id_] for id_ in ids]
    vocabulary = Vocabulary()
    texts = sorted(_texts(reports, vocabulary), key=lambda text: text.id)
    found: list[Copy] = []
    for block in _blocks(_pairs(texts)):
        ids = sorted({text.id for a, b, _ in block for text in (a, b)})
        pages = {report.id: _Page.of(report, vocabulary) for report in again(ids)}
        compared = (_compare(pages[a.id], pages[b.id], exact=exact) for a, b, exact in block)
        found += (copy for copy in compared if copy is not None)
    return tuple(sorted(found, key=lambda copy: (copy.report_a, copy.report_b)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What is kept of every report: the hash of its words, how many they are, and its sampled shingles."""

    id: str
    day: str
    digest: bytes
    words: int
    sample: Hashes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A report that is compared word by word: its signature, and where each word stands."""

    report: Report
    signature: Signature
    words: Offsets

    @classmethod
    def of(cls, report: Report, vocabulary: Vocabulary) -> "_Page":
        return cls(report=report, signature=sign(report, vocabulary), words=offsets(report))


# -- candidates -------------------------------------------------------------------------------------

_Pair = tuple[_Text, _Text, bool]


def _texts(reports: Iterable[Report], vocabulary: Vocabulary) -> Iterator[_Text]:
    """The reports that are long enough to be compared."""
    for report in reports:
        signature = sign(report, vocabulary)
        if len(signature.shingles):
            yield _Text(
                id=report.id,
                day=report.published.start if report.published else "9999",
                digest=xxhash.xxh3_128_digest(signature.tokens.tobytes()),
                words=len(signature.tokens),
                sample=signature.sample(),
            )


def _pairs(texts: Sequence[_Text]) -> Iterator[_Pair]:
    """The pairs to be looked at, smaller id first, and whether their words are known to be equal."""
    groups: dict[bytes, list[_Text]] = {}
    for text in texts:
        groups.setdefault(text.digest, []).append(text)
    firsts = []
    for group in groups.values():
        first = min(group, key=lambda text: (text.day, text.id))
        firsts.append(first)
        yield from ((*_by_id(first, other), True) for other in group if other is not first)
    firsts.sort(key=lambda text: text.id)
    yield from ((firsts[a], firsts[b], False) for a, b in _candidates([text.sample for text in firsts]))


def _by_id(a: _Text, b: _Text) -> tuple[_Text, _Text]:
    return (a, b) if a.id < b.id else (b, a)


def _blocks(pairs: Iterable[_Pair]) -> Iterator[list[_Pair]]:
    """The pairs in blocks whose texts hold so many words together, or of one pair."""
    block: list[_Pair] = []
    held: set[str] = set()
    words = 0
    for pair in pairs:
        fresh = {text.id: text.words for text in pair[:2] if text.id not in held}
        if block and words + sum(fresh.values()) > _WORDS:
            yield block
            block, held, words = [], set(), 0
            fresh = {text.id: text.words for text in pair[:2]}
        block.append(pair)
        held.update(fresh)
        words += sum(fresh.values())
    if block:
        yield block


def _candidates(samples: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    """Pairs that share sampled shingles, each once, in order."""
    if not samples:
        return
    sizes = np.array([len(sample) for sample in samples])
    hashes = np.concatenate(samples)
    owners = np.repeat(np.arange(len(samples), dtype=np.int32), sizes)
    parts = len(hashes) // _PART + 1
    keys, hits = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    for part in range(parts):
        mine = hashes % np.uint64(parts) == part
        pairs = _meetings(hashes[mine], owners[mine], len(samples))
        more, counts = np.unique(pairs, return_counts=True)
        keys, where = np.unique(np.concatenate((keys, more)), return_inverse=True)
        hits = np.bincount(where, weights=np.concatenate((hits, counts)), minlength=len(keys)).astype(
            np.int64
        )
    shorter = np.minimum(sizes[keys // len(samples)], sizes[keys % len(samples)])
    for key in keys[(hits >= _HITS) & ((hits >= _LIKELY * shorter) | (hits >= _MANY))].tolist():
        yield divmod(key, len(samples))


def _meetings(hashes: Hashes, owners: npt.NDArray[np.int32], reports: int) -> npt.NDArray[np.int64]:
    """Each pair of owners of one hash, smaller first, as one number: `a * reports + b`."""
    order = np.lexsort((owners, hashes))
    hashes, sorted_owners = hashes[order], owners[order].astype(np.int64)
    _, counts = np.unique(hashes, return_counts=True)
    size = np.repeat(counts, counts)
    pairs = [np.empty(0, dtype=np.int64)]
    for step in range(1, min(_COMMON, len(hashes))):
        same = hashes[:-step] == hashes[step:]
        if not same.any():
            break
        if step > 1:
            same = same & (size[:-step] <= _COMMON)
        at = np.flatnonzero(same)
        pairs.append(sorted_owners[at] * reports + sorted_owners[at + step])
    return np.concatenate(pairs)


# -- verification -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Words `[a, a + length)` of one text that stand as `[b, b + length)` in the other."""

    a: int
    b: int
    length: int


def _compare(a: _Page, b: _Page, *, exact: bool) -> Copy | None:
    if exact:
        return _copy(a, b, "exact", [_Run(a=0, b=0, length=len(a.words))])
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
    return set(_NUMBER.findall(page.report.text, *_stretch(page, first, last)))


def _stretch(page: _Page, first: int, last: int) -> tuple[int, int]:
    """Where the words `[first, last)` stand in the text."""
    return int(page.words[first, 0]), int(page.words[last - 1, 1])


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
        shared=tuple(_shared(a, b, run) for run in runs),
        likely_first=first.id if first else None,
        first_outlet=first.outlet if first else None,
        signature=SIGNATURE,
    )


def _shared(a: _Page, b: _Page, run: _Run) -> Shared:
    a_start, a_end = _stretch(a, run.a, run.a + run.length)
    b_start, b_end = _stretch(b, run.b, run.b + run.length)
    return Shared(a_start=a_start, a_end=a_end, b_start=b_start, b_end=b_end)


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
