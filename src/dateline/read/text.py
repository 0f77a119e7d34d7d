"""Plain text: one file, one report."""

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

from dateline.errors import UnreadableInput
from dateline.model import Reject, Report
from dateline.read.build import Draft, build, reject
from dateline.read.encoding import decode
from dateline.read.options import ReadOptions


def read_text(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The report that a text file is, or why it is none."""
    raw = read_whole(stream, origin=origin, options=options)
    if isinstance(raw, Reject):
        yield raw
        return
    try:
        text = decode(raw)
    except UnreadableInput as error:
        yield reject(origin, str(error), raw)
        return
    yield from build(Draft(origin=origin, raw=raw, text=text), options)


def read_whole(stream: BinaryIO, *, origin: str, options: ReadOptions, first: bytes = b"") -> bytes | Reject:
    """All the bytes of a stream, or why they are set aside: there are none, or too many.

    `first` are those that were read already.
    """
    raw = first + stream.read(max(0, options.max_bytes + 1 - len(first)))
    if not raw:
        return reject(origin, "the file is empty", raw)
    if len(raw) <= options.max_bytes:
        return raw
    digest = hashlib.sha256(raw)
    while raw := stream.read(1 << 20):
        digest.update(raw)
    reason = f"more than {options.max_chars:,} characters (max_chars); split it into one file a report"
    return Reject(origin=origin, reason=reason, sha256=digest.hexdigest())
