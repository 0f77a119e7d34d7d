"""`dateline extract`: the record on standard output."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from dateline.record import from_record

Dateline = Callable[..., Result]
STORY = "The Syrian army shelled the town of Saraqib in Idlib on Monday, killing four civilians, SANA said."


@pytest.mark.usefixtures("quick")
def test_one_record_a_report_that_reads_back(tmp_path: Path, dateline: Dateline) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    result = dateline("extract", tmp_path / "a.txt", "--published", "2017-11-21", "--outlet", "Radio")
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    extraction = from_record(json.loads(line))
    assert (extraction.report.text, extraction.report.outlet) == (STORY, "Radio")
    assert extraction.claims[0].event == "strike.shelling"


@pytest.mark.usefixtures("quick")
def test_what_is_set_aside_goes_to_standard_error(tmp_path: Path, dateline: Dateline) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_bytes(b"")
    result = dateline("extract", tmp_path)
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == f"{tmp_path}/b.txt: the file is empty\n"


def test_the_number_of_workers_does_not_show(tmp_path: Path, dateline: Dateline) -> None:
    for n in range(40):
        (tmp_path / f"{n:02}.txt").write_text(STORY.replace("four", str(n + 2)))
    one = dateline("extract", tmp_path, "--published", "2017-11-21")
    two = dateline("extract", tmp_path, "--published", "2017-11-21", "--workers", "2")
    assert one.stdout_bytes == two.stdout_bytes
    assert len(one.stdout.splitlines()) == 40


def test_nothing_to_read_is_an_error(dateline: Dateline) -> None:
    result = dateline("extract", "nowhere.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith("dateline: nothing to read")
