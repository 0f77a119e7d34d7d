"""Parquet and Arrow tables."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.model import Reject, Report
from dateline.read import ReadOptions, read

DAY = datetime(2017, 11, 17, 8, 0, 0, 1, tzinfo=UTC)


def write(path: Path, **columns: Any) -> Path:
    rows = pa.table(columns)
    if path.suffix == ".parquet":
        pq.write_table(rows, path, row_group_size=7)
    else:
        with pa.ipc.new_file(path, rows.schema) as writer:
            writer.write_table(rows, max_chunksize=7)
    return path


@pytest.fixture(params=["a.parquet", "a.feather"])
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return tmp_path / str(request.param)


def test_rows_are_numbered_over_batches_and_groups(path: Path) -> None:
    write(path, text=[f"Text {n}." for n in range(50)], n=list(range(50)))
    assert [item.origin for item in read([path])] == [f"{path}#{n}" for n in range(1, 51)]


@pytest.mark.parametrize(
    "published",
    [
        pa.array([DAY], pa.timestamp("ns", "UTC")),
        pa.array([DAY], pa.timestamp("ms", "UTC")),
        pa.array([DAY.replace(tzinfo=None)], pa.timestamp("s")),
        pa.array([date(2017, 11, 17)]),
        pa.array(["2017-11-17"]).dictionary_encode(),
        pa.array([b"2017-11-17"]),
    ],
    ids=lambda column: str(column.type),
)
def test_dates_of_every_type(path: Path, published: Any) -> None:
    (report,) = read([write(path, body=pa.array(["Text."], pa.large_string()), date=published, id=[7])])
    assert isinstance(report, Report) and report.published is not None
    assert (report.id, report.published.start, report.published.grain) == ("7", "2017-11-17", "day")


def test_cells_that_hold_nothing_and_bytes(path: Path) -> None:
    body = pa.array([None, "L'été à Paris.".encode("cp1252"), b"\x00\x01", "Thứ hai.".encode()], pa.binary())
    empty, old, broken, new = read([write(path, text=body, title=pa.array([float("nan")] * 4))])
    assert isinstance(empty, Reject) and empty.reason == "its text is empty"
    assert isinstance(broken, Reject) and broken.reason.startswith("not text: ")
    assert isinstance(old, Report) and (old.text, old.title) == ("L'été à Paris.", None)
    assert isinstance(new, Report) and new.text == "Thứ hai."


def test_strings_that_are_no_utf8(path: Path) -> None:
    raw = pa.array(["Thứ hai.".encode(), b"L'\xe9t\xe9 \xe0 Paris."], pa.binary())
    column = pa.Array.from_buffers(pa.string(), 2, raw.buffers())
    assert [item.text for item in read([write(path, text=column)]) if isinstance(item, Report)] == [
        "Thứ hai.",
        "L'été à Paris.",
    ]


def test_a_column_of_text_that_holds_none(path: Path) -> None:
    (reject,) = read([write(path, text=[["a", "list"]])])
    assert isinstance(reject, Reject) and reject.reason == "its text is no string: list"


def test_a_table_without_a_column_of_text_is_refused_by_its_columns(path: Path) -> None:
    (reject,) = read([write(path, ort=["Hajin"], wert=[3])])
    assert isinstance(reject, Reject) and "no column with the text; it has ort, wert" in reject.reason


@pytest.mark.parametrize("name", ["a.parquet", "a.feather", "a.arrows"])
def test_what_is_no_table_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"<html>Not found</html>")
    (reject,) = read([tmp_path / name])
    assert isinstance(reject, Reject) and reject.reason.startswith("broken ")


def test_a_page_that_is_damaged_ends_the_table_there(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    rows = pa.table({"text": [f"Text number {n}, not like the others: {hash(n)}." for n in range(400)]})
    pq.write_table(rows, path, row_group_size=40, compression="zstd", use_dictionary=False)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 200] = bytes(200)
    path.write_bytes(raw)
    *reports, broken = read([path])
    assert 0 < len(reports) < 400 and all(isinstance(report, Report) for report in reports)
    assert isinstance(broken, Reject) and broken.reason.startswith("broken Parquet: ")
    assert f"(after {path}#{len(reports)})" in broken.reason


def test_limits(tmp_path: Path) -> None:
    bomb = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["x" * 1000] * 20_000}), bomb, compression="zstd", use_dictionary=False)
    (reject,) = read([bomb])
    assert isinstance(reject, Reject) and "(max_ratio)" in reject.reason
    large = write(tmp_path / "a.feather", text=["x" * 1000] * 8)
    (reject,) = read([large], options=ReadOptions(max_held=5000))
    assert isinstance(reject, Reject) and "(max_held)" in reject.reason
