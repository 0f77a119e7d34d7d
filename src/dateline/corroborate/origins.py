"""Whose word it finally is: the origin of a claim, and how many origins stand behind several claims.

An origin is a key. Who is known by name is one origin wherever he is credited ("entity:sohr",
"named:anna petrova"); a source without a name is known within the report that heard him
("unnamed:military:outlet:riverside daily:2017-11-17"); a claim that credits nobody is the outlet's own
("outlet:riverside daily"). A report that repeats another's text inherits that report's origins.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.corroborate.results import Copy, OriginCount, Shared
from dateline.model import Claim, Report, Source, Span

_BRACKETED = re.compile(r"\s*\([^()]*\)\s*$")
_WORD = re.compile(r"\w+")
# Kinds that say nothing of who it was, so that they may be any of the others.
_ANYBODY = ("unnamed", "social")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Which report each report's text comes from: `whole` for exact and near copies, `parts` for passages."""

    whole: Mapping[str, str]
    parts: Mapping[str, tuple[tuple[int, int, str], ...]]


def trace(copies: Iterable[Copy]) -> Lineage:
    """The lineage that copies tell. Where nobody is known to be first, the smallest id stands for a group."""
    whole: dict[str, str] = {}
    parts: dict[str, list[tuple[int, int, str]]] = {}
    outlets: dict[str, str | None] = {}

    def top(report: str) -> str:
        while whole.setdefault(report, report) != report:
            whole[report] = whole[whole[report]]
            report = whole[report]
        return report

    listed = sorted(copies, key=lambda copy: (copy.report_a, copy.report_b))
    later = {
        _other(copy, copy.likely_first) for copy in listed if copy.likely_first and copy.kind != "partial"
    }
    for copy in listed:
        if copy.likely_first:
            outlets[copy.likely_first] = copy.first_outlet
        if copy.kind != "partial":
            first, second = sorted((top(copy.report_a), top(copy.report_b)), key=lambda id: (id in later, id))
            whole[second] = first
    for copy in listed:
        if copy.kind == "partial" and copy.likely_first:
            report = _other(copy, copy.likely_first)
            home = _home(top(copy.likely_first), outlets)
            parts.setdefault(report, []).extend(
                (*_side(copy, report, shared), home) for shared in copy.shared
            )
    return Lineage(
        whole={report: _home(top(report), outlets) for report in list(whole)},
        parts={report: tuple(sorted(pieces)) for report, pieces in parts.items()},
    )


def origin_of(claim: Claim, report: Report, copies: Sequence[Copy] | Lineage) -> str:
    """The key of the origin of `claim`, which `report` makes. Pass a `Lineage` where many are asked for."""
    lineage = copies if isinstance(copies, Lineage) else trace(copies)
    home = _telling(claim, report, lineage)
    if not claim.sources:
        return home
    for position in range(len(claim.sources) - 1, -1, -1):
        name = _name(claim.sources[position])
        if name is not None:
            break
    last = claim.sources[-1]
    if name is not None and position == len(claim.sources) - 1:
        return name
    day = claim.time.start if claim.time and claim.time.start else None
    if day is None and report.published:
        day = report.published.start
    return f"unnamed:{last.kind}:{name or home}:{(day or '')[:10]}"


def count_origins(told: Sequence[tuple[Claim, Report]], copies: Sequence[Copy] | Lineage) -> OriginCount:
    """How many reports, outlets and independent origins stand behind the claims.

    The least number takes unnamed sources of one kind for one person, and outlets that credit nobody for
    retellings of whoever is credited elsewhere; the greatest takes all of them for different.
    """
    lineage = copies if isinstance(copies, Lineage) else trace(copies)
    keys = {(origin_of(claim, report, lineage), report.id): _label(claim) for claim, report in told}
    reports = {report.id for _, report in told}
    outlets = {fold(report.outlet) if report.outlet else f"report:{report.id}" for _, report in told}
    origins = sorted({key for key, _ in keys})
    credited = [key for key in origins if key.startswith(("entity:", "named:"))]
    kinds = {key.split(":")[1] for key in origins if key.startswith("unnamed:")}
    own = [key for key in origins if key.startswith(("outlet:", "report:"))]
    unnamed = len(kinds - set(_ANYBODY)) or bool(kinds) * (not credited)
    least = len(credited) + unnamed or bool(own)
    return OriginCount(
        reports=len(reports),
        outlets=len(outlets),
        origins_min=int(least),
        origins_max=len(origins),
        reasons=tuple(_reasons(keys, origins, reports, lineage)),
    )


