"""The article in a page: text by an extractor, title, outlet, authors and date from where they are surest."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dateline.clean import nfc
from dateline.dates import parse_published
from dateline.errors import InputError
from dateline.model import Block
from dateline.offsets import Markup, parse_markup, squeeze
from dateline.read.captions import Caption, find_captions
from dateline.read.options import HtmlTier
from dateline.read.page_facts import PageFacts, choose_title, read_facts, read_heading

_SHORTEST = 40  # code points; less is a button, not an article
# The date that the page gives itself; a search through its whole text would be a guess.
_DATES = {"original_date": True, "extensive_search": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page holds. `blocks` are the captions and credits at the end of `text`, which is NFC."""

    text: str
    blocks: tuple[Block, ...]
    markup: Markup
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    url: str | None
    published: str | None


def extract_article(page: str, *, url: str | None = None, tier: HtmlTier = "full") -> Article | None:
    """The article of a page, or None when it has none. `url` is where the page was found, if that is known.

    The tier "full" takes the text by trafilatura, "fast" by resiliparse (raises InputError without it).
    """
    # Imported here: it takes longer than everything else at the start.
    from trafilatura import load_html

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    tree = load_html(page)
    if tree is None:
        return None
    facts = read_facts(page)
    found = _describe(tree, url)
    text = _body(_read_fast(page) if tier == "fast" else _read_full(tree, url), facts)
    if text is None:
        return None
    markup = parse_markup(page)
    whole, blocks = _with_captions(text, find_captions(tree, markup, text))
    outlet = found.sitename or facts.outlet or _host(found.url or url)
    heading = read_heading(page)
    return Article(
        text=whole,
        blocks=blocks,
        markup=markup,
        title=choose_title(found.title, declared=facts.title, heading=heading, outlet=outlet),
        outlet=outlet,
        authors=facts.authors or _split_authors(found.author),
        url=found.url or url,
        published=_published(facts, found.date),
    )


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _describe(tree: Any, url: str | None) -> Any:
    """Trafilatura's metadata of a page."""
    from trafilatura.metadata import extract_metadata

    return extract_metadata(tree, default_url=url, date_config=_DATES, extensive=False)


def _read_full(tree: Any, url: str | None) -> str | None:
    from trafilatura import bare_extraction

    for recall in (False, True):
        found: Any = bare_extraction(
            tree, url=url, include_comments=False, with_metadata=False, favor_recall=recall
        )
        if found is not None and len((found.text or "").strip()) >= _SHORTEST:
            return str(found.text)
    return None


def _read_fast(page: str) -> str | None:
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ImportError:
        raise InputError("the fast reading of HTML needs resiliparse: pip install 'dateline[fast]'") from None
    text = extract_plain_text(page, main_content=True, alt_texts=False)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _body(found: str | None, facts: PageFacts) -> str | None:
    """The extractor's text, or the declared one where the page itself shows less than half of it."""
    text, declared = nfc(found or "").strip(), nfc(facts.body or "")
    if squeeze(declared) == squeeze(text):
        return declared or None  # the extractor took it from there, and lost its paragraphs
    if len(squeeze(declared)) > max(2 * len(squeeze(text)), _SHORTEST):
        return declared
    return text if len(text) >= _SHORTEST else None


def _with_captions(text: str, captions: Sequence[Caption]) -> tuple[str, tuple[Block, ...]]:
    """The text with the captions behind it, and where they stand.

    They come last, so that the story is read in one piece; those that the extractor kept stay in their place.
    """
    blocks: list[Block] = []
    for caption in captions:
        for kind, part in (("caption", nfc(caption.text)), ("credit", nfc(caption.credit))):
            if not any(letter.isalnum() for letter in part):
                continue
            at = _line_at(text, part)
            if at is None:
                at = len(text) + 1
                text = f"{text}\n{part}"
            blocks.append(Block(kind=kind, start=at, end=at + len(part)))  # type: ignore[arg-type]
    return text, tuple(sorted(blocks, key=lambda block: block.start))


def _line_at(text: str, line: str) -> int | None:
    """Where a line of the text begins that is `line`."""
    at = f"\n{text}\n".find(f"\n{line}\n")
    return at if at >= 0 else None


def _published(facts: PageFacts, found: str | None) -> str | None:
    """The date that the article declares, when it can be read, else the one that htmldate found."""
    if facts.published:
        try:
            parse_published(facts.published)
        except InputError:
            return found
        return facts.published
    return found


def _split_authors(found: str | None) -> tuple[str, ...]:
    return tuple(name for part in (found or "").split(";") if (name := part.strip()))
