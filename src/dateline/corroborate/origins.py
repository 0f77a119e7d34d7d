"""Whose word it finally is: the origin of a claim, and how many origins stand behind several claims.

An origin is a key. Who is known by name is one origin wherever he is credited ("entity:sohr",
"named:anna petrova"); a source without a name is known within the report that heard him
("unnamed:military:outlet:riversidedaily:2017-11-17"); a claim that credits nobody is the outlet's own
("outlet:riversidedaily", "entity:reuters"). A report that repeats another's text inherits its origins.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.corroborate.results import Copy, OriginCount, Shared, Voice
from dateline.corroborate.who import NOBODY, Who, outlet_of, site_or_name
from dateline.corroborate.words import fold
from dateline.model import Claim, Report, Source, Span

__all__ = ["Lineage", "Told", "count_origins", "fold", "origin_of", "trace", "voice_of"]

# Kinds that say nothing of who it was, so that they may be any of the others.
_ANYBODY = ("unnamed", "social")

Told = tuple[Claim, Report]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Which report each report's text comes from: `whole` for exact and near copies, `parts` for passages.

    A home is the key of an outlet. `who` knows the names of outlets.
    """

    whole: Mapping[str, str]
    parts: Mapping[str, tuple[tuple[int, int, str], ...]]
    who: Who = NOBODY


def trace(copies: Iterable[Copy], who: Who = NOBODY) -> Lineage:
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
            home = _home(top(copy.likely_first), outlets, who)
            parts.setdefault(report, []).extend(
                (*_side(copy, report, shared), home) for shared in copy.shared
            )
    return Lineage(
        whole={report: _home(top(report), outlets, who) for report in list(whole)},
        parts={report: tuple(sorted(pieces)) for report, pieces in parts.items()},
        who=who,
    )


def origin_of(claim: Claim, report: Report, copies: Sequence[Copy] | Lineage) -> str:
    """The key of the origin of `claim`, which `report` makes. Pass a `Lineage` where many are asked for."""
    return voice_of(claim, report, copies).origin


def voice_of(claim: Claim, report: Report, copies: Sequence[Copy] | Lineage) -> Voice:
    """The origin of `claim`, which `report` makes: its key, its name, and whether it is credited."""
    lineage = copies if isinstance(copies, Lineage) else trace(copies)
    home = _telling(claim, report, lineage)
    if not claim.sources:
        name = _home_name(home, report, lineage)
        return Voice(claim_id=claim.id, origin=home, name=name, credited=False)
    last = claim.sources[-1]
    return Voice(
        claim_id=claim.id,
        origin=_credited(claim, report, home),
        name=last.name or last.span.quote,
        credited=True,
    )


def count_origins(told: Sequence[Told], copies: Sequence[Copy] | Lineage) -> OriginCount:
    """How many reports, outlets and independent origins stand behind the claims.

    The least number takes unnamed sources of one kind for one person, an outlet for whom it is the mouthpiece
    of, and outlets that credit nobody for retellings of whoever is credited elsewhere; the greatest takes all
    of them for different.
    """
    lineage = copies if isinstance(copies, Lineage) else trace(copies)
    heard = [(voice_of(claim, report, lineage), report) for claim, report in told]
    origins = sorted({voice.origin for voice, _ in heard})
    credited = {voice.origin for voice, _ in heard if voice.credited}
    named = {_behind(key, lineage.who) for key in credited if key.startswith(("entity:", "named:"))}
    kinds = {key.split(":")[1] for key in origins if key.startswith("unnamed:")}
    unnamed = len(kinds - set(_ANYBODY)) or bool(kinds) * (not named)
    least = len(named) + unnamed or bool(origins)
    return OriginCount(
        reports=len({report.id for _, report in heard}),
        outlets=len({outlet_of(report, lineage.who)[0] for _, report in heard}),
        origins_min=int(least),
        origins_max=len(origins),
        reasons=tuple(_reasons(heard, lineage)),
    )


# -- parts ------------------------------------------------------------------------------------------


def _telling(claim: Claim, report: Report, lineage: Lineage) -> str:
    """The report or outlet whose telling the claim is: its own, or the one that it was copied from."""
    if report.id in lineage.whole:
        return lineage.whole[report.id]
    for start, end, home in lineage.parts.get(report.id, ()):
        if _within(claim.trigger, start, end):
            return home
    return outlet_of(report, lineage.who)[0]


