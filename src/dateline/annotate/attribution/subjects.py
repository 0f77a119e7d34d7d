"""Who is meant by the words beside a cue: small questions that the readers of frames ask."""

from dataclasses import replace

from dateline.annotate.attribution.phrases import Phrase, mention, phrase_after
from dateline.annotate.attribution.scene import Scene
from dateline.annotate.attribution.tokens import Role, Tokens
from dateline.annotate.mentions import SourceMention
from dateline.model import SourceKind


def source_of(scene: Scene, phrase: Phrase) -> SourceMention | None:
    """The source that a phrase names."""
    return mention(scene.tokens, phrase, scene.rules, scene.named, whole=scene.whole)


def audience(scene: Scene, i: int) -> tuple[tuple[SourceMention, ...], int]:
    """Whom the cue's subject spoke to at token `i`: a medium is a source ("told AFP"), others are not.

    Also the first token after them.
    """
    roles = scene.tokens.roles
    if i >= len(roles) or roles[i] & (Role.THAT | Role.QUOTE | Role.COLON | Role.COMMA):
        return (), i
    if roles[i] & Role.PRONOUN:
        return (), i + 1
    phrase = phrase_after(scene.tokens, i, scene.rules)
    if phrase is None:
        return (), i
    heard = source_of(scene, phrase)
    general = any(role & Role.AUDIENCE for role in roles[phrase.first : phrase.last + 1])
    if heard is None or general or heard.kind != "media":
        return (), phrase.last + 1
    return (heard,), phrase.last + 1


def is_noun(scene: Scene, i: int) -> bool:
    """True when a word that may be a verb of saying is a noun here ("the report", "ra tuyên bố")."""
    roles = scene.tokens.roles
    before = roles[i - 1] if i else 0
    after = roles[i + 1] if i + 1 < len(roles) else 0
    if before & (Role.DETERMINER | Role.LINK | Role.NOUN_BEFORE):
        return True
    return bool(after & (Role.NOUN_AFTER | Role.CUE | Role.FINITE) and not after & Role.THAT)


def is_document(tokens: Tokens, phrase: Phrase) -> bool:
    """True when the phrase is about a report, a video or the like."""
    return any(
        kind is not None and kind.document for kind in tokens.kinds[phrase.first : phrase.core_last + 1]
    )


def guessed(scene: Scene, source: SourceMention, phrase: Phrase, kind: SourceKind | None) -> SourceMention:
    """`source` with the kind that its cue suggests, when it is a bare name that nothing is known about."""
    if kind is None or source.entity is not None or source.kind != scene.rules.named_kind:
        return source
    words = scene.tokens.roles[phrase.first : phrase.last + 1]
    if any(role & (Role.TITLE | Role.HEAD) for role in words):
        return source
    return replace(source, kind=kind)
