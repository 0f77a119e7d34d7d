"""JSON files: an array of reports, of any length with one element in memory at a time, or one report."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from dateline.model import Reject, Report
from dateline.read.build import reject
from dateline.read.encoding import encoding_of
from dateline.read.jsonl import read_object, read_record
from dateline.read.options import ReadOptions
from dateline.read.streams import BUFFER

_SPACE = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")
_STRUCTURE = re.compile(r'["\\{}\[\],]')
_LONGEST_TOKEN = 32  # an error so close to the window's end may come of the cut


class _Window:
    """A stretch of a stream's text, with the line and column that it begins at."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self.text = ""
        self.ended = False
        self._line, self._column = 1, 1

    def more(self) -> bool:
        """Make the window half as long again, at least by one piece; False at the end."""
        pieces = [self.text]
        wanted = len(self.text) // 2
        while not self.ended and wanted >= 0:
            raw = self._stream.read1(BUFFER)  # type: ignore[attr-defined]
            self.ended = not raw
            pieces.append(self._decoder.decode(raw, self.ended))
            wanted -= len(pieces[-1]) or 1
        grown = len(pieces) > 1
        self.text = "".join(pieces)
        return grown

    def drop(self, size: int) -> None:
        """Move the window's beginning."""
        self._line, self._column = self.place(size)
        self.text = self.text[size:]

    def place(self, position: int) -> tuple[int, int]:
        """Line and column of a position in the window, counted from 1."""
        breaks = self.text.count("\n", 0, position)
        if breaks:
            return self._line + breaks, position - self.text.rindex("\n", 0, position)
        return self._line, self._column + position

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Drop what the pattern matches at the beginning; the next character, "" at the end."""
        while True:
            found = pattern.match(self.text)
            end = found.end() if found else 0
            if end < len(self.text) or self.ended or not self.more():
                self.drop(end)
                return self.text[:1]


def read_json(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The reports of a JSON file: a list of objects, one object, or JSON Lines after all."""
    head: bytes = stream.peek(BUFFER)  # type: ignore[attr-defined]
    encoding = encoding_of(head) if head else "utf-8"
    begins = head.decode(encoding, errors="replace").removeprefix("\ufeff").lstrip()[:1]
    reader = read_array if begins == "[" else read_object
    yield from reader(stream, origin=origin, options=options)


def read_array(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The reports of a JSON array. A broken element is set aside, and the rest goes on."""
    window = _Window(stream, encoding_of(stream.peek(BUFFER)))  # type: ignore[attr-defined]
    window.skip(_SPACE)
    window.drop(1)
    number = 0
    while (following := window.skip(_BETWEEN)) not in ("]", ""):
        number += 1
        where = f"{origin}#{number}"
        found = _parse(window, options)
        if isinstance(found, str):
            yield reject(where, found, window.text.encode(errors="replace"))
            _skip_element(window)
            continue
        value, end = found
        raw = window.text[:end].encode(errors="surrogatepass")
        window.drop(end)
        yield from read_record(value, origin=where, raw=raw, options=options)
        if window.skip(_SPACE) not in (",", "]", ""):
            yield reject(f"{origin}#{number}", _broken("Expecting ',' delimiter", window, 0), b"")
            _skip_element(window)
    window.drop(1)
    if not following:
        yield reject(origin, f"broken JSON: the list is cut short after {number:,} elements", b"")
    elif window.skip(_SPACE):
        yield reject(origin, _broken("Extra data", window, 0), window.text.encode(errors="replace"))


def _parse(window: _Window, options: ReadOptions) -> tuple[object, int] | str:
    """The value that the window begins with and where it ends, or why there is none."""
    decoder = json.JSONDecoder()
    while True:
        try:
            value, end = decoder.raw_decode(window.text)
        except json.JSONDecodeError as error:
            cut = error.msg.startswith("Unterminated") or error.pos + _LONGEST_TOKEN > len(window.text)
            if window.ended or not cut:
                return _broken(error.msg, window, error.pos)
            if len(window.text) > options.max_bytes:
                return f"an element of more than {options.max_chars:,} characters (max_chars)"
        except (ValueError, RecursionError) as error:
            return f"broken JSON: {error}"
        else:
            # A number at the window's end may go on beyond it.
            if window.ended or end < len(window.text):
                return value, end
        window.more()


def _skip_element(window: _Window) -> None:
    """Drop all up to the comma or bracket that ends the element, as far as brackets and quotes tell."""
    depth, quoted, position = 0, False, 0
    while True:
        found = _STRUCTURE.search(window.text, position)
        if not found:
            position = max(0, position - len(window.text))
            window.drop(len(window.text))
            if window.ended or not window.more():
                return
            continue
        mark, position = found[0], found.end()
        if mark == '"':
            quoted = not quoted
        elif quoted:
            position += mark == "\\"
        elif mark in "{[":
            depth += 1
        elif depth == 0 and mark in ",]":
            window.drop(found.start())
            return
        elif mark in "}]":
            depth = max(0, depth - 1)


def _broken(message: str, window: _Window, position: int) -> str:
    line, column = window.place(position)
    return f"broken JSON at line {line}, column {column}: {message}"
