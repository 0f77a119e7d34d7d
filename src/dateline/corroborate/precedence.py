"""Which of two copies came first: by whom they credit, and by when they were published."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.corroborate.shingles import fold
from dateline.model import Report

_WORD = re.compile(r"\w+")
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*$")
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{1,60}[)\]]")
_DOMAIN = re.compile(r"(?:[\w-]+\.)*?([\w-]+)\.(?:com?\.|net\.|org\.|gov\.)?[a-z]{2,}$")
_OPENING = re.compile(r".{0,80}?\s[-–—:]\s", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…\n]")
_CLOSING = 60  # code points
_SHORTEST = 3  # letters of an outlet's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """A report with the words of its credit lines, and with all its words, in the form to be compared.

    A credit line is a block labelled so, what stands in brackets, and the words that a text opens with
    ("BEIRUT (Reuters) -") or ends on ("Theo AFP").
    """

    report: Report
    lines: str
    text: str
    outlet: re.Pattern[str] | None

    @classmethod
    def of(cls, report: Report) -> "Credits":
        """What a report credits, and how its own outlet is called."""
        return cls(
            report=report,
            lines=fold("\n".join(_lines(report))),
            text=fold(report.text),
            outlet=_called(report.outlet or ""),
        )


def likely_first(a: Credits, b: Credits) -> Report | None:
    """The report that seems to have come first; None when neither credits nor dates tell.

    A credit line counts most, then the dates, then that one names the other's outlet anywhere.
    """
    lines = _names(b.lines, a.outlet), _names(a.lines, b.outlet)
    if lines[0] != lines[1]:
        return a.report if lines[0] else b.report
    published_a, published_b = a.report.published, b.report.published
    if published_a and published_b:
        if published_a.end < published_b.start:
            return a.report
        if published_b.end < published_a.start:
            return b.report
    named = _names(b.text, a.outlet), _names(a.text, b.outlet)
    if named[0] != named[1]:
        return a.report if named[0] else b.report
    return None


def _lines(report: Report) -> Iterator[str]:
    text = report.text.strip()
    yield from (report.text[block.start : block.end] for block in report.blocks if block.kind == "credit")
    opening = _OPENING.match(text)
    if opening:
        yield opening[0]
    yield _SENTENCE_END.split(text[-_CLOSING:].rstrip(" .)]"))[-1]
    yield from _IN_BRACKETS.findall(text)


def _names(text: str, outlet: re.Pattern[str] | None) -> bool:
    return outlet is not None and outlet.search(text) is not None


def _called(outlet: str) -> re.Pattern[str] | None:
    """How texts name an outlet: by its name, or by that of its web address ("dantri.com.vn": Dân trí)."""
    bare = _BRACKETED.sub("", fold(outlet)).strip()
    domain = _DOMAIN.match(bare)
    names = {"".join(_WORD.findall(name)) for name in (bare, domain[1] if domain else "")}
    spelt = [r"[\W_]{0,2}".join(map(re.escape, name)) for name in sorted(names) if len(name) >= _SHORTEST]
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelt)})(?!\w)") if spelt else None