def _home(report: str, outlets: Mapping[str, str | None], who: Who) -> str:
    outlet = outlets.get(report)
    if not outlet:
        return f"report:{report}"
    id_ = who.find(outlet)
    return f"entity:{id_}" if id_ else f"outlet:{site_or_name(outlet)}"


def _home_name(home: str, report: Report, lineage: Lineage) -> str:
    key, name = outlet_of(report, lineage.who)
    if key == home:
        return name
    kind, id_ = home.split(":", 1)
    return lineage.who.name(id_) if kind == "entity" else id_


def _credited(claim: Claim, report: Report, home: str) -> str:
    """The key of the end of the chain of sources: by name, or unnamed to the last who has a name."""
    names = [_name(source) for source in claim.sources]
    if names[-1] is not None:
        return names[-1]
    teller = next((name for name in reversed(names) if name is not None), home)
    day = claim.time.start if claim.time and claim.time.start else None
    if day is None and report.published:
        day = report.published.start
    return f"unnamed:{claim.sources[-1].kind}:{teller}:{(day or '')[:10]}"


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


def _behind(key: str, who: Who) -> str:
    kind, id_ = key.split(":", 1)
    return f"entity:{who.behind(id_)}" if kind == "entity" else key


# -- reasons ----------------------------------------------------------------------------------------


def _reasons(heard: Sequence[tuple[Voice, Report]], lineage: Lineage) -> Iterator[str]:
    """Why so many origins, in words."""
    reports = {report.id for _, report in heard}
    origins = {voice.origin for voice, _ in heard}
    credited = sorted({voice.origin for voice, _ in heard if voice.credited})
    tellers = {key: {report.id for voice, report in heard if voice.origin == key} for key in credited}
    for key in sorted(credited, key=lambda key: (-len(tellers[key]), key)):
        if len(tellers[key]) > 1:
            whole = len(origins) == 1 and tellers[key] == reports
            said = _statement(key, [pair for pair in heard if pair[0].origin == key])
            yield f"all credit {said}" if whole else f"{len(tellers[key])} reports credit {said}"
    mouths = [key for key in credited if _behind(key, lineage.who) != key]
    for key in mouths:
        if _behind(key, lineage.who) in credited:
            behind = lineage.who.name(_behind(key, lineage.who).split(":", 1)[1])
            yield f"{_called(key, heard)} speaks for {behind}"
    unnamed = [key for key in credited if key.startswith("unnamed:")]
    if len(unnamed) > 1:
        yield f"{len(unnamed)} unnamed sources may be the same"
    own = sorted(origins - {*credited})
    if own and len(origins) > 1:
        names = ", ".join(sorted({_called(key, heard) for key in own}))
        yield f"{names} credit nobody" if len(own) > 1 else f"{names} credits nobody"
    yield from _copied(reports, lineage)


def _called(key: str, heard: Iterable[tuple[Voice, Report]]) -> str:
    """How an origin is called most often; of equals the shorter name."""
    names = [voice.name for voice, _ in heard if voice.origin == key]
    return min(names, key=lambda name: (-names.count(name), len(name), name))


def _statement(key: str, heard: Sequence[tuple[Voice, Report]]) -> str:
    """A name, or where all who credit it were published within a day, the one statement that it made."""
    name = _called(key, heard)
    days = [day for _, report in heard if (day := _published(report)) is not None]
    if len(days) < len(heard) or (max(days) - min(days)).days > 1:
        return name
    return f"the same {name} statement of {min(days).day} {min(days):%B %Y}"


def _published(report: Report) -> date | None:
    published = report.published
    if published is None or published.start[:10] != published.end[:10]:
        return None
    return date.fromisoformat(published.start[:10])


def _copied(reports: Iterable[str], lineage: Lineage) -> Iterator[str]:
    homes = [lineage.whole[report] for report in sorted(reports) if report in lineage.whole]
    for count in sorted((homes.count(home) for home in set(homes)), reverse=True):
        if count > 1:
            yield f"{count} reports are copies of one text"


def _other(copy: Copy, report: str) -> str:
    return copy.report_b if report == copy.report_a else copy.report_a


def _side(copy: Copy, report: str, shared: Shared) -> tuple[int, int]:
    return (shared.a_start, shared.a_end) if report == copy.report_a else (shared.b_start, shared.b_end)


def _within(span: Span, start: int, end: int) -> bool:
    return start <= span.start and span.end <= end
