"""News pages: the article's text, title, outlet and date out of the HTML."""

import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.errors import UnreadableInput
from dateline.model import Reject, Report
from dateline.read.build import Draft, build, reject
from dateline.read.encoding import decode
from dateline.read.options import ReadOptions
from dateline.read.text import read_whole

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_SHORTEST = 40  # code points; less is a button, not an article
# The date that the page gives itself; a search through its whole text would be a guess.
_DATES = {"original_date": True, "extensive_search": False}


def read_html(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The report that a page holds, or why it holds none."""
    raw = read_whole(stream, origin=origin, options=options)
    if isinstance(raw, Reject):
        yield raw
        return
    declared = _CHARSET.search(raw[:4096])
    try:
        page = decode(raw, declared=declared[1].decode("ascii") if declared else None)
    except UnreadableInput as error:
        yield reject(origin, str(error), raw)
        return
    article = _extract(page)
    if article is None:
        yield reject(origin, "no article was found in the page", raw)
        return
    draft = Draft(
        origin=origin,
        raw=raw,
        text=article.text,
        title=article.title,
        outlet=article.sitename or article.hostname,
        url=article.url,
        published=article.date,
    )
    yield from build(draft, options)


def _extract(page: str) -> Any:
    """Trafilatura's document, or None when the page has no article."""
    # Imported here: it takes longer than everything else at the start.
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    for recall in (False, True):
        article: Any = bare_extraction(
            page,
            include_comments=False,
            with_metadata=True,
            favor_recall=recall,
            date_extraction_params=_DATES,
        )
        if article is not None and len((article.text or "").strip()) >= _SHORTEST:
            return article
    return None
