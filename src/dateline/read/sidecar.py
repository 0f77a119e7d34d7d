"""A table beside the input that says of its files what the user knows better than they do."""

import csv
import fnmatch
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.dates import parse_published
from dateline.errors import InputError, MissingInput
from dateline.model import Reject
from dateline.read.build import language_code, reject
from dateline.read.encoding import decode
from dateline.read.options import ReadOptions

_COLUMNS = ("file", "outlet", "published", "lang", "title", "url")
_WILD = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is known of the files that `file` means: a path in the input, or a glob (* crosses folders)."""

    line: int
    file: str
    known: Mapping[str, object]
    pattern: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """The rows of a sidecar, those with a plain path by it."""

    origin: str
    plain: Mapping[str, tuple[Row, ...]]
    globs: tuple[Row, ...]

    def rows(self, *names: str) -> list[Row]:
        """The rows that mean a file of any of these names, globs first: what comes later goes before."""
        globs = [row for row in self.globs if row.pattern and any(map(row.pattern.match, names))]
        return globs + [row for name in dict.fromkeys(names) for row in self.plain.get(name, ())]

    def unmatched(self, used: set[int]) -> Iterator[Reject]:
        """A note for each row whose line is not among those that were used."""
        rows = [*self.globs, *(row for rows in self.plain.values() for row in rows)]
        for row in sorted(rows, key=lambda row: row.line):
            if row.line not in used:
                reason = f"the sidecar's row means no file that was read: {row.file!r}"
                yield reject(f"{self.origin}:{row.line}", reason, row.file.encode(errors="replace"))


def apply(options: ReadOptions, rows: list[Row]) -> ReadOptions:
    """The options with what rows of a sidecar know, which go before what is known of all the input."""
    known = {name: value for row in rows for name, value in row.known.items()}
    return replace(options, **known) if known else options  # type: ignore[arg-type]


def load_sidecar(path: Path) -> Sidecar:
    """Read a sidecar. Raises MissingInput when it is not there, InputError naming the line that is wrong."""
    try:
        text = decode(path.read_bytes())
    except FileNotFoundError as error:
        raise MissingInput(f"no sidecar at {path}; check the path") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    rows = list(_rows(text, path))
    plain: dict[str, tuple[Row, ...]] = {}
    for row in rows:
        if row.pattern is None:
            plain[row.file] = (*plain.get(row.file, ()), row)
    globs = tuple(row for row in rows if row.pattern)
    return Sidecar(origin=str(path), plain=plain, globs=globs)


def _rows(text: str, path: Path) -> Iterator[Row]:
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    lines = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    header = [name.strip().lower() for name in next(lines, [])]
    unknown = [name for name in header if name not in _COLUMNS]
    if "file" not in header or unknown:
        wrong = f"a column {unknown[0]!r} that is not known" if unknown else "no column `file`"
        raise InputError(f"{path}: the sidecar has {wrong}; it may have {', '.join(_COLUMNS)}")
    for cells in lines:
        where = f"{path}, line {lines.line_num}"
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise InputError(f"{where}: {len(cells)} cells where the header names {len(header)}")
        values = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        yield _row(values, lines.line_num, where)


def _row(values: dict[str, str], line: int, where: str) -> Row:
    file = values.pop("file").removeprefix("./")
    if not file:
        raise InputError(f"{where}: the column `file` is empty")
    known: dict[str, object] = {name: value for name, value in values.items() if value}
    if "published" in known:
        try:
            known["published"] = parse_published(values["published"])
        except InputError as error:
            raise InputError(f"{where}: {error}") from error
    if "lang" in known:
        known["language"] = language_code(values["lang"])
        if known.pop("lang") and known["language"] is None:
            raise InputError(f"{where}: {values['lang']!r} is no language code; write it as en or vi")
    pattern = re.compile(fnmatch.translate(file)) if _WILD.search(file) else None
    return Row(line=line, file=file, known=known, pattern=pattern)
