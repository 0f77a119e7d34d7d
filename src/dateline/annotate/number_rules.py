"""The table of numbers of a pack, compiled: what `annotate.numbers` reads a text with."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.pack import Pack, expand

DIGITS = r"\d+(?:[.,\u00a0\u202f]\d+)*"
DASH = r"\-–—‒"
# Dates in figures and times of day: found so that their digits are passed over.
_SKIP = r"\d{1,4}(?P<sign>[/\-–.])\d{1,2}(?P=sign)\d{1,4}(?!\d)|\d{1,2}:\d{2}(?::\d{2})?"
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 0.3333, "⅔": 0.6667}
_FORMS = ("clock", "ordinal", "percent", "money", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A number word. A smaller word that follows must stay under `room`: twenty 10, twelve 1."""

    value: float
    room: float
    scale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A fixed phrase and its bounds.

    `wants` must and `bars` must not match after it; with `held`, a word of holding before it will do instead.
    """

    low: float
    high: float | None
    share: bool = False
    wants: re.Pattern[str] | None = None
    bars: re.Pattern[str] | None = None
    not_after: frozenset[str] = frozenset()
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRules:
    """Compiled from numbers.toml. `before` maps words that stand before a number to what they tell of it."""

    core: re.Pattern[str]
    words: Mapping[str, Word]
    joiners: frozenset[str]
    phrases: Mapping[str, Phrase]
    thousands: str
    decimal: str
    before: Mapping[str, frozenset[str]]
    bare: frozenset[str]
    never: frozenset[str]
    needs_counter: bool
    counter_only: frozenset[str]
    between: re.Pattern[str]
    opened: re.Pattern[str]
    change: re.Pattern[str]
    form_after: re.Pattern[str]
    more_after: re.Pattern[str]
    counters_after: re.Pattern[str]
    one_after: re.Pattern[str]
    bare_barred: re.Pattern[str]
    share_after: re.Pattern[str]
    month_before: re.Pattern[str]
    month_after: re.Pattern[str]


def compile_rules(pack: Pack) -> NumberRules:
    """Read numbers.toml. Raises PackError when the pack has none."""
    table = pack.table("numbers")
    follow, counters, bare = table["follow"], table["counters"], table["bare"]
    phrases = dict(_phrases(table))
    months, ordinal = _any(follow["months"]), _any(follow["ordinal"])
    forms = "|".join(f"(?P<{form}>{_any(follow[form])})" for form in _FORMS)
    return NumberRules(
        core=_core_pattern(table, phrases),
        words=_words(table),
        joiners=frozenset(table["joiners"]),
        phrases=phrases,
        thousands=table["thousands"],
        decimal=table["decimal"],
        before=_before(table),
        bare=frozenset(bare["words"]),
        never=frozenset(bare["never"]),
        needs_counter=bare["needs_counter"],
        counter_only=frozenset(bare["counter_only"]),
        between=re.compile(rf"\s*[{DASH}]\s*|\s+{_any(table['between'])}\s+"),
        opened=re.compile(rf"\s+{_any(table['opened'])}\s+"),
        change=re.compile(rf"(?<!\w){_any(table['change'])}(?!\w)"),
        form_after=re.compile(rf"[\s{DASH}]*(?:{_any(follow['link'])}\s+)?(?:{forms})(?!\w)"),
        more_after=re.compile(rf"\s*(?:\+(?!\d)|{_any(table['approximators']['min_after'])}(?!\w))"),
        counters_after=re.compile(rf"[\s{DASH}]+{_any([*counters['words'], *counters['one']])}(?!\w)"),
        one_after=re.compile(rf"\s+{_any(counters['one'])}(?!\w)"),
        bare_barred=re.compile(rf"[\s{DASH}]+{_any(bare['not_before'])}(?!\w)"),
        share_after=re.compile(rf"\s+{_any(table['fraction']['next'])}(?!\w)"),
        month_before=re.compile(rf"(?<!\w){months}[\s,.]*(?:\d{{1,2}}{ordinal}?[\s,]*)?\Z"),
        month_after=re.compile(rf"{ordinal}?[\s{DASH}]*(?:of\s+)?{months}(?!\w)"),
    )


def _any(forms: Iterable[str]) -> str:
    """An alternation of literal forms, longest first; without forms it matches nothing."""
    literal = sorted({form for item in forms for form in expand(item)}, key=lambda form: (-len(form), form))
    if not literal:
        return "(?!)"
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in literal) + ")"


def _words(table: Mapping[str, Any]) -> dict[str, Word]:
    words = {word: Word(value=value, room=1) for word, value in table["units"].items()}
    words |= {word: Word(value=value, room=10) for word, value in table["tens"].items()}
    words |= {word: Word(value=value, room=value, scale=True) for word, value in table["scales"].items()}
    words |= {word: Word(value=1, room=1) for word in table["articles"]}
    return words


def _phrases(table: Mapping[str, Any]) -> Iterator[tuple[str, Phrase]]:
    for pattern, bounds in table["vague"].items():
        for form in expand(pattern):
            yield form, Phrase(low=bounds[0], high=bounds[1] if len(bounds) > 1 else None)
    for sign, value in _SIGNS.items():
        yield sign, Phrase(low=value, high=value, share=True)
    for entry in table["share"]:
        phrase = Phrase(
            low=entry["value"][0],
            high=entry["value"][1],
            share=True,
            wants=re.compile(rf"\s+{_any(entry['next'])}(?!\w)") if "next" in entry else None,
            bars=re.compile(rf"\s+{_any(entry['not_next'])}(?!\w)") if "not_next" in entry else None,
            not_after=frozenset(entry.get("not_after", ())),
            held=entry.get("held", False),
        )
        yield from ((form, phrase) for say in entry["say"] for form in expand(say))


def _before(table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    approximators, precede = table["approximators"], table["precede"]
    tagged: dict[str, set[str]] = {}
    for tag, forms in {
        **{kind: approximators[kind] for kind in ("min", "max", "same", "fill", "loose")},
        **{tag: precede[tag] for tag in ("money", "label", "unless", "year", "date")},
        "opener": table["openers"],
        "holds": table["fraction"]["after"],
        "bare": table["bare"]["not_after"],
    }.items():
        for form in (form for item in forms for form in expand(item)):
            tagged.setdefault(form, set()).add(tag)
    return {form: frozenset(tags) for form, tags in tagged.items()}


def _core_pattern(table: Mapping[str, Any], phrases: Mapping[str, Phrase]) -> re.Pattern[str]:
    """One alternation: dates to skip, fixed phrases, fractions, runs of number words and digits."""
    never = table["bare"]["never"]
    scales, joiners = _any(table["scales"]), _any(table["joiners"])
    words = _any([*table["units"], *table["tens"], *table["scales"]])
    start = _any([word for word in [*table["units"], *table["tens"]] if word not in never])
    article = rf"{_any(table['articles'])}(?=\s+{scales}(?!\w))"
    barred = rf"(?!{_any(table['bare']['only_before_scale'])}(?!\w|\s+{scales}(?!\w)))"
    link = rf"(?:\s+{joiners}\s+|(?:\s+|[{DASH}]){barred})"
    glued = _any(scale for scale in table["scales"] if scale.isascii() and len(scale) < 3)
    firsts = _any(
        [
            re.split(r"[\s\-]", form)[0]
            for form in [*phrases, *table["units"], *table["tens"], *table["articles"]]
        ]
    )
    return re.compile(
        # Most words are ruled out by their first word alone, which makes the scan three times as fast.
        rf"(?<!\w)(?=\d|{firsts}(?!\w))(?:"
        rf"(?P<skip>{_SKIP})"
        rf"|(?P<phrase>{_any(phrases)})(?!\w)"
        rf"|(?<![/.,])(?P<fraction>(?P<upper>\d{{1,2}})\s?/\s?(?P<lower>\d{{1,3}})(?![\w/]))"
        rf"|(?P<run>(?:{DIGITS}(?:{glued}(?!\w))?|(?:{start}|{article})(?!\w))(?:{link}{words}(?!\w))*))"
    )
