"""Files, folders, globs and standard input."""

import gzip
import io
import os
from pathlib import Path

import pytest

from dateline.errors import MissingInput
from dateline.model import Reject, Report
from dateline.read import read


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"The text of {name}.")
    return tmp_path


def origins(*paths: str | Path) -> list[str]:
    return [item.origin for item in read(list(paths))]


def test_a_folder_is_read_to_its_depths_in_order_without_hidden_files(folder: Path) -> None:
    assert origins(folder) == [str(folder / name) for name in ("a.txt", "b.txt", "sub/c.txt")]


def test_arguments_keep_their_order_and_each_file_comes_once(folder: Path) -> None:
    assert origins("b.txt", "*.txt", "sub") == ["b.txt", "a.txt", "sub/c.txt"]


def test_globs_reach_into_folders(folder: Path) -> None:
    assert origins("**/c.*") == ["sub/c.txt"]


def test_a_missing_path_is_a_reject_beside_others(folder: Path) -> None:
    good, missing = read(["a.txt", "nowhere.txt"])
    assert isinstance(good, Report)
    assert isinstance(missing, Reject) and missing.origin == "nowhere.txt"


def test_nothing_at_all_is_an_error_before_reading(folder: Path) -> None:
    with pytest.raises(MissingInput, match=r"nowhere\.txt, \*\.pdf"):
        read(["nowhere.txt", "*.pdf"])
    with pytest.raises(MissingInput):
        read([])


@pytest.mark.parametrize("name", ["x.txt.gz", "x.txt", "x.gz"])
def test_gzip_is_known_by_its_first_bytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"Zipped text."))
    (report,) = read([path])
    assert isinstance(report, Report) and report.text == "Zipped text."


@pytest.mark.parametrize(
    ("raw", "origin", "text"),
    [
        (b'{"text": "One."}\n', "-:1", "One."),
        (b"One.", "-", "One."),
        (gzip.compress(b'{"text": "One."}\n'), "-:1", "One."),
        (b'{"title": "' + b"x" * 20_000 + b'", "text": "One."}\n', "-:1", "One."),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, raw: bytes, origin: str, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    (report,) = read(["-"])
    assert isinstance(report, Report)
    assert (report.origin, report.text) == (origin, text)


@pytest.mark.parametrize(
    ("name", "raw", "what"),
    [
        ("a.db", b"SQLite format 3\0....", "an SQLite database"),
        ("a", b"SQLite format 3\0....", "an SQLite database"),
        ("a.duckdb", b"....", "a DuckDB database"),
        ("a.xlsx", b"PK\x03\x04....", "a spreadsheet"),
        ("a.docx", b"PK\x03\x04....", "an office document"),
        ("a.feather", b"FEA1....", "Feather version 1"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c....", "a 7-Zip or RAR archive"),
        ("old.arc", b"filedesc://old.arc 0.0.0.0 20170306 text/plain 9\n", "an ARC file"),
    ],
)
def test_formats_that_are_not_read_are_named(tmp_path: Path, name: str, raw: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(raw)
    (reject,) = read([tmp_path / name])
    assert isinstance(reject, Reject) and reject.reason.startswith(f"{what} is not read")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_set_aside(folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    locked, good = read(["a.txt", "b.txt"])
    assert isinstance(locked, Reject) and "Permission denied" in locked.reason
    assert isinstance(good, Report)


def test_brackets_in_a_text_are_no_json(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("[Video] The army entered three villages.")
    (report,) = read([tmp_path / "a"])
    assert isinstance(report, Report)
