"""Read a GeoNames country dump: 19 columns with tabs between them and no header.

The columns are told in the readme of download.geonames.org/export/dump.
"""

from collections.abc import Iterator
from pathlib import Path

from dateline.gazetteer import containers
from dateline.gazetteer.entries import Bad, Entry, Item, LeftOut, levels, number, people
from dateline.gazetteer.sources import is_name

COLUMNS = 19


def read(path: Path) -> Iterator[Item]:
    """The places of a dump. Raises GazetteerError when the file cannot be read at all."""
    for line_number, line in containers.lines(path):
        if line.strip():
            yield _item(line, f"line {line_number}")


def looks_like(line: str) -> bool:
    """True when a line is one of a dump."""
    cells = line.split("\t")
    return len(cells) == COLUMNS and cells[0].isdigit() and len(cells[6]) <= 1


def _item(line: str, where: str) -> Item:
    cells = line.split("\t")
    if len(cells) != COLUMNS:
        return Bad(where=where, reason=f"{len(cells)} columns where a GeoNames dump has {COLUMNS}")
    if not cells[0].isdigit():
        return Bad(where=where, reason=f"the id {cells[0]!r} is not a number")
    feature = f"{cells[6]}.{cells[7]}".strip(".") or "without a feature code"
    level = levels("geonames").get(cells[7])
    if level is None:
        return LeftOut(kind=feature)
    try:
        lat, lon = number(cells[4], "lat"), number(cells[5], "lon")
        population = people(cells[14])
    except ValueError as error:
        return Bad(where=where, reason=str(error))
    country = cells[8]
    return Entry(
        where=where, id=f"gn:{cells[0]}", name=cells[1],
        names=tuple(filter(is_name, [cells[2], *cells[3].split(",")])),
        lat=lat, lon=lon, level=level, country=country, population=population,
        admin1=f"{country}.{cells[10]}" if country and cells[10] else "",
    )  # fmt: skip
