"""JSON Lines: one report a line. Also a JSON document that holds one report.

Fields: id, text, title, outlet, published, url, lang, under these names or others that tell them (`columns`).
A record that `dateline extract` wrote ({"report": {...}, ...}) is read as the report in it.
"""

import codecs
import contextlib
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Protocol

from dateline.errors import UnreadableInput
from dateline.model import Reject, Report
from dateline.read.build import Draft, build, reject
from dateline.read.columns import choose_columns, listed, tell_columns
from dateline.read.encoding import decode
from dateline.read.options import ReadOptions
from dateline.read.text import read_whole

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LANGUAGE = {"language": "lang"}  # the record's own name for it
_NAMES: dict[type, str] = {
    str: "a string",
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "an object",
}


class _Lines(Protocol):
    def readline(self, size: int = -1, /) -> bytes: ...


class _Narrow:
    """Lines of text as UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def readline(self, size: int = -1, /) -> bytes:
        return self._text.readline(size).encode(errors="surrogatepass")


@contextlib.contextmanager
def _utf8(stream: BinaryIO) -> Iterator[_Lines]:
    """The lines of a stream, those of UTF-16 in UTF-8."""
    if stream.peek(2)[:2] not in _WIDE:  # type: ignore[attr-defined]
        yield stream
        return
    text = io.TextIOWrapper(stream, "utf-16", errors="replace", newline="\n")
    try:
        yield _Narrow(text)
    finally:
        # The stream is closed by whoever opened it.
        text.detach()


def read_jsonl(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The reports of a stream, one line in memory at a time, and a reject for each line that is none."""
    with _utf8(stream) as lines:
        first = lines.readline(options.max_bytes + 1)
        if first:
            yield from _read_lines(_lines(first, lines, options.max_bytes), origin, options)
        else:
            yield reject(origin, "the file is empty", b"")


def read_object(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The report of a JSON file: an object over several lines, or JSON Lines after all."""
    first = stream.readline(options.max_bytes + 1)
    if _is_object(first) or stream.peek(1)[:1] == b"{":  # type: ignore[attr-defined]
        yield from _read_lines(_lines(first, stream, options.max_bytes), origin, options)
        return
    raw = read_whole(stream, origin=origin, options=options, first=first)
    if isinstance(raw, Reject):
        yield raw
    else:
        yield from _read_document(raw, origin, options)


def _read_document(raw: bytes, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    try:
        value = json.loads(decode(raw))
    except json.JSONDecodeError as error:
        yield reject(origin, f"broken JSON at line {error.lineno}, column {error.colno}: {error.msg}", raw)
    except (UnreadableInput, ValueError, RecursionError) as error:
        yield reject(origin, f"broken JSON: {error}", raw)
    else:
        yield from read_record(value, origin=origin, raw=raw, options=options)


def read_record(
    record: object, *, origin: str, raw: bytes, options: ReadOptions
) -> Iterator[Report | Reject]:
    """The report of one parsed JSON value, or why it is none."""
    if not isinstance(record, Mapping):
        yield reject(origin, f"not a report: {_name(record)} where an object is wanted", raw)
        return
    fields = record["report"] if isinstance(record.get("report"), Mapping) else record
    names = choose_columns(map(str, fields), options)
    text = fields.get(names.get("text", "text"))
    if not isinstance(text, str):
        wanted = options.columns.get("text") or names.get("text", "text")
        lack = (
            f'its "{wanted}" is {_name(text)}, not a string' if wanted in fields else f'no "{wanted}" field'
        )
        yield reject(origin, f"{lack} (it holds: {listed(fields)})", raw, report_id=_string(fields, "id"))
        return
    if any(field not in (name, _LANGUAGE.get(name)) for field, name in names.items()):
        tell_columns((), names, options, origin=origin)
    draft = Draft(
        origin=origin,
        raw=raw,
        text=text,
        id=_string(fields, names.get("id")),
        title=_string(fields, names.get("title")),
        outlet=_string(fields, names.get("outlet")),
        url=_string(fields, names.get("url")),
        published=fields.get(names.get("published")),
        language=_string(fields, names.get("lang")),
    )
    yield from build(draft, options)


def _read_lines(
    lines: Iterable[tuple[int, bytes | str]], origin: str, options: ReadOptions
) -> Iterator[Report | Reject]:
    for number, raw in lines:
        where = f"{origin}:{number}"
        if isinstance(raw, str):
            reason = f"a line of more than {options.max_chars:,} characters (max_chars)"
            yield Reject(origin=where, reason=reason, sha256=raw)
        elif raw.strip():
            yield from _read_line(raw, where, number, options)


def _read_line(raw: bytes, where: str, number: int, options: ReadOptions) -> Iterator[Report | Reject]:
    try:
        record = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip())
    except UnicodeDecodeError as error:
        yield reject(where, f"not UTF-8 at byte {error.start + 1} of the line; JSON Lines must be", raw)
    except json.JSONDecodeError as error:
        yield reject(where, f"broken JSON at line {number}, column {error.colno}: {error.msg}", raw)
    except (ValueError, RecursionError) as error:
        yield reject(where, f"broken JSON at line {number}: {error}", raw)
    else:
        yield from read_record(record, origin=where, raw=raw, options=options)


def _lines(first: bytes, stream: _Lines, limit: int) -> Iterator[tuple[int, bytes | str]]:
    """Each line with its number, the first being read already; of a line over the limit only the hash."""
    number, raw = 0, first
    while raw:
        number += 1
        if len(raw) <= limit or raw.endswith(b"\n"):
            yield number, raw
        else:
            digest = hashlib.sha256(raw)
            while not raw.endswith(b"\n") and (raw := stream.readline(1 << 20)):
                digest.update(raw)
            yield number, digest.hexdigest()
        raw = stream.readline(limit + 1)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _string(fields: Mapping[str, Any], key: str | None) -> str | None:
    value = fields.get(key) if key else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None


def _name(value: object) -> str:
    return _NAMES.get(type(value), "null")
