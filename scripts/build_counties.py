"""Derive src/dateline/gazetteer/counties.tsv from the npm package us-atlas (U.S. Census Bureau).

    npm pack us-atlas@3.0.1 && tar xzf us-atlas-3.0.1.tgz
    python scripts/build_counties.py package src/dateline/gazetteer/counties.tsv

The Census Bureau's boundaries are in the public domain. One line a county: id ("us:" and its FIPS code),
country, admin-1 code as in GeoNames, lat, lon of the middle of its area, names separated by "|".
"""

import argparse
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

HEADER = "# id\tcountry\tadmin1\tlat\tlon\tnames\n"
PROVINCES = Path(__file__).parents[1] / "src" / "dateline" / "gazetteer" / "provinces.tsv"
NOUNS = {"22": "Parish", "02": "Borough"}
Point = tuple[float, float]


def main() -> None:
    """Read the unpacked package, write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    parser.add_argument("out", type=Path, help="the table to write")
    options = parser.parse_args()
    topology = json.loads((options.package / "counties-10m.json").read_text(encoding="utf-8"))
    codes = _state_codes(topology)
    arcs = [list(_points(arc, topology["transform"])) for arc in topology["arcs"]]
    counties = topology["objects"]["counties"]["geometries"]
    lines = [_line(county, codes[county["id"][:2]], arcs) for county in counties if _is_county(county, codes)]
    options.out.write_text(HEADER + "".join(sorted(lines)), encoding="utf-8")


def _state_codes(topology: Mapping[str, Any]) -> dict[str, str]:
    """FIPS code of each state to GeoNames' admin-1 code."""
    by_name: dict[str, str] = {}
    for line in PROVINCES.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[1:2] == ["US"]:
            by_name |= dict.fromkeys(cells[9].split("|"), cells[2])
    states = topology["objects"]["states"]["geometries"]
    named = ((state["id"], by_name.get(state["properties"]["name"])) for state in states)
    return {number: code for number, code in named if code}


def _is_county(county: Mapping[str, Any], codes: Mapping[str, str]) -> bool:
    """False for territories, and for cities outside any county, which are numbered from 510."""
    return county["id"][:2] in codes and int(county["id"][2:]) < 510


def _line(county: Mapping[str, Any], code: str, arcs: Sequence[Sequence[Point]]) -> str:
    name = county["properties"]["name"]
    rings = list(_rings(county["arcs"], arcs, deep=county["type"] == "MultiPolygon"))
    lon, lat = _middle(rings)
    noun = NOUNS.get(county["id"][:2], "County")
    cells = [f"us:{county['id']}", "US", code, f"{lat:.2f}", f"{lon:.2f}", f"{name} {noun}|{name}"]
    return "\t".join(cells) + "\n"


def _points(arc: Iterable[Sequence[int]], transform: Mapping[str, Any]) -> Iterator[Point]:
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    steps = itertools.accumulate(arc, lambda at, step: [at[0] + step[0], at[1] + step[1]])
    return ((x * wide + left, y * high + low) for x, y in steps)


def _rings(parts: Any, arcs: Sequence[Sequence[Point]], *, deep: bool) -> Iterator[list[Point]]:
    """The outer ring of each polygon: an arc's index is inverted where it runs backwards."""
    for polygon in parts if deep else [parts]:
        yield [p for i in polygon[0] for p in (arcs[i] if i >= 0 else arcs[~i][::-1])]


def _middle(rings: Iterable[Sequence[Point]]) -> Point:
    """The middle of the area inside the rings (of the shoelace formula)."""
    area = x = y = 0.0
    for ring in rings:
        signed = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in itertools.pairwise([*ring, ring[0]])]
        size = sum(cross for *_, cross in signed)
        sign = 1 if size > 0 else -1
        area += abs(size)
        x += sign * sum((a[0] + b[0]) * cross for a, b, cross in signed)
        y += sign * sum((a[1] + b[1]) * cross for a, b, cross in signed)
    return x / (3 * area), y / (3 * area)


if __name__ == "__main__":
    main()
