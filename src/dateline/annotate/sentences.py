"""Sentences: split at terminators and line breaks, not inside abbreviations, numbers or names.

A quotation that runs over several sentences is split like other text; who speaks in it is the
attribution annotator's business.
"""

import re
from dataclasses import dataclass

from dateline.annotate.mentions import Sentence
from dateline.pack import Pack, expand

_CLOSERS = "\"'”’»)]"
_OPENERS = "\"'“‘«([-–—•"
# One letter alone before the stop: an initial ("J. Doe"), when it is a capital.
_INITIAL = re.compile(r"(?:^|[\s.(\[“\"'])([^\W\d_])$")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRules:
    """Compiled from `[sentences]` of pack.toml: the terminators, and abbreviations that keep their dot."""

    end: re.Pattern[str]
    abbreviation: re.Pattern[str]


def compile_rules(pack: Pack) -> SentenceRules:
    """Read `terminators` and `abbreviations` ("Gen.", "T.Ư", with brace forms) from pack.toml."""
    table = pack.table("pack")["sentences"]
    terminators = re.escape(table["terminators"])
    forms = sorted({form for item in table["abbreviations"] for form in expand(item)}, key=len, reverse=True)
    return SentenceRules(
        end=re.compile(rf"[{terminators}]+[{re.escape(_CLOSERS)}]*(?:\s+|$)|\s*\n\s*"),
        abbreviation=re.compile(rf"(?:^|[\s(\[“\"'])(?:{'|'.join(map(re.escape, forms))})$"),
    )


def split(text: str, rules: SentenceRules, *, start: int = 0, end: int | None = None) -> tuple[Sentence, ...]:
    """The sentences of `text[start:end]`, in order, without the white space around them."""
    stop = len(text) if end is None else end
    sentences: list[Sentence] = []
    begin = start
    for match in rules.end.finditer(text, start, stop):
        if match.end() < stop and _continues(text, match, rules):
            continue
        _append(text, begin, match.end(), sentences)
        begin = match.end()
    _append(text, begin, stop, sentences)
    return tuple(sentences)


def _continues(text: str, match: re.Match[str], rules: SentenceRules) -> bool:
    """True when the terminator at `match` does not end a sentence."""
    mark = match.group()
    if "\n" in mark:
        return False
    following = text[match.end() : match.end() + 2].lstrip(_OPENERS)[:1]
    if following.islower():
        return True
    if not mark.startswith(".") or mark.startswith(".."):
        return False
    head = text[max(0, match.start() - 24) : match.start()]
    initial = _INITIAL.search(head)
    if initial is not None and initial[1].isupper() and following.isalpha():
        return True
    return bool(rules.abbreviation.search(head + "."))


def _append(text: str, start: int, end: int, sentences: list[Sentence]) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = end - (len(piece) - len(piece.rstrip()))
    if left < right:
        sentences.append(Sentence(start=left, end=right))
