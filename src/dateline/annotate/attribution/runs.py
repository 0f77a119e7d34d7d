"""From frames to attributions: nesting, pronouns, sources that run on over a quotation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.annotate.attribution.frames import Frame
from dateline.annotate.attribution.phrases import phrase_after
from dateline.annotate.attribution.quotes import Quote
from dateline.annotate.attribution.scene import Scene
from dateline.annotate.attribution.subjects import source_of
from dateline.annotate.attribution.tokens import Role
from dateline.annotate.mentions import Attribution, SourceMention

_REACH = 1200  # code points that a pronoun may look back
_RUN_ON = 4  # code points between a sentence and the quotation that goes on after it


@dataclass(frozen=True, slots=True)
class Told:
    """A frame with its place in the text settled."""

    frame: Frame
    start: int
    end: int
    sources: tuple[SourceMention, ...]
    carried: str | None


def settle(
    scene: Scene, frames: Sequence[Frame], earlier: Sequence[SourceMention], subject: SourceMention | None
) -> list[Told]:
    """The frames of a sentence with the sources of pronouns, riders and implied subjects filled in.

    `earlier` are the sources of the text so far, latest last; `subject` whom the sentence before spoke of.
    """
    told: list[Told] = []
    for frame in frames:
        if frame.rider:
            continue
        sources, carried = frame.sources, None
        if frame.pronoun and not scene.whole:
            named = _referent(scene, frame, earlier, told, subject)
            if named is None:
                continue
            sources, carried = (*sources[:-1], named), "pronoun"
        elif frame.implied:
            own = _implied_sources(scene, frame, told)
            if not own:
                continue
            sources = own
        told.append(_place(scene, frame, sources, carried))
    return _with_riders(scene, told, [frame for frame in frames if frame.rider])


def _place(scene: Scene, frame: Frame, sources: tuple[SourceMention, ...], carried: str | None) -> Told:
    starts, ends = scene.tokens.starts, scene.tokens.ends
    return Told(frame, starts[frame.first], ends[frame.last], sources, carried)


def _referent(
    scene: Scene,
    frame: Frame,
    earlier: Sequence[SourceMention],
    told: Sequence[Told],
    subject: SourceMention | None,
) -> SourceMention | None:
    """Whom a pronoun means: the source told of last, or else the subject of the sentence before."""
    at = scene.tokens.starts[frame.first]
    for known in (*(source for one in reversed(told) for source in one.sources[-1:]), *reversed(earlier)):
        if at - known.end > _REACH:
            break
        if known.end <= at:
            return known
    return subject


def _implied_sources(scene: Scene, frame: Frame, told: Sequence[Told]) -> tuple[SourceMention, ...]:
    if told:
        return told[-1].sources
    named = sentence_subject(scene)
    if named is None or named.end > frame.cue_start:
        return ()
    return (named,)


def sentence_subject(scene: Scene) -> SourceMention | None:
    """The noun phrase that the sentence opens with, when it names a person or body."""
    roles = scene.tokens.roles
    i = 0
    while i < len(roles) and not roles[i] & (Role.CAPITAL | Role.HEAD | Role.DETERMINER):
        i += 1
    while i < len(roles) and roles[i] & (Role.OPENER | Role.TIME_LINK | Role.TIME | Role.COMMA | Role.NUMBER):
        i += 1
    if i >= len(roles) or roles[i] & (Role.PRONOUN | Role.STOP):
        return None
    phrase = phrase_after(scene.tokens, i, scene.rules)
    if phrase is None:
        return None
    last = phrase.first
    named = False
    for k in range(phrase.first, phrase.last + 1):
        if roles[k] & (Role.CAPITAL | Role.HEAD) and not roles[k] & Role.DETERMINER:
            last, named = k, True
        elif named and not roles[k] & (Role.LINK | Role.DASH | Role.TITLE):
            break
    return source_of(scene, replace(phrase, last=last, core_last=last)) if named else None


def _with_riders(scene: Scene, told: list[Told], riders: Sequence[Frame]) -> list[Told]:
    """Give "citing Y" and "released by X" to the frame beside them; alone they are frames of their own."""
    for rider in riders:
        near = min(told, key=lambda one: _distance(one.frame, rider), default=None)
        if near is None:
            if rider.pieces and rider.sources:
                told.append(_place(scene, rider, rider.sources, None))
            continue
        joined = rider.sources + near.sources if rider.outer else near.sources + rider.sources
        told[told.index(near)] = replace(near, sources=_distinct(joined))
        end = scene.tokens.starts[rider.first]
        cut = tuple(
            (a, min(b, end)) if a < end < b and rider.first > near.frame.last + 1 else (a, b)
            for a, b in near.frame.pieces
        )
        told[told.index(replace(near, sources=_distinct(joined)))] = replace(
            near, sources=_distinct(joined), frame=replace(near.frame, pieces=cut)
        )
    return told


def _distance(frame: Frame, rider: Frame) -> int:
    return min(abs(frame.first - rider.last), abs(rider.first - frame.last))


def attributions(scene: Scene, told: Sequence[Told]) -> list[Attribution]:
    """One attribution a piece of content; a frame inside another's content has its sources in front."""
    trimmed = [_cut_at_next(scene, one, told) for one in told]
    found: list[Attribution] = []
    for one in trimmed:
        chain = _distinct(source for outer in trimmed if _encloses(outer, one) for source in outer.sources)
        for number, (start, end) in enumerate(one.frame.pieces):
            if end > start:
                found.append(
                    Attribution(
                        sources=_distinct((*chain, *one.sources)),
                        cue_start=one.frame.cue_start,
                        cue_end=one.frame.cue_end,
                        content_start=start,
                        content_end=end,
                        quoted=one.frame.quoted,
                        rule=one.frame.rule,
                        carried=one.carried or ("quote" if number else None),
                    )
                )
    return found


