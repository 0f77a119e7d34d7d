"""`dateline demo`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Dateline = Callable[..., Result]


@pytest.mark.usefixtures("quick")
def test_the_samples_are_read_and_events_shown(
    tmp_path: Path, dateline: Dateline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = dateline("demo")
    assert result.exit_code == 0
    assert result.stdout.startswith("30 reports: 30 new, 0 known.")
    origins = [line.split()[0] for line in result.stdout.splitlines()[3:]]
    assert int(origins[0].split("-")[0]) > 1
    assert (tmp_path / "demo.duckdb").exists()
    assert dateline("demo").stdout.startswith("Nothing new: all 30 reports were already in the ledger.")
