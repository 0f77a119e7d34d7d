"""From a source to its reports: compression is peeled, archives are opened, the format's reader is called."""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePath
from typing import BinaryIO, cast

from dateline.errors import UnreadableInput
from dateline.model import Reject, Report
from dateline.read.archives import Refused
from dateline.read.formats import HEAD, Format, choose
from dateline.read.options import ReadOptions
from dateline.read.sidecar import Sidecar, apply
from dateline.read.sources import Source, digest_of, open_source
from dateline.read.streams import Counted, InputSpent, Meter, expanding, finish, hold, why

_ARCHIVES = 2  # an archive, and one within it
_LAYERS = 6  # archives and compression together


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reading of sources shares: the options, the sidecar, and which of its lines found a file."""

    options: ReadOptions
    sidecar: Sidecar | None = None
    used: set[int] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class _Whole:
    """One source while it is read."""

    source: Source
    reading: Reading
    meter: Meter

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its bytes."""
        return digest_of(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """A stream within a source: what it is called in the record and in a sidecar, and how it is read.

    `name` tells its format. `archives` and `layers` count what it lies in.
    """

    origin: str
    inside: str
    name: str
    whole: _Whole
    options: ReadOptions
    archives: int = 0
    layers: int = 0

    def reject(self, reason: str) -> Reject:
        """The note that this stream, or the rest of it, is set aside; the hash is of the whole source."""
        return Reject(origin=self.origin, reason=reason, sha256=self.whole.digest)


def read_source(source: Source, reading: Reading) -> Iterator[Report | Reject]:
    """Everything in one source. What cannot be read, from wherever on, becomes a reject."""
    spot = _Spot(
        origin=source.origin,
        inside=source.inside,
        name=source.origin,
        whole=_Whole(source=source, reading=reading, meter=Meter(reading.options)),
        options=known(reading.options, reading, source.inside, source.origin),
    )
    with contextlib.ExitStack() as stack:
        try:
            stream = stack.enter_context(open_source(source))
        except OSError as error:
            yield spot.reject(f"cannot be read: {why(error)}")
            return
        try:
            yield from _read_spot(stream, spot)
        except InputSpent as error:
            yield spot.reject(str(error))


def read_stream(
    stream: io.BufferedReader, *, origin: str, name: str, options: ReadOptions
) -> Iterator[Report | Reject]:
    """Everything in a stream that was fetched from the address `origin`; `name` may tell its format."""
    source = Source(origin=origin, path=None, inside=origin, url=origin)
    whole = _Whole(source=source, reading=Reading(options=options), meter=Meter(options))
    spot = _Spot(origin=origin, inside=origin, name=name, whole=whole, options=options)
    try:
        yield from _read_spot(stream, spot)
    except InputSpent as error:
        yield spot.reject(str(error))


def known(options: ReadOptions, reading: Reading, *names: str) -> ReadOptions:
    """The options for a file or address, with what the sidecar knows of it."""
    if reading.sidecar is None:
        return options
    rows = reading.sidecar.rows(*names)
    reading.used.update(row.line for row in rows)
    return apply(options, rows)


def _read_spot(stream: io.BufferedReader, spot: _Spot) -> Iterator[Report | Reject]:
    """One stream; a break ends it and leaves those around it to go on. Raises InputSpent."""
    last = ""
    try:
        for item in _read_format(stream, spot):
            last = item.origin
            yield item
    except InputSpent:
        raise
    except (OSError, EOFError, UnreadableInput) as error:
        said = str(error) if isinstance(error, UnreadableInput) else f"cannot be read: {why(error)}"
        yield spot.reject(f"{said} (after {last})" if last else said)


def _read_format(stream: io.BufferedReader, spot: _Spot) -> Iterator[Report | Reject]:
    entry = choose(spot.name, stream.peek(HEAD)[:HEAD])
    inner = replace(spot, layers=spot.layers + 1)
    if entry.refuse:
        yield spot.reject(entry.refuse)
        return
    if spot.layers >= _LAYERS:
        raise UnreadableInput(f"lies {_LAYERS} layers of compression and archives deep; unpack it")
    if entry.seeks and not stream.seekable():
        stream = hold(stream, spot.options)
    if entry.expand:
        packed = Counted(stream)
        opened = expanding(
            entry.expand(cast(BinaryIO, packed)), packed=lambda: packed.count, meter=spot.whole.meter
        )
        yield from _read_format(opened, replace(inner, name=_peeled(spot.name, entry)))
        finish(opened)
    elif entry.members:
        yield from _read_members(stream, entry, inner)
    elif entry.read:
        yield from entry.read(stream, origin=spot.origin, options=spot.options)


def _read_members(stream: io.BufferedReader, entry: Format, spot: _Spot) -> Iterator[Report | Reject]:
    if spot.archives >= _ARCHIVES:
        raise UnreadableInput("an archive in an archive in an archive is not read; unpack it")
    assert entry.members is not None
    for member in entry.members(stream, spot.options):
        origin, inside = f"{spot.origin}!/{member.name}", f"{spot.inside}!/{member.name}"
        inner = replace(
            spot,
            origin=origin,
            inside=inside,
            name=member.name,
            archives=spot.archives + 1,
            options=known(spot.options, spot.whole.reading, inside, origin),
        )
        if isinstance(member, Refused):
            yield inner.reject(member.reason)
            continue
        size = member.packed
        packed = None if size is None else (lambda size=size: size)
        yield from _read_spot(expanding(member.stream, packed=packed, meter=spot.whole.meter), inner)


def _peeled(name: str, entry: Format) -> str:
    """The name without the suffix of its compression: "a.csv" of "a.csv.gz", "a.tar" of "a.tgz"."""
    path = PurePath(name)
    if path.suffix.lower() not in entry.suffixes:
        return name
    return str(path.with_suffix(".tar" if path.suffix.lower().startswith(".t") else ""))
