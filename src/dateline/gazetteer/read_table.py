"""Read a plain table of places: tabs, commas or semicolons between the columns, a header that names them."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import GazetteerError
from dateline.gazetteer import containers
from dateline.gazetteer.entries import Bad, Entry, Item, levels, number, people
from dateline.model import Level

# What a column may be called. A column that begins with "name" and is none of these holds further names.
_CALLED = {
    "name": ("name", "place", "place_name", "placename", "main_name"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "long", "lng", "longitude", "x"),
    "level": ("level", "feature", "feature_code", "type", "kind", "placetype"),
    "country": ("country", "country_code", "countrycode", "iso", "iso2"),
    "admin1": ("admin1", "province", "governorate", "state", "oblast", "admin1_name"),
    "population": ("population", "pop"),
    "id": ("id", "code", "pcode"),
}
_NAMES = ("alternate_names", "alternatenames", "alternates", "aliases", "other_names", "asciiname")
_NEEDED = ("name", "lat", "lon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The columns of a table: where each stands, those of further names, and those that are not used."""

    delimiter: str
    width: int
    at: Mapping[str, int]
    names: tuple[int, ...]
    unused: tuple[str, ...]

    def missing(self) -> list[str]:
        """The needed columns that are not there."""
        return [name for name in _NEEDED if name not in self.at]


def parse_header(line: str) -> Header:
    """The columns that a first line names."""
    delimiter = max("\t,;", key=line.count)
    titles = next(_rows([line], delimiter), [])
    plain = ["_".join(title.strip().lower().replace("-", " ").split()) for title in titles]
    at: dict[str, int] = {}
    for what, called in _CALLED.items():
        found = [plain.index(title) for title in called if title in plain]
        if found:
            at[what] = found[0]
    free = [i for i in range(len(plain)) if i not in at.values()]
    names = tuple(i for i in free if plain[i].startswith("name") or plain[i] in _NAMES)
    unused = tuple(titles[i].strip() for i in free if i not in names and titles[i].strip())
    return Header(delimiter=delimiter, width=len(titles), at=at, names=names, unused=unused)


def read(path: Path) -> Iterator[Item]:
    """The places of a table. Raises GazetteerError when its header lacks a column, or it cannot be read."""
    numbered = containers.lines(path)
    first = next(((n, line) for n, line in numbered if line.strip()), None)
    if first is None:
        raise GazetteerError(f"{path} is empty; a table needs a header (name, lat, lon, ...) and places")
    at_line, line = first
    header = parse_header(line)
    if header.missing():
        raise GazetteerError(_lacking(path, at_line, line, header))
    seen = at_line

    def following() -> Iterator[str]:
        nonlocal seen
        for seen, text in numbered:  # noqa: B007
            yield text

    try:
        for cells in _rows(following(), header.delimiter):
            if any(cell.strip() for cell in cells):
                yield _item(cells, header, f"line {seen}")
    except csv.Error as error:
        raise GazetteerError(f"{path}, line {seen}: {error}; save the table again") from error


def _lacking(path: Path, at_line: int, line: str, header: Header) -> str:
    lacking = " and ".join(f"{name!r}" for name in header.missing())
    shown = line if len(line) <= 80 else line[:80] + "…"
    return (
        f"{path}, line {at_line}: no column {lacking} in the header {shown!r}; the first line must name the "
        "columns: name, lat and lon, and as you like names, level, country, admin1, population, id"
    )


def _rows(text: Iterator[str] | Sequence[str], delimiter: str) -> Iterator[list[str]]:
    # Between tabs a quotation mark is a letter like others: a stray one must not swallow lines.
    if delimiter == "\t":
        return csv.reader(text, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(text, delimiter=delimiter)


def _item(cells: Sequence[str], header: Header, where: str) -> Item:
    if len(cells) > header.width and any(cell.strip() for cell in cells[header.width :]):
        return Bad(where=where, reason=f"{len(cells)} cells where the header has {header.width}")

    def cell(what: str) -> str:
        i = header.at.get(what)
        return _bare(cells[i]) if i is not None and i < len(cells) else ""

    lists = (_bare(cells[i]).replace(";", "|") for i in header.names if i < len(cells))
    others = (name.strip() for names in lists for name in names.split("|"))
    try:
        return Entry(
            where=where, name=cell("name"), lat=number(cell("lat"), "lat"), lon=number(cell("lon"), "lon"),
            names=tuple(filter(None, others)), level=_level(cell("level")), country=cell("country"),
            admin1=cell("admin1"), population=people(cell("population")), id=cell("id"),
        )  # fmt: skip
    except ValueError as error:
        return Bad(where=where, reason=str(error))


def _bare(cell: str) -> str:
    plain = cell.strip()
    return plain[1:-1].strip() if len(plain) > 1 and plain[0] == plain[-1] == '"' else plain


def _level(text: str) -> Level:
    if not text:
        return "settlement"
    words, codes, types = levels("word"), levels("geonames"), levels("whosonfirst")
    found = words.get(text.lower()) or codes.get(text.upper().rpartition(".")[2]) or types.get(text.lower())
    if found is None:
        raise ValueError(
            f"level {text!r} is not known; write site, settlement, district, province, region or country"
        )
    return found
