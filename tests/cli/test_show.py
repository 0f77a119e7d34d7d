"""`dateline show`, as in a pipe and on a terminal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Dateline = Callable[..., Result]
WITHHELD = "[name withheld]"


def test_events_show_independent_origins_first_and_reports_beside(ledger: Path, dateline: Dateline) -> None:
    header, row = dateline("show", ledger).stdout.splitlines()
    assert header.split()[:3] == ["origins", "reports", "event"]
    assert row.startswith("1-2      in 2     strike.shelling  2017-11-20  Arden")
    assert "1 killed" in row
    assert row.rstrip().endswith("e1")


def test_claims_show_on_whose_word_and_the_passage(ledger: Path, dateline: Dateline) -> None:
    lines = dateline("show", ledger, "--claims").stdout.splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("c0ffee01")
    assert "who lives there." in lines[1]
    assert "\t" not in "".join(lines)


def test_private_names_are_masked_unless_asked_for(ledger: Path, dateline: Dateline) -> None:
    for options in (["--claims"], ["--events"], ["--claims", "--json"], ["--events", "--json"]):
        masked = dateline("show", ledger, *options).stdout
        assert WITHHELD in masked
        assert "Omar" not in masked and "Layla" not in masked
        assert "Sami Nasser" in masked
        assert "Omar Haddad" in dateline("show", ledger, *options, "--names").stdout


def test_json_has_one_object_a_row(ledger: Path, dateline: Dateline) -> None:
    (event,) = map(json.loads, dateline("show", ledger, "--json").stdout.splitlines())
    assert (event["n_origins"], event["n_reports"], event["first_day"]) == (1, 2, "2017-11-20")


@pytest.mark.parametrize(
    ("filter_", "rows"),
    [
        (["--place", "ARDEN"], 2),
        (["--place", "elsewhere"], 0),
        (["--actor", "rebels"], 2),
        (["--type", "strike"], 2),
        (["--type", "battle"], 0),
        (["--since", "2017-11-20", "--until", "2017-11"], 2),
        (["--since", "2018"], 0),
        (["--source", "Radio North"], 1),
        (["--lang", "en"], 2),
        (["--lang", "vi"], 0),
        (["--limit", "1"], 1),
        (["--limit", "0"], 2),
    ],
)
def test_filters(ledger: Path, dateline: Dateline, filter_: list[str], rows: int) -> None:
    result = dateline("show", ledger, "--claims", "--json", *filter_)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == rows


def test_what_is_left_out_is_said(ledger: Path, dateline: Dateline) -> None:
    assert "1 of 2 shown" in dateline("show", ledger, "--claims", "--limit", "1").stderr
    assert "no events pass" in dateline("show", ledger, "--place", "nowhere").stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "nowhere.duckdb"], "dateline: there is no ledger at nowhere.duckdb"),
        (["show", "{ledger}", "--since", "soon"], "dateline: 'soon' is not a day"),
    ],
)
def test_errors_are_one_line_and_end_in_1(
    ledger: Path, dateline: Dateline, arguments: list[str], message: str
) -> None:
    result = dateline(*(argument.format(ledger=ledger) for argument in arguments))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


def test_a_terminal_gets_a_drawn_table(
    ledger: Path, dateline: Dateline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in dateline("show", ledger).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b[3" not in dateline("show", ledger).stdout
