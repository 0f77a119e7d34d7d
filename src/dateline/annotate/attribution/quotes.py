"""Quotations of a text: pairs of marks that hold more than a word or two.

Straight marks open and close alike, so they are told apart by the spaces beside them, and where those do
not tell (`" so "`) by turns. A mark without its partner makes no quotation.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_BESIDE = 6  # code points: a space, a dash, a line break
_LIMIT = 4000  # code points: a mark this far from its partner was never closed


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRules:
    """`marks` finds every mark; `pairs` maps an opener to its closer; `toggles` open and close alike."""

    marks: re.Pattern[str]
    pairs: Mapping[str, str]
    toggles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation with its marks."""

    start: int
    end: int


def quote_rules(pairs: Iterable[Sequence[str]], toggles: Iterable[str]) -> QuoteRules:
    """Compile the marks of a pack."""
    closers = {pair[0]: pair[1] for pair in pairs}
    marks = sorted({*closers, *closers.values(), *toggles}, key=len, reverse=True)
    return QuoteRules(
        marks=re.compile("|".join(map(re.escape, marks))), pairs=closers, toggles=frozenset(toggles)
    )


def find_quotes(text: str, rules: QuoteRules) -> tuple[Quote, ...]:
    """The quotations of `text` in order, none inside another."""
    found: list[Quote] = []
    opened = -1
    closer = ""
    for match in rules.marks.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        if opened >= 0 and start - opened > _LIMIT:
            opened = -1
        if opened < 0:
            if mark in rules.pairs or (mark in rules.toggles and not _surely_closes(text, start, end)):
                opened, closer = start, rules.pairs.get(mark, mark)
        elif mark == closer and not _is_apostrophe(text, start, end):
            if mark in rules.toggles and _surely_opens(text, start, end):
                found.append(_left_open(text, opened, start))
                opened = start
                continue
            found.append(Quote(start=opened, end=end))
            opened = -1
        elif rules.pairs.get(mark) == closer and _starts_paragraph(text, start):
            found.append(_left_open(text, opened, start))
            opened = start
    return tuple(found)


def quotes_near(quotes: Sequence[Quote], start: int, end: int) -> Sequence[Quote]:
    """The quotations, as `find_quotes` gives them, that touch `[start, end)` or stand just beside it."""
    first = bisect_left(quotes, start - _BESIDE, key=lambda quote: quote.end)
    return quotes[first : bisect_right(quotes, end + _BESIDE, key=lambda quote: quote.start)]


def _left_open(text: str, opened: int, reopened: int) -> Quote:
    """Speech left open because the next stretch opens again."""
    end = opened + len(text[opened:reopened].rstrip())
    return Quote(start=opened, end=end)


def _starts_paragraph(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" \t")
    return not before or before.endswith("\n")


def _is_apostrophe(text: str, start: int, end: int) -> bool:
    return (
        text[start:end] in "'’" and start > 0 and text[start - 1].isalnum() and text[end : end + 1].isalnum()
    )


def _surely_opens(text: str, start: int, end: int) -> bool:
    return (start == 0 or text[start - 1] in " \n\t(") and text[end : end + 1].isalnum()


def _surely_closes(text: str, start: int, end: int) -> bool:
    before_is_word = start > 0 and not text[start - 1].isspace() and text[start - 1] not in "([:"
    return before_is_word and (end >= len(text) or not text[end].isalnum())
