"""Frames: one cue, the source that stands beside it, and the stretches of text that it credits.

Each behaviour of a cue has its reader here; which words behave how is the pack's business.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.annotate.attribution.phrases import (
    Phrase,
    before_times,
    phrase_after,
    phrase_before,
    skip_back,
    skip_times,
)
from dateline.annotate.attribution.scene import (
    Piece,
    Scene,
    breaks_off,
    clause_before,
    pieces_after,
    pieces_before,
    quote_closed_at,
    resumed,
)
from dateline.annotate.attribution.subjects import audience, guessed, is_document, is_noun, source_of
from dateline.annotate.attribution.tokens import BOUNDS, Cue, Role
from dateline.annotate.mentions import SourceMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One attribution as read from its sentence alone.

    `first`/`last` are the tokens of source and cue together. `pronoun` and `implied` frames have their
    source elsewhere; a `rider` ("citing X") lends its source to the frame beside it.
    """

    sources: tuple[SourceMention, ...]
    first: int
    last: int
    cue_start: int
    cue_end: int
    pieces: tuple[Piece, ...]
    rule: str
    pronoun: bool = False
    implied: bool = False
    rider: bool = False
    outer: bool = False


def read_frames(scene: Scene) -> list[Frame]:
    """The frames of a sentence in text order."""
    frames: list[Frame] = []
    taken = -1
    for i, cue in enumerate(scene.tokens.cues):
        if cue is None or i <= taken:
            continue
        frame = _READERS[cue.behaviour](scene, i, cue)
        if frame is not None:
            frames.append(frame)
            taken = max(taken, frame.last)
    return frames


def _read_say(scene: Scene, i: int, cue: Cue) -> Frame | None:
    """ "X said (that) ...", "..., X said", "..., said X", and "and said" with X further back."""
    roles = scene.tokens.roles
    if cue.noun_too and is_noun(scene, i):
        return None
    j = skip_back(scene.tokens, i)
    if cue.inverts and (frame := _read_inverted(scene, i, j, cue)) is not None:
        return frame
    if j < 0 or roles[j] & Role.AND:
        return _implied(scene, i, cue)
    if roles[j] & Role.LINK and not roles[j] & (Role.BACK | Role.CAPITAL):
        return None  # "to announce"
    if roles[j] & Role.PRONOUN:
        subject: Phrase | None = Phrase(j, j, j)
    else:
        subject = phrase_before(scene.tokens, j - 1 if roles[j] & Role.RELATIVE else j, scene.rules)
    if subject is None:
        return _implied(scene, i, cue) if roles[j] & (Role.COMMA | Role.STOP) else None
    return _with_subject(scene, i, cue, subject)


def _with_subject(scene: Scene, i: int, cue: Cue, subject: Phrase) -> Frame | None:
    source = source_of(scene, subject)
    if source is None or (cue.needs == "document" and not is_document(scene.tokens, subject)):
        return None
    source = guessed(scene, source, subject, cue.suggests)
    outer, k = audience(scene, i + 1) if cue.addressed else ((), i + 1)
    k = skip_times(scene.tokens, k)
    pieces, order = _sides(scene, subject, k, cue)
    if not pieces:
        return None
    return Frame(
        sources=(*outer, source),
        first=subject.first,
        last=max(i, k - 1),
        cue_start=scene.tokens.starts[i],
        cue_end=scene.tokens.ends[i],
        pieces=pieces,
        rule=f"{cue.name}.{order}",
        pronoun=bool(scene.tokens.roles[subject.first] & Role.PRONOUN and subject.first == subject.core_last),
    )


def _sides(scene: Scene, subject: Phrase, k: int, cue: Cue) -> tuple[tuple[Piece, ...], str]:
    """The content of a source at `subject` whose cue ends before token `k`, and on which side it stands."""
    roles = scene.tokens.roles
    first = before_times(roles, subject.first)
    if quote_closed_at(scene, first) is not None:
        return pieces_before(scene, first) + resumed(scene, k), "after"
    clause = clause_before(scene, first)
    if not breaks_off(scene, k, after_clause=clause):
        after = pieces_after(scene, k, cue)
        between = clause and k < len(roles) and roles[k] & roles[first - 1] & Role.COMMA
        return (pieces_before(scene, first) + after, "within") if between else (after, "before")
    before = pieces_before(scene, first)
    if (
        k + 1 < len(roles)
        and roles[k] & Role.COMMA
        and not roles[k + 1] & (Role.CUE | Role.RELATIVE | Role.STOP)
    ):
        return before + (resumed(scene, k) or pieces_after(scene, k, cue)), "within"
    return before, "after"


