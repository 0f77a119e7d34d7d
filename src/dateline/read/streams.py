"""Streams that expand: counted as they are read, and stopped at a limit or a break."""

import io
import lzma
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, Protocol

from dateline.errors import UnreadableInput
from dateline.read.options import ReadOptions

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdError
else:
    from backports.zstd import ZstdError

# What the decompressors and archive readers raise where their input is cut, damaged or beyond them.
BROKEN = (
    OSError, EOFError, RuntimeError, NotImplementedError, zlib.error, lzma.LZMAError, ZstdError,
    zipfile.BadZipFile, tarfile.TarError,
)  # fmt: skip
BUFFER = 1 << 16
EARLY = 16 << 20  # bytes below which no ratio is a danger, and runs of blanks are common


class InputSpent(UnreadableInput):
    """One input has given all that it may: nothing more of it is read."""


class Readable(Protocol):
    """What decompressors have in common."""

    def read1(self, size: int = -1, /) -> bytes: ...


class Counted:
    """The compressed side of a stream, with the number of bytes that were taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        raw = self._stream.read(size)
        self.count += len(raw)
        return raw


class Meter:
    """How much one input has expanded to, over all its layers and members."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self.total = 0

    def add(self, size: int) -> None:
        """Count so many bytes. Raises InputSpent over the limit."""
        self.total += size
        if self.total > self.options.max_expanded:
            raise InputSpent(
                f"expands to more than {self.options.max_expanded:,} bytes (max_expanded); "
                "the rest is not read: raise the limit if you trust it"
            )


class _Expanding(io.RawIOBase):
    """One layer of expansion. A read takes one piece, so that nothing before a break is lost with it."""

    def __init__(self, inner: Readable, packed: Callable[[], int] | None, meter: Meter) -> None:
        self._inner = inner
        self._packed = packed
        self._meter = meter
        self._total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer).cast("B")
        try:
            raw = self._inner.read1(len(view))
        except BROKEN as error:
            raise UnreadableInput(f"cannot be read: {why(error)}") from error
        view[: len(raw)] = raw
        if self._packed:
            self._total += len(raw)
            self._meter.add(len(raw))
            self._check_ratio(self._packed())
        return len(raw)

    def _check_ratio(self, packed: int) -> None:
        limit = self._meter.options.max_ratio
        if self._total > max(EARLY, limit * packed):
            raise UnreadableInput(
                f"expands to more than {limit:,} times its size (max_ratio), as bombs do; "
                "raise the limit if you trust it"
            )


def expanding(inner: Readable, *, packed: Callable[[], int] | None, meter: Meter) -> io.BufferedReader:
    """A stream of what `inner` gives; `packed` tells how many bytes that took where it is compressed.

    Reading it raises UnreadableInput where it breaks or outgrows its ratio, InputSpent when `meter` is full.
    """
    return io.BufferedReader(_Expanding(inner, packed, meter), BUFFER)


def finish(stream: io.BufferedReader) -> None:
    """Read a stream to its end, where a cut or a wrong checksum shows. Raises UnreadableInput for it."""
    while stream.read1(BUFFER):
        pass


def hold(stream: BinaryIO, options: ReadOptions) -> io.BufferedReader:
    """All of a stream in memory, to be read in any order. Raises UnreadableInput over the limit."""
    raw = stream.read(options.max_held + 1)
    if len(raw) > options.max_held:
        raise UnreadableInput(
            f"must be held in memory and is larger than {options.max_held:,} bytes (max_held); "
            "unpack it, and give it as a file of its own"
        )
    return io.BufferedReader(io.BytesIO(raw), BUFFER)


def why(error: BaseException) -> str:
    """What an error says, without its number."""
    return str(getattr(error, "strerror", None) or error or type(error).__name__)
