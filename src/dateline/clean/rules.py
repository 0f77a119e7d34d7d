"""What a language's pages have around the text, compiled from `blocks.toml`.

Patterns may name parts in angle brackets: `<Up>` and `<low>` stand for a letter in upper and lower case,
others are defined in the table's `[parts]`.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

from dateline.annotate.lexicon import fold
from dateline.errors import PackError
from dateline.model import BlockKind
from dateline.pack import Pack, expand

_PART = re.compile(r"<(\w+)>")
_MARKED: tuple[BlockKind, ...] = ("credit", "boilerplate", "teaser", "caption")


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineRule:
    """Tried wherever its cue stands. With `caption`, the sentence before it is a caption."""

    kind: BlockKind
    pattern: re.Pattern[str]
    caption: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRules:
    """One language's rules.

    `cues` finds what may open an `inline` rule, one by one, or marks its sentence as boilerplate (None).
    `lines` are held against whole lines, in order; `menu` holds the words of buttons and menus; `heads` the
    lines that open a list of links; `closing` credits stand as a text's last words, `signatures` as its
    last line.
    """

    cues: AhoCorasick
    inline: tuple[InlineRule | None, ...]
    lines: tuple[tuple[BlockKind, re.Pattern[str]], ...]
    menu: frozenset[str]
    heads: frozenset[str]
    closing: re.Pattern[str]
    signatures: re.Pattern[str]


def compile_rules(pack: Pack) -> BlockRules:
    """Read the pack's blocks.toml. Raises PackError when it is missing or a pattern does not compile."""
    table = pack.table("blocks")
    try:
        return _compile(table)
    except (re.error, KeyError) as error:
        raise PackError(f"packs/{pack.code}/blocks.toml: {error}") from error


def key(line: str) -> str:
    """A line without case, punctuation and surrounding space, to compare with menus and heads."""
    return fold(line).strip(" \t\r:;.,>»→•|[]()*#-–—")


def _compile(table: Mapping[str, Any]) -> BlockRules:
    parts = _parts(table.get("parts", {}))
    lines = table["lines"]
    inline: list[tuple[str, InlineRule | None]] = [(phrase, None) for phrase in table["phrases"]]
    inline += (pair for rule in table["inline"] for pair in _inline(rule, parts))
    return BlockRules(
        cues=AhoCorasick([cue for cue, _ in inline], implementation=Implementation.ContiguousNFA),
        inline=tuple(rule for _, rule in inline),
        lines=tuple((kind, _any(lines[kind], parts, re.I)) for kind in _MARKED if lines.get(kind)),
        menu=frozenset(_words(table["menu"])),
        heads=frozenset(_words(table["heads"])),
        closing=re.compile(
            rf"(?:(?<=[.!?…”\"'’)/])|(?<=\n))\s*(?P<credit>{_either(table['closing'], parts)})\s*$"
        ),
        signatures=_any(table["signatures"], parts),
    )


def _words(patterns: Iterable[str]) -> Iterable[str]:
    return (key(form) for pattern in patterns for form in expand(pattern))


def _inline(rule: Mapping[str, Any], parts: Mapping[str, str]) -> Iterator[tuple[str, InlineRule]]:
    made = InlineRule(
        kind=rule["kind"],
        pattern=re.compile(_fill(rule["pattern"], parts)),
        caption=rule.get("caption", False),
    )
    return ((form, made) for cue in rule["cues"] for form in expand(cue))


def _parts(table: Mapping[str, str]) -> dict[str, str]:
    parts = {"Up": f"[{_letters(str.isupper)}]", "low": f"[{_letters(str.islower)}]"}
    for name, pattern in table.items():
        parts[name] = f"(?:{_fill(pattern, parts)})"
    return parts


def _letters(belongs: Any) -> str:
    """A character class of the letters below U+2000 that `belongs` takes, as ranges."""
    ranges: list[list[int]] = []
    for code in filter(lambda code: belongs(chr(code)), range(min(0x2000, sys.maxunicode))):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" if last > first else chr(first) for first, last in ranges)


def _fill(pattern: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda found: parts[found[1]], pattern)


def _either(patterns: Iterable[str], parts: Mapping[str, str]) -> str:
    return "|".join(f"(?:{_fill(pattern, parts)})" for pattern in patterns)


def _any(patterns: Iterable[str], parts: Mapping[str, str], flags: int = 0) -> re.Pattern[str]:
    return re.compile(_either(patterns, parts), flags)
