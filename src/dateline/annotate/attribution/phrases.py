"""Noun phrases around a cue, read from the roles of their words, and the kind of source that they name."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.attribution.rules import AttributionRules
from dateline.annotate.attribution.tokens import BOUNDS, Kind, Role, Tokens
from dateline.annotate.mentions import SourceMention
from dateline.model import SourceKind

_LONGEST = 24  # tokens: what is longer is no name
_NOUNISH = Role.WORD | Role.NUMBER
_HARD = BOUNDS | Role.OPEN | Role.CLOSE


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `[first, last]` of a noun phrase; `core_last` leaves out apposition and relative clause."""

    first: int
    last: int
    core_last: int


def skip_back(tokens: Tokens, i: int) -> int:
    """The last token before `i` that is no adverb, auxiliary or time expression."""
    roles = tokens.roles
    j = i - 1
    timed = False
    while j >= 0:
        role = roles[j]
        if role & Role.TIME or (role & Role.NUMBER and _in_time(roles, j)):
            timed = True
        elif (role & Role.BETWEEN and not role & _HARD) or (timed and role & Role.TIME_LINK):
            pass
        else:
            break
        j -= 1
    return j


def skip_times(tokens: Tokens, i: int) -> int:
    """The first token from `i` on that is no time expression, adverb or manner ("in a statement")."""
    roles = tokens.roles
    size = len(roles)
    while i < size:
        role = roles[i]
        after = roles[i + 1] if i + 1 < size else 0
        dated = role & Role.NUMBER and i and roles[i - 1] & (Role.TIME | Role.TIME_LINK)
        leads = role & Role.TIME_LINK and after & (Role.TIME | Role.NUMBER | Role.TIME_LINK)
        if not (role & (Role.TIME | Role.MANNER) or dated or leads):
            break
        i += 1
    return i


def before_times(roles: Sequence[int], first: int) -> int:
    """`first` moved back over the time expression before it: `"...", on Friday the mayor said`."""
    while first > 0 and roles[first - 1] & (Role.TIME | Role.TIME_LINK | Role.NUMBER):
        first -= 1
    return first


def _in_time(roles: Sequence[int], j: int) -> bool:
    near = [*roles[max(0, j - 2) : j], *roles[j + 1 : j + 2]]
    return any(role & Role.TIME for role in near) or (j > 0 and bool(roles[j - 1] & Role.TIME_LINK))


def phrase_before(tokens: Tokens, last: int, rules: AttributionRules) -> Phrase | None:
    """The noun phrase that ends at token `last`, or None when nothing there can name a source."""
    roles = tokens.roles
    if last < 0:
        return None
    core_last = last
    if roles[last] & Role.COMMA:
        opening = _apposition_start(roles, last)
        if opening is None:
            return None
        names = all(role & (Role.CAPITAL | Role.TITLE | Role.DASH) for role in roles[opening + 1 : last])
        first = _leftmost(tokens, opening - 1, rules)
        core_last = last - 1 if names else opening - 1
    else:
        first = _leftmost(tokens, last, rules)
    first = _strip_openers(roles, first, core_last)
    if first <= core_last and roles[first] & Role.LINK and not roles[first] & Role.HEAD:
        # Only a lost comma leaves a preposition in front: the subject is what follows the last one.
        first = max(k for k in range(first, core_last + 1) if roles[k] & Role.LINK) + 1
    if first > core_last:
        return None
    relative = next((k for k in range(first + 1, core_last + 1) if roles[k] & Role.RELATIVE), None)
    if relative is not None:
        core_last = relative - 1
        if roles[core_last] & Role.COMMA:
            core_last -= 1
    elif core_last == last and (name := _name_before(tokens, first)) is not None:
        titled = roles[first] & Role.TITLE and roles[last] & Role.CAPITAL
        return Phrase(name, last, last if titled else first - 2)
    return Phrase(first, last, core_last) if core_last >= first else None


def _name_before(tokens: Tokens, first: int) -> int | None:
    """For "X, a surgeon in the town said" without its second comma: where X begins, or None."""
    roles = tokens.roles
    if first < 3 or not roles[first - 1] & Role.COMMA or roles[first] & Role.CAPITAL:
        return None
    if not roles[first] & (Role.DETERMINER | Role.TITLE | Role.HEAD):
        return None
    start = first - 2
    while start > 0 and first - start < 8 and not roles[start - 1] & (_HARD | Role.CUE | Role.FINITE):
        start -= 1
    inside = roles[start : first - 1]
    opens = start == 0 or roles[start - 1] & (Role.QUOTE | Role.STOP | Role.COMMA)
    leads = inside[0] & (Role.LINK | Role.TIME_LINK | Role.OPENER | Role.TIME | Role.NUMBER | Role.STOP)
    other = sum(1 for role in inside if not role & (Role.CAPITAL | Role.TITLE | Role.DASH))
    if not opens or leads or other > 1 or len(inside) - other < 2:
        return None
    return start


