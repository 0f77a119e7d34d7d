"""Reading: from files, folders, globs and standard input to reports. Nothing that comes in is lost."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.model import Reject, Report
from dateline.read.dispatch import Reading, known, read_source
from dateline.read.options import Link, ReadOptions, WebOptions
from dateline.read.sidecar import Sidecar, load_sidecar
from dateline.read.sources import Source, find_sources

if TYPE_CHECKING:
    from dateline.read.fetch import Web

__all__ = ["ReadOptions", "Sidecar", "WebOptions", "load_sidecar", "read"]


def read(
    paths: Sequence[str | Path],
    *,
    options: ReadOptions | None = None,
    sidecar: Sidecar | None = None,
    on_known: Callable[[Report], None] | None = None,
) -> Iterator[Report | Reject]:
    """Every report that the paths hold, in order, and a reject for whatever is none.

    A path is a file, a folder (read to its depths), a glob, "-" for standard input, of any format in
    `formats.FORMATS`, or an address, which is fetched. What `sidecar` knows of a file or address goes before
    the options; its rows that mean none come as rejects at the end. A report that stands in the input twice
    comes once; `on_known` is told of the
    others. Raises MissingInput, before anything is read, when no path leads anywhere.
    """
    sources = find_sources(paths)
    return _distinct(_read_all(sources, Reading(options=options or ReadOptions(), sidecar=sidecar)), on_known)


def _read_all(sources: Iterable[Source | Reject], reading: Reading) -> Iterator[Report | Reject]:
    web: Web | None = None
    for source in sources:
        if isinstance(source, Reject):
            yield source
            continue
        links: list[Link] = []
        following = replace(reading.options, on_link=links.append)
        if source.url is None:
            yield from read_source(
                source, replace(reading, options=following) if following.follow else reading
            )
        if source.url or links:
            # Imported and opened only here: nothing else touches the network.
            from dateline.read import fetch
            from dateline.read import web as pages

            web = web or fetch.Web(reading.options.web)
            options = known(reading.options, reading, source.inside, source.origin)
            if source.url:
                yield from pages.read_url(source.url, web=web, options=options)
            yield from pages.follow_links(links, web=web, options=options)
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