def _read_inverted(scene: Scene, i: int, j: int, cue: Cue) -> Frame | None:
    """ "...", said X; only after a comma, a dash or a closing quotation mark."""
    tokens, roles = scene.tokens, scene.tokens.roles
    if i < 1 or roles[i - 1] & (Role.PRONOUN | Role.HEAD | Role.RELATIVE | Role.CUE):
        return None
    marked = roles[i - 1] & (Role.COMMA | Role.QUOTE | Role.DASH)
    if i + 1 >= len(roles) or (not marked and not _may_lack_comma(scene, i, j, cue)):
        return None
    quoted = quote_closed_at(scene, i) is not None
    if cue.addressed and not quoted:
        return None
    subject = (
        Phrase(i + 1, i + 1, i + 1)
        if roles[i + 1] & Role.PRONOUN
        else phrase_after(tokens, i + 1, scene.rules)
    )
    if subject is None:
        return None
    k = skip_times(tokens, subject.last + 1)
    ends = k >= len(roles) or bool(roles[k] & (BOUNDS | Role.CUE | Role.CLOSE) and not roles[k] & Role.THAT)
    if not (quoted or ends or not marked) or (roles[i - 1] & Role.QUOTE and not quoted):
        return None
    if not marked and not any(role & (Role.CAPITAL | Role.HEAD) for role in roles[i + 1 : subject.last + 1]):
        return None
    source = source_of(scene, subject)
    pieces = pieces_before(scene, i) + resumed(scene, k)
    if source is None or not pieces:
        return None
    source = guessed(scene, source, subject, cue.suggests)
    pronoun = bool(roles[i + 1] & Role.PRONOUN)
    return _frame(scene, i, cue, (source,), subject.last, pieces, "inverted", pronoun=pronoun)


def _may_lack_comma(scene: Scene, i: int, j: int, cue: Cue) -> bool:
    """True when "... January 27 reports X" or "... for years said X" can only be a source behind its cue."""
    roles = scene.tokens.roles
    if cue.unmarked and i + 1 < len(roles) and i > 5 and roles[i + 1] & Role.CAPITAL:
        return not roles[i - 1] & (Role.CAPITAL | Role.DETERMINER | Role.NOUN_BEFORE) or j < i - 1
    return j == i - 1 and not roles[j] & Role.CAPITAL and clause_before(scene, i)


def _implied(scene: Scene, i: int, cue: Cue) -> Frame | None:
    """ "..., adding that ...": whoever spoke before in the sentence, or else its subject, says this too."""
    k = i + 1
    if cue.addressed:
        _, k = audience(scene, k)
    k = skip_times(scene.tokens, k)
    pieces = pieces_after(scene, k, cue)
    if not pieces:
        return None
    return Frame(
        sources=(),
        first=i,
        last=max(i, k - 1),
        cue_start=scene.tokens.starts[i],
        cue_end=scene.tokens.ends[i],
        pieces=pieces,
        rule=f"{cue.name}.implied",
        implied=True,
    )


def _read_per(scene: Scene, i: int, cue: Cue) -> Frame | None:
    """ "According to X, ..." and "..., according to X"."""
    tokens, roles = scene.tokens, scene.tokens.roles
    phrase = phrase_after(tokens, i + 1, scene.rules)
    if phrase is None:
        return None
    source = source_of(scene, phrase)
    if source is None:
        return None
    j = i - 1
    while j >= 0 and roles[j] & (
        Role.OPENER | Role.BETWEEN | Role.AND | Role.TIME | Role.NUMBER | Role.TIME_LINK
    ):
        j -= 1
    opens = j < 0 or bool(roles[j] & Role.STOP) or bool(roles[i] & Role.CAPITAL)
    if (
        not opens
        and cue.needs == "break"
        and not (roles[i - 1] & (BOUNDS | Role.OPEN | Role.CLOSE) or roles[i + 1] & Role.HEAD)
    ):
        return None
    source = guessed(scene, source, phrase, cue.suggests)
    k = skip_times(tokens, phrase.last + 1)
    pieces = pieces_after(scene, k, cue) if opens else pieces_before(scene, i)
    if not pieces and opens:
        pieces = pieces_before(scene, i)
    if not pieces:
        return None
    return _frame(scene, i, cue, (source,), phrase.last, pieces, "before" if opens else "after")


