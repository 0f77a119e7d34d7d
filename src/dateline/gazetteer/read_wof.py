"""Read Who's On First: a SQLite distribution (tables spr and names), or GeoJSON features.

Features come in one file, in the files of a folder, or in a zip.
A place that is no longer current, deprecated or superseded is left out. Names that are preferred or variants
are taken; nicknames and abbreviations are not.
"""

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dateline.errors import GazetteerError
from dateline.gazetteer import containers
from dateline.gazetteer.entries import Bad, Entry, Item, LeftOut, levels, people
from dateline.gazetteer.sources import is_name

_GONE = "no longer current"
_TAKEN = ("preferred", "variant")
_NEEDED = {
    "spr": {"id", "name", "placetype", "country", "latitude", "longitude"},
    "names": {"id", "name"},
}
# XX, XY and XZ stand for disputed and international places.
_COUNTRY = re.compile(r"(?!X[XYZ])[A-Z]{2}")
_ENDED = ("is_deprecated", "is_superseded", "is_ceased")


def read(path: Path) -> Iterator[Item]:
    """The places of a distribution. Raises GazetteerError when it cannot be read at all."""
    if path.is_dir() or containers.is_zip(path) or path.suffix.lower() in (".geojson", ".json"):
        return _read_features(path)
    return _read_database(path)


def _read_database(path: Path) -> Iterator[Item]:
    try:
        # Nothing is written beside the file: it may lie where nobody may write.
        uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            database.row_factory = sqlite3.Row
            tables = {
                name: _columns(database, name) for name in ("spr", "names", "ancestors", "concordances")
            }
            for table, needed in _NEEDED.items():
                lacking = ", ".join(sorted(needed - tables[table]))
                if lacking:
                    what = f"the table {table!r} lacks {lacking}" if tables[table] else f"no table {table!r}"
                    raise GazetteerError(
                        f"{path}: {what}; take a SQLite distribution of Who's On First that has spr and names"
                    )
            yield from _rows(database, tables)
    except sqlite3.Error as error:
        raise GazetteerError(
            f"{path} cannot be read as a SQLite database: {error}; download it again"
        ) from error


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    return {row["name"] for row in database.execute(f"PRAGMA table_info({table})")}


def _rows(database: sqlite3.Connection, tables: Mapping[str, set[str]]) -> Iterator[Item]:
    kind = "AND (privateuse IN ('preferred', 'variant') OR privateuse IS NULL OR privateuse = '')"
    taken = kind if "privateuse" in tables["names"] else ""
    regions = _regions(database) if tables["ancestors"] >= {"id", "ancestor_id", "ancestor_placetype"} else {}
    twins = _twins(database) if tables["concordances"] >= {"id", "other_id", "other_source"} else {}
    for row in database.execute("SELECT * FROM spr ORDER BY id"):
        place, where = dict(row), f"spr row {row['id']}"
        names = database.execute(f"SELECT name FROM names WHERE id = ? {taken} ORDER BY rowid", (row["id"],))
        ended = place.get("is_current") == 0 or any(place.get(flag) == 1 for flag in _ENDED)
        yield _item(
            where, id=row["id"], name=row["name"], names=[str(name[0]) for name in names if name[0]],
            placetype=row["placetype"], country=row["country"], lat=row["latitude"], lon=row["longitude"],
            ended=ended, region=regions.get(row["id"], ""), population="", twin=twins.get(row["id"], ""),
        )  # fmt: skip


def _regions(database: sqlite3.Connection) -> dict[int, str]:
    asked = (
        "SELECT a.id, s.name FROM ancestors a JOIN spr s ON s.id = a.ancestor_id "
        "WHERE a.ancestor_placetype = 'region' ORDER BY a.id, s.id"
    )
    return {row[0]: row[1] or "" for row in database.execute(asked)}


def _twins(database: sqlite3.Connection) -> dict[int, str]:
    asked = (
        "SELECT id, other_id FROM concordances WHERE other_source IN ('gn:id', 'gn') ORDER BY id, other_id"
    )
    return {row[0]: str(row[1]) for row in database.execute(asked)}


def _read_features(path: Path) -> Iterator[Item]:
    found = False
    for where, content in _files(path):
        found = True
        try:
            value = json.loads(content)
        except (ValueError, RecursionError) as error:
            yield Bad(where=where, reason=f"not JSON: {error}")
            continue
        features = value.get("features") if isinstance(value, dict) else None
        if isinstance(features, list):
            for n, feature in enumerate(features, 1):
                yield _feature(feature, f"{where}, feature {n}")
        else:
            yield _feature(value, where)
    if not found:
        raise GazetteerError(f"{path} holds no .geojson file; give the folder that has them")


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for file in sorted(path.rglob("*.geojson")):
            if "-alt-" not in file.name:
                yield str(file.relative_to(path)), file.read_bytes()
    elif containers.is_zip(path):
        members = containers.feature_members(path)
        with zipfile.ZipFile(path) as archive:
            for name in members:
                if "-alt-" not in name:
                    yield name, archive.read(name)
    else:
        yield path.name, path.read_bytes()


def _feature(feature: Any, where: str) -> Item:
    known = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(known, dict) or "wof:id" not in known:
        return Bad(where=where, reason="no feature of Who's On First (no property 'wof:id')")
    names = [name for key, value in sorted(known.items()) if _is_taken(key) for name in _texts(value)]
    twins = known.get("wof:concordances")
    twin = twins.get("gn:id", "") if isinstance(twins, dict) else ""
    return _item(
        where, id=known["wof:id"], name=known.get("wof:name"), names=names,
        placetype=known.get("wof:placetype"), country=known.get("wof:country"),
        lat=known.get("lbl:latitude", known.get("geom:latitude")),
        lon=known.get("lbl:longitude", known.get("geom:longitude")),
        ended=known.get("mz:is_current") == 0 or _is_ended(known), region="",
        population=known.get("wof:population", known.get("gn:population", "")), twin=twin,
    )  # fmt: skip


def _is_taken(key: str) -> bool:
    return key.startswith("name:") and key.rpartition("_x_")[2] in _TAKEN


def _is_ended(known: Mapping[str, Any]) -> bool:
    dates = (known.get(key) for key in ("edtf:deprecated", "edtf:cessation"))
    return bool(known.get("wof:superseded_by")) or any(
        date not in (None, "", "u", "uuuu", "..") for date in dates
    )


def _texts(value: Any) -> Iterable[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]


def _item(
    where: str, *, id: Any, name: Any, names: Iterable[str], placetype: Any, country: Any, lat: Any, lon: Any,
    ended: bool, region: str, population: Any, twin: Any,
) -> Item:  # fmt: skip
    level = levels("whosonfirst").get(str(placetype))
    if ended:
        return LeftOut(kind=_GONE)
    if level is None:
        return LeftOut(kind=str(placetype or "without a placetype"))
    if not (_is_number(lat) and _is_number(lon)):
        return Bad(where=where, reason=f"no point (lat {lat!r}, lon {lon!r})")
    try:
        residents = people(str(population or ""))
    except ValueError:
        residents = 0
    code = str(country or "")
    return Entry(
        where=where, id=f"wof:{id}", name=str(name or ""), names=tuple(filter(is_name, names)),
        lat=float(lat), lon=float(lon),
        level=level, country=code if _COUNTRY.fullmatch(code) else "", admin1=region, population=residents,
        same_as=f"gn:{twin}" if twin else "",
    )  # fmt: skip


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
