"""Tell what kind of gazetteer a file is, and read it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from dateline.errors import GazetteerError
from dateline.gazetteer import containers, read_geonames, read_table, read_wof
from dateline.gazetteer.entries import Format, Item

TOLD: Mapping[Format, str] = {
    "geonames": "GeoNames country dump",
    "wof": "Who's On First",
    "tsv": "plain table",
}
_READERS: Mapping[Format, Callable[[Path], Iterator[Item]]] = {
    "geonames": read_geonames.read,
    "wof": read_wof.read,
    "tsv": read_table.read,
}
_KNOWN = (
    "a GeoNames country dump (SY.txt or SY.zip), Who's On First (.db, or GeoJSON files) or a table with the "
    "columns name, lat and lon"
)


def read(path: Path, format: Format) -> Iterator[Item]:
    """What stands in a file, place by place. Raises GazetteerError when it cannot be read at all."""
    return _READERS[format](path)


def guess(path: Path) -> Format:
    """The format of a file. Raises GazetteerError when it is none that can be added."""
    if path.is_dir():
        return "wof"
    if not path.exists():
        raise GazetteerError(f"no such file: {path}; check the path")
    if containers.is_zip(path):
        if containers.is_spreadsheet(path):
            raise GazetteerError(f"{path} is a spreadsheet; save it as CSV (UTF-8) and add that")
        if not containers.text_members(path) and containers.feature_members(path):
            return "wof"
    start = containers.head(path)
    if not start.strip():
        raise GazetteerError(f"{path} is empty; add {_KNOWN}")
    if start.startswith(b"SQLite format 3\0") or start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(
        (b"{", b"[")
    ):
        return "wof"
    if start.startswith(b"BZh"):
        raise GazetteerError(f"{path} is packed with bzip2; unpack it (bunzip2) and add what comes out")
    number, line = next((n, line) for n, line in containers.lines(path) if line.strip())
    if read_geonames.looks_like(line):
        return "geonames"
    if len(read_table.parse_header(line).missing()) < 3:
        return "tsv"
    shown = line if len(line) <= 80 else line[:80] + "…"
    raise GazetteerError(
        f"{path}, line {number}: {shown!r} is neither a header with name, lat and lon nor a line of a "
        f"GeoNames dump; add {_KNOWN}, and say which with --format if this is one"
    )
