"""From settled frames to attributions: nesting makes chains, quotations run on."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from dateline.annotate.attribution.quotes import Quote
from dateline.annotate.attribution.scene import Piece, Scene, is_quoted
from dateline.annotate.attribution.settle import Told
from dateline.annotate.attribution.tokens import Role
from dateline.annotate.mentions import Attribution, Sentence, SourceMention

_SHORT = 3  # spaces: a shorter quotation is a mere word in quotation marks
_TAIL = " ,;–—-("


def attributions(scene: Scene, told: Sequence[Told]) -> list[Attribution]:
    """One attribution a piece of content; a frame inside another's content has its sources in front."""
    cuts = [_cut_at_others(scene, one, told) for one in told]
    found: list[Attribution] = []
    for one, pieces in zip(told, cuts, strict=True):
        chain = [
            source
            for outer, covered in zip(told, cuts, strict=True)
            if outer is not one and any(start <= one.start and one.end <= end for start, end in covered)
            for source in outer.sources
        ]
        sources = _distinct((*chain, *one.sources))
        for number, (start, end) in enumerate(pieces):
            found.append(
                Attribution(
                    sources=sources,
                    cue_start=one.frame.cue_start,
                    cue_end=one.frame.cue_end,
                    content_start=start,
                    content_end=end,
                    quoted=is_quoted(scene, (start, end)),
                    rule=one.frame.rule,
                    carried=one.carried or ("quote" if number else None),
                )
            )
    return found


def _cut_at_others(scene: Scene, one: Told, told: Sequence[Told]) -> tuple[Piece, ...]:
    """The pieces of `one`, ended before an attribution that stands beside it or around it."""
    pieces = []
    for start, end in one.pieces:
        for other in told:
            if other is one or not start < other.start < end or other.frame.first <= one.frame.last:
                continue
            before = other.frame.first - 1
            beside = scene.tokens.roles[before] & (Role.CONTRAST | Role.AND | Role.CLOSE)
            around = any(a <= one.start and one.end <= b for a, b in other.pieces)
            if beside or around:
                at = scene.tokens.starts[before] if beside else other.start
                end = start + len(scene.text[start:at].rstrip(_TAIL))
        if end > start:
            pieces.append((start, end))
    return tuple(pieces)


def _distinct(sources: Iterable[SourceMention]) -> tuple[SourceMention, ...]:
    seen: dict[tuple[int, int], SourceMention] = {}
    for source in sources:
        seen.setdefault((source.start, source.end), source)
    return tuple(seen.values())


def run_on(
    text: str, sentences: Sequence[Sentence], found: Sequence[Attribution], quotes: Sequence[Quote]
) -> list[Attribution]:
    """Quotations that stand alone after an attributed sentence: the same source goes on speaking."""
    added: list[Attribution] = []
    starts = [sentence.start for sentence in sentences]
    lasts: dict[int, Attribution] = {}
    for one in found:
        _note_last(lasts, starts, one)
    covered = _covered(found)
    for quote in quotes:
        index = bisect_right(starts, quote.start) - 1
        if index < 1 or quote.start > starts[index] + 1 or text.count(" ", quote.start, quote.end) < _SHORT:
            continue
        last = lasts.get(index - 1)
        if last is None or covered(quote):
            continue
        more = replace(
            last,
            content_start=quote.start,
            content_end=quote.end,
            quoted=True,
            rule="quote.run_on",
            carried=last.carried or "quote",
        )
        added.append(more)
        _note_last(lasts, starts, more)
    return added


def _note_last(lasts: dict[int, Attribution], starts: Sequence[int], one: Attribution) -> None:
    """Keep the attribution that a sentence, by its number, ends with; of nested ones the innermost."""
    index = bisect_left(starts, max(one.content_end, one.cue_end)) - 1
    known = lasts.get(index)
    if known is None or _order(known) < _order(one):
        lasts[index] = one


def _order(one: Attribution) -> tuple[int, int]:
    return max(one.content_end, one.cue_end), one.content_start


def _covered(found: Sequence[Attribution]) -> Callable[[Quote], bool]:
    """A test whether any attribution's content shares a character with a quotation."""
    contents = sorted((one.content_start, one.content_end) for one in found)
    starts = [start for start, _ in contents]
    reached = list(accumulate((end for _, end in contents), max))

    def covered(quote: Quote) -> bool:
        before = bisect_left(starts, quote.end)
        return before > 0 and reached[before - 1] > quote.start

    return covered
