"""Words of a sentence with what the pack says they are: the alphabet that the frames are read from.

A phrase of several words that the pack knows ("trong khi", "according to") becomes one token.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from dateline.model import SourceKind


class Role:
    """What a token may be, as bits: a word may play several roles. (An IntFlag would be ten times slower.)"""

    CUE = 1 << 0
    DETERMINER = 1 << 1
    LINK = 1 << 2  # a preposition that joins nouns: "of", "của"
    AND = 1 << 3
    RELATIVE = 1 << 4  # "who", "which"
    STOP = 1 << 5  # begins another clause: "but", "trong khi"
    FINITE = 1 << 6  # a sure sign of a verb: "was", "đã"
    BETWEEN = 1 << 7  # may stand between subject and cue: "also", "cũng"
    TIME = 1 << 8
    TIME_LINK = 1 << 9  # leads a time expression: "on", "hôm"
    PRONOUN = 1 << 10
    HEAD = 1 << 11  # a noun that gives a source its kind
    TITLE = 1 << 12
    OPENER = 1 << 13  # an adverbial that opens a clause: "meanwhile", "tuy nhiên"
    THAT = 1 << 14
    MANNER = 1 << 15  # "in a statement"
    AGENT = 1 << 16  # the "by" of a passive: "by", "do", "được"
    NOUN_BEFORE = 1 << 17  # before it, a cue that is noun and verb is a noun
    NOUN_AFTER = 1 << 18
    AUDIENCE = 1 << 19  # "reporters", "báo giới"
    BACK = 1 << 20  # points back: "this", "trên"
    ADJECTIVE = 1 << 21  # looks like a verb and is none: "armed"
    COMMA = 1 << 22
    COLON = 1 << 23
    QUOTE = 1 << 24
    DASH = 1 << 25
    OPEN = 1 << 26
    CLOSE = 1 << 27
    NUMBER = 1 << 28
    CAPITAL = 1 << 29
    WORD = 1 << 30
    CONTRAST = 1 << 31  # turns from what was said back to the report: "but", "nhưng"
    THING = 1 << 32  # a pronoun for a body or thing: "it", "nó"


Behaviour = Literal["say", "add", "per", "cite", "quoted", "carry", "carried", "filler"]
Flag = Literal["asserting", "hedging", "asking"]
Strength = Literal["sure", "strong", "fair", "weak"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue group: how its words attribute (`behaviour`), and how sure they sound (`flag`).

    `inverts`: the source may follow ("said X"). `needs`: "clause" when a bare object is no content
    ("claimed the town"), "document" when only a document can be the subject ("footage shows").
    `noun_too`: the word is a noun as well. `unmarked`: inverts without a comma before it, as in texts
    that lost theirs. `suggests`: the kind of an unknown name before it.
    """

    name: str
    behaviour: Behaviour
    flag: Flag
    inverts: bool = False
    addressed: bool = False
    noun_too: bool = False
    unmarked: bool = False
    needs: str = ""
    suggests: SourceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The kind that a noun gives; "fair" and "weak" yield to stronger words beside it."""

    kind: SourceKind
    strength: Strength
    document: bool = False


BOUNDS = Role.COMMA | Role.COLON | Role.QUOTE | Role.DASH | Role.STOP

_TOKEN = re.compile(r"(\w+(?:[.'’\-‑/&@]\w+)*|''|[^\w\s.])")
_PUNCTUATION: Mapping[str, int] = {
    ",": Role.COMMA, ";": Role.STOP, ":": Role.COLON, "-": Role.DASH, "–": Role.DASH, "—": Role.DASH,
    "(": Role.OPEN, ")": Role.CLOSE, "[": Role.OPEN, "]": Role.CLOSE, "?": Role.STOP, "!": Role.STOP,
    "…": Role.STOP, "،": Role.COMMA, "؛": Role.STOP, "|": Role.STOP,
}  # fmt: skip


# Asked for at every word, where looking into the class would show.
_WORD, _FINITE, _DASH = Role.WORD, Role.FINITE, Role.DASH
# After these a word in a verb's form is an adjective: "the displaced families".
_BEFORE_ADJECTIVE = Role.DETERMINER | Role.LINK | Role.AND | Role.NUMBER | Role.ADJECTIVE | BOUNDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A known phrase: its words, how many of them the token takes, and what it is."""

    words: tuple[str, ...]
    take: int
    role: int
    cue: Cue | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a sentence as columns of equal length."""

    starts: list[int]
    ends: list[int]
    roles: list[int]
    cues: list[Cue | None]
    kinds: list[Kind | None]

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The pack's phrases by first word: the word alone, and longer ones by second word, longest first."""

    index: Mapping[str, tuple[Phrase | None, Mapping[str, tuple[Phrase, ...]]]]
    marks: Mapping[str, int]
    verb_endings: tuple[str, ...]
    particles: frozenset[str]


