"""One automaton over all the words of a pack: every term of every category in one pass.

Matching is overlapping and on case-folded text; each hit is then held to word boundaries and to the
case that its entry asks for. Folding keeps offsets: a character whose lower form is longer is left alone.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ahocorasick_rs import AhoCorasick, Implementation

_MASKED = re.compile(r"\w\*\w")

Case = Literal["fold", "printed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term to be found. With case "fold" any case will do; with "printed" the text may raise a letter
    of the term but not lower one: "quân đội Syria" finds "Quân đội Syria", "IS" does not find "is".

    `category` tells annotators apart ("trigger", "actor", "cue"); `data` is theirs.
    """

    term: str
    category: str
    data: Mapping[str, Any] = field(default_factory=dict)
    case: Case = "fold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry found at `[start, end)`."""

    start: int
    end: int
    entry: Entry


class Lexicon:
    """The entries of a pack, compiled. Build once for a language, then call `scan` for each text."""

    __slots__ = ("_automaton", "_by_pattern")

    def __init__(self, entries: Iterable[Entry]) -> None:
        by_term: dict[str, list[Entry]] = {}
        for entry in entries:
            term = fold(unicodedata.normalize("NFC", entry.term))
            if term.strip():
                by_term.setdefault(term, []).append(entry)
        self._by_pattern = tuple(tuple(found) for found in by_term.values())
        self._automaton = AhoCorasick(list(by_term), implementation=Implementation.ContiguousNFA)

    def scan(self, text: str) -> tuple[Hit, ...]:
        """All hits in `text`, overlapping ones too, ordered by start and then longest first."""
        if _MASKED.search(text):
            return self._scan_masked(text)
        return self._scan(text)

    def _scan_masked(self, text: str) -> tuple[Hit, ...]:
        """Scan without the asterisks that hide words from filters ("ki*lled"), in the text's own offsets."""
        kept = [i for i, char in enumerate(text) if char != "*"]
        plain = "".join(text[i] for i in kept)
        found = self._scan(plain)
        return tuple(Hit(start=kept[hit.start], end=kept[hit.end - 1] + 1, entry=hit.entry) for hit in found)

    def _scan(self, text: str) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        for pattern, start, end in self._automaton.find_matches_as_indexes(fold(text), overlapping=True):
            if _is_bounded(text, start, end):
                quote = text[start:end]
                hits += (
                    Hit(start=start, end=end, entry=entry)
                    for entry in self._by_pattern[pattern]
                    if _case_fits(quote, entry)
                )
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return tuple(hits)


def fold(text: str) -> str:
    """`text` in lower case, of the same length, so that offsets hold ("İ" would grow)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def longest(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits that no earlier or longer hit covers in part: leftmost, then longest."""
    kept: list[Hit] = []
    end = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
    return tuple(kept)


def _is_bounded(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (_is_wordlike(text[start - 1]) and _is_wordlike(text[start]))
    after = end == len(text) or not (_is_wordlike(text[end]) and _is_wordlike(text[end - 1]))
    return before and after


def _is_wordlike(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char) in ("Mn", "Mc")


def _case_fits(quote: str, entry: Entry) -> bool:
    if entry.case == "fold" or quote == entry.term:
        return True
    return all(
        char == asked or (asked.islower() and char == asked.upper())
        for char, asked in zip(quote, entry.term, strict=True)
    )
