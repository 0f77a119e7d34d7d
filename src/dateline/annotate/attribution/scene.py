"""A sentence under reading, and where the content of an attribution begins and ends in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.attribution.quotes import Quote
from dateline.annotate.attribution.rules import AttributionRules
from dateline.annotate.attribution.tokens import BOUNDS, Cue, Role, Tokens
from dateline.annotate.mentions import SourceMention

Piece = tuple[int, int]

_GAP = re.compile(r"[\s,–—-]*")
_TRIM = " \t\r\n,;–—-"
_TURN = 3  # tokens: a clause has at least so many
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
    before = bisect_right(scene.quotes, at, key=lambda quote: quote.end) - 1
    if before < 0:
        return None
    quote = scene.quotes[before]
    if at - quote.end > 6 or not _GAP.fullmatch(scene.text, quote.end, at):
        return None
    ended = quote.end <= scene.start and scene.text[quote.end - 2] not in "?!,…"
    return None if ended else quote


def _quote_opened_at(scene: Scene, start: int) -> Quote | None:
    """The quotation that begins at the offset `start`, if it says more than a word or two."""
    at = bisect_left(scene.quotes, start, key=lambda quote: quote.start)
    if at == len(scene.quotes) or scene.quotes[at].start != start or _is_scare(scene, scene.quotes[at]):
        return None
    return scene.quotes[at]


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
        quote = _quote_opened_at(scene, start)
        if quote is not None:
            return ((quote.start, quote.end),)
    end = min(sentence_end(scene), _bracket_end(scene, k), _turn(scene, k))
    last = bisect_left(scene.quotes, end, key=lambda quote: quote.start) - 1
    if last >= 0 and start <= scene.quotes[last].start and end <= scene.quotes[last].end:
        end = scene.quotes[last].end
    piece = trimmed(scene.text, start, end)
    return () if piece is None else (piece,)


def _turn(scene: Scene, k: int) -> int:
    """Where a clause after token `k` turns back to the report's own words (", but no lorry came")."""
    roles = scene.tokens.roles
    for m in range(k + _TURN, len(roles) - 2):
        if (
            roles[m] & Role.CONTRAST
            and roles[m - 1] & Role.COMMA
            and not roles[m + 1] & (Role.THAT | Role.CUE)
        ):
            at = scene.tokens.starts[m - 1]
            inside = bisect_right(scene.quotes, at, key=lambda quote: quote.start) - 1
            if inside < 0 or scene.quotes[inside].end <= at:
                return at
    return scene.end


def _bracket_end(scene: Scene, k: int) -> int:
    """Where the bracket closes that token `k` stands in, or the sentence's end."""
    depth = 0
    for m in range(k, len(scene.tokens)):
        role = scene.tokens.roles[m]
        if role & Role.OPEN:
            depth += 1
        elif role & Role.CLOSE:
            depth -= 1
            if depth < 0:
                return scene.tokens.starts[m]
    return scene.end


def sentence_end(scene: Scene) -> int:
    """Where the words of the sentence end, without its full stop."""
    end = scene.start + len(scene.text[scene.start : scene.end].rstrip(" .\t\n"))
    return max(end, scene.start + 1)


def _next_quote(scene: Scene) -> tuple[Piece, ...]:
    """After "X said:" at the end of a sentence: the quotation that begins at once."""
    at = bisect_left(scene.quotes, scene.end, key=lambda quote: quote.start)
    if at == len(scene.quotes) or scene.text[scene.end : scene.quotes[at].start].strip():
        return ()
    return ((scene.quotes[at].start, scene.quotes[at].end),)


def _holds_clause(roles: Sequence[int], k: int) -> bool:
    return bool(roles[k] & (Role.THAT | Role.QUOTE)) or any(
        role & (Role.FINITE | Role.THAT) for role in roles[k:]
    )


def resumed(scene: Scene, k: int) -> tuple[Piece, ...]:
    """The quotation that goes on after `"...", X said,` in the same sentence."""
    roles, starts = scene.tokens.roles, scene.tokens.starts
    for m in range(k, min(k + 3, len(roles))):
        if roles[m] & Role.QUOTE:
            quote = _quote_opened_at(scene, starts[m])
            return () if quote is None else ((quote.start, quote.end),)
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
        first >= 3
        and bool(roles[first - 1] & Role.COMMA)
        and not roles[0] & (Role.LINK | Role.TIME_LINK | Role.OPENER | Role.TIME | Role.STOP)
    )


def is_quoted(scene: Scene, piece: Piece) -> bool:
    """True when the piece is a quotation, marks and all."""
    at = bisect_left(scene.quotes, piece[0], key=lambda quote: quote.start)
    return at < len(scene.quotes) and (scene.quotes[at].start, scene.quotes[at].end) == piece
