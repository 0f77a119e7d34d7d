"""RSS and Atom: entries that hold a whole report become one, the others are told with their address."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from dateline.dates import parse_published
from dateline.errors import InputError
from dateline.model import Reject, Report
from dateline.read.build import Draft, build, reject
from dateline.read.fragment import fragment_text
from dateline.read.options import Link, ReadOptions

_CUT = re.compile(r"(?:\[\s*(?:…|\.\.\.|&#8230;)\s*\]|…|\.\.\.)\W*$")
_WHOLE = 800  # code points of a description that is a report and no summary
_SHORTEST = 200  # code points of a content that is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed; `text` is None where the feed holds only a summary of it."""

    title: str | None
    url: str | None
    published: str | None
    authors: tuple[str, ...]
    text: str | None


def read_feed(
    raw: bytes, *, origin: str, options: ReadOptions, url: str | None = None
) -> Iterator[Report | Reject]:
    """The reports in a feed. `url` is where the feed was found: addresses in it may be relative to that.

    An entry with a summary only is given to `options.on_link` where there is one, else set aside.
    """
    entries = parse_feed(raw, url=url)
    if not entries:
        yield reject(origin, "the feed holds no entries", raw)
    for number, entry in enumerate(entries, start=1):
        where = f"{origin}#{number}"
        if entry.text is not None:
            yield from build(_draft(entry, where), options)
        elif entry.url and options.on_link:
            options.on_link(Link(url=entry.url, origin=where))
        else:
            address = f" ({entry.url}); --follow fetches its page" if entry.url else ""
            yield reject(where, f"only a summary stands in the feed{address}", repr(entry).encode())


def parse_feed(raw: bytes, *, url: str | None = None) -> tuple[Entry, ...]:
    """The entries of a feed in its order; what is broken in it is passed over, as far as that goes."""
    import feedparser

    # As a stream: a string would be taken for a file's name or an address.
    parse: Any = feedparser.parse  # type: ignore[attr-defined]
    found = parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    base = url or found.feed.get("link")
    return tuple(_entry(item, base) for item in found.entries)


def _entry(item: Any, base: str | None) -> Entry:
    link = (item.get("link") or "").strip()
    authors = [author.get("name") for author in item.get("authors") or [] if author]
    return Entry(
        title=fragment_text(item.get("title") or "").replace("\n", " ") or None,
        url=_web_address(urljoin(base or "", link) if link else None),
        published=_date(item),
        authors=tuple(dict.fromkeys(name for name in authors if name)),
        text=_whole(item),
    )


def _whole(item: Any) -> str | None:
    """The text of an entry that holds a whole report, else None."""
    summary = fragment_text(item.get("summary") or "")
    contents = [fragment_text(part.get("value") or "") for part in item.get("content") or []]
    content = max(contents, key=len, default="")
    if len(content) >= _SHORTEST and not _CUT.search(content):
        return content
    longest = max(content, summary, key=len)
    return longest if len(longest) >= _WHOLE and not _CUT.search(longest) else None


def _date(item: Any) -> str | None:
    """The day of publication, else that of the last change: the text is as it was then."""
    for name in ("published", "updated"):
        said = (item.get(name) or "").strip()
        if said:
            try:
                parse_published(said)
            except InputError:
                parsed = item.get(f"{name}_parsed")
                return "{:04}-{:02}-{:02}".format(*parsed[:3]) if parsed else str(said)
            return str(said)
    return None


def _web_address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _draft(entry: Entry, where: str) -> Draft:
    text = entry.text or ""
    host = urlsplit(entry.url or "").hostname
    return Draft(
        origin=where,
        raw=text.encode(errors="surrogatepass"),
        text=text,
        title=entry.title,
        outlet=host.removeprefix("www.") if host else None,
        url=entry.url,
        published=entry.published,
        authors=entry.authors,
    )
