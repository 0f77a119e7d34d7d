"""One automaton over all the words of a pack: every term of every category in one pass.

Matching is overlapping and on case-folded text; each hit is then held to word boundaries and to the
case that its entry asks for. Folding keeps offsets: a character whose lower form is longer is left alone.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any, Literal

from ahocorasick_rs import AhoCorasick, Implementation

_START = itemgetter(1)
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


@dataclass(slots=True)
class Hit:
    """An entry found at `[start, end)`. Not frozen, because a report has hundreds: never change one."""

    start: int
    end: int
    entry: Entry


class Lexicon:
    """The entries of a pack, compiled. Build once for a language, then call `scan` for each text."""

    __slots__ = ("_automaton", "_by_pattern")

    def __init__(self, entries: Iterable[Entry]) -> None:
        listed = list(entries)
        by_term: dict[str, tuple[Entry, ...]] = {}
        for term, entry in zip(_folded([entry.term for entry in listed]), listed, strict=True):
            by_term[term] = (*by_term[term], entry) if term in by_term else (entry,)
        for blank in [term for term in by_term if not term.strip()]:
            del by_term[blank]
        self._by_pattern = tuple(by_term.values())
        self._automaton = AhoCorasick(list(by_term), implementation=Implementation.ContiguousNFA)

    def scan(self, text: str) -> tuple[Hit, ...]:
        """All hits in `text`, overlapping ones too, ordered by start and then longest first."""
        if "*" in text and _MASKED.search(text):
            return self._scan_masked(text)
        return self._scan(text)

    def starts(self, text: str) -> list[int]:
        """Where the hits of `scan` start, in order, each place once."""
        if "*" in text and _MASKED.search(text):
            return sorted({hit.start for hit in self._scan_masked(text)})
        found: list[int] = []
        for pattern, start, end in self._bounded(text):
            fits = (
                entry.case == "fold" or _case_fits(text[start:end], entry.term)
                for entry in self._by_pattern[pattern]
            )
            if (not found or found[-1] != start) and any(fits):
                found.append(start)
        return found

    def _scan_masked(self, text: str) -> tuple[Hit, ...]:
        """Scan without the asterisks that hide words from filters ("ki*lled"), in the text's own offsets."""
        kept = [i for i, char in enumerate(text) if char != "*"]
        plain = "".join(text[i] for i in kept)
        return tuple(Hit(kept[hit.start], kept[hit.end - 1] + 1, hit.entry) for hit in self._scan(plain))

    def _scan(self, text: str) -> tuple[Hit, ...]:
        by_pattern = self._by_pattern
        return tuple(
            [
                Hit(start, end, entry)
                for pattern, start, end in self._bounded(text)
                for entry in by_pattern[pattern]
                if entry.case == "fold" or _case_fits(text[start:end], entry.term)
            ]
        )

    def _bounded(self, text: str) -> list[tuple[int, int, int]]:
        """Pattern, start and end of all that matches from the start to the end of words, in order."""
        size = len(text)
        found = [
            (pattern, start, end)
            for pattern, start, end in self._automaton.find_matches_as_indexes(
                fold_once(text), overlapping=True
            )
            if (start == 0 or text[start - 1] == " " or not _is_inside(text[start - 1 : start + 1]))
            and (end == size or text[end] == " " or not _is_inside(text[end - 1 : end + 1]))
        ]
        # Matches come by their ends; sorting is stable, so the longest is put first by turning them round.
        found.reverse()
        found.sort(key=_START)
        return found


def fold(text: str) -> str:
    """`text` in lower case, of the same length, so that offsets hold ("İ" would grow)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _folded(terms: Sequence[str]) -> list[str]:
    """The terms composed and folded: all at once where that gives the same, since a lexicon has many."""
    joined = unicodedata.normalize("NFC", "\n".join(terms))
    whole = fold(joined).split("\n")
    if len(whole) == len(terms) and "Σ" not in joined:  # "Σ" is folded by what stands beside it
        return whole
    return [fold(unicodedata.normalize("NFC", term)) for term in terms]


@lru_cache(maxsize=4)
def fold_once(text: str) -> str:
    """The same for a whole text, kept for the annotators that fold it again."""
    return fold(text)


def longest(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits that no earlier or longer hit covers in part: leftmost, then longest."""
    kept: list[Hit] = []
    end = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start >= end:
            kept.append(hit)
            end = hit.end
    return tuple(kept)


@lru_cache(maxsize=8192)
def _is_inside(pair: str) -> bool:
    """True for two neighbouring characters of one word."""
    return all(char.isalnum() or char == "_" or unicodedata.category(char) in ("Mn", "Mc") for char in pair)


@lru_cache(maxsize=8192)
def _case_fits(quote: str, term: str) -> bool:
    """True when `quote` has every capital of `term`."""
    return all(
        char == asked or (asked.islower() and char == asked.upper())
        for char, asked in zip(quote, term, strict=True)
    )
