"""From a chosen candidate to a point and a level: class nouns and sides ("northern Syria") have their say."""

from typing import NamedTuple

from dateline.annotate.place_choice import Group, km
from dateline.annotate.place_relation import Shift, moved, radius_of
from dateline.annotate.place_setting import Setting
from dateline.gazetteer import Candidate, Gazetteer
from dateline.model import Alternative, Level

# Of a country whose box spans oceans a side still lies in the country's heartland.
_WIDEST = 14.0
_TIE = 2.6
_ALTERNATIVES = 3
# Entries closer than this are one place: a town and the province around it.
_SAME_KM = 100.0
# Of the likelihood, what makes a meaning worth naming.
_LIKELY = 0.02
_SIDES = {
    "north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1), "northeast": (1, 1),
    "northwest": (1, -1), "southeast": (-1, 1), "southwest": (-1, -1), "centre": (0, 0),
}  # fmt: skip


class Resolved(NamedTuple):
    """A candidate with the level and the point that its setting gives it."""

    candidate: Candidate
    level: Level
    lat: float
    lon: float
    rule: str
    radius_km: float


def resolve(
    group: Group, setting: Setting, gazetteer: Gazetteer, *, plain: bool, shift: Shift | None = None
) -> Resolved:
    """What the name means here: the group's choice or a namesake of the level asked for, moved by `shift`."""
    best = _namesake(group, setting) if plain else group.best
    seat = gazetteer.capital(best.country) if setting.seat and best.level == "country" else None
    if seat is not None:
        radius = radius_of(seat, seat.level, setting, shift)
        return Resolved(seat, seat.level, seat.lat, seat.lon, "seat", radius)
    level, rule = best.level, "gazetteer"
    lat, lon = best.lat, best.lon
    if setting.levels and best.level not in setting.levels:
        if setting.levels[0] == "site" and best.level == "settlement":
            level, rule = "site", "class"
        elif setting.levels[0] == "district" and best.level == "settlement":
            level, rule = "district", "class"
        elif setting.levels[0] in ("settlement", "district") and best.level == "site":
            level, rule = setting.levels[0], "class"
    if shift is not None:
        (lat, lon), rule = moved(lat, lon, shift), "distance"
    elif setting.side and setting.side != "centre" and level == "country" and best.box:
        lat, lon = _toward(best, setting.side)
        level, rule = "region", "side"
    return Resolved(best, level, lat, lon, rule, radius_of(best, level, setting, shift))


def certainty(group: Group, chosen: Candidate) -> tuple[float, tuple[Alternative, ...]]:
    """The share of the likelihood that lies where `chosen` does, and the other places that the name may mean,
    likeliest first."""
    known = group.certain.get(chosen.gazetteer_id)
    if known is None:
        known = group.certain[chosen.gazetteer_id] = _certainty(group, chosen)
    return known


def _certainty(group: Group, chosen: Candidate) -> tuple[float, tuple[Alternative, ...]]:
    sure, others = 0.0, []
    for c, share in zip(group.candidates, group.shares, strict=True):
        if c is chosen or km(c, chosen) < _SAME_KM:
            sure += share
        elif share > _LIKELY:
            others.append((share, c))
    others.sort(key=lambda pair: pair[0], reverse=True)
    return sure, tuple(_alternative(c, share) for share, c in others[:_ALTERNATIVES])


def _alternative(c: Candidate, share: float) -> Alternative:
    return Alternative(
        name=c.name, level=c.level, lat=c.lat, lon=c.lon, gazetteer_id=c.gazetteer_id,
        country=c.country or None, confidence=round(share, 3),
    )  # fmt: skip


def _namesake(group: Group, setting: Setting) -> Candidate:
    best = group.best
    wanted: tuple[Level, ...] = setting.levels
    if setting.rural and not wanted:
        wanted = ("province",)
    if wanted:
        if best.level in wanted:
            return best
        return _nearby(group, best, wanted) or best
    if setting.wide and best.level in ("province", "settlement"):
        return best if best.level == "province" else _nearby(group, best, ("province",)) or best
    if best.level == "province":
        # A bare name that city and province share is the city's, and a capital's before all.
        capital = next((c for c in group.candidates if c.capital and c.country == best.country), None)
        if capital is not None and capital.match == "exact":
            return capital
        return _nearby(group, best, ("settlement",), population=20_000) or best
    return best


def _nearby(
    group: Group, best: Candidate, wanted: tuple[Level, ...], *, population: int = 0
) -> Candidate | None:
    top = max(group.scores)
    for level in wanted:
        for candidate, score in zip(group.candidates, group.scores, strict=True):
            if (
                candidate.level != level
                or candidate.country != best.country
                or candidate.population < population
            ):
                continue
            if candidate.match == "exact" and (score > top - _TIE - 2.0) and km(candidate, best) < 300:
                return candidate
    return None


def _toward(country: Candidate, side: str) -> tuple[float, float]:
    """The point a third of the country away from its middle, toward `side`."""
    assert country.box is not None
    south, west, north, east = country.box
    up, right = _SIDES[side]
    high = min(north - south, _WIDEST) / 3
    wide = min(east - west, _WIDEST) / 3
    lat = country.lat + up * high
    lon = country.lon + right * wide
    return round(max(south, min(north, lat)), 2), round(max(west, min(east, lon)), 2)
