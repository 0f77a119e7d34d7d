"""Whose word a frame is when its source stands elsewhere: pronouns, implied subjects, "citing X"."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.annotate.attribution.frames import Frame
from dateline.annotate.attribution.kin import with_kin
from dateline.annotate.attribution.phrases import Phrase, phrase_after
from dateline.annotate.attribution.scene import Piece, Scene
from dateline.annotate.attribution.subjects import source_of
from dateline.annotate.attribution.tokens import Role
from dateline.annotate.mentions import SourceMention

_REACH = 1200  # code points that a pronoun may look back
_BODIES = frozenset({"media", "monitor", "un", "social"})  # kinds that "he" and "she" do not mean


@dataclass(frozen=True, slots=True)
class Told:
    """A frame with its sources settled; `[start, end)` is the stretch from its source to its cue."""

    frame: Frame
    start: int
    end: int
    sources: tuple[SourceMention, ...]
    pieces: tuple[Piece, ...]
    carried: str | None


def settle(
    scene: Scene,
    frames: Sequence[Frame],
    earlier: Sequence[SourceMention],
    subject: Callable[[], SourceMention | None],
) -> list[Told]:
    """The frames of a sentence, each with its sources.

    `earlier` are the sources of the text so far, latest last; `subject` tells whom the sentence before
    spoke of. A frame whose source cannot be told is left out.
    """
    told: list[Told] = []
    for frame in frames:
        if frame.rider:
            continue
        sources, carried = frame.sources, None
        if frame.pronoun and not scene.whole:
            named = _referent(scene, frame, earlier, told, subject)
            sources, carried = () if named is None else (*sources[:-1], named), "pronoun"
        elif frame.implied:
            sources = _implied_sources(scene, frame, told)
        if sources:
            sources = tuple([with_kin(scene.text, source, earlier, scene.rules) for source in sources])
            told.append(_place(scene, frame, sources, carried))
    for frame in frames:
        if frame.rider:
            _lend(scene, frame, told)
    return told


def _place(scene: Scene, frame: Frame, sources: tuple[SourceMention, ...], carried: str | None) -> Told:
    tokens = scene.tokens
    return Told(frame, tokens.starts[frame.first], tokens.ends[frame.last], sources, frame.pieces, carried)


def _referent(
    scene: Scene,
    frame: Frame,
    earlier: Sequence[SourceMention],
    told: Sequence[Told],
    subject: Callable[[], SourceMention | None],
) -> SourceMention | None:
    """Whom a pronoun means: the source told of last, or else the subject of the sentence before."""
    at = scene.tokens.starts[frame.first]
    thing = any(role & Role.THING for role in scene.tokens.roles[frame.first : frame.last + 1])
    near = [one.sources[-1] for one in told]
    for known in (*reversed(near), *reversed(earlier)):
        if at - known.end > _REACH:
            break
        if known.end <= at and (thing or _may_be_person(scene.text, known)):
            return known
    return subject()


def _may_be_person(text: str, known: SourceMention) -> bool:
    return known.kind not in _BODIES and any(map(str.isupper, text[known.start : known.end]))


def _implied_sources(scene: Scene, frame: Frame, told: Sequence[Told]) -> tuple[SourceMention, ...]:
    if told:
        return told[-1].sources
    named = sentence_subject(scene)
    return () if named is None or named.end > frame.cue_start else (named,)


def sentence_subject(scene: Scene) -> SourceMention | None:
    """The noun phrase that the sentence opens with, when it names a person or body."""
    roles = scene.tokens.roles
    size = len(roles)
    i = _after_dateline(roles)
    while i < size and roles[i] & (Role.OPENER | Role.TIME_LINK | Role.TIME | Role.COMMA | Role.NUMBER):
        if roles[i] & Role.TIME_LINK and not (i + 1 < size and roles[i + 1] & (Role.TIME | Role.NUMBER)):
            break
        i += 1
    if i >= size or roles[i] & (Role.PRONOUN | Role.STOP | Role.LINK):
        return None
    phrase = phrase_after(scene.tokens, i, scene.rules)
    if phrase is None:
        return None
    last = -1
    for k in range(phrase.first, phrase.last + 1):
        if roles[k] & (Role.CAPITAL | Role.HEAD) and not roles[k] & Role.DETERMINER:
            last = k
        elif last >= 0 and not roles[k] & (Role.LINK | Role.DASH | Role.TITLE):
            break
    return None if last < 0 else source_of(scene, Phrase(phrase.first, last, last))


def _after_dateline(roles: Sequence[int]) -> int:
    """The token after "CAIRO, July 7 (Reuters) -", or the first."""
    for k in range(1, min(16, len(roles))):
        if roles[k] & Role.DASH and roles[k - 1] & (Role.CLOSE | Role.DASH) and k + 1 < len(roles):
            return k + 1
    return 0


def _lend(scene: Scene, rider: Frame, told: list[Told]) -> None:
    """Give the source of "citing Y" or "released by X" to the frame beside it, or let it stand alone."""
    if not told:
        if rider.pieces:
            told.append(_place(scene, rider, rider.sources, None))
        return
    index = min(range(len(told)), key=lambda k: _distance(told[k].frame, rider))
    near = told[index]
    joined = rider.sources + near.sources if rider.outer else near.sources + rider.sources
    ends = scene.tokens.starts[rider.first]
    pieces = near.pieces
    if rider.first > near.frame.last + 1:
        pieces = tuple([(a, ends) if a < ends < b else (a, b) for a, b in pieces])
    told[index] = Told(near.frame, near.start, near.end, joined, pieces, near.carried)


def _distance(frame: Frame, rider: Frame) -> int:
    return min(abs(frame.first - rider.last), abs(rider.first - frame.last))
