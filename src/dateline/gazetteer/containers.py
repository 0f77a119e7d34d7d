"""Open a user's file: plain, gzipped or zipped, line by line, so that each message can name its line."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from dateline.errors import GazetteerError

_TEXT = (".txt", ".tsv", ".csv", ".tab")
_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)


def text_members(path: Path) -> list[str]:
    """The tables in a zip, without what explains them. Raises GazetteerError when it is broken."""
    with _told(path), zipfile.ZipFile(path) as archive:
        return sorted(
            name
            for name in archive.namelist()
            if Path(name).suffix.lower() in _TEXT and not Path(name).stem.lower().startswith("readme")
        )


def feature_members(path: Path) -> list[str]:
    """The GeoJSON files in a zip, in order. Raises GazetteerError when it is broken."""
    with _told(path), zipfile.ZipFile(path) as archive:
        return sorted(name for name in archive.namelist() if name.lower().endswith((".geojson", ".json")))


def is_spreadsheet(path: Path) -> bool:
    """True for a zip that is an office document."""
    with _told(path), zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    return "[Content_Types].xml" in names or "mimetype" in names


def is_zip(path: Path) -> bool:
    """True for a zip."""
    return path.is_file() and zipfile.is_zipfile(path)


def head(path: Path, size: int = 1 << 16) -> bytes:
    """How a file begins, unpacked; of a zip its only table. Raises GazetteerError when it cannot be read."""
    with binary(path) as stream, _told(path):
        return stream.read(size)


@contextmanager
def binary(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked. Raises GazetteerError when it cannot be opened."""
    if is_zip(path):
        members = text_members(path)
        if len(members) != 1:
            held = f"{len(members)} tables ({', '.join(members[:5])})" if members else "no table"
            raise GazetteerError(f"{path} holds {held} where one is wanted; unpack it and add one file")
        with _told(path), zipfile.ZipFile(path) as archive, archive.open(members[0]) as member:
            yield member
        return
    with _told(path), path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        yield cast(IO[bytes], gzip.GzipFile(fileobj=stream)) if packed else stream


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The numbered lines of a text file, from 1, without their ends.

    Raises GazetteerError that names the line where the text is not UTF-8.
    """
    with binary(path) as stream:
        for number, raw in enumerate(stream, 1):
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                wide = number == 1 and raw[:2] in (b"\xff\xfe", b"\xfe\xff")
                found = "UTF-16" if wide else f"byte 0x{raw[error.start]:02x} at byte {error.start + 1}"
                raise GazetteerError(
                    f"{path}, line {number}: not UTF-8 ({found}); save the file as UTF-8, or convert it: "
                    f"iconv -f {'UTF-16' if wide else 'WINDOWS-1256'} -t UTF-8 (with its true encoding)"
                ) from None
            if "\0" in line:
                raise GazetteerError(f"{path}, line {number}: a zero byte; this is no text file")
            yield number, line.rstrip("\r\n")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise GazetteerError(f"no such file: {path}; check the path") from None
    except _BROKEN as error:
        raise GazetteerError(f"{path} cannot be read: {error}; download or save it again") from error
