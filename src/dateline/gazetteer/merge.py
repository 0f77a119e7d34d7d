"""Tell which places of a user's gazetteer are known already, and what is new of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.gazetteer.distance import kilometres
from dateline.gazetteer.lookup import Candidate, Gazetteer
from dateline.gazetteer.sources import Row
from dateline.gazetteer.vet import Stored

# How far apart two sources put one place, in km: of one name, and of names that only meet by romanisation.
_NEAR = {
    "settlement": 5.0,
    "site": 5.0,
    "district": 30.0,
    "province": 300.0,
    "region": 500.0,
    "country": 3000.0,
}
_NEAR_WEAK = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The rows to compile: places that are new, and known ones (`known` of them) with names that are new.

    `renamed` counts the known ones that got new names, so `known - renamed` brought nothing.
    """

    rows: tuple[Row, ...]
    new: int
    known: int
    renamed: int


def merge(places: Sequence[Stored], gazetteer: Gazetteer) -> Merged:
    """Compare places with what `gazetteer` knows.

    A known place keeps its id, point and main name; a place is known by its GeoNames id, or by one of its
    names near its point on its level.
    """
    names = list(dict.fromkeys(name for place in places for name in place.row.names))
    answers = dict(zip(names, gazetteer.find(names), strict=True))
    ids = gazetteer.ids()
    fresh: list[Row] = []
    known = 0
    added: dict[str, Row] = {}
    for place in places:
        twin = _twin(place, answers, ids, gazetteer)
        if twin is None:
            fresh.append(place.row)
            continue
        known += 1
        extra = [name for name in place.row.names if not _leads_to(answers[name], twin)]
        if extra:
            row = added.get(twin.gazetteer_id) or _row(twin)
            added[twin.gazetteer_id] = replace(row, names=tuple(dict.fromkeys([*row.names, *extra])))
    rows = (*fresh, *added.values())
    return Merged(rows=rows, new=len(fresh), known=known, renamed=len(added))


def _twin(
    place: Stored,
    answers: Mapping[str, tuple[Candidate, ...]],
    ids: Mapping[str, tuple[Gazetteer, int]],
    gazetteer: Gazetteer,
) -> Candidate | None:
    for same in (place.row.id, place.same_as):
        if same in ids:
            holder, row = ids[same]
            return holder.at(row)
    candidates = (candidate for name in place.row.names for candidate in answers[name])
    near = [(apart, c) for c in candidates if (apart := _apart(place.row, c)) is not None]
    return min(near, key=lambda pair: (pair[0], pair[1].gazetteer_id))[1] if near else None


def _apart(row: Row, candidate: Candidate) -> float | None:
    """How far a candidate is from a row in km; None when it cannot be the same place."""
    if candidate.level != row.level or (row.level == "country" and candidate.country != row.country):
        return None
    apart = kilometres(row.lat, row.lon, candidate.lat, candidate.lon)
    most = _NEAR[row.level] if candidate.match == "exact" else min(_NEAR_WEAK, _NEAR[row.level])
    return apart if apart <= most else None


def _leads_to(answer: Iterable[Candidate], twin: Candidate) -> bool:
    return any(c.gazetteer_id == twin.gazetteer_id and c.match == "exact" for c in answer)


def _row(candidate: Candidate) -> Row:
    return Row(
        id=candidate.gazetteer_id, level=candidate.level, lat=candidate.lat, lon=candidate.lon,
        country=candidate.country, admin1=candidate.admin1, population=candidate.population,
        names=(candidate.name,), box=candidate.box, capital=candidate.capital,
        own=candidate.own,
    )  # fmt: skip
