"""The formats that are read, one entry each, and how an input's format is told from its name and first bytes.

To add a format, write its reader and add an entry to FORMATS. A reader takes a stream, its origin and the
options, and gives reports and rejects; a container gives streams that are read as inputs of their own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from dateline.model import Reject, Report
from dateline.read import archives, compression
from dateline.read.archives import Member, Refused
from dateline.read.array import read_json
from dateline.read.arrow import read_arrow_file, read_arrow_stream, read_parquet
from dateline.read.csv_table import read_csv
from dateline.read.html import read_html
from dateline.read.jsonl import read_jsonl
from dateline.read.options import ReadOptions
from dateline.read.text import read_text
from dateline.read.warc import read_warc, unwacz
from dateline.read.xml import read_xml

HEAD = 4096  # bytes that are enough to tell a format


class Reader(Protocol):
    """Reads one stream to its end. Raises UnreadableInput, OSError or EOFError where it breaks off."""

    def __call__(
        self, stream: BinaryIO, *, origin: str, options: ReadOptions
    ) -> Iterator[Report | Reject]: ...


Members = Callable[[BinaryIO, ReadOptions], Iterator[Member | Refused]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How one format is told and read: by exactly one of `read`, `members`, `expand` and `refuse`.

    `suffixes` end its files' names. `magic`: what its files begin with, surely, `magic_at` bytes in; `named`
    says that a suffix must be there too, since others begin so. `looks`: whether a head (its first bytes,
    stripped, in lower case) seems to be it; asked only where neither magic nor suffix tells.
    `read` gives reports, `members` the inputs in an archive, `expand` the stream within a compressed one.
    `refuse` says what it is and what to do instead. `seeks`: the stream must be seekable.
    """

    name: str
    suffixes: tuple[str, ...] = ()
    magic: tuple[bytes, ...] = ()
    magic_at: int = 0
    named: bool = False
    looks: Callable[[bytes], bool] | None = None
    read: Reader | None = None
    members: Members | None = None
    expand: compression.Expand | None = None
    refuse: str | None = None
    seeks: bool = False


def choose(name: str, head: bytes) -> Format:
    """The format of an input: by magic (of those, the one whose suffix fits), suffix, looks; else text."""
    named = [entry for entry in FORMATS if name.lower().endswith(entry.suffixes or ("\0",))]
    marked = [entry for entry in FORMATS if _is_marked(entry, head) and (entry in named or not entry.named)]
    told = [entry for entry in marked if entry in named] or marked or named
    if told:
        return told[0]
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((entry for entry in FORMATS if entry.looks and entry.looks(start)), TEXT)


def _is_marked(entry: Format, head: bytes) -> bool:
    return bool(entry.magic) and head[entry.magic_at :].startswith(entry.magic)


def _looks_html(head: bytes) -> bool:
    marks = (b"<!doctype html", b"<html", b"<head", b"<body")
    return head.startswith(marks) or any(mark in head for mark in marks[:2])


def _begins(*starts: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(starts)


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = (*_ZIP, b"\xd0\xcf\x11\xe0")

TEXT = Format(name="text", suffixes=(".txt", ".text", ".md"), read=read_text)
# The order counts where two formats claim the same input: the first has it.
FORMATS = (
    TEXT,
    Format(name="JSON Lines", suffixes=(".jsonl", ".ndjson"), read=read_jsonl),
    Format(name="JSON", suffixes=(".json",), looks=_begins(b'{"', b'[{"', b"{\n", b"[\n"), read=read_json),
    Format(name="HTML", suffixes=(".html", ".htm", ".xhtml"), looks=_looks_html, read=read_html),
    Format(name="CSV", suffixes=(".csv", ".tsv", ".tab", ".psv"), read=read_csv),
    Format(name="Parquet", suffixes=(".parquet", ".pq"), magic=(b"PAR1",), read=read_parquet, seeks=True),
    Format(
        name="Arrow file", suffixes=(".arrow", ".feather", ".ipc"), magic=(b"ARROW1",), read=read_arrow_file
    ),
    Format(name="Arrow stream", suffixes=(".arrows",), magic=(b"\xff\xff\xff\xff",), read=read_arrow_stream),
    Format(
        name="feed, sitemap or OPML",
        suffixes=(".xml", ".rss", ".atom", ".rdf", ".opml"),
        looks=_begins(b"<?xml", b"<rss", b"<feed", b"<rdf", b"<urlset", b"<sitemapindex", b"<opml"),
        read=read_xml,
    ),
    Format(name="WARC", suffixes=(".warc",), magic=(b"WARC/",), read=read_warc),
    # Read compressed, so that a member that is broken costs no more than itself.
    Format(name="gzipped WARC", suffixes=(".warc.gz",), magic=(b"\x1f\x8b",), named=True, read=read_warc),
    Format(name="WACZ", suffixes=(".wacz",), magic=(b"PK\x03\x04",), named=True, members=unwacz, seeks=True),
    Format(
        name="ARC",
        suffixes=(".arc",),
        magic=(b"filedesc://",),
        refuse="an ARC file is not read: make a WARC file of it with `warcio recompress`",
    ),
    Format(name="zip", suffixes=(".zip",), magic=_ZIP, members=archives.unzip, seeks=True),
    Format(
        name="SQLite",
        suffixes=(".sqlite", ".sqlite3", ".db"),
        magic=(b"SQLite format 3\0",),
        refuse="an SQLite database is not read: write the reports out first, as "
        "`sqlite3 -csv -header FILE 'select * from TABLE' > reports.csv`",
    ),
    Format(
        name="DuckDB",
        suffixes=(".duckdb",),
        magic=(b"DUCK",),
        magic_at=8,
        refuse="a DuckDB database is not read: write the reports out first, as "
        "`duckdb FILE -c \"copy TABLE to 'reports.parquet'\"`",
    ),
    Format(
        name="Excel",
        suffixes=(".xlsx", ".xls", ".xlsm", ".ods"),
        magic=_OFFICE,
        refuse="a spreadsheet is not read: save it as CSV (UTF-8), one report a row with a header",
    ),
    Format(
        name="office document",
        suffixes=(".docx", ".doc", ".pptx", ".ppt", ".odt", ".odp", ".epub"),
        magic=_OFFICE,
        refuse="an office document is not read: save it as plain text or HTML",
    ),
    Format(
        name="Feather 1",
        magic=(b"FEA1",),
        refuse="Feather version 1 is not read: write it anew with a later pyarrow (version 2), or as Parquet",
    ),
    Format(
        name="7-Zip",
        suffixes=(".7z", ".rar"),
        magic=(b"7z\xbc\xaf\x27\x1c", b"Rar!"),
        refuse="a 7-Zip or RAR archive is not read: unpack it and give the folder, or pack it as zip or tar",
    ),
    Format(name="gzip", suffixes=(".gz", ".tgz"), magic=(b"\x1f\x8b",), expand=compression.gunzip),
    Format(
        name="Zstandard",
        suffixes=(".zst", ".zstd", ".tzst"),
        magic=(b"\x28\xb5\x2f\xfd",),
        expand=compression.unzstd,
    ),
    Format(
        name="bzip2",
        suffixes=(".bz2", ".tbz2", ".tbz"),
        magic=(b"1AY&SY", b"\x17rE8P\x90"),
        magic_at=4,
        expand=compression.bunzip2,
    ),
    Format(name="xz", suffixes=(".xz", ".txz"), magic=(b"\xfd7zXZ\0",), expand=compression.unxz),
    Format(name="tar", suffixes=(".tar",), magic=(b"ustar",), magic_at=257, members=archives.untar),
)
