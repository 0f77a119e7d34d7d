"""XML: feeds are read, sitemaps and OPML lists are lists of addresses."""

import re
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import urljoin

from dateline.model import Reject, Report
from dateline.read.build import reject
from dateline.read.feeds import read_feed
from dateline.read.html import read_page
from dateline.read.options import Link, ReadOptions
from dateline.read.text import read_whole

_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_FEEDS = {b"rss", b"feed", b"rdf"}
# The root of a list of addresses: what it is called, where an address stands in it, and whether it leads to
# other lists.
_LISTS = {
    b"urlset": ("sitemap", "{*}url/{*}loc", False),
    b"sitemapindex": ("sitemap of sitemaps", "{*}sitemap/{*}loc", True),
    b"opml": ("OPML list", ".//{*}outline[@xmlUrl]", True),
}


def read_xml(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The reports of a feed, or the addresses of a sitemap or OPML list."""
    raw = read_whole(stream, origin=origin, options=options)
    if isinstance(raw, Reject):
        yield raw
    else:
        yield from read_markup(raw, origin=origin, options=options)


def read_markup(
    raw: bytes, *, origin: str, options: ReadOptions, url: str | None = None, charset: str | None = None
) -> Iterator[Report | Reject]:
    """What stands in a feed, list or page, by its first element; `url` is where it was found."""
    root = first_element(raw)
    if root in _FEEDS:
        yield from read_feed(raw, origin=origin, options=options, url=url)
    elif root in _LISTS:
        yield from _read_list(raw, _LISTS[root], origin, options, url)
    elif root in (b"html", b"head", b"body") or url:
        yield from read_page(raw, origin=origin, options=options, url=url, charset=charset)
    else:
        name = f"<{root.decode()}>" if root else "no element"
        yield reject(origin, f"XML that is no feed, sitemap or OPML list: it begins with {name}", raw)


def first_element(raw: bytes) -> bytes:
    """The name of the first element, in lower case; empty when there is none near the beginning."""
    head = raw[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode()
    found = _ROOT.search(re.sub(rb"<!--.*?-->", b"", head, flags=re.S))
    return found[1].lower() if found else b""


def is_list(raw: bytes) -> bool:
    """True for a feed, sitemap or OPML list, which leads to other addresses."""
    root = first_element(raw)
    return root in _FEEDS or root in _LISTS


def _read_list(
    raw: bytes, kind: tuple[str, str, bool], origin: str, options: ReadOptions, url: str | None
) -> Iterator[Reject]:
    name, path, _ = kind
    addresses = _addresses(raw, path, url)
    if not addresses:
        yield reject(origin, f"the {name} holds no addresses", raw)
    elif options.on_link:
        for number, address in enumerate(addresses, start=1):
            options.on_link(Link(url=address, origin=f"{origin}#{number}"))
    else:
        yield reject(origin, f"a {name} ({len(addresses):,} addresses); --follow fetches them", raw)


def _addresses(raw: bytes, path: str, base: str | None) -> list[str]:
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        return []
    found = [] if root is None else root.findall(path)
    said = ((element.get("xmlUrl") or element.text or "").strip() for element in found)
    whole = (urljoin(base or "", address) for address in said if address)
    return list(dict.fromkeys(one for one in whole if one.startswith(("http://", "https://"))))