def _apposition_start(roles: Sequence[int], last: int) -> int | None:
    """For "X, head of Y," with its second comma at `last`: where the first comma stands."""
    for k in range(last - 1, max(-1, last - _LONGEST), -1):
        role = roles[k]
        if role & Role.COMMA:
            return k if k > 0 and last - k > 1 and roles[k - 1] & (_NOUNISH | Role.CLOSE) else None
        if role & (Role.STOP | Role.QUOTE | Role.COLON) and not role & Role.RELATIVE:
            return None
    return None


def _bracket_start(roles: Sequence[int], last: int) -> int | None:
    for k in range(last - 1, max(-1, last - 10), -1):
        if roles[k] & Role.OPEN:
            return k if k > 0 else None
    return None


def _leftmost(tokens: Tokens, last: int, rules: AttributionRules) -> int:
    """Walk back from `last` to the first word of its phrase."""
    roles = tokens.roles
    first = last + 1
    j = last
    while j >= 0 and last - j < _LONGEST:
        role = roles[j]
        if role & _HARD:
            if role & Role.CLOSE and (opening := _bracket_start(roles, j)) is not None:
                j = opening - 1
                continue
            break
        if role & (Role.FINITE | Role.PRONOUN) and not role & Role.DETERMINER and not _is_title(roles, j):
            return _before_relative(roles, j, first)
        if role & Role.CUE and not is_noun_here(tokens, j, first=0):
            return _before_relative(roles, j, first)
        if role & Role.TIME and not role & Role.CAPITAL & roles[min(j + 1, last)]:
            break
        if (
            first <= last
            and rules.determiner_first
            and roles[first] & Role.DETERMINER
            and not role & (Role.LINK | Role.AND | Role.DETERMINER | Role.RELATIVE)
        ):
            return _before_relative(roles, j, first)
        if role & Role.AND and _joins_clauses(roles, j):
            break
        first = j
        j -= 1
    return first


def _is_title(roles: Sequence[int], j: int) -> bool:
    """True for a word that is a pronoun alone and a title before a name: "ông Tư"."""
    return (
        bool(roles[j] & Role.TITLE) and j + 1 < len(roles) and bool(roles[j + 1] & (Role.CAPITAL | Role.DASH))
    )


def _before_relative(roles: Sequence[int], j: int, first: int) -> int:
    """When the verb at `j` belongs to "who spoke to ...", go on to the noun before "who"."""
    for k in range(j, max(-1, j - 8), -1):
        if roles[k] & Role.RELATIVE and k > 0 and roles[k - 1] & _NOUNISH:
            m = k - 1
            while m > 0 and not roles[m - 1] & (_HARD | Role.FINITE | Role.CUE):
                m -= 1
            return m
        if roles[k] & (_HARD & ~Role.COMMA) and not roles[k] & Role.RELATIVE:
            break
    return first


def _joins_clauses(roles: Sequence[int], j: int) -> bool:
    """True for an "and" with a verb before it, so that it opens a new clause."""
    for k in range(j - 1, -1, -1):
        if roles[k] & (Role.COMMA | Role.QUOTE | Role.COLON):
            return bool(roles[j - 1] & Role.COMMA)
        if roles[k] & (Role.FINITE | Role.CUE):
            return True
    return False


def _strip_openers(roles: Sequence[int], first: int, last: int) -> int:
    """Drop adverbials, times and conjunctions at the head of a clause."""
    while first <= last:
        role = roles[first]
        after = roles[first + 1] if first < last else 0
        if role & (Role.OPENER | Role.TIME | Role.AND | Role.STOP | Role.COMMA | Role.CLOSE):
            first += 1
        elif role & Role.TIME_LINK and after & (Role.TIME | Role.NUMBER):
            first += 2
        elif role & Role.NUMBER and first and roles[first - 1] & (Role.TIME | Role.TIME_LINK):
            first += 1
        else:
            break
    return first


