"""GeoJSON (RFC 7946): one feature a claim or an event.

Only a settlement or a site is drawn as a point. What is known no closer than a district carries no geometry
and says so in `where_prec`: a centroid would look like a place where something happened.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TextIO

from dateline.export.format import Format, Of, Row, common, plain

# The codes of UCDP: 1 exact, 2 around the place, 3 district, 4 province, 5 vague, 6 country.
_WHERE_PREC: Mapping[str | None, int] = {
    "site": 1,
    "settlement": 1,
    "district": 3,
    "province": 4,
    "region": 5,
    "country": 6,
}
_AROUND = 2


def write(rows: Iterable[Row], out: TextIO, *, of: Of) -> int:
    """A FeatureCollection, one feature a line."""
    out.write('{"type": "FeatureCollection", "features": [')
    written = 0
    for row in rows:
        out.write(",\n" if written else "\n")
        out.write(json.dumps(_feature(row, of=of), ensure_ascii=False))
        written += 1
    out.write("\n]}\n")
    return written


def _feature(row: Row, *, of: Of) -> dict[str, Any]:
    shared = common(row, of=of)
    return {
        "type": "Feature",
        "id": shared["dateline_id"],
        "geometry": _point(row),
        "properties": {
            "event_type": row["event"].partition(".")[0],
            "sub_event_type": row["event"],
            "date_start": plain(row["first_day"]),
            "date_end": plain(row["last_day"]),
            "date_prec": _date_prec(row["first_day"], row["last_day"]),
            "where_prec": _where_prec(row),
            "place_name": row["place_name"],
            "geonameid": row["place_gazetteer_id"],
            "country": row["place_country"],
            "actors": _names(row["actors"]),
            "targets": _names(row["targets"]),
            "fatalities_low": plain(row["killed_min"]),
            "fatalities_best": _best(row),
            "fatalities_high": plain(row["killed_max"]),
            "n_reports": shared["n_reports"],
            "n_independent_sources": shared["n_independent_sources"],
            "status": "disputed" if row.get("contested") or row.get("modality") == "denied" else "auto",
            "attribution": _names(row["sources"] if of == "claims" else row["origins"]),
            "headline": row.get("title"),
            "evidence": shared["evidence"],
        },
    }


def _point(row: Row) -> dict[str, Any] | None:
    longitude, latitude = row["place_lon"], row["place_lat"]
    if longitude is None or latitude is None or row["place_level"] not in ("site", "settlement"):
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}


def _where_prec(row: Row) -> int | None:
    precision = _WHERE_PREC.get(row["place_level"])
    return _AROUND if precision == 1 and row.get("place_relation") else precision


def _date_prec(first: date | None, last: date | None) -> int | None:
    """The codes of UCDP: 1 a day, 2 some days, 3 a week, 4 a month, 5 a year or more."""
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    return next((code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= most), 5)


def _best(row: Row) -> Any:
    """The toll where all give one number: figures that differ are not averaged."""
    return plain(row["killed_min"]) if row["killed_min"] == row["killed_max"] else None


def _names(joined: str | None) -> list[str]:
    return joined.split("; ") if joined else []


FORMAT = Format(name="geojson", suffix=".geojson", write=write)
