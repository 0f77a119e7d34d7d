"""A sentence under reading, and where the content of an attribution begins and ends in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.attribution.quotes import Quote
from dateline.annotate.attribution.rules import AttributionRules
from dateline.annotate.attribution.tokens import BOUNDS, Cue, Role, Tokens
from dateline.annotate.mentions import SourceMention

Piece = tuple[int, int]

_GAP = re.compile(r"[\s,–—-]*")
_TRIM = " \t\r\n,;–—-"
_SCARE = 3  # words: a quotation this short says nothing by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A sentence: its tokens, the quotations that touch it, and the names known in it."""

    text: str
    start: int
    end: int
    tokens: Tokens
    rules: AttributionRules
    quotes: Sequence[Quote]
    named: Sequence[SourceMention]
    whole: bool


def trimmed(text: str, start: int, end: int) -> Piece | None:
    """`[start, end)` without the white space and commas around it; None when nothing is left."""
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip(_TRIM))
    right = end - (len(piece) - len(piece.rstrip(_TRIM)))
    if right - left < 2 or not any(map(str.isalnum, text[left:right])):
        return None
    return left, right


def quote_closed_at(scene: Scene, i: int) -> Quote | None:
    """The quotation that ends just before token `i`, with at most a comma or a dash between."""
    at = scene.tokens.starts[i]
    for quote in scene.quotes:
        if quote.end <= at and at - quote.end <= 6 and _GAP.fullmatch(scene.text, quote.end, at):
            ended = quote.end <= scene.start and scene.text[quote.end - 2] not in "?!,…"
            return None if ended else quote
    return None


def pieces_before(scene: Scene, i: int) -> tuple[Piece, ...]:
    """What stands before token `i`: the quotation that ends there, or the sentence so far."""
    quote = quote_closed_at(scene, i)
    if quote is not None and (quote.start <= scene.start + 2 or not _is_scare(scene, quote)):
        start = quote.start
        lead = trimmed(scene.text, scene.start, quote.start) if quote.start > scene.start else None
        if lead is not None and lead[1] - lead[0] > 3 and not _speaks_before(scene, quote):
            start = lead[0]
        return ((start, quote.end),)
    piece = trimmed(scene.text, scene.start, scene.tokens.starts[i])
    return () if piece is None else (piece,)


def _speaks_before(scene: Scene, quote: Quote) -> bool:
    """True when the words before a quotation do not run into it (a colon, or another sentence's end)."""
    return scene.text[scene.start : quote.start].rstrip()[-1:] in ":.!?"


def _is_scare(scene: Scene, quote: Quote) -> bool:
    return scene.text.count(" ", quote.start, quote.end) < _SCARE


def pieces_after(scene: Scene, k: int, cue: Cue) -> tuple[Piece, ...]:
    """What stands from token `k` on: a quotation to its end, or the rest of the sentence."""
    roles = scene.tokens.roles
    while k < len(roles) and roles[k] & (Role.COMMA | Role.COLON | Role.CLOSE | Role.DASH):
        k += 1
    if k >= len(roles):
        return _next_quote(scene) if roles and roles[-1] & Role.COLON else ()
    if cue.needs == "clause" and not _holds_clause(roles, k):
        return ()
    start = scene.tokens.starts[k]
    if roles[k] & Role.QUOTE:
        quote = next((q for q in scene.quotes if q.start == start), None)
        if quote is not None and not _is_scare(scene, quote):
            return ((quote.start, quote.end),)
    end = sentence_end(scene)
    for quote in scene.quotes:
        if start <= quote.start < end <= quote.end:
            end = quote.end
    piece = trimmed(scene.text, start, end)
    return () if piece is None else (piece,)


def sentence_end(scene: Scene) -> int:
    """Where the words of the sentence end, without its full stop."""
    end = scene.start + len(scene.text[scene.start : scene.end].rstrip(" .\t\n"))
    return max(end, scene.start + 1)


def _next_quote(scene: Scene) -> tuple[Piece, ...]:
    """After "X said:" at the end of a sentence: the quotation that begins at once."""
    for quote in scene.quotes:
        if quote.start >= scene.end and not scene.text[scene.end : quote.start].strip():
            return ((quote.start, quote.end),)
    return ()


def _holds_clause(roles: Sequence[int], k: int) -> bool:
    return bool(roles[k] & (Role.THAT | Role.QUOTE)) or any(
        role & (Role.FINITE | Role.THAT) for role in roles[k:]
    )


def resumed(scene: Scene, k: int) -> tuple[Piece, ...]:
    """The quotation that goes on after `"...", X said,` in the same sentence."""
    roles, starts = scene.tokens.roles, scene.tokens.starts
    for m in range(k, min(k + 3, len(roles))):
        if roles[m] & Role.QUOTE:
            quote = next((q for q in scene.quotes if q.start == starts[m]), None)
            return () if quote is None or _is_scare(scene, quote) else ((quote.start, quote.end),)
        if not roles[m] & BOUNDS:
            break
    return ()


def breaks_off(scene: Scene, k: int, *, after_clause: bool) -> bool:
    """True when nothing that could be content follows token `k - 1`.

    `after_clause` tells that a clause stands before the source, so that what follows may be a mere tail.
    """
    roles = scene.tokens.roles
    if k >= len(roles):
        return True
    if not after_clause:
        return False
    role = roles[k]
    after = roles[k + 1] if k + 1 < len(roles) else 0
    if role & Role.COMMA:
        return not scene.rules.comma_opens_content or bool(after & (Role.CUE | Role.RELATIVE | Role.STOP))
    if role & (Role.CLOSE | Role.STOP) and not role & (Role.THAT | Role.RELATIVE):
        return True
    if role & Role.CUE and not role & (Role.DETERMINER | Role.HEAD):
        return True
    word = scene.text[scene.tokens.starts[k] : scene.tokens.ends[k]]
    return word.endswith(scene.rules.participle_endings) and word.islower()


def clause_before(scene: Scene, first: int) -> bool:
    """True when a clause of its own stands before token `first`, not one that runs on into it."""
    roles = scene.tokens.roles
    if first < 3 or (
        roles[first - 1] & (Role.STOP | Role.AND | Role.THAT | Role.RELATIVE | Role.CUE)
        and not roles[first - 1] & Role.COMMA
    ):
        return False
    verbs = any(role & (Role.FINITE | Role.CUE) for role in roles[:first])
    return verbs or (
        first >= 5
        and bool(roles[first - 1] & Role.COMMA)
        and not roles[0] & (Role.LINK | Role.TIME_LINK | Role.OPENER | Role.TIME | Role.STOP)
    )


def is_quoted(scene: Scene, piece: Piece) -> bool:
    """True when the piece is a quotation, marks and all."""
    return any(quote.start == piece[0] and quote.end == piece[1] for quote in scene.quotes)
