"""Reports that repeat each other's text: exact, near (edited) or in part.

Candidates come from a join of sampled shingles, so the work grows with the texts and not with their
pairs; each candidate is then verified on all its words. War bulletins are templates, the same words with
other figures: passages whose figures differ are not taken for copies.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

import xxhash

from dateline.corroborate.candidates import Candidate, Sketch, candidates
from dateline.corroborate.passages import Indexed, Passage, index, shared_passages
from dateline.corroborate.precedence import Credits, likely_first
from dateline.corroborate.results import Copy, Shared
from dateline.corroborate.shingles import (
    SIGNATURE,
    WIDTH,
    Offsets,
    Vocabulary,
    places_of,
    sample,
    tokens_of,
)
from dateline.model import CopyKind, Report

# What makes a copy was chosen on the half of the labelled pairs that is for tuning: evals/copies.
_NEAR = 0.55  # of both texts
_PARTIAL = 0.25  # of the shorter text, and so many words:
_SOME = 20
_MANY = 50  # words in common that are a partial copy whatever their share
_WORDS = 1_000_000  # words of the texts that are held at a time to be compared
_UNDATED = "9999"

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
    found: list[Copy] = []
    with candidates(_sketches(reports, vocabulary)) as pairs:
        for block in _blocks(pairs):
            ids = sorted({id_ for pair in block for id_ in (pair.a, pair.b)})
            pages = {report.id: _Page(report, vocabulary) for report in again(ids)}
            compared = (_compare(pages[pair.a], pages[pair.b], equal=pair.equal) for pair in block)
            found += (copy for copy in compared if copy is not None)
    return tuple(sorted(found, key=lambda copy: (copy.report_a, copy.report_b)))


class _Page:
    """A report that is compared word by word; what only a copy needs is worked out when it is one."""

    def __init__(self, report: Report, vocabulary: Vocabulary) -> None:
        self.report = report
        self.tokens = tokens_of(report, vocabulary)

    def __len__(self) -> int:
        return len(self.tokens)

    @cached_property
    def indexed(self) -> Indexed:
        """Its words, prepared for comparison."""
        return index(self.tokens)

    @cached_property
    def credits(self) -> Credits:
        """Whom it credits."""
        return Credits.of(self.report)

    @cached_property
    def places(self) -> Offsets:
        """Where its words stand."""
        return places_of(self.report)


def _sketches(reports: Iterable[Report], vocabulary: Vocabulary) -> Iterator[Sketch]:
    """The reports that are long enough to be compared."""
    for report in reports:
        tokens = tokens_of(report, vocabulary)
        if len(tokens) >= WIDTH:
            yield Sketch(
                id=report.id,
                day=report.published.start if report.published else _UNDATED,
                words=len(tokens),
                digest=xxhash.xxh3_128_digest(tokens.tobytes()),
                sample=sample(tokens),
            )


def _blocks(pairs: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """The pairs in blocks whose texts hold so many words together, or of one pair."""
    block: list[Candidate] = []
    held: set[str] = set()
    words = 0
    for pair in pairs:
        sizes = {pair.a: pair.words_a, pair.b: pair.words_b}
        fresh = sum(size for id_, size in sizes.items() if id_ not in held)
        if block and words + fresh > _WORDS:
            yield block
            block, held, words = [], set(), 0
            fresh = sum(sizes.values())
        block.append(pair)
        held.update(sizes)
        words += fresh
    if block:
        yield block


def _compare(a: _Page, b: _Page, *, equal: bool) -> Copy | None:
    if equal:
        whole = Passage(a_start=0, a_end=len(a), b_start=0, b_end=len(b), common=len(a), core=len(a))
        return _copy(a, b, "exact", [whole])
    passages = shared_passages(a.indexed, b.indexed)
    kind = _kind(passages, len(a), len(b))
    return _copy(a, b, kind, passages) if kind else None


def _kind(passages: Sequence[Passage], words_a: int, words_b: int) -> CopyKind | None:
    """What two texts of so many words are to one another that share these passages."""
    common = sum(passage.common for passage in passages)
    share_a, share_b = _share_a(passages, words_a), _share_b(passages, words_b)
    if passages and min(share_a, share_b) >= _NEAR:
        return "near"
    if common >= _MANY or (common >= _SOME and max(share_a, share_b) >= _PARTIAL):
        return "partial"
    return None


def _share_a(passages: Iterable[Passage], words: int) -> float:
    return sum(passage.a_end - passage.a_start for passage in passages) / words


def _share_b(passages: Iterable[Passage], words: int) -> float:
    return sum(passage.b_end - passage.b_start for passage in passages) / words


def _copy(a: _Page, b: _Page, kind: CopyKind, passages: Sequence[Passage]) -> Copy:
    first = likely_first(a.credits, b.credits)
    return Copy(
        report_a=a.report.id,
        report_b=b.report.id,
        kind=kind,
        containment_a=round(_share_a(passages, len(a)), 4),
        containment_b=round(_share_b(passages, len(b)), 4),
        shared=tuple(_shared(a, b, passage) for passage in passages),
        likely_first=first.id if first else None,
        first_outlet=first.outlet if first else None,
        signature=SIGNATURE,
    )


def _shared(a: _Page, b: _Page, passage: Passage) -> Shared:
    return Shared(
        a_start=int(a.places[passage.a_start, 0]),
        a_end=int(a.places[passage.a_end - 1, 1]),
        b_start=int(b.places[passage.b_start, 0]),
        b_end=int(b.places[passage.b_end - 1, 1]),
    )
