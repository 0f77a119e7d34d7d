"""An event out of its claims: its name, place, days, origins, tolls side by side, and what is contested."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from dateline.corroborate.likeness import figures_meet
from dateline.corroborate.origins import Lineage, count_origins, origin_of
from dateline.corroborate.results import Event, EventPlace, Figure
from dateline.model import Claim, Level, Place, Quantity, Report

_LEVELS: tuple[Level, ...] = ("site", "settlement", "district", "province", "country", "region")
# What is counted in people or things lost or taken, and so can be contradicted.
_TOLLS = frozenset({"killed", "wounded", "captured", "missing", "displaced", "detained"})


def event_of(told: Sequence[tuple[Claim, Report]], lineage: Lineage, *, id: str) -> Event:
    """The event `id` that these claims tell of."""
    claims = [claim for claim, _ in told]
    ids = sorted(claim.id for claim in claims)
    start, end = _days(claims)
    figures = _figures(told, lineage)
    reasons = (*_denials(told, lineage), *_rival_figures(figures))
    return Event(
        id=id,
        type=_type(claims),
        place=_place(claim.place for claim in claims),
        start=start,
        end=end,
        claim_ids=tuple(ids),
        report_ids=tuple(sorted({report.id for _, report in told})),
        outlets=tuple(sorted({report.outlet for _, report in told if report.outlet})),
        origins=count_origins(told, lineage),
        figures=figures,
        contested=bool(reasons),
        reasons=reasons,
    )


def _type(claims: Iterable[Claim]) -> str:
    """The code that most claims give; a bare toll names the event only where nothing else does."""
    votes = Counter(claim.event for claim in claims)
    return min(votes, key=lambda event: (event.startswith("harm."), -votes[event], event))


def _place(places: Iterable[Place | None]) -> EventPlace | None:
    """The finest place, of equals the one that most claims name."""
    votes = Counter(
        (
            _LEVELS.index(place.level),
            place.gazetteer_id or "",
            place.name,
            place.lat,
            place.lon,
            place.country,
        )
        for place in places
        if place is not None
    )
    if not votes:
        return None
    level, gazetteer_id, name, lat, lon, country = min(
        votes, key=lambda key: (key[0], key[3] is None, -votes[key], key[1], key[2], str(key))
    )
    return EventPlace(
        name=name, level=_LEVELS[level], lat=lat, lon=lon, gazetteer_id=gazetteer_id or None, country=country
    )


def _days(claims: Iterable[Claim]) -> tuple[str | None, str | None]:
    """From the first to the last day, by the claims that are told in the finest grain of time."""
    spans = [
        (claim.time.start[:10], (claim.time.end or claim.time.start)[:10], claim.time.grain)
        for claim in claims
        if claim.time is not None and claim.time.start is not None
    ]
    fine = [span for span in spans if span[2] in ("minute", "hour", "part", "day")] or spans
    if not fine:
        return None, None
    return min(span[0] for span in fine), max(span[1] for span in fine)


def _figures(told: Sequence[tuple[Claim, Report]], lineage: Lineage) -> tuple[Figure, ...]:
    """Every toll once an origin; an origin's earlier report gives way to its later one."""
    found: dict[tuple[object, ...], Figure] = {}
    for claim, report in sorted(told, key=lambda pair: (_published(pair[1]), pair[0].id)):
        for quantity in claim.quantities:
            figure = _figure(quantity, claim, report, lineage)
            found.setdefault((figure.origin, figure.what, figure.of, figure.min, figure.max), figure)
    latest: dict[tuple[str, str, str | None], str] = {}
    for figure in found.values():
        key = (figure.origin, figure.what, figure.of)
        latest[key] = max(latest.get(key, ""), figure.day or "")
    figures = [
        replace(figure, replaced="" < (figure.day or "") < latest[figure.origin, figure.what, figure.of])
        for figure in found.values()
    ]
    figures.sort(key=lambda one: (one.what, one.of or "", one.origin, one.day or "", one.claim_id))
    return tuple(figures)


def _figure(quantity: Quantity, claim: Claim, report: Report, lineage: Lineage) -> Figure:
    return Figure(
        what=quantity.what,
        of=quantity.of,
        min=quantity.min,
        max=quantity.max,
        origin=origin_of(claim, report, lineage),
        claim_id=claim.id,
        day=_published(report) or None,
    )


def _published(report: Report) -> str:
    return report.published.start[:10] if report.published else ""


def _denials(told: Sequence[tuple[Claim, Report]], lineage: Lineage) -> tuple[str, ...]:
    denied = [(claim, report) for claim, report in told if claim.modality == "denied"]
    if not denied or len(denied) == len(told):
        return ()
    names = sorted({_who(claim, report, lineage) for claim, report in denied})
    return (f"denied by {', '.join(names)}",)


def _rival_figures(figures: Iterable[Figure]) -> tuple[str, ...]:
    """One reason for each kind of toll on which two origins cannot both be right."""
    standing = [figure for figure in figures if not figure.replaced and figure.what in _TOLLS]
    rivals: dict[str, set[str]] = {}
    for a, b in combinations(standing, 2):
        if a.what == b.what and a.of == b.of and a.origin != b.origin and not figures_meet(a, b):
            rivals.setdefault(a.what, set()).update((_said(a), _said(b)))
    return tuple(f"{what}: {'; '.join(sorted(said))}" for what, said in sorted(rivals.items()))


def _said(figure: Figure) -> str:
    low, high = (None if bound is None else f"{bound:g}" for bound in (figure.min, figure.max))
    if low == high:
        number = str(low)
    elif high is None:
        number = f"at least {low}"
    else:
        number = f"up to {high}" if low is None else f"{low} to {high}"
    return f"{number} ({figure.origin.split(':', 1)[1]})"


def _who(claim: Claim, report: Report, lineage: Lineage) -> str:
    if claim.sources:
        return claim.sources[-1].name or claim.sources[-1].span.quote
    return report.outlet or origin_of(claim, report, lineage)
