"""`dateline demo`: what a newcomer sees first."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from dateline.ledger import Ledger

Dateline = Callable[..., Result]
pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_tells_what_happened_on_whose_word(home: Path, dateline: Dateline) -> None:
    result = dateline("demo")
    assert result.exit_code == 0
    assert result.stdout.startswith("30 reports about one battle were read into demo.duckdb")
    assert "invented" in result.stdout
    header = next(line for line in result.stdout.splitlines() if line.startswith("day"))
    assert header.split("  ")[-1] == "on whose word"
    rows = re.findall(r"^(\d+)(?:-\d+)? Nov  +\w+\.\w+", result.stdout, re.M)
    assert len(rows) > 10
    assert list(map(int, rows)) == sorted(map(int, rows))
    assert "\x1b" not in result.stdout


def test_a_dispute_is_told_with_both_sides_words(home: Path, dateline: Dateline) -> None:
    dispute = dateline("demo").stdout.split("\nContested: ")[1].split("\nCopies: ")[0]
    assert " says: it did not happen\n" in dispute
    assert " says: killed soldiers: " in dispute
    with Ledger(home / "demo.duckdb", read_only=True) as ledger:
        passages = ledger.sql("SELECT evidence_quote FROM claims").to_pydict()["evidence_quote"]
    whole = {" ".join(passage.split()) for passage in passages}
    assert set(re.findall("“(.*)”\n", dispute)) <= whole


def test_the_reprint_is_one_voice(home: Path, dateline: Dateline) -> None:
    copies = dateline("demo").stdout.split("\nCopies: ")[1].split("\nNext")[0]
    assert copies.startswith("these 2 reports are one voice\n  s03-en ")
    assert "exact copy: 100% of its words stand in s03-en too" in copies


def test_the_commands_it_names_work(home: Path, dateline: Dateline) -> None:
    named = dateline("demo").stdout.split("\nNext\n")[1].splitlines()
    assert [line.split()[1] for line in named] == ["show", "control", "explain", "export", "sql"]
    for line in named:
        arguments = [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', line)]
        assert dateline(*arguments[1:]).exit_code == 0, line


def test_again_gives_the_same(home: Path, dateline: Dateline) -> None:
    assert dateline("demo").stdout == dateline("demo").stdout


def test_what_is_not_the_demos_is_never_removed(home: Path, dateline: Dateline) -> None:
    notes, kept = home / "notes.txt", home / "war.duckdb"
    notes.write_text("Rebels shelled the town of Arden on Monday, a medic said.")
    dateline("read", notes, "--ledger", kept)
    held = kept.read_bytes()
    refused = dateline("demo", "--ledger", kept)
    assert refused.exit_code == 1
    assert refused.stderr == f"dateline: {kept} holds more than the demo; name another file with --ledger\n"
    assert kept.read_bytes() == held
    assert dateline("demo", "--ledger", notes).exit_code == 1
    assert notes.read_text().startswith("Rebels")


def test_a_demo_ledger_that_was_read_into_is_kept(home: Path, dateline: Dateline) -> None:
    dateline("demo")
    (home / "more.txt").write_text("Rebels shelled the town of Arden on Monday, a medic said.")
    dateline("read", home / "more.txt", "--ledger", "demo.duckdb")
    assert dateline("demo").exit_code == 1


@pytest.mark.parametrize(("columns", "header"), [(80, "what, where"), (120, "reports")])
def test_a_terminal_gets_what_fits(
    home: Path, dateline: Dateline, monkeypatch: pytest.MonkeyPatch, columns: int, header: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = dateline("demo").stdout
    assert "\x1b[" in coloured
    lines = re.sub(r"\x1b\[[0-9;?]*\w", "", coloured).splitlines()
    assert any(header in line for line in lines)
    assert max(map(len, lines)) <= columns


def test_what_to_do_next_is_called_as_this_was(
    home: Path, dateline: Dateline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", [".venv/bin/dateline", "demo"])
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert "  .venv/bin/dateline show demo.duckdb" in dateline("demo").stdout
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/dateline")
    assert "  dateline show demo.duckdb" in dateline("demo").stdout
