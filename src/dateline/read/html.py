"""News pages: the article's text, title, outlet, authors and date out of the HTML, and where it stands."""

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO

from dateline.errors import UnreadableInput
from dateline.model import PageMap, Reject, Report
from dateline.offsets import map_text
from dateline.read.article import Article, extract_article
from dateline.read.build import Draft, build, reject
from dateline.read.encoding import decode_named
from dateline.read.options import ReadOptions
from dateline.read.text import read_whole

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)


def read_html(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The report that a page holds, or why it holds none."""
    raw = read_whole(stream, origin=origin, options=options)
    if isinstance(raw, Reject):
        yield raw
    else:
        yield from read_page(raw, origin=origin, options=options)


def read_page(
    raw: bytes, *, origin: str, options: ReadOptions, url: str | None = None, charset: str | None = None
) -> Iterator[Report | Reject]:
    """The report in a page's bytes, or why there is none.

    `url` is where the page was found, `charset` what the server said of its encoding, when they are known.
    """
    meta = _CHARSET.search(raw[:4096])
    declared = charset or (meta[1].decode("ascii") if meta else None)
    try:
        page, encoding = decode_named(raw, declared=declared)
    except UnreadableInput as error:
        yield reject(origin, str(error), raw)
        return
    article = extract_article(page, url=url, tier=options.html)
    if article is None:
        yield reject(origin, "no article was found in the page", raw)
        return
    yield from build(_draft(article, raw, origin, encoding), options)


def _draft(article: Article, raw: bytes, origin: str, encoding: str) -> Draft:
    where = PageMap(
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding=encoding,
        ranges=tuple(map_text(article.text, article.markup)),
    )
    return Draft(
        origin=origin,
        raw=raw,
        text=article.text,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        authors=article.authors,
        blocks=article.blocks,
        page=where,
    )
