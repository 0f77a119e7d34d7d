"""Where input comes from: files, folders, globs and standard input."""

import contextlib
import glob
import hashlib
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from dateline.errors import MissingInput
from dateline.model import Reject
from dateline.read.build import reject
from dateline.read.streams import BUFFER


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file or address, or standard input when both are None.

    `origin` is what it is called in the record, `inside` its path within the folder that was given (its name
    where it was given itself).
    """

    origin: str
    path: Path | None
    inside: str
    url: str | None = None


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


def _expand(argument: str) -> Iterator[Source]:
    if argument == "-":
        yield Source(origin="-", path=None, inside="-")
        return
    if argument.lower().startswith(("http://", "https://")):
        yield Source(origin=argument, path=None, inside=argument, url=argument)
        return
    path = Path(argument).expanduser()
    if path.is_dir():
        files = (file for file in path.rglob("*") if file.is_file() and not _is_hidden(file, path))
        yield from (
            Source(origin=str(file), path=file, inside=file.relative_to(path).as_posix())
            for file in sorted(files)
        )
    elif path.exists():
        yield Source(origin=str(path), path=path, inside=path.name)
    else:
        for match in sorted(glob.glob(str(path), recursive=True)):  # noqa: PTH207 (may be absolute)
            yield from _expand(match)


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


@contextlib.contextmanager
def open_source(source: Source) -> Iterator[io.BufferedReader]:
    """A source's bytes. Raises OSError when it cannot be opened."""
    if source.path is None:
        yield _standard_input()
    else:
        with source.path.open("rb", buffering=BUFFER) as stream:
            yield cast(io.BufferedReader, stream)


def digest_of(source: Source) -> str:
    """SHA-256 of a source's bytes; of nothing where they cannot be read again."""
    with contextlib.suppress(OSError):
        if source.path:
            with source.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
    return hashlib.sha256().hexdigest()


def _standard_input() -> io.BufferedReader:
    stream = sys.stdin.buffer
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