def _encloses(outer: Told, inner: Told) -> bool:
    if outer is inner:
        return False
    return any(start <= inner.start and inner.end <= end for start, end in outer.frame.pieces)


def _cut_at_next(scene: Scene, one: Told, told: Sequence[Told]) -> Told:
    """End a content before the next attribution that stands beside it, not inside it."""
    pieces = []
    for start, end in one.frame.pieces:
        for other in told:
            if other is one or not start < other.start < end or other.frame.first <= one.frame.last:
                continue
            beside = (
                scene.tokens.roles[other.frame.first - 1] & (Role.STOP | Role.AND | Role.CLOSE)
                if other.frame.first
                else 0
            )
            around = any(a <= one.start and one.end <= b for a, b in other.frame.pieces)
            if beside or around:
                cut_at = scene.tokens.starts[other.frame.first - 1] if beside else other.start
                end = start + len(scene.text[start:cut_at].rstrip(" ,;–—-("))
        pieces.append((start, end))
    return replace(one, frame=replace(one.frame, pieces=tuple(pieces)))


def _distinct(sources: Iterable[SourceMention]) -> tuple[SourceMention, ...]:
    seen: dict[tuple[int, int], SourceMention] = {}
    for source in sources:
        seen.setdefault((source.start, source.end), source)
    return tuple(seen.values())


def run_on(text: str, found: Sequence[Attribution], quotes: Sequence[Quote]) -> list[Attribution]:
    """Quotations without a source of their own that follow at once on an attributed quotation."""
    added: list[Attribution] = []
    for quote in quotes:
        if text.count(" ", quote.start, quote.end) < 3 or any(
            one.content_start < quote.end and quote.start < one.content_end for one in found
        ):
            continue
        before = [
            one for one in (*found, *added) if one.quoted and max(one.content_end, one.cue_end) <= quote.start
        ]
        last = max(before, key=lambda one: max(one.content_end, one.cue_end), default=None)
        if last is not None and _follows(text, last, quote):
            added.append(
                replace(
                    last, content_start=quote.start, content_end=quote.end, carried=last.carried or "quote",
                    rule="quote.run_on",
                )
            )  # fmt: skip
    return added


def _follows(text: str, last: Attribution, quote: Quote) -> bool:
    """True when no sentence stands between the attributed passage and the quotation."""
    end = max(last.content_end, last.cue_end, *(s.end for s in last.sources if s.end <= quote.start))
    between = text[end : quote.start]
    if len(between) > 120:
        return False
    head, _, tail = between.rpartition("\n")
    return (
        not between.strip(" \n\t.,")
        or (between.rstrip()[-1:] in ".,!?" and between.strip(" \n\t.,").count(".") == 0 and not head.strip())
        if tail is not None
        else False
    )
