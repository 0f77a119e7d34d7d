"""Words of a sentence with what the pack says they are: the alphabet that the frames are read from.

A phrase of several words that the pack knows ("trong khi", "according to") becomes one token.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


Behaviour = Literal["say", "add", "per", "cite", "quoted", "carry", "carried", "filler"]
Flag = Literal["asserting", "hedging", "asking"]
Strength = Literal["strong", "fair", "weak"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue group: how its words attribute (`behaviour`), and how sure they sound (`flag`).

    `inverts`: the source may follow ("said X"). `needs`: "clause" when a bare object is no content
    ("claimed the town"), "document" when only a document can be the subject ("footage shows").
    `noun_too`: the word is a noun as well. `suggests`: the kind of an unknown name before it.
    """

    name: str
    behaviour: Behaviour
    flag: Flag
    inverts: bool = False
    addressed: bool = False
    noun_too: bool = False
    needs: str = ""
    suggests: SourceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The kind that a noun gives; "fair" and "weak" yield to stronger words beside it."""

    kind: SourceKind
    strength: Strength
    document: bool = False


BOUNDS = Role.COMMA | Role.COLON | Role.QUOTE | Role.DASH | Role.STOP

_TOKEN = re.compile(r"[^\W_]+(?:[.'’\-‑/&@_][^\W_]+)*|''|[^\w\s]")
_PUNCTUATION: Mapping[str, int] = {
    ",": Role.COMMA, ";": Role.STOP, ":": Role.COLON, "-": Role.DASH, "–": Role.DASH, "—": Role.DASH,
    "(": Role.OPEN, ")": Role.CLOSE, "[": Role.OPEN, "]": Role.CLOSE, "?": Role.STOP, "!": Role.STOP,
    "…": Role.STOP, "،": Role.COMMA, "؛": Role.STOP, "|": Role.STOP,
}  # fmt: skip


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
    """The pack's phrases by first word, longest first, and the particles that join names."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    quotes: frozenset[str]
    particles: frozenset[str]


def vocabulary(phrases: Iterable[Phrase], *, quotes: Iterable[str], particles: Iterable[str]) -> Vocabulary:
    """Group phrases by first word; the same words given twice add their roles."""
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
    by_first: dict[str, list[Phrase]] = {}
    for phrase in merged.values():
        by_first.setdefault(phrase.words[0], []).append(phrase)
    return Vocabulary(
        phrases={
            first: tuple(sorted(group, key=lambda phrase: -len(phrase.words)))
            for first, group in by_first.items()
        },
        quotes=frozenset(quotes),
        particles=frozenset(particles),
    )


def words_of(text: str) -> tuple[str, ...]:
    """The lower-case words of a phrase as the tokeniser sees them."""
    return tuple(match.group().lower() for match in _TOKEN.finditer(text))


def tokenise(text: str, start: int, end: int, known: Vocabulary) -> Tokens:
    """The tokens of `text[start:end]`; a full stop inside a sentence is no token."""
    raw = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end) if m.group() != "."]
    lowers = [word.lower() for word, _, _ in raw]
    starts: list[int] = []
    ends: list[int] = []
    roles: list[int] = []
    cues: list[Cue | None] = []
    kinds: list[Kind | None] = []
    i = 0
    while i < len(raw):
        word, left, right = raw[i]
        phrase = _phrase_at(lowers, i, known)
        role = _shape(word, known)
        take = 1
        if phrase is not None:
            take = phrase.take
            right = raw[i + take - 1][2]
            role |= phrase.role
        elif role & Role.DASH and _joins_names(raw, i, known):
            role = Role.WORD
        starts.append(left)
        ends.append(right)
        roles.append(role)
        cues.append(None if phrase is None else phrase.cue)
        kinds.append(None if phrase is None else phrase.kind)
        i += take
    return Tokens(starts, ends, roles, cues, kinds)


def _phrase_at(lowers: Sequence[str], i: int, known: Vocabulary) -> Phrase | None:
    for phrase in known.phrases.get(lowers[i], ()):
        size = len(phrase.words)
        if size == 1 or tuple(lowers[i : i + size]) == phrase.words:
            return phrase
    return None


def _shape(word: str, known: Vocabulary) -> int:
    first = word[0]
    if first.isalpha():
        return Role.WORD | Role.CAPITAL if first.isupper() else Role.WORD
    if first.isdigit():
        return Role.NUMBER
    if word in known.quotes:
        return Role.QUOTE
    return _PUNCTUATION.get(word, 0)


def _joins_names(raw: Sequence[tuple[str, int, int]], i: int, known: Vocabulary) -> bool:
    """True for the dash of "al - Bab" and "F -15", which a tokeniser set apart."""
    if not 0 < i < len(raw) - 1:
        return False
    before, after = raw[i - 1][0], raw[i + 1][0]
    if raw[i - 1][2] == raw[i][1] and raw[i][2] == raw[i + 1][1]:
        return True
    return before.lower() in known.particles or (
        before[0].isupper() and (after[0].isdigit() or after.lower() in known.particles)
    )
