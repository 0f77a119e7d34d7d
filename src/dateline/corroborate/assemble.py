"""An event out of its claims: its name, place, days, origins, tolls side by side, and what is contested."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.corroborate.contradictions import contradictions, control_sides, reasons
from dateline.corroborate.likeness import SideOf
from dateline.corroborate.origins import Lineage, Told, count_origins, voice_of
from dateline.corroborate.results import Control, Event, EventPlace, Figure, Voice
from dateline.corroborate.who import outlet_of
from dateline.model import Claim, Level, Place, Quantity, Report

_LEVELS: tuple[Level, ...] = ("site", "settlement", "district", "province", "country", "region")


def event_of(told: Sequence[Told], lineage: Lineage, *, id: str, side_of: SideOf = str) -> Event:
    """The event `id` that these claims tell of."""
    claims = [claim for claim, _ in told]
    ids = sorted(claim.id for claim in claims)
    voices = {claim.id: voice_of(claim, report, lineage) for claim, report in told}
    start, end = _days(claims)
    figures = _figures(told, voices)
    sides = contradictions(told, voices, figures, side_of)
    return Event(
        id=id,
        type=_type(claims),
        place=_place(claim.place for claim in claims),
        start=start,
        end=end,
        claim_ids=tuple(ids),
        report_ids=tuple(sorted({report.id for _, report in told})),
        outlets=tuple(sorted(_outlets(told, lineage))),
        origins=count_origins(told, lineage),
        figures=figures,
        voices=tuple(voices[id_] for id_ in ids),
        contradictions=sides,
        contested=bool(sides),
        reasons=reasons(sides),
    )


def with_control(event: Event, disputed: Sequence[Control]) -> Event:
    """The event with the rival claims of control that its own claims take part in."""
    sides = [side for state in disputed for side in control_sides(state)]
    if not sides:
        return event
    both = (*event.contradictions, *sides)
    return replace(event, contradictions=both, contested=True, reasons=reasons(both))


def _outlets(told: Sequence[Told], lineage: Lineage) -> set[str]:
    """The names of the outlets, those of one outlet as one."""
    named = {outlet_of(report, lineage.who) for _, report in told}
    first: dict[str, str] = {}
    for key, name in sorted(named):
        if not key.startswith("report:"):
            first.setdefault(key, name)
    return {*first.values()}


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


def _figures(told: Sequence[Told], voices: Mapping[str, Voice]) -> tuple[Figure, ...]:
    """Every toll once an origin; an origin's earlier report gives way to its later one."""
    found: dict[tuple[object, ...], Figure] = {}
    for claim, report in sorted(told, key=lambda pair: (_published(pair[1]), pair[0].id)):
        for quantity in claim.quantities:
            figure = _figure(quantity, claim, report, voices[claim.id].origin)
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


def _figure(quantity: Quantity, claim: Claim, report: Report, origin: str) -> Figure:
    return Figure(
        what=quantity.what,
        of=quantity.of,
        min=quantity.min,
        max=quantity.max,
        origin=origin,
        claim_id=claim.id,
        day=_published(report) or None,
    )


def _published(report: Report) -> str:
    return report.published.start[:10] if report.published else ""
