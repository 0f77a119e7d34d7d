"""`dateline export`."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from dateline.cli.export import As
from dateline.export import FORMATS

Dateline = Callable[..., Result]


def test_every_format_is_offered() -> None:
    assert {choice.value for choice in As} == set(FORMATS)


def test_csv(ledger: Path, dateline: Dateline) -> None:
    rows = list(
        csv.DictReader(io.StringIO(dateline("export", ledger, "--as", "csv", "--of", "claims").stdout))
    )
    assert [row["dateline_id"] for row in rows] == ["c0ffee01", "decade02"]
    assert rows[0]["targets"] == "[name withheld]; Sami Nasser"


def test_geojson_to_a_file(ledger: Path, dateline: Dateline, tmp_path: Path) -> None:
    out = tmp_path / "events.geojson"
    result = dateline("export", ledger, "--as", "geojson", "--out", out)
    assert (result.stdout, result.stderr) == ("", f"1 event written to {out}\n")
    assert json.loads(out.read_text("utf-8"))["features"][0]["geometry"]["coordinates"] == [2.5, 1.5]


@pytest.mark.parametrize("format_", list(As))
@pytest.mark.parametrize("of", ["claims", "events"])
def test_names_are_masked_in_every_format(ledger: Path, dateline: Dateline, format_: As, of: str) -> None:
    arguments = ("export", ledger, "--as", format_.value, "--of", of)
    masked = dateline(*arguments).stdout
    assert "Omar" not in masked and "Layla" not in masked
    assert "Sami Nasser" in masked
    assert "Omar Haddad" in dateline(*arguments, "--names").stdout


def test_filters(ledger: Path, dateline: Dateline) -> None:
    arguments = ("export", ledger, "--as", "jsonl", "--of", "claims")
    assert len(dateline(*arguments, "--source", "Radio North").stdout.splitlines()) == 1
    assert dateline(*arguments, "--min-confidence", "0.9").stdout == ""


def test_a_file_that_cannot_be_written_is_an_error(ledger: Path, dateline: Dateline, tmp_path: Path) -> None:
    result = dateline("export", ledger, "--as", "csv", "--out", tmp_path / "no" / "x.csv")
    assert result.exit_code == 1
    assert result.stderr.startswith("dateline: cannot write ")
