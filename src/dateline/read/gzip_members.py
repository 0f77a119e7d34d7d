"""A gzip stream of many members, read past the broken ones."""

import io
import zlib
from typing import Any, BinaryIO

from dateline.errors import UnreadableInput

MAGIC = b"\x1f\x8b\x08"
_PIECE = 1 << 16


class GzipMembers(io.RawIOBase):
    """What a gzip stream holds. A broken member ends it: `broken` says why, and `resume` goes on behind it.

    `number` counts the members that were begun; a read never reaches over the end of one.

    Raises UnreadableInput on reading when more than `limit` bytes come out in all.
    """

    def __init__(self, stream: BinaryIO, *, limit: int) -> None:
        self._stream = stream
        self._left = limit
        self._limit = limit
        self._waiting = b""  # compressed bytes that no member has taken yet
        self._last = b""  # the piece that was given to the member last
        self._member: Any = None
        self.number = 0
        self.broken: str | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer).cast("B")
        while not self.broken:
            if self._member is None and not self._begin():
                return 0
            raw = self._take(len(view))
            if raw:
                self._left -= len(raw)
                if self._left < 0:
                    raise UnreadableInput(
                        f"expands to more than {self._limit:,} bytes (max_expanded); the rest is not read: "
                        "raise the limit if you trust it"
                    )
                view[: len(raw)] = raw
                return len(raw)
        return 0

    def resume(self, begin: bytes) -> bool:
        """Go on with the next member whose content starts with `begin`; False when there is none."""
        if not self.broken:
            return False
        self._waiting, self._last = self._last[1:] or self._waiting, b""
        self.broken, self._member = None, None
        while True:
            at = self._waiting.find(MAGIC)
            if at < 0:
                more = self._stream.read(_PIECE)
                self._waiting = self._waiting[-2:] + more
                if not more:
                    return False
                continue
            self._waiting = self._waiting[at:]
            if len(self._waiting) < 1024:
                self._waiting += self._stream.read(_PIECE)
            if _starts(self._waiting, begin):
                return True
            self._waiting = self._waiting[1:]

    def _begin(self) -> bool:
        """Start on the next member; False at the end."""
        # Zeros between members are padding.
        self._waiting = self._waiting.lstrip(b"\0")
        while not self._waiting:
            more = self._stream.read(_PIECE)
            if not more:
                return False
            self._waiting = more.lstrip(b"\0")
        if len(self._waiting) < len(MAGIC):
            self._waiting += self._stream.read(_PIECE)
        self.number += 1
        if not self._waiting.startswith(MAGIC):
            self._last, self._waiting = self._waiting, b""
            self.broken = "bytes that are no gzip stand between its records"
            return False
        self._member = zlib.decompressobj(31)
        return True

    def _take(self, size: int) -> bytes:
        """Some of what the member holds; nothing at its end or where it breaks."""
        if not self._waiting and not (more := self._stream.read(_PIECE)):
            self.broken = "it is cut short"
            return b""
        if not self._waiting:
            self._waiting = more
        self._last = self._waiting
        try:
            raw: bytes = self._member.decompress(self._waiting, size)
        except zlib.error as error:
            self.broken = f"its compression is damaged ({error})"
            return b""
        self._waiting = self._member.unconsumed_tail
        if self._member.eof:
            self._waiting = self._member.unused_data
            self._last = b""
            self._member = None
        return raw


def _starts(raw: bytes, begin: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(raw, len(begin)) == begin
    except zlib.error:
        return False
