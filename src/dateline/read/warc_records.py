"""The records of a WARC file, one in memory at a time, with the broken ones told and passed over.

Readers of WARC stop at a damaged record, or end without a word where a file is cut. So records are framed
here, by their own lengths; what is in one is fastwarc's to read.
"""

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, cast

from dateline.read.gzip_members import MAGIC, GzipMembers

_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.I | re.M)
_DIGEST = re.compile(rb"^warc-block-digest:[ \t]*(sha1|sha256|md5):([\w=+/-]+)", re.I | re.M)
_NEXT = re.compile(rb"(?=WARC/\d\.\d\r?\n[\w-]+:)")
_BEGIN = b"WARC/"
_LONGEST_HEAD = 1 << 16
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """A record's bytes: its header, and the block that the header announces.

    `problem` says why it cannot be read, `doubt` what is odd about it; `size` is the block's length where it
    is too large to be held.
    """

    head: bytes
    block: bytes = b""
    problem: str | None = None
    doubt: str | None = None
    size: int | None = None


def frame_records(stream: BinaryIO, *, largest: int, most: int) -> Iterator[Framed]:
    """The records of a WARC stream, gzipped or not, in order.

    A block of more than `largest` bytes is passed over; more than `most` bytes in all raise UnreadableInput.
    """
    head = stream.read(len(MAGIC))
    rest = io.BufferedReader(cast(io.RawIOBase, _Joined(head, stream)), 1 << 16)
    if head != MAGIC:
        yield from _frame(_Pushed(cast(BinaryIO, rest)), None, largest)
        return
    members = GzipMembers(rest, limit=most)
    while True:
        buffered = io.BufferedReader(cast(io.RawIOBase, members), 1 << 16)
        yield from _frame(_Pushed(cast(BinaryIO, buffered)), members, largest)
        buffered.detach()  # else it closes them when it goes
        if not members.resume(_BEGIN):
            return


class _Joined(io.RawIOBase):
    """Bytes that were read already, and the stream that they were read from."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        raw = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(raw)] = raw
        return len(raw)


class _Pushed:
    """A stream into which bytes can be pushed back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._before = b""

    def push(self, raw: bytes) -> None:
        """Put bytes back in front."""
        self._before = raw + self._before

    def read(self, size: int) -> bytes:
        """So many bytes, fewer only at the end."""
        raw, self._before = self._before[:size], self._before[size:]
        return raw + self._stream.read(size - len(raw)) if len(raw) < size else raw

    def line(self, limit: int) -> bytes:
        """The next line with its end, or so much of it."""
        end = self._before.find(b"\n", 0, limit) + 1
        if end:
            return self.read(end)
        if len(self._before) >= limit:
            return self.read(limit)
        raw, self._before = self._before, b""
        return raw + self._stream.readline(limit - len(raw))


def _frame(stream: _Pushed, members: GzipMembers | None, largest: int) -> Iterator[Framed]:
    stray = told = False
    while line := stream.line(_LONGEST_HEAD):
        if not line.startswith(_BEGIN):
            if line.strip() and not stray:
                stray = told = True
                yield Framed(head=line, problem=_problem(members, "bytes that are no WARC record stand here"))
            continue
        stray = told = False
        head = line + _read_head(stream)
        found = _LENGTH.search(head)
        if found is None:
            told = True
            yield Framed(head=head, problem=_problem(members, "its header lacks a Content-Length"))
            continue
        record = _read_block(stream, head, int(found[1]), largest)
        home = members.number if members else 0
        record = _look_behind(stream, record)
        # That look made the decompressor check the sum of the member that holds the record.
        if members and members.broken and (record.problem or members.number == home):
            record, told = replace(record, problem=members.broken), True
        yield record
    if members and members.broken and not told:
        yield Framed(head=b"", problem=members.broken)


def _problem(members: GzipMembers | None, problem: str) -> str:
    return members.broken if members and members.broken else problem


def _read_head(stream: _Pushed) -> bytes:
    head = b""
    while (line := stream.line(_LONGEST_HEAD)).strip() and len(head) < _LONGEST_HEAD:
        head += line
    return head


def _read_block(stream: _Pushed, head: bytes, length: int, largest: int) -> Framed:
    """A record with its block and without a judgement, or passed over where it is too large."""
    if length <= largest:
        block = stream.read(length)
        cut = None if len(block) == length else f"it is cut short: {len(block):,} of {length:,} bytes"
        return Framed(head=head, block=block, problem=cut)
    left = length
    while left and (piece := stream.read(min(left, _PIECE))):
        left -= len(piece)
    cut = f"it is cut short: {length - left:,} of {length:,} bytes" if left else None
    return Framed(head=head, size=length, problem=cut)


def _look_behind(stream: _Pushed, record: Framed) -> Framed:
    """The record, judged by what follows it; a record that it has swallowed is given back to the stream."""
    if record.size is not None:
        return record
    behind = stream.read(4 + len(_BEGIN))
    gap = behind.lstrip(b"\r\n")
    if not record.problem and (not gap or _BEGIN.startswith(gap[: len(_BEGIN)])):
        stream.push(behind)
        return replace(record, doubt=_why_not_digest(record.head, record.block))
    behind += stream.read(64)  # enough to know a header that begins in the block
    whole = record.block + behind
    swallowed = _NEXT.search(whole)
    stream.push(whole[swallowed.start() :] if swallowed else behind)
    return replace(record, problem=record.problem or "its Content-Length is wrong")


def _why_not_digest(head: bytes, block: bytes) -> str | None:
    found = _DIGEST.search(head)
    if found is None:
        return None
    digest = hashlib.new(found[1].decode().lower(), block)
    told = found[2].decode()
    forms = {digest.hexdigest(), base64.b32encode(digest.digest()).decode().lower()}
    return None if told.lower() in forms else "its bytes do not fit its digest"
