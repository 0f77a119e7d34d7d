"""Names of private persons, victims and witnesses, hidden in what is shown and exported.

Officials and commanders are public: a name that the codebook knows, or behind an office or rank, stays.
The record keeps every name; only what leaves it is masked.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.annotate.lexicon import fold
from dateline.pack import Pack, expand

WITHHELD = "[name withheld]"
_JOINED = ("actors", "targets", "supporters", "sources", "origin", "origins")
_PASSAGES = ("evidence_quote", "trigger_quote", "title", "contested_by")
_BEFORE = 48  # code points before a name in which a title may stand


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskRules:
    """`titles` ends what stands before a public name; `nouns` are no part of a personal name; `plain`
    are words for sources without a name."""

    titles: re.Pattern[str]
    nouns: frozenset[str]
    plain: frozenset[str]


def compile_rules(packs: Iterable[Pack]) -> MaskRules:
    """The rules of some packs together, since a report may name people in another language's way."""
    titles: set[str] = set()
    nouns: set[str] = set()
    plain: set[str] = set()
    for pack in packs:
        table = pack.table("private")
        titles.update(map(fold, table["titles"]))
        plain.update(word for phrase in table["plain"] for word in fold(phrase).split())
        for words in pack.table("participants")["nouns"].values():
            nouns.update(fold(form) for pattern in words for form in expand(pattern))
    longest = sorted(titles, key=lambda title: (-len(title), title))
    return MaskRules(
        titles=re.compile(rf"(?:^|\W)(?:{'|'.join(map(re.escape, longest))})[\s,:]*$"),
        nouns=frozenset(nouns),
        plain=frozenset(plain),
    )


def looks_personal(quote: str, rules: MaskRules) -> bool:
    """True when `quote` is written like a person's name: two to four capitalised words, no digits."""
    words = quote.split()
    return (
        2 <= len(words) <= 4
        and not any(map(str.isdigit, quote))
        and all(word[0].isupper() for word in words)
        and not quote.isupper()
        and not any(fold(word).strip(".,'’") in rules.nouns for word in words)
    )


def is_private_target(quote: str, *, entity: str | None, before: str, rules: MaskRules) -> bool:
    """True for a target that is a private person; `before` is the text that runs up to the name."""
    if entity is not None or not looks_personal(quote, rules):
        return False
    return not rules.titles.search(fold(before[-_BEFORE:]).rstrip("\"'“‘"))


def is_private_source(quote: str, *, kind: str, entity: str | None, rules: MaskRules) -> bool:
    """True for a witness whose name may be told; "residents" and "người dân" tell none."""
    if kind != "witness" or entity is not None:
        return False
    words = [word.strip("\"'“”‘’.,;:()") for word in quote.split()]
    return any(word[:1].isupper() and fold(word) not in rules.plain for word in words)


def masker(names: Iterable[str]) -> Callable[[str], str]:
    """A function that hides these names, as whole words and in any case, wherever they stand in a text."""
    wanted = sorted({name for name in names if name.strip()}, key=lambda name: (-len(name), name))
    if not wanted:
        return lambda text: text
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)", re.I)
    return lambda text: pattern.sub(WITHHELD, text)


def mask_row(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """A row of claims or events, as a ledger gives it, without these names."""
    mask = masker(names)
    masked = dict(row)
    for column in (*_JOINED, *_PASSAGES):
        if isinstance(masked.get(column), str):
            masked[column] = mask(masked[column])
    return masked
