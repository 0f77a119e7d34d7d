"""Archives: the files in a zip or tar, each an input of its own. Nothing is ever written to disk."""

import io
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from dateline.errors import UnreadableInput
from dateline.read.options import ReadOptions
from dateline.read.streams import BROKEN, Readable, why

_CONTENTS = 200  # bytes that a member may take in a zip's table of contents, on average
_LAST_RECORDS = 66_000  # the longest comment, and the records before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in an archive. `packed`: the bytes that it takes there, None where it is not compressed."""

    name: str
    stream: Readable
    packed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A member that is not read, and why."""

    name: str
    reason: str


def unzip(stream: BinaryIO, options: ReadOptions) -> Iterator[Member | Refused]:
    """The files in a zip, in its order. Raises UnreadableInput when it is damaged or too large."""
    # Opening it takes the whole table of contents into memory.
    if _contents_size(stream) > options.max_members * _CONTENTS:
        raise _too_many(options)
    try:
        archive = zipfile.ZipFile(stream)
    except zipfile.BadZipFile as error:
        # Its table of contents stands at its end.
        raise UnreadableInput(
            f"no zip archive, or one that is cut short: {why(error)}; `zip -FF` may mend it"
        ) from error
    with archive:
        for number, info in enumerate(archive.infolist()):
            _count(number, options)
            name = printable(info.filename)
            if info.is_dir() or is_hidden(name):
                continue
            reason = why_not_name(name) or ("it is encrypted" if info.flag_bits & 1 else None)
            if reason:
                yield Refused(name=name, reason=reason)
                continue
            try:
                member = archive.open(info)
            except BROKEN as error:
                yield Refused(name=name, reason=f"cannot be read: {why(error)}")
                continue
            with member:
                yield Member(name=name, stream=cast(Readable, member), packed=info.compress_size)


def untar(stream: BinaryIO, options: ReadOptions) -> Iterator[Member | Refused]:
    """The files in a tar, in its order. Raises UnreadableInput when it is damaged, cut short or too large."""
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            yield from _tarred(archive, options)
    except BROKEN as error:
        raise UnreadableInput(f"cannot be read: {why(error)}") from error


def _tarred(archive: tarfile.TarFile, options: ReadOptions) -> Iterator[Member | Refused]:
    number = 0
    while (info := archive.next()) is not None:
        # The archive would keep every header that it has met.
        archive.members.clear()  # type: ignore[attr-defined]
        _count(number, options)
        number += 1
        name = printable(info.name)
        if info.isdir() or is_hidden(name):
            continue
        reason = why_not_name(name) or (None if info.isfile() else "it is a link or device, not a file")
        member = None if reason else archive.extractfile(info)
        if member is None:
            yield Refused(name=name, reason=reason or "it holds nothing")
        else:
            yield Member(name=name, stream=cast(Readable, member))
    # The standard library takes an archive that ends without its end mark for a whole one.
    if archive.fileobj and archive.fileobj.tell() <= archive.offset:
        raise UnreadableInput("the archive is cut short: it ends without its end mark")


def why_not_name(name: str) -> str | None:
    """Why a member's name is refused, if it is: it points out of the archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    if ".." in path.parts:
        return "its name points out of the archive (../)"
    return "its name is absolute" if path.is_absolute() or name[1:2] == ":" else None


def is_hidden(name: str) -> bool:
    """True for what systems put beside the files: .DS_Store, __MACOSX, .git."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in parts)


def printable(name: str) -> str:
    """A member's name as text that can be stored: bytes that are no UTF-8 as escapes."""
    return name.encode(errors="backslashreplace").decode()


def _contents_size(stream: BinaryIO) -> int:
    """The bytes of a zip's table of contents as its last record tells them; 0 where it tells none."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - _LAST_RECORDS))
    tail = stream.read()
    stream.seek(0)
    at, large = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    if large >= 0 and len(tail) >= large + 48:
        told: int = struct.unpack_from("<Q", tail, large + 40)[0]
    elif at >= 0 and len(tail) >= at + 16:
        told = struct.unpack_from("<I", tail, at + 12)[0]
    else:
        return 0
    return min(told, size)


def _count(number: int, options: ReadOptions) -> None:
    if number >= options.max_members:
        raise _too_many(options)


def _too_many(options: ReadOptions) -> UnreadableInput:
    return UnreadableInput(
        f"holds more than {options.max_members:,} members (max_members); the rest is not read: "
        "raise the limit, or unpack it and give the folder"
    )
