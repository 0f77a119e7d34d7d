"""The body of an HTTP response as it was meant: chunks joined, compression undone, within a limit."""

import re
import zlib

from dateline.errors import UnreadableInput

_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_WBITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


def join_chunks(raw: bytes) -> bytes:
    """The body within its chunks; bytes that only claim to be chunked come back as they are."""
    parts: list[bytes] = []
    at = 0
    while found := _CHUNK.match(raw, at):
        size = int(found[1], 16)
        at = found.end() + size
        if size == 0:
            return b"".join(parts)
        parts.append(raw[found.end() : at])
        at += len(raw[at : at + 2]) - len(raw[at : at + 2].lstrip(b"\r\n"))
    # Some archives keep the header but not the chunks, or lack the last one.
    return b"".join(parts) if parts and at >= len(raw) else raw


def expand_body(raw: bytes, encoding: str | None, *, limit: int) -> bytes:
    """What a Content-Encoding hides. Raises UnreadableInput where it is unknown, broken or over `limit`."""
    for coding in reversed([part.strip().lower() for part in (encoding or "").split(",")]):
        if coding in ("", "identity"):
            continue
        try:
            raw = _brotli(raw, limit) if coding == "br" else _inflate(raw, coding, limit)
        except zlib.error as error:
            raise UnreadableInput(f"its {coding} encoding is broken: {error}") from error
        if len(raw) > limit:
            raise UnreadableInput(f"expands to more than {limit:,} bytes")
    return raw


def _inflate(raw: bytes, coding: str, limit: int) -> bytes:
    if coding not in _WBITS:
        raise UnreadableInput(f"its encoding {coding!r} is not known")
    if coding.endswith("gzip") and not raw.startswith(b"\x1f\x8b"):
        return raw  # undone already by whoever stored it
    unpacker = zlib.decompressobj(_WBITS[coding])
    try:
        return unpacker.decompress(raw, limit + 1)
    except zlib.error:
        if coding != "deflate":
            raise
        # Some servers send the bare stream.
        return zlib.decompressobj(-15).decompress(raw, limit + 1)


def _brotli(raw: bytes, limit: int) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    try:
        out = [unpacker.process(raw, output_buffer_limit=limit + 1)]
        while not unpacker.can_accept_more_data() and sum(map(len, out)) <= limit:
            out.append(unpacker.process(b"", output_buffer_limit=limit + 1))
    except brotli.error as error:
        raise UnreadableInput(f"its br encoding is broken: {error}") from error
    return b"".join(out)