def phrase_after(tokens: Tokens, i: int, rules: AttributionRules) -> Phrase | None:
    """The noun phrase that begins at token `i`, or None."""
    roles = tokens.roles
    size = len(roles)
    k = i
    if i >= size or (roles[i] & Role.LINK and not roles[i] & (Role.HEAD | Role.TITLE)):
        return None
    if roles[i] & Role.TIME and not (i + 1 < size and roles[i + 1] & Role.CAPITAL & ~Role.TIME):
        return None
    while k < size and k - i < _LONGEST:
        role = roles[k]
        if role & BOUNDS or role & (Role.FINITE | Role.RELATIVE | Role.THAT | Role.MANNER):
            break
        if role & Role.CUE and not is_noun_here(tokens, k, first=i):
            break
        if role & Role.PRONOUN and k > i and not _is_title(roles, k):
            break
        if k > i and _ends_phrase(roles, k, rules):
            break
        if role & Role.OPEN:
            close = next((m for m in range(k + 1, min(size, k + 8)) if roles[m] & Role.CLOSE), None)
            if close is None or k == i:
                break
            k = close
        elif role & Role.CLOSE:
            break
        k += 1
    last = k - 1
    while (
        last >= i
        and roles[last]
        & (Role.LINK | Role.AND | Role.DETERMINER | Role.TIME_LINK | Role.BETWEEN | Role.OPENER)
        and not roles[last] & (Role.HEAD | Role.CAPITAL)
    ):
        last -= 1
    return Phrase(i, last, last) if last >= i else None


def is_noun_here(tokens: Tokens, k: int, *, first: int) -> bool:
    """True when the cue at `k` is a noun in a phrase that may begin at `first`: "media reports"."""
    cue = tokens.cues[k]
    if cue is None or not cue.noun_too:
        return False
    before = tokens.roles[k - 1] if k else 0
    return k == first or bool(before & (Role.DETERMINER | Role.NOUN_BEFORE | Role.LINK | Role.HEAD))


def _ends_phrase(roles: Sequence[int], k: int, rules: AttributionRules) -> bool:
    """True when the word at `k` cannot go on the phrase before it."""
    role, before = roles[k], roles[k - 1]
    joined = before & (Role.LINK | Role.AND | Role.DETERMINER)
    if role & Role.TIME:
        return True
    if role & Role.TIME_LINK and k + 1 < len(roles) and roles[k + 1] & (Role.TIME | Role.NUMBER):
        return True
    if rules.determiner_first and role & Role.DETERMINER and not joined:
        return True
    return bool(
        role & Role.NUMBER
        and not joined
        and not before & Role.DASH
        and before & Role.WORD
        and not before & Role.CAPITAL
    )


def mention(
    tokens: Tokens,
    phrase: Phrase,
    rules: AttributionRules,
    named: Sequence[SourceMention],
    *,
    whole: bool = False,
) -> SourceMention | None:
    """The source that a phrase names, with its kind; None when the phrase names nobody."""
    first, last = phrase.first, phrase.last if whole else phrase.core_last
    roles = tokens.roles
    if not any(role & (Role.CAPITAL | Role.HEAD | Role.WORD) for role in roles[first : last + 1]):
        return None
    start, end = tokens.starts[first], tokens.ends[last]
    inside = [known for known in named if known.start < end and start < known.end]
    kind, weak = _head_kind(tokens, phrase, rules)
    entity = name = None
    if inside:
        best = max(inside, key=lambda known: known.end - known.start)
        if kind is None or weak:
            kind = best.kind
        if kind == best.kind:
            entity, name = best.entity, best.name
    if kind is None:
        has_name = any(role & Role.CAPITAL and not role & Role.DETERMINER for role in roles[first : last + 1])
        kind = rules.named_kind if has_name else "unnamed"
    return SourceMention(start=start, end=end, kind=kind, entity=entity, name=name)


def _head_kind(tokens: Tokens, phrase: Phrase, rules: AttributionRules) -> tuple[SourceKind | None, bool]:
    """The kind that the nouns of a phrase give, and whether a codebook name may overrule it."""
    roles, kinds = tokens.roles, tokens.kinds
    segment: list[Kind] = []
    later: list[Kind] = []
    into = segment
    for k in range(phrase.first, phrase.last + 1):
        if roles[k] & (Role.LINK | Role.COMMA) and rules.head_last:
            into = later
        found = kinds[k]
        if found is not None:
            into.append(found)
    ordered = (segment[::-1] if rules.head_last else segment) + later
    for strength in ("sure", "strong"):
        for found in ordered:
            if found.strength == strength:
                return found.kind, False
    every = segment + later
    for strength in ("fair", "weak"):
        for found in every:
            if found.strength == strength:
                return found.kind, True
    return None, True
