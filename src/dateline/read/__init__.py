"""Reading: from files, folders, globs and standard input to reports. Nothing that comes in is lost."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from dateline.model import Reject, Report
from dateline.read.dispatch import Reading, read_source
from dateline.read.options import ReadOptions
from dateline.read.sidecar import Sidecar, load_sidecar
from dateline.read.sources import Source, find_sources

__all__ = ["ReadOptions", "Sidecar", "load_sidecar", "read"]


def read(
    paths: Sequence[str | Path],
    *,
    options: ReadOptions | None = None,
    sidecar: Sidecar | None = None,
    on_known: Callable[[Report], None] | None = None,
) -> Iterator[Report | Reject]:
    """Every report that the paths hold, in order, and a reject for whatever is none.

    A path is a file, a folder (read to its depths), a glob or "-" for standard input, of any format in
    `formats.FORMATS`. What `sidecar` knows of a file goes before the options; its rows that mean no file come
    as rejects at the end. A report that stands in the input twice comes once; `on_known` is told of the
    others. Raises MissingInput, before anything is read, when no path leads anywhere.
    """
    sources = find_sources(paths)
    return _distinct(_read_all(sources, Reading(options=options or ReadOptions(), sidecar=sidecar)), on_known)


def _read_all(sources: Iterable[Source | Reject], reading: Reading) -> Iterator[Report | Reject]:
    for source in sources:
        if isinstance(source, Reject):
            yield source
        else:
            yield from read_source(source, reading)
    if reading.sidecar:
        yield from reading.sidecar.unmatched(reading.used)


def _distinct(
    items: Iterable[Report | Reject], on_known: Callable[[Report], None] | None
) -> Iterator[Report | Reject]:
    seen: dict[str, int] = {}
    for item in items:
        if isinstance(item, Reject) or item.id not in seen:
            if isinstance(item, Report):
                seen[item.id] = hash(item.text)
            yield item
        elif seen[item.id] != hash(item.text):
            yield Reject(
                origin=item.origin,
                reason=f"its id belongs to another text read before: {item.id!r}; give each report its own",
                sha256=hashlib.sha256(item.text.encode()).hexdigest(),
                report_id=item.id,
            )
        elif on_known:
            on_known(item)
