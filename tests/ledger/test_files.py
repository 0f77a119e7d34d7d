import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from tests.factories import full_extraction

from dateline.errors import LedgerError
from dateline.ledger import Ledger, Run


def test_a_ledger_may_be_opened_again(path: Path, run: Run) -> None:
    with Ledger(path) as ledger:
        ledger.write([full_extraction()], run=run)
    with Ledger(path, read_only=True) as ledger:
        assert list(ledger.extractions()) == [full_extraction()]


def test_read_only_does_not_write(path: Path, run: Run) -> None:
    Ledger(path).close()
    with Ledger(path, read_only=True) as ledger:
        for write in (ledger.write, ledger.write_rejects, ledger.write_copies, ledger.write_events):
            with pytest.raises(LedgerError, match="read-only"):
                write([], run=run)


def test_a_missing_ledger_is_not_made_by_reading(path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        Ledger(path, read_only=True)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"hi", b"not a database\n" * 1000])
def test_another_file_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger(path)
    assert path.read_bytes() == content


def test_a_damaged_ledger_is_refused(path: Path) -> None:
    Ledger(path).close()
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(LedgerError, match="damaged"):
        Ledger(path)


def test_another_database_is_refused(path: Path) -> None:
    with duckdb.connect(path) as other:
        other.execute("CREATE TABLE birds (name VARCHAR)")
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger(path)


def test_an_empty_database_is_no_ledger_to_read(path: Path) -> None:
    duckdb.connect(path).close()
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger(path, read_only=True)


def test_a_newer_ledger_is_refused(path: Path) -> None:
    Ledger(path).close()
    with duckdb.connect(path) as other:
        other.execute("UPDATE ledger SET schema_version = 99")
    with pytest.raises(LedgerError, match=r"version 99.*upgrade dateline"):
        Ledger(path)


def test_an_older_ledger_is_told_so_and_left_alone(path: Path) -> None:
    Ledger(path).close()
    with duckdb.connect(path) as other:
        other.execute("UPDATE ledger SET schema_version = 1")
    held = path.read_bytes()
    with pytest.raises(LedgerError, match=r"version 1.*older dateline; read the same reports into a new"):
        Ledger(path, read_only=True)
    assert path.read_bytes() == held


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a folder"):
        Ledger(tmp_path)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="does not exist"):
        Ledger(tmp_path / "no" / "such.ledger")


def test_a_ledger_in_use_elsewhere_says_so(path: Path) -> None:
    holding = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(LedgerError, match="in use by another process"):
            Ledger(path)
        holder.communicate("\n")


def test_a_ledger_open_in_another_mode_says_so(path: Path) -> None:
    with Ledger(path), pytest.raises(LedgerError, match="another mode"):
        Ledger(path, read_only=True)