def fold(text: str) -> str:
    """The words of `text` in one form: NFKC, lower case, without what stands in brackets at its end."""
    bare = _BRACKETED.sub("", unicodedata.normalize("NFKC", text)) or text
    return " ".join(_WORD.findall(bare.casefold()))


# -- parts ------------------------------------------------------------------------------------------


def _telling(claim: Claim, report: Report, lineage: Lineage) -> str:
    """The report or outlet whose telling the claim is: its own, or the one that it was copied from."""
    if report.id in lineage.whole:
        return lineage.whole[report.id]
    for start, end, home in lineage.parts.get(report.id, ()):
        if _within(claim.trigger, start, end):
            return home
    return _own(report)


def _own(report: Report) -> str:
    return f"outlet:{fold(report.outlet)}" if report.outlet else f"report:{report.id}"


def _home(report: str, outlets: Mapping[str, str | None]) -> str:
    outlet = outlets.get(report)
    return f"outlet:{fold(outlet)}" if outlet else f"report:{report}"


def _name(source: Source) -> str | None:
    """The key of a source that can be told from others, else None.

    A quote that ends in two capitalised words is taken for a name ("Anna Petrova", "General Li Wei").
    """
    if source.entity:
        return f"entity:{source.entity}"
    if source.name:
        return f"named:{fold(source.name)}"
    last = source.span.quote.split()[-2:]
    if len(last) == 2 and all(word[:1].isupper() and any(map(str.islower, word)) for word in last):
        return f"named:{fold(' '.join(last))}"
    return None


def _label(claim: Claim) -> str:
    """How a reader would call the origin."""
    if not claim.sources:
        return ""
    last = claim.sources[-1]
    return last.name or last.span.quote


def _reasons(
    keys: Mapping[tuple[str, str], str], origins: Sequence[str], reports: set[str], lineage: Lineage
) -> Iterable[str]:
    tellers: dict[str, set[str]] = {}
    labels: dict[str, Counter[str]] = {}
    for (key, report), label in keys.items():
        tellers.setdefault(key, set()).add(report)
        labels.setdefault(key, Counter())[label] += 1
    credited = [key for key in origins if not key.startswith(("outlet:", "report:"))]
    for key in sorted(credited, key=lambda key: (-len(tellers[key]), key)):
        label = min(labels[key], key=lambda label: (-labels[key][label], label))
        everyone = tellers[key] == reports and len(origins) == 1 and len(reports) > 1
        if everyone:
            yield f"all credit {label}"
        elif len(tellers[key]) > 1:
            yield f"{len(tellers[key])} reports credit {label}"
    unnamed = [key for key in origins if key.startswith("unnamed:")]
    if len(unnamed) > 1:
        yield f"{len(unnamed)} unnamed sources may be the same"
    own = [key for key in origins if key not in credited]
    if own and (len(own) > 1 or len(origins) > 1):
        yield f"{len(own)} credit nobody" if len(own) > 1 else "one credits nobody"
    homes = Counter(lineage.whole[report] for report in sorted(reports) if report in lineage.whole)
    for count in sorted((count for count in homes.values() if count > 1), reverse=True):
        yield f"{count} reports are copies of one text"


def _other(copy: Copy, report: str) -> str:
    return copy.report_b if report == copy.report_a else copy.report_a


def _side(copy: Copy, report: str, shared: Shared) -> tuple[int, int]:
    return (shared.a_start, shared.a_end) if report == copy.report_a else (shared.b_start, shared.b_end)


def _within(span: Span, start: int, end: int) -> bool:
    return start <= span.start and span.end <= end