def _read_cite(scene: Scene, i: int, cue: Cue) -> Frame | None:
    """ "X quoted Y as saying ..."; without an X of its own ("citing Y") a rider on the frame beside it."""
    tokens, roles = scene.tokens, scene.tokens.roles
    phrase = phrase_after(tokens, i + 1, scene.rules)
    inner = None if phrase is None else source_of(scene, phrase)
    if phrase is None or inner is None:
        return None
    k = phrase.last + 1
    while k < len(roles) and roles[k] & Role.CUE:
        k += 1
    k = skip_times(tokens, k)
    j = skip_back(tokens, i)
    subject = None
    if cue.needs != "host" and j >= 0 and not roles[j] & (Role.COMMA | Role.AND):
        subject = phrase_before(tokens, j, scene.rules)
    outer = None if subject is None else source_of(scene, subject)
    pieces = pieces_after(scene, k, cue)
    if outer is None:
        return _frame(scene, i, cue, (inner,), phrase.last, pieces, "rider", rider=True)
    if subject is not None:
        outer = guessed(scene, outer, subject, "media")
    if not pieces or breaks_off(scene, k, after_clause=True):
        pieces = pieces_before(scene, subject.first if subject else i)
    if not pieces:
        return None
    frame = _frame(scene, i, cue, (outer, inner), max(phrase.last, k - 1), pieces, "before")
    return replace(frame, first=subject.first if subject else i)


def _read_quoted(scene: Scene, i: int, cue: Cue) -> Frame | None:
    """ "X was quoted (by Y) as saying ...": the carrier Y, when named, is outermost."""
    tokens, roles = scene.tokens, scene.tokens.roles
    j = skip_back(tokens, i)
    subject = Phrase(j, j, j) if j >= 0 and roles[j] & Role.PRONOUN else phrase_before(tokens, j, scene.rules)
    inner = None if subject is None else source_of(scene, subject)
    if subject is None or inner is None:
        return None
    k = i + 1
    carriers: tuple[SourceMention, ...] = ()
    while k < len(roles) and roles[k] & (Role.AGENT | Role.CUE):
        if roles[k] & Role.AGENT and (phrase := phrase_after(tokens, k + 1, scene.rules)) is not None:
            outer = source_of(scene, phrase)
            carriers = () if outer is None else (outer,)
            k = phrase.last
        k += 1
    k = skip_times(tokens, k)
    pieces = (
        pieces_before(scene, subject.first)
        if breaks_off(scene, k, after_clause=True)
        else pieces_after(scene, k, cue)
    )
    if not pieces:
        return None
    frame = _frame(scene, i, cue, (*carriers, inner), k - 1, pieces, "quoted")
    return replace(frame, first=subject.first, pronoun=bool(roles[subject.first] & Role.PRONOUN))


def _read_carry(scene: Scene, i: int, cue: Cue) -> Frame | None:
    """ "được X đăng tải", "released by X": X carries what others say, so X is outermost."""
    tokens, roles = scene.tokens, scene.tokens.roles
    if cue.behaviour == "carried":
        phrase = phrase_after(tokens, i + 1, scene.rules)
        first, last = i, i if phrase is None else phrase.last
    else:
        j = skip_back(tokens, i)
        agent = next((k for k in range(j, max(-1, j - 12), -1) if roles[k] & Role.AGENT), None)
        phrase = None if agent is None or agent == j else Phrase(agent + 1, j, _core(roles, agent + 1, j))
        first, last = i if agent is None else agent, i
    source = None if phrase is None else source_of(scene, phrase)
    if phrase is None or source is None:
        return None
    source = guessed(scene, source, phrase, "media")
    k = skip_times(tokens, last + 1)
    pieces = pieces_after(scene, k, cue) or pieces_before(scene, first)
    thing = phrase_before(tokens, first - 1, scene.rules)
    if thing is None or not is_document(tokens, thing):
        pieces = ()
    frame = _frame(scene, i, cue, (source,), last, pieces, "carried", rider=True)
    return replace(frame, first=first, outer=True)


def _core(roles: Sequence[int], first: int, last: int) -> int:
    return next((k - 1 for k in range(first + 1, last + 1) if roles[k] & (Role.COMMA | Role.OPEN)), last)


def _read_nothing(scene: Scene, i: int, cue: Cue) -> Frame | None:
    """ "as saying", "cho biết" after a cited source: belongs to the cue before it."""
    return None


_READERS: Mapping[str, Callable[[Scene, int, Cue], Frame | None]] = {
    "say": _read_say,
    "add": _implied,
    "per": _read_per,
    "cite": _read_cite,
    "quoted": _read_quoted,
    "carry": _read_carry,
    "carried": _read_carry,
    "filler": _read_nothing,
}


def _frame(
    scene: Scene, i: int, cue: Cue, sources: tuple[SourceMention, ...], last: int,
    pieces: tuple[Piece, ...], order: str, *, rider: bool = False, pronoun: bool = False,
) -> Frame:  # fmt: skip
    return Frame(
        sources=sources,
        first=i,
        last=last,
        cue_start=scene.tokens.starts[i],
        cue_end=scene.tokens.ends[i],
        pieces=pieces,
        rule=f"{cue.name}.{order}",
        rider=rider,
        pronoun=pronoun,
    )