def vocabulary(
    phrases: Iterable[Phrase],
    *,
    quotes: Iterable[str],
    particles: Iterable[str],
    verb_endings: Iterable[str] = (),
) -> Vocabulary:
    """Index phrases; the same words given twice add their roles."""
    merged: dict[tuple[str, ...], Phrase] = {}
    for phrase in phrases:
        known = merged.get(phrase.words)
        if known is not None:
            phrase = Phrase(
                words=phrase.words,
                take=min(phrase.take, known.take),
                role=phrase.role | known.role,
                cue=known.cue or phrase.cue,
                kind=known.kind or phrase.kind,
            )
        merged[phrase.words] = phrase
    longer: dict[str, dict[str, list[Phrase]]] = {}
    for words, phrase in sorted(merged.items(), key=lambda item: -len(item[0])):
        if len(words) > 1:
            longer.setdefault(words[0], {}).setdefault(words[1], []).append(phrase)
    index: dict[str, tuple[Phrase | None, Mapping[str, tuple[Phrase, ...]]]] = {}
    for first in {words[0] for words in merged}:
        seconds = {second: tuple(group) for second, group in longer.get(first, {}).items()}
        index[first] = merged.get((first,)), seconds
    return Vocabulary(
        index=index,
        marks={**_PUNCTUATION, **dict.fromkeys(quotes, Role.QUOTE)},
        verb_endings=tuple(verb_endings),
        particles=frozenset(particles),
    )


def words_of(text: str) -> tuple[str, ...]:
    """The lower-case words of a phrase as the tokeniser sees them."""
    return tuple(word.lower() for word in _TOKEN.findall(text))


def tokenise(text: str, start: int, end: int, known: Vocabulary) -> Tokens:
    """The tokens of `text[start:end]`; a full stop inside a sentence is no token."""
    parts = _TOKEN.split(text[start:end])
    bounds = list(accumulate(map(len, parts), initial=start))
    words, lefts, rights = parts[1::2], bounds[1:-1:2], bounds[2::2]
    lowers = list(map(str.lower, words))
    starts: list[int] = []
    ends: list[int] = []
    roles: list[int] = []
    phrases: list[tuple[int, Cue | None, Kind | None]] = []
    index, endings = known.index, known.verb_endings
    i, size = 0, len(words)
    while i < size:
        lower = lowers[i]
        starts.append(lefts[i])
        plain = lower == words[i] and lower.isalpha()
        role = _WORD if plain else _shape(words[i], lower, known)
        phrase = None
        if lower in index:
            phrase, longer = index[lower]
            if longer and i + 1 < size and lowers[i + 1] in longer:
                phrase = _longest_at(lowers, i, longer[lowers[i + 1]]) or phrase
        if phrase is not None:
            said, cue, kind = (
                (phrase.role, phrase.cue, phrase.kind) if plain else _as_printed(words, i, phrase)
            )
            role |= said
            if cue is not None or kind is not None:
                phrases.append((len(roles), cue, kind))
            i += phrase.take - 1
        elif role == _WORD:
            if lower.endswith(endings) and roles and not roles[-1] & _BEFORE_ADJECTIVE:
                role = _WORD | _FINITE
        elif role & _DASH and _joins_names(lefts, rights, words, i, known):
            role = _WORD
            roles[-1] |= Role.CAPITAL  # "al - Jafa"
        ends.append(rights[i])
        roles.append(role)
        i += 1
    return _with_phrases(starts, ends, roles, phrases)


def _with_phrases(
    starts: list[int],
    ends: list[int],
    roles: list[int],
    phrases: Sequence[tuple[int, Cue | None, Kind | None]],
) -> Tokens:
    cues: list[Cue | None] = [None] * len(roles)
    kinds: list[Kind | None] = [None] * len(roles)
    for at, cue, kind in phrases:
        cues[at], kinds[at] = cue, kind
    return Tokens(starts, ends, roles, cues, kinds)


def _longest_at(lowers: Sequence[str], i: int, group: Sequence[Phrase]) -> Phrase | None:
    for phrase in group:
        size = len(phrase.words)
        if size == 2 or tuple(lowers[i : i + size]) == phrase.words:
            return phrase
    return None


def _as_printed(words: Sequence[str], i: int, phrase: Phrase) -> tuple[int, Cue | None, Kind | None]:
    """What a phrase means in the letters that it is printed in."""
    word = words[i]
    if word.islower():
        return phrase.role, phrase.cue, phrase.kind
    if phrase.take == 1 and len(word) > 1 and word.isupper():
        return phrase.role & Role.HEAD, None, phrase.kind  # "IS" and "US" are names, not "is" and "us"
    if phrase.cue is not None and phrase.cue.behaviour == "say" and i and words[i - 1][0].isupper():
        return phrase.role & ~Role.CUE, None, phrase.kind  # "Khalid Said"
    return phrase.role, phrase.cue, phrase.kind


def _shape(word: str, lower: str, known: Vocabulary) -> int:
    if lower != word:  # "Jafa", and "al-Jafa" as well
        return Role.WORD | Role.CAPITAL
    if lower[0].isalpha():
        return Role.WORD
    return known.marks.get(word) or (Role.NUMBER if lower[0].isdigit() else 0)


def _joins_names(
    starts: Sequence[int], ends: Sequence[int], words: Sequence[str], i: int, known: Vocabulary
) -> bool:
    """True for the dash of "al - Bab" and "F -15", which a tokeniser set apart."""
    if not 0 < i < len(words) - 1:
        return False
    before, after = words[i - 1], words[i + 1]
    if ends[i - 1] == starts[i] and ends[i] == starts[i + 1]:
        return True
    return before.lower() in known.particles or (
        before[0].isupper() and (after[0].isdigit() or after.lower() in known.particles)
    )
