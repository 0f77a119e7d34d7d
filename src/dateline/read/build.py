"""From what an input says of a report to the report itself."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from dateline.clean import nfc
from dateline.dates import parse_published
from dateline.errors import InputError
from dateline.model import Block, Grain, Interval, PageMap, Reject, Report
from dateline.read.encoding import why_not_text
from dateline.read.options import ReadOptions
from dateline.stamp import find_stamp

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report as its input gives it. `raw` is hashed when something must be set aside.

    Offsets in `blocks` and `page` count in the NFC form of `text`.
    """

    origin: str
    raw: bytes
    text: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: object = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    page: PageMap | None = None


def reject(origin: str, reason: str, raw: bytes, *, report_id: str | None = None) -> Reject:
    """The note of something set aside."""
    return Reject(origin=origin, reason=reason, sha256=hashlib.sha256(raw).hexdigest(), report_id=report_id)


def build(draft: Draft, options: ReadOptions) -> Iterator[Report | Reject]:
    """The report, or why there is none; a second item when only its published date could not be read."""
    reason = _why_not(draft.text, options)
    if reason:
        yield reject(draft.origin, reason, draft.raw, report_id=_clean(draft.id))
        return
    text = nfc(draft.text)
    published, problem = _when(draft, text, options)
    title = _prefer(options.title, _clean(draft.title), options)
    outlet = _prefer(options.outlet, _clean(draft.outlet), options)
    report = Report(
        id=_clean(draft.id) or content_id(text, title, outlet, published),
        text=text,
        title=title,
        outlet=outlet,
        url=_prefer(options.url, _clean(draft.url), options),
        published=published,
        language=_prefer(options.language, language_code(draft.language), options),
        origin=draft.origin,
        authors=tuple(name for author in draft.authors if (name := _clean(author))),
        blocks=draft.blocks,
        page=draft.page,
    )
    yield report
    if problem:
        without = "without its" if published is None else "with the given"
        reason = f"read {without} published date: {problem}"
        yield reject(draft.origin, reason, draft.raw, report_id=report.id)


def content_id(text: str, title: str | None, outlet: str | None, published: Interval | None) -> str:
    """An id made of a report's content: "r-" and 16 hex digits."""
    day = published and [published.start, published.end, published.grain]
    content = json.dumps([text, title, outlet, day], ensure_ascii=False)
    return "r-" + hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()[:16]


def language_code(value: str | None) -> str | None:
    """The language of a tag ("en-GB" is en), or None when it is no tag."""
    found = _LANGUAGE.fullmatch((value or "").strip())
    return found[1].lower() if found else None


def _why_not(text: str, options: ReadOptions) -> str | None:
    if not text.strip():
        return "its text is empty"
    if len(text) > options.max_chars:
        return (
            f"its text is too long: {len(text):,} characters, the limit is {options.max_chars:,} (max_chars)"
        )
    reason = why_not_text(text)
    return f"not text: {reason}" if reason else None


def _prefer(known: str | None, said: str | None, options: ReadOptions) -> str | None:
    """What the user knows, before or (with `fill`) after what the input says."""
    first, second = (said, known) if options.fill else (known, said)
    return second if first is None else first


def _when(draft: Draft, text: str, options: ReadOptions) -> tuple[Interval | None, str | None]:
    """The published date, and what is wrong with the input's where that is asked for."""
    if options.published and not options.fill:
        return options.published, None
    try:
        return _published(draft.published, text) or options.published, None
    except InputError as error:
        return options.published, str(error)


def _published(value: object, text: str) -> Interval | None:
    """The published date from a field, else from the stamp that the text opens with."""
    if isinstance(value, Mapping):
        return _interval(value)
    if value is not None and str(value).strip():
        return parse_published(str(value))
    stamp = find_stamp(text)
    return parse_published(stamp[2]) if stamp else None


def _interval(value: Mapping[str, Any]) -> Interval:
    """The published date of a record that dateline wrote itself."""
    first, last = (parse_published(str(value.get(key))) for key in ("start", "end"))
    grain: Grain = value.get("grain", "day")
    if grain not in get_args(Grain) or first.start > last.end:
        raise InputError(f"published date {dict(value)!r} is no interval; give start, end and grain")
    return Interval(start=first.start, end=last.end, grain=grain)


def _clean(value: str | None) -> str | None:
    return nfc(value).strip() or None if value else None
