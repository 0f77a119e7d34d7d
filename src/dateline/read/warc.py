"""Archives of the web: the pages in a WARC file, and the WARC files in a WACZ."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.errors import UnreadableInput
from dateline.model import Reject, Report
from dateline.read.archives import Member, Refused, unzip
from dateline.read.build import Draft, build, reject
from dateline.read.encoding import decode
from dateline.read.html import read_page
from dateline.read.http_body import expand_body, join_chunks
from dateline.read.options import ReadOptions
from dateline.read.warc_records import Framed, frame_records

_PAGES = {"text/html", "application/xhtml+xml"}
_TEXTS = {"text/plain"}
# Kinds of record that hold what was found at an address; the others tell how it was found.
_HOLDING = {"response", "resource", "conversion"}


def read_warc(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The pages and texts of a WARC file, gzipped or not; a broken record is set aside, the rest goes on.

    What is no page (requests, revisits, pictures, answers other than 200) is counted and noted.
    """
    passed: Counter[str] = Counter()
    number = 0
    for framed in frame_records(stream, largest=options.max_bytes, most=options.max_expanded):
        number += 1
        where = f"{origin}#{number}"
        if framed.problem:
            yield reject(where, f"broken record: {framed.problem}", framed.head + framed.block)
        elif framed.size is not None:
            yield from _too_large(framed, where, options, passed)
        else:
            yield from _read_record(framed, where, options, passed)
    if not number:
        yield reject(origin, "the file holds no WARC record", b"")
    if passed:
        told = ", ".join(f"{count:,} {kind}" for kind, count in passed.most_common())
        options.note(origin, f"{number:,} records; passed over: {told}")


def unwacz(stream: BinaryIO, options: ReadOptions) -> Iterator[Member | Refused]:
    """The WARC files in a WACZ. Raises UnreadableInput when there is none."""
    found = False
    for member in unzip(stream, options):
        if member.name.startswith("archive/"):
            found = True
            yield member
    if not found:
        raise UnreadableInput("holds no folder archive/: it is no WACZ; rename it to .zip to read its files")


def _too_large(
    framed: Framed, where: str, options: ReadOptions, passed: Counter[str]
) -> Iterator[Report | Reject]:
    record = _parse(framed)
    kind = record.headers.get("WARC-Type", "") if record else ""
    if kind in _HOLDING:
        limit = f"{options.max_bytes:,} bytes (max_chars)"
        yield reject(where, f"a record of {framed.size:,} bytes; the limit is {limit}", framed.head)
    else:
        passed[kind or "of no kind"] += 1


def _read_record(
    framed: Framed, where: str, options: ReadOptions, passed: Counter[str]
) -> Iterator[Report | Reject]:
    record = _parse(framed)
    if record is None:
        yield reject(where, "broken record: its header cannot be read", framed.head + framed.block)
        return
    kind = _kind(record)
    if kind not in _PAGES | _TEXTS:
        passed[kind] += 1
        return
    url = _address(record)
    try:
        raw = _body(record, options)
    except UnreadableInput as error:
        yield reject(where, f"broken record: {error}", framed.block)
        return
    if not raw.strip():
        passed["empty"] += 1
    elif kind in _PAGES:
        yield from _doubted(
            read_page(raw, origin=where, options=options, url=url, charset=record.http_charset), framed
        )
    else:
        yield from _doubted(_read_plain(raw, where, options, url=url, charset=record.http_charset), framed)


def _doubted(items: Iterator[Report | Reject], framed: Framed) -> Iterator[Report | Reject]:
    """The items, and a word beside each report whose record is odd."""
    for item in items:
        yield item
        if framed.doubt and isinstance(item, Report):
            yield reject(item.origin, f"read, though {framed.doubt}", framed.block, report_id=item.id)


def _address(record: Any) -> str | None:
    return (record.headers.get("WARC-Target-URI") or "").strip("<>") or None


def _read_plain(
    raw: bytes, where: str, options: ReadOptions, *, url: str | None, charset: str | None
) -> Iterator[Report | Reject]:
    try:
        text = decode(raw, declared=charset)
    except UnreadableInput as error:
        yield reject(where, str(error), raw)
        return
    yield from build(Draft(origin=where, raw=raw, text=text, url=url), options)


def _parse(framed: Framed) -> Any:
    """Fastwarc's record, or None when its header is beyond it."""
    from fastwarc.warc import ArchiveIterator

    raw = framed.head.rstrip(b"\r\n") + b"\r\n\r\n" + framed.block + b"\r\n\r\n"
    try:
        return next(iter(ArchiveIterator(io.BytesIO(raw), parse_http=True, stream_detect=False)), None)
    except OSError:
        return None


def _kind(record: Any) -> str:
    """The media type of what was found, else why it is passed over."""
    kind: str = record.headers.get("WARC-Type", "of no kind")
    if kind not in _HOLDING:
        return kind
    scheme = (_address(record) or "").partition(":")[0]
    if scheme == "metadata":
        return "of the crawler's own"
    if record.is_http:
        status = record.http_headers.status_code if record.http_headers else None
        if status != 200:
            return f"status {status}"
        return (record.http_content_type or "of no type").lower()
    return str(record.headers.get("Content-Type") or "of no type").split(";")[0].strip().lower()


def _body(record: Any, options: ReadOptions) -> bytes:
    try:
        raw: bytes = record.reader.read()
    except OSError as error:
        raise UnreadableInput(str(error)) from error
    headers = record.http_headers if record.is_http else None
    if headers is None:
        return raw
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        raw = join_chunks(raw)
    return expand_body(raw, headers.get("Content-Encoding"), limit=options.max_bytes)
