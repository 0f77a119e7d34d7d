"""Which of two copies came first: by whom they credit, and by when they were published."""

import re
from collections.abc import Iterator

from dateline.corroborate.shingles import fold
from dateline.model import Report

_WORD = re.compile(r"\w[\w\u0300-\u036f]*")
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*$")
_DOMAIN = re.compile(r"(?:https?://)?(?:[\w-]+\.)*?([\w-]+)\.(?:com?\.|net\.|org\.|gov\.)?[a-z]{2,}(?:/.*)?$", re.I)
_SHORTEST = 3  # letters of an outlet's name
_PARTS = 4  # words that a name is printed in, at the most
_HEAD, _TAIL = 80, 60  # code points at the start and end of a text where a credit line stands


def likely_first(a: Report, b: Report) -> Report | None:
    """The report that seems to have come first; None when neither credits nor dates tell.

    A credit line counts most ("(Reuters) -", "Theo AFP" at the end), then the dates, then that one names the
    other's outlet anywhere.
    """
    lines = credited_in_line(b, a.outlet), credited_in_line(a, b.outlet)
    if lines[0] != lines[1]:
        return a if lines[0] else b
    if a.published and b.published:
        if a.published.end < b.published.start:
            return a
        if b.published.end < a.published.start:
            return b
    named = _named(b.text, a.outlet), _named(a.text, b.outlet)
    if named[0] != named[1]:
        return a if named[0] else b
    return None


def credited_in_line(report: Report, outlet: str | None) -> bool:
    """True when the report names the outlet in a credit line: a credit block, brackets, its start or end."""
    return any(_named(line, outlet) for line in _lines(report)) if outlet else False


def _lines(report: Report) -> Iterator[str]:
    text = report.text.strip()
    yield from (report.text[block.start : block.end] for block in report.blocks if block.kind == "credit")
    opening = re.match(rf".{{0,{_HEAD}}}?\s[-–—:]\s", text, re.DOTALL)
    if opening:
        yield opening[0]
    yield re.split(r"[.!?…\n]", text[-_TAIL:].rstrip(" .)"))[-1]
    yield from re.findall(rf"[(\[][^()\[\]]{{1,{_TAIL}}}[)\]]", text)


def _named(text: str, outlet: str | None) -> bool:
    """True when the text names the outlet, as it is called or by the name in its web address."""
    names = set(_names(outlet or ""))
    if not names:
        return False
    words = [fold(word) for word in _WORD.findall(text)]
    return any(
        "".join(words[start : start + length]) in names
        for start in range(len(words))
        for length in range(1, _PARTS + 1)
    )


def _names(outlet: str) -> Iterator[str]:
    """The outlet's name without spaces and without what stands in brackets, and that of its web address."""
    domain = _DOMAIN.match(outlet.strip())
    for name in (_BRACKETED.sub("", outlet), domain[1] if domain else ""):
        whole = "".join(fold(word) for word in _WORD.findall(name))
        if len(whole) >= _SHORTEST:
            yield whole
