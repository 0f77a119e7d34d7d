"""`dateline explain`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Dateline = Callable[..., Result]


def test_the_passage_is_marked_and_every_cell_has_its_quote_and_offsets(
    ledger: Path, dateline: Dateline
) -> None:
    out = dateline("explain", ledger, "c0ff", "--names").stdout
    assert "[actor: Rebels] [trigger: shelled] [place: Arden] [time: on Monday]" in out
    assert (
        "[target: Omar Haddad] and wounding General [target: Sami Nasser], said [source: Layla Karim]" in out
    )
    cells = {line.split()[0]: line for line in out.splitlines()[-9:]}
    assert cells["actor"].split() == ["actor", "Rebels", "(rebels)", "Rebels", "0-6"]
    assert "not in the codebook  " in cells["target"]
    assert "place.clause: in the clause of the trigger" in cells["place"]
    assert "2017-11-20 (day, from published)" in cells["time"] and cells["time"].endswith("weekday")
    assert "1 killed" in cells["quantity"]


def test_names_are_masked_everywhere(ledger: Path, dateline: Dateline) -> None:
    for options in ([], ["--json"]):
        out = dateline("explain", ledger, "c0ff", *options).stdout
        assert "Omar" not in out and "Layla" not in out
        assert "Sami Nasser" in out


def test_json(ledger: Path, dateline: Dateline) -> None:
    record = json.loads(dateline("explain", ledger, "c0ff", "--json", "--names").stdout)
    assert record["report"]["id"] == "one"
    assert record["claim"]["trigger"] == {"span": [7, 14], "quote": "shelled"}


def test_colours_take_the_place_of_brackets(
    ledger: Path, dateline: Dateline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    out = dateline("explain", ledger, "c0ff").stdout
    assert "[actor: " not in out
    assert "\x1b[1;36mRebels" in out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "[actor: Rebels]" in dateline("explain", ledger, "c0ff").stdout


def test_an_unknown_claim_is_an_error(ledger: Path, dateline: Dateline) -> None:
    result = dateline("explain", ledger, "zzz")
    assert result.exit_code == 1
    assert "dateline: no claim has an id that begins with 'zzz'" in result.stderr
