"""Finds the expressions of a text: where they stand and the fields that their words give.

Nothing is resolved here. Neighbours that belong together ("late on" + "Friday" + "28 October 2022") are
joined into one expression with the fields of all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from dateline.annotate.lexicon import fold_once
from dateline.annotate.times.rules import Fields, Pattern, TimeRules

# The digit stands first, so that the scan goes from digit to digit; what stands before it is asked then.
_DIGITS = re.compile(r"\d(?:(?<=(?P<dash>\w[–-])\d)|(?<![\w$€£#–-]\d)(?<!\d[./:,]\d))")
_LEFT = 32  # how far to the left of an expression its cues are looked for
_GAP = 14  # the longest joiner


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """An expression at `[start, end)`: the pattern that found it and the fields that it gives."""

    start: int
    end: int
    rule: str
    fields: Fields


def scan(text: str, rules: TimeRules) -> list[Expression]:
    """The expressions of `text` in order, joined, without those that mean nothing alone."""
    folded = fold_once(text)
    joined: list[Expression] = []
    for found in _with_tails(text, folded, rules):
        joined.append(found)
        while len(joined) > 1 and (merged := _join(folded, joined[-2], joined[-1], rules)):
            joined[-2:] = [merged]
    return list(_meaningful(joined))


def _meaningful(found: list[Expression]) -> Iterator[Expression]:
    """Those that mean something where they stand: "the quarter" only after a quarter was told; "at dawn"
    alone is on the day that the text is at.
    """
    quarter = False
    for expression in found:
        fields = expression.fields
        if "alone" in fields and "needs" in fields:
            fields = {**{key: fields[key] for key in fields.keys() - {"needs"}}, **_SAME_DAY}
            expression = replace(expression, fields=fields)
        if "needs" in fields or ("after_quarter" in fields and not quarter):
            continue
        quarter = quarter or str(fields.get("season", "")).startswith("Q") or fields.get("unit") == "quarter"
        yield expression


def _with_tails(text: str, folded: str, rules: TimeRules) -> Iterator[Expression]:
    """Expressions, and after "February 2" the day of "and 3"."""
    end = 0
    for found in _longest(text, folded, rules):
        if found.start < end:
            continue
        yield found
        while rules.tail and "day" in found.fields and "month" in found.fields and "tailed" in found.fields:
            match = rules.tail.match(folded, found.end)
            if not match:
                break
            fields = {**found.fields, "day": int(match["day"])}
            found = replace(found, start=match.start("day"), end=match.end("day"), fields=fields)
            end = found.end
            yield found


def _longest(text: str, folded: str, rules: TimeRules) -> Iterator[Expression]:
    """Leftmost, then longest, then the pattern listed first."""
    position = 0
    for start, patterns in _starts(folded, rules):
        if start < position:
            continue
        best: Expression | None = None
        order = 0
        for pattern in patterns:
            match = pattern.regex.match(folded, start)
            if match is None or (best and (match.end(), -pattern.order) <= (best.end, -order)):
                continue
            if read := _read(text, folded, match, pattern):
                best, order = read, pattern.order
        if best:
            position = best.end
            yield best


def _starts(folded: str, rules: TimeRules) -> list[tuple[int, tuple[Pattern, ...]]]:
    found: list[tuple[int, tuple[Pattern, ...]]] = []
    for index, start, end in rules.automaton.find_matches_as_indexes(folded, overlapping=True):
        if end < len(folded) and folded[end].isalpha():
            continue
        if start == 0 or not _wordlike(folded[start - 1]):
            found.append((start, rules.starts[index]))
    for match in _DIGITS.finditer(folded):
        if rules.figure.match(folded, match.start()):
            found.append((match.start(), rules.dashed if match["dash"] else rules.digits))
    found.sort(key=itemgetter(0))
    merged: list[tuple[int, tuple[Pattern, ...]]] = []
    for start, patterns in found:
        if merged and merged[-1][0] == start:
            merged[-1] = (start, merged[-1][1] + patterns)
        else:
            merged.append((start, patterns))
    return merged


def _wordlike(char: str) -> bool:
    return char.isalnum() or char == "_"


def _read(text: str, folded: str, match: re.Match[str], pattern: Pattern) -> Expression | None:
    start, end = match.span()
    left = folded[max(0, start - _LEFT) : start]
    if pattern.before and not pattern.before.search(left):
        return None
    if pattern.not_before and pattern.not_before.search(left):
        return None
    fields: dict[str, Any] = {}
    for group in pattern.groups:
        word = match[group.name]
        if word is None:
            continue
        if group.words is None:
            fields[group.field] = _number(word)
            continue
        if group.capital and not text[match.start(group.name)].isupper():
            return None
        fields.update(group.words[" ".join(word.split())])
    fields.update(pattern.fields)
    if pattern.extend and (grown := pattern.extend.search(left)):
        start -= len(left) - grown.start()
    return Expression(start=start, end=end, rule=pattern.id, fields=fields)


def _number(word: str) -> int | float:
    return int(word) if word.isdigit() else float(word.replace(",", "."))


_JOINS: dict[str, frozenset[str]] = {
    "mod": frozenset(
        {"date", "day", "month", "year", "period", "weekday", "season", "part", "clock", "relday"}
    ),
    "part": frozenset({"date", "weekday", "relday", "day"}),
    "clock": frozenset({"date", "weekday", "relday", "part", "day"}),
    "weekday": frozenset({"date", "clock", "part", "period", "day"}),
    "relday": frozenset({"date", "clock", "part", "day"}),
    "date": frozenset({"clock", "year", "period"}),
    "month": frozenset({"period"}),
    "season": frozenset({"period"}),
    "day": frozenset({"month", "period"}),
}


_SAME_DAY = {"unit": "day", "shift": 0, "base": "text"}
_ONCE = ("hour", "part", "weekday")  # what an expression tells but once


def shape(fields: Fields) -> str:
    """What kind of expression the fields make, as far as joining goes."""
    if "unit" in fields and "shift" in fields and not {"count", "month", "season", "weekday"} & fields.keys():
        return "relday" if fields["unit"] == "day" else "period"
    if {"unit", "ref"} & fields.keys():
        return "other"
    for field, name in (("month", "month"), ("season", "season"), ("weekday", "weekday"), ("hour", "clock")):
        if field in fields:
            if "day" in fields:
                return "date"
            return "closed" if field in ("month", "season") and "year" in fields else name
    for field, name in (("day", "day"), ("year", "year"), ("decade", "year"), ("century", "year")):
        if field in fields:
            return name
    if "part" in fields:
        return "part"
    return "mod" if "mod" in fields else "other"


def _join(folded: str, left: Expression, right: Expression, rules: TimeRules) -> Expression | None:
    gap = folded[left.end : right.start]
    if len(gap) > _GAP or not rules.joiner.fullmatch(gap):
        return None
    a, b = shape(left.fields), shape(right.fields)
    if b == "closed":
        b = "month" if "month" in right.fields else "season"
    if b not in _JOINS.get(a, ()):
        return None
    if a == "date" and b in ("year", "period") and "year" in left.fields:
        return None
    if any(
        left.fields.get(key, told) != told for key in _ONCE if (told := right.fields.get(key)) is not None
    ):
        return None
    fields = {key: value for key, value in left.fields.items() if key != "needs"}
    if a == "relday" and b == "date":
        fields = {key: value for key, value in fields.items() if key not in ("unit", "shift", "base")}
    fields |= {key: value for key, value in right.fields.items() if key != "needs"}
    if "needs" in right.fields and a in ("mod", "part") and b in ("mod", "part"):
        fields["needs"] = True
    return Expression(start=left.start, end=right.end, rule=f"{left.rule}+{right.rule}", fields=fields)
