"""Where input comes from: files, folders, globs and standard input, plain or gzipped."""

import contextlib
import glob
import gzip
import hashlib
import io
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from dateline.errors import MissingInput
from dateline.model import Reject, Report
from dateline.read.build import reject
from dateline.read.html import read_html
from dateline.read.jsonl import read_json, read_jsonl
from dateline.read.options import ReadOptions
from dateline.read.text import read_text

Reader = Callable[..., Iterator[Report | Reject]]
Stream = io.BufferedReader | gzip.GzipFile

_READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}
_NOT_READ = {
    **dict.fromkeys((".csv", ".tsv", ".xlsx", ".parquet"), "a table"),
    **dict.fromkeys((".xml", ".rss", ".atom"), "a feed or XML document"),
    **dict.fromkeys((".warc", ".arc"), "a web archive"),
    **dict.fromkeys((".duckdb", ".db", ".sqlite"), "a database"),
}
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body")
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file, or standard input when `path` is None; `origin` is what it is called in the record."""

    origin: str
    path: Path | None


def find_sources(paths: Iterable[str | Path]) -> list[Source | Reject]:
    """The files that the arguments mean, in order, each once; a folder's files are sorted by their path.

    An argument that means nothing becomes a reject; raises MissingInput when all of them mean nothing.
    """
    found: dict[str, Source | Reject] = {}
    for argument in map(str, paths):
        sources = list(_expand(argument))
        for source in sources:
            found.setdefault(source.origin, source)
        if not sources:
            reason = "no such file or folder, and no glob that matches anything"
            found.setdefault(argument, reject(argument, reason, b""))
    if not any(isinstance(source, Source) for source in found.values()):
        tried = ", ".join(found) or "nothing"
        raise MissingInput(f"nothing to read: no file is found at {tried}; check the path")
    return list(found.values())


def read_source(source: Source, options: ReadOptions) -> Iterator[Report | Reject]:
    """Everything in one source. What cannot be read, from wherever on, becomes a reject."""
    last = ""
    try:
        with _open(source) as stream:
            for item in _choose(source, stream)(stream, origin=source.origin, options=options):
                last = item.origin
                yield item
    except (OSError, EOFError, zlib.error) as error:
        after = f" (after {last})" if last else ""
        reason = f"cannot be read{after}: {getattr(error, 'strerror', None) or error}"
        yield Reject(origin=source.origin, reason=reason, sha256=_hash_file(source))


def _expand(argument: str) -> Iterator[Source]:
    if argument == "-":
        yield Source(origin="-", path=None)
        return
    path = Path(argument).expanduser()
    if path.is_dir():
        files = (file for file in path.rglob("*") if file.is_file() and not _is_hidden(file, path))
        yield from (Source(origin=str(file), path=file) for file in sorted(files))
    elif path.exists():
        yield Source(origin=str(path), path=path)
    else:
        for match in sorted(glob.glob(str(path), recursive=True)):  # noqa: PTH207 (may be absolute)
            yield from _expand(match)


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


@contextlib.contextmanager
def _open(source: Source) -> Iterator[Stream]:
    with contextlib.ExitStack() as stack:
        stream: Stream
        stream = stack.enter_context(source.path.open("rb")) if source.path else _standard_input()
        if stream.peek(2).startswith(_GZIP):
            # Read as it is: a buffer around it would lose the lines before a break.
            stream = stack.enter_context(gzip.GzipFile(fileobj=stream))
        yield stream


def _standard_input() -> io.BufferedReader:
    stream = sys.stdin.buffer
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))


def _choose(source: Source, stream: Stream) -> Reader:
    """The reader for a source, by the suffix of its name, else by how its content begins."""
    suffixes = [suffix.lower() for suffix in Path(source.origin).suffixes if suffix.lower() != ".gz"]
    suffix = suffixes[-1] if suffixes else ""
    head = stream.peek(1)[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if suffix in _READERS:
        return _READERS[suffix]
    if suffix in _NOT_READ:
        return _refuse(_NOT_READ[suffix])
    if head.startswith(_MARKUP) or any(mark in head for mark in _MARKUP[:2]):
        return read_html
    if head.startswith((b"<?xml", b"<rss", b"<feed")):
        return _refuse("a feed or XML document")
    if head.startswith(b"warc/"):
        return _refuse("a web archive")
    return read_json if head.startswith((b'{"', b'[{"', b"{\n", b"[\n")) else read_text


def _refuse(what: str) -> Reader:
    def read_nothing(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Reject]:
        digest = hashlib.sha256()
        while raw := stream.read(1 << 20):
            digest.update(raw)
        reason = f'{what} is not read: give text, HTML, or JSON Lines with a "text" field'
        yield Reject(origin=origin, reason=reason, sha256=digest.hexdigest())

    return read_nothing


def _hash_file(source: Source) -> str:
    digest = hashlib.sha256()
    with contextlib.suppress(OSError):
        if source.path:
            with source.path.open("rb") as file:
                while raw := file.read(1 << 20):
                    digest.update(raw)
    return digest.hexdigest()
