"""CSV, TSV and their kin: a header, then one report a row."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

from dateline.model import Reject, Report
from dateline.read.build import reject
from dateline.read.columns import choose_columns, table_columns
from dateline.read.encoding import encoding_of, guess_encoding
from dateline.read.options import ReadOptions
from dateline.read.rows import read_rows
from dateline.read.streams import BUFFER

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 50
_KEPT = "surrogateescape"  # bytes that are no UTF-8 pass through it, and are looked at by the line


def read_csv(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The reports of a table, one row in memory at a time. Encoding and delimiter are told from its head.

    Raises UnreadableInput when no column holds the text.
    """
    head: bytes = stream.peek(BUFFER)  # type: ignore[attr-defined]
    if not head:
        yield reject(origin, "the file is empty", b"")
        return
    encoding = encoding_of(head)
    delimiter = _delimiter(head.decode(encoding, errors="replace"), options)
    # The standard library's only limit on a cell, and the process's. A quote that is never closed meets it.
    csv.field_size_limit(max(csv.field_size_limit(), options.max_chars + 1))
    wide = encoding.startswith(("utf-16", "utf-32"))
    text = io.TextIOWrapper(stream, encoding if wide else "utf-8-sig", errors=_KEPT, newline="")
    try:
        lines = _lines(text, encoding, options)
        yield from _read_table(csv.reader(lines, delimiter=delimiter), origin, options)
    finally:
        text.detach()


def _read_table(rows: Any, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    names = [name.strip() for name in next(rows, [])]
    mapping = table_columns(names, options, origin=origin)
    places = [names.index(column) for column in mapping.values()]
    while True:
        number = rows.line_num + 1
        where = f"{origin}:{number}"
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield reject(where, f"broken row: {error}{_lasting(number, rows.line_num)}", b"")
            continue
        if cells is None:
            return
        if len(cells) == len(names):
            yield from read_rows(list(mapping), [(where, [cells[place] for place in places])], options)
        elif cells:
            reason = f"the row has {len(cells)} cells where the header names {len(names)}"
            raw = "\n".join(cells).encode(errors=_KEPT)
            yield reject(where, reason + _lasting(number, rows.line_num), raw)


def _lasting(first: int, last: int) -> str:
    """What to look for in a broken row of several lines."""
    return f"; it lasts to line {last}: is a quote never closed?" if last > first else ""


def _lines(text: io.TextIOWrapper, encoding: str, options: ReadOptions) -> Iterator[str]:
    """The lines as text; one that is no UTF-8 in the encoding guessed from the head, or from itself."""
    other = None if encoding.startswith("utf") else encoding
    while line := text.readline(options.max_bytes):
        if not line.isascii():
            try:
                line.encode()
            except UnicodeEncodeError:
                raw = line.encode(errors=_KEPT)
                other = other or guess_encoding(raw)
                line = raw.decode(other, errors="replace")
        yield line


def _delimiter(head: str, options: ReadOptions) -> str:
    """The delimiter under which the head makes most sense: a column of text, rows as wide as the header."""

    def sense(delimiter: str) -> tuple[bool, float, int]:
        lines = io.StringIO(head, newline="")
        try:
            rows = list(islice(filter(None, csv.reader(lines, delimiter=delimiter)), _SAMPLE_ROWS))
        except csv.Error:
            return False, 0.0, 0
        # The last row may be cut off.
        header, *others = rows[:-1] if len(rows) > 2 else rows or [[]]
        alike = sum(len(row) == len(header) for row in others) / max(1, len(others))
        known = "text" in choose_columns([name.strip() for name in header], options)
        return known, round(alike, 1), len(header)

    return max(_DELIMITERS, key=sense)
