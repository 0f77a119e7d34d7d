"""From an address to its reports: what is fetched is read as a file of its kind would be."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from dateline.errors import FetchError
from dateline.model import Reject, Report
from dateline.read.dispatch import read_stream
from dateline.read.fetch import Answer, Web
from dateline.read.options import Link, ReadOptions
from dateline.read.xml import is_list, read_markup

_MARKUP = {"text/html", "application/xhtml+xml", "text/xml", "application/xml"}
_DEEPEST = 3  # a list of sitemaps, a sitemap, a page


def read_url(url: str, *, web: Web, options: ReadOptions) -> Iterator[Report | Reject]:
    """The reports at an address, and with `options.follow` those that a feed or list there leads to."""
    try:
        answer = web.fetch(url)
    except FetchError as error:
        yield cannot(url, error)
        return
    if options.follow and is_list(answer.body):
        yield from follow(answer, web=web, options=options)
    else:
        yield from read_answer(answer, options)


def follow(answer: Answer, *, web: Web, options: ReadOptions) -> Iterator[Report | Reject]:
    """The reports of a feed or list that was fetched, and of what it leads to; each address once."""
    links: list[Link] = []
    yield from read_answer(answer, replace(options, on_link=links.append))
    yield from follow_links(links, web=web, options=options, seen={answer.url})


def follow_links(
    links: list[Link], *, web: Web, options: ReadOptions, seen: set[str] | None = None, depth: int = 1
) -> Iterator[Report | Reject]:
    """What stands at the links, and at those that they lead to."""
    seen = set() if seen is None else seen
    for link in links:
        if link.url in seen:
            continue
        seen.add(link.url)
        try:
            answer = web.fetch(link.url)
        except FetchError as error:
            yield cannot(link.url, error)
            continue
        further: list[Link] = []
        inner = replace(options, on_link=further.append if depth < _DEEPEST else None)
        yield from read_answer(answer, inner)
        yield from follow_links(further, web=web, options=options, seen=seen, depth=depth + 1)


def read_answer(answer: Answer, options: ReadOptions) -> Iterator[Report | Reject]:
    """The reports in what was fetched."""
    if answer.media_type in _MARKUP or answer.media_type.endswith("+xml") or is_list(answer.body):
        yield from read_markup(
            answer.body, origin=answer.url, options=options, url=answer.url, charset=answer.charset
        )
        return
    stream = cast(io.BufferedReader, io.BufferedReader(cast(io.RawIOBase, io.BytesIO(answer.body))))
    for item in read_stream(stream, origin=answer.url, name=answer.url.partition("?")[0], options=options):
        yield item if isinstance(item, Reject) or item.url else replace(item, url=answer.url)


def cannot(url: str, error: FetchError) -> Reject:
    """The note that an address was not fetched."""
    return Reject(origin=url, reason=f"not fetched: {error}", sha256=hashlib.sha256(b"").hexdigest())
