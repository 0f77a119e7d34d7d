"""Check what a user's file says of its places, and make rows of it: country, province and id filled in."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dateline.errors import GazetteerError
from dateline.gazetteer.atlas import Atlas
from dateline.gazetteer.distance import kilometres
from dateline.gazetteer.entries import Bad, Entry, Item, LeftOut
from dateline.gazetteer.keys import exact_key
from dateline.gazetteer.sources import Box, Row

MOST = 1_000_000
_LONGEST = 200
# Boxes of countries come from rounded outlines, in degrees.
_MARGIN = 0.5
_SAME_KM = 1.0
# Control characters, halves of characters, and those that mean something only to one program.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff]")
_JOINTS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A place as it is kept; `same_as` is its GeoNames id where another source tells it."""

    row: Row
    same_as: str = ""


@dataclass(slots=True, kw_only=True)
class Vetted:
    """What came of a file.

    `swapped` lists the lines whose point only fits with lat and lon swapped, `outside` those that lie outside
    of the country they name, `no_province` those whose province is unknown in its country; the last two are
    taken all the same.
    """

    places: list[Stored] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    swapped: list[Bad] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    no_province: list[str] = field(default_factory=list)
    repeated: int = 0


def vet(items: Iterable[Item], atlas: Atlas, *, gazetteer: str) -> Vetted:
    """Check every item, in order. `gazetteer` names the places that have no id of their own.

    Raises GazetteerError when there are more places than a gazetteer should hold.
    """
    vetted = Vetted()
    seen: dict[str, str] = {}
    by_name: dict[tuple[str, str], list[int]] = {}
    for item in items:
        if isinstance(item, LeftOut):
            vetted.left_out[item.kind] += 1
            continue
        if isinstance(item, Bad):
            vetted.bad.append(item)
            continue
        entry, country = _cleaned(item), atlas.country(item.country)
        if problem := _problem(entry, country, seen):
            vetted.bad.append(Bad(where=entry.where, reason=problem))
            if "swapped" in problem:
                vetted.swapped.append(vetted.bad[-1])
            continue
        if len(vetted.places) >= MOST:
            raise GazetteerError(
                f"more than {MOST:,} places; add only the countries that your reports are about"
            )
        if not _is_inside(entry, country or "", atlas, vetted):
            continue
        _take(entry, country or "", atlas, vetted, seen, by_name, gazetteer)
    return vetted


def _cleaned(entry: Entry) -> Entry:
    names = (_plain(name) for name in entry.names)
    kept = dict.fromkeys(name for name in names if name and not _name_problem(name))
    return replace(entry, name=_plain(entry.name), names=tuple(kept))


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _name_problem(name: str) -> str | None:
    if not name:
        return "no name"
    if len(name) > _LONGEST:
        return f"a name of {len(name)} characters (most: {_LONGEST})"
    if _CONTROL.search(name):
        return f"the name {name!r} holds a control character"
    return None if exact_key(name) else f"the name {name!r} has no letter"


def _problem(entry: Entry, country: str | None, seen: dict[str, str]) -> str | None:
    if named := _name_problem(entry.name):
        return named
    lat, lon = entry.lat, entry.lon
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        if 90 < abs(lat) <= 180 and abs(lon) <= 90:
            return f"lat {lat:g} is out of range (-90 to 90) and lon {lon:g} is not: they look swapped"
        what, value, most = ("lat", lat, 90) if not abs(lat) <= 90 else ("lon", lon, 180)
        return f"{what} {value:g} is out of range (-{most} to {most})"
    if lat == 0 == lon:
        return "lat 0, lon 0 is a point in the sea that stands for none"
    if country is None:
        return f"country {entry.country!r} is neither an ISO 3166 code (SY) nor a name that is known"
    if entry.id and entry.id in seen:
        return f"the id {entry.id!r} stands in {seen[entry.id]} already"
    return None


def _is_inside(entry: Entry, country: str, atlas: Atlas, vetted: Vetted) -> bool:
    """False when the point only lies in its country with lat and lon swapped; noted when it does neither."""
    known = atlas.gazetteer.country(country) if country else None
    if known is None or known.box is None or _holds(known.box, entry.lat, entry.lon, _MARGIN):
        return True
    if _holds(known.box, entry.lon, entry.lat, 0.0):
        point = f"lat {entry.lat:g}, lon {entry.lon:g}"
        reason = f"{point} lies outside of {known.name}, and inside when they are swapped"
        vetted.bad.append(Bad(where=entry.where, reason=reason))
        vetted.swapped.append(vetted.bad[-1])
        return False
    vetted.outside.append(f"{entry.where} ({country})")
    return True


def _holds(box: Box, lat: float, lon: float, margin: float) -> bool:
    south, west, north, east = box
    return south - margin <= lat <= north + margin and west - margin <= lon <= east + margin


def _take(
    entry: Entry, country: str, atlas: Atlas, vetted: Vetted, seen: dict[str, str],
    by_name: dict[tuple[str, str], list[int]], gazetteer: str,
) -> None:  # fmt: skip
    alike = by_name.setdefault((exact_key(entry.name), entry.level), [])
    for i in alike:
        row = vetted.places[i].row
        if kilometres(row.lat, row.lon, entry.lat, entry.lon) <= _SAME_KM:
            names = tuple(dict.fromkeys([*row.names, entry.name, *entry.names]))
            vetted.places[i] = replace(vetted.places[i], row=replace(row, names=names))
            vetted.repeated += 1
            return
    alike.append(len(vetted.places))
    if entry.id:
        seen[entry.id] = entry.where
    if not country and entry.level != "region":
        country = atlas.nearest(entry.lat, entry.lon)[0]
    identity = _id(entry, gazetteer, seen)
    row = Row(
        id=identity, level=entry.level, lat=entry.lat, lon=entry.lon, country=country,
        admin1=_admin1(entry, country, atlas, vetted), population=entry.population,
        names=tuple(dict.fromkeys([entry.name, *entry.names])), own=identity.startswith("dl:"),
    )  # fmt: skip
    vetted.places.append(Stored(row=row, same_as=entry.same_as))


def _admin1(entry: Entry, country: str, atlas: Atlas, vetted: Vetted) -> str:
    if entry.level in ("country", "region"):
        return ""
    if entry.admin1:
        found = atlas.province(entry.admin1, country)
        if found:
            return found
        if not entry.id.startswith("gn:"):
            vetted.no_province.append(entry.where)
    return atlas.nearest(entry.lat, entry.lon, country)[1]


def _id(entry: Entry, gazetteer: str, seen: dict[str, str]) -> str:
    """The place's own id, as a scheme of the world has it or within this gazetteer."""
    if entry.id.startswith(("gn:", "wof:")):
        return entry.id
    stem = f"dl:{gazetteer}/{entry.id or _JOINTS.sub('-', entry.name.lower()).strip('-')}"
    made, n = stem, 1
    while made in seen:
        n += 1
        made = f"{stem}-{n}"
    seen[made] = entry.where
    return made


def told(bad: Sequence[Bad], *, most: int = 10) -> str:
    """The first bad lines, one a line."""
    more = f"\n  and {len(bad) - most:,} more" if len(bad) > most else ""
    return "\n".join(f"  {line}" for line in bad[:most]) + more
