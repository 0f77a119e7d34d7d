"""Parquet and Arrow (Feather): one report a row, read by small batches, the wanted columns only."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from dateline.errors import UnreadableInput
from dateline.model import Reject, Report
from dateline.read.columns import table_columns
from dateline.read.options import ReadOptions
from dateline.read.rows import read_rows
from dateline.read.streams import BUFFER, EARLY, why

_ROWS = 16  # rows at once: each may hold a text as long as the limit
_MAGIC = 8  # bytes before the stream in an Arrow file
_BATCH = b"\xff\xff\xff\xff"  # what each batch begins with
_MARK = b"ARROW1"  # what it begins and ends with


def read_parquet(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The reports of a Parquet file. Raises UnreadableInput where it breaks, or without a column of text."""
    pa = _arrow()
    try:
        table = pa.parquet.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 20)
        mapping = table_columns(table.schema_arrow.names, options, origin=origin)
        columns = list(mapping.values())
        _check_ratio(table.metadata, columns, options)
        batches = table.iter_batches(batch_size=_ROWS, columns=columns)
        yield from _read_batches(batches, mapping, origin, options)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableInput(f"broken Parquet: {why(error)}") from error


def read_arrow_file(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The reports of an Arrow file (Feather version 2): a stream of batches between two marks."""
    stream.read(_MAGIC)
    yield from read_arrow_stream(stream, origin=origin, options=options)
    end = b""
    while raw := stream.read(BUFFER):
        end = (end + raw)[-len(_MARK) :]
    if end != _MARK:
        raise UnreadableInput("broken Arrow: the file is cut short, its last rows may be missing")


def read_arrow_stream(stream: BinaryIO, *, origin: str, options: ReadOptions) -> Iterator[Report | Reject]:
    """The reports of an Arrow stream. Raises UnreadableInput as `read_parquet` does, and over a limit."""
    pa = _arrow()
    if stream.peek(4)[:4] != _BATCH:  # type: ignore[attr-defined]
        raise UnreadableInput("broken Arrow: it does not begin as a stream of batches")
    try:
        table = pa.ipc.open_stream(pa.PythonFile(_Bounded(stream, options), mode="r"))
        mapping = table_columns(table.schema.names, options, origin=origin)
        yield from _read_batches(_slices(table), mapping, origin, options)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableInput(f"broken Arrow: {why(error)}") from error


def _arrow() -> Any:
    # Imported here: it takes longer than all other readers.
    import pyarrow
    import pyarrow.parquet

    return pyarrow


class _Bounded:
    """A stream that gives no more than the limit at once: a batch is read whole."""

    closed = False

    def __init__(self, stream: BinaryIO, options: ReadOptions) -> None:
        self._stream = stream
        self._limit = options.max_held

    def read(self, size: int = -1) -> bytes:
        if size > self._limit:
            raise UnreadableInput(
                f"a batch of {size:,} bytes is over the limit of {self._limit:,} (max_held); "
                "write the file with smaller batches, or as Parquet"
            )
        return self._stream.read(size)


def _slices(batches: Iterable[Any]) -> Iterator[Any]:
    for batch in batches:
        yield from (batch.slice(start, _ROWS) for start in range(0, batch.num_rows, _ROWS))


def _read_batches(
    batches: Iterable[Any], mapping: Any, origin: str, options: ReadOptions
) -> Iterator[Report | Reject]:
    number = 0
    for batch in batches:
        cells = zip(*(_values(batch.column(column)) for column in mapping.values()), strict=True)
        rows = [(f"{origin}#{number + i}", row) for i, row in enumerate(cells, start=1)]
        number += len(rows)
        yield from read_rows(list(mapping), rows, options)


def _values(column: Any) -> list[Any]:
    """A column's cells as Python values; a string that is no UTF-8 as its bytes."""
    pa = _arrow()
    if pa.types.is_timestamp(column.type):
        # Nanoseconds fit no datetime.
        column = column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
    try:
        values: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        values = column.cast(pa.binary()).to_pylist()
    return values


def _check_ratio(metadata: Any, columns: list[str], options: ReadOptions) -> None:
    """Raises UnreadableInput for a column that expands as bombs do."""
    for group in range(metadata.num_row_groups):
        chunks = (metadata.row_group(group).column(i) for i in range(metadata.num_columns))
        for chunk in (chunk for chunk in chunks if chunk.path_in_schema.split(".")[0] in columns):
            packed, expanded = chunk.total_compressed_size, chunk.total_uncompressed_size
            if expanded > max(EARLY, options.max_ratio * packed):
                raise UnreadableInput(
                    f"column {chunk.path_in_schema} expands to more than {options.max_ratio:,} times its "
                    "size (max_ratio), as bombs do; raise the limit if you trust it"
                )
