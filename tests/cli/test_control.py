"""`dateline control` and `dateline show --contested`: the sample battle, told with both sides' word."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app

Dateline = Callable[..., Result]


@pytest.fixture(scope="module")
def battle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the sample reports."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    assert CliRunner().invoke(app, ["demo", "--ledger", str(path)]).exit_code == 0
    return path


def test_the_battles_story_is_taken_lost_by_half_lost_and_retaken(battle: Path, dateline: Dateline) -> None:
    done = dateline("control", battle, "--place", "Abu Kamal", "--json")
    rows = list(map(json.loads, done.stdout.splitlines()))
    told = {(row["actor"], row["how"], row["share_min"], row["since"]): row for row in rows}
    taken = told["Syrian Arab Army", "took", 1.0, "2017-11-09"]
    half = told["Islamic State", "took", 0.5, "2017-11-12"]
    lost = next(row for row in rows if row["actor_id"] == "is" and row["since"] == "2017-11-13")
    retaken = told["Syrian Arab Army", "took", 1.0, "2017-11-19"]
    assert taken["until"] == "2017-11-12" and half["until"] == "2017-11-13" and retaken["until"] is None
    assert taken["contested"] and "Amaq" in taken["against"]
    assert lost["how"] == "took" and lost["contested"] and "SANA" in lost["against"]
    assert "SANA" in retaken["sources"]
    assert any(row["actor_id"] == "is" and row["how"] == "left" for row in rows)


def test_each_hold_stands_with_its_passages(battle: Path, dateline: Dateline) -> None:
    lines = dateline("control", battle, "--place", "Albu Kamal", "--actor", "is").stdout.splitlines()
    assert any(line.startswith("  2017-11-12 to 2017-11-13  Islamic State took 50% of it") for line in lines)
    assert any("seized half of Albu Kamal" in line for line in lines)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--place", "nowhere"], False),
        (["--actor", "syr-army"], True),
        (["--since", "2018"], True),  # what was not told to have ended
        (["--until", "2016"], False),
        (["--contested", "--since", "2017-11-09", "--until", "2017-11-09"], True),
    ],
)
def test_filters(battle: Path, dateline: Dateline, options: list[str], found: bool) -> None:
    done = dateline("control", battle, *options)
    assert done.exit_code == 0
    assert bool(done.stdout) == found
    assert ("nobody is said" in done.stderr) != found


def test_a_day_that_is_none_is_refused(battle: Path, dateline: Dateline) -> None:
    assert dateline("control", battle, "--since", "May").exit_code == 1
    assert dateline("control", battle, "--place", " ").exit_code == 1


def test_contested_events_are_shown_with_what_each_says(battle: Path, dateline: Dateline) -> None:
    shown = dateline("show", battle, "--contested", "--type", "strike").stdout
    assert "  killed soldiers\n" in shown
    assert "    Amaq: at least 40" in shown
    assert "it did not happen" in shown


def test_a_toll_that_its_origin_gave_anew_is_marked(tmp_path: Path, dateline: Dateline) -> None:
    told = "killed on Friday in shelling of the town of Harasta by the army."
    reports = [
        ("2017-11-17", f"The Syrian Observatory for Human Rights said 12 civilians were {told}"),
        ("2017-11-18", f"The Syrian Observatory for Human Rights said 19 civilians were {told}"),
        ("2017-11-18", f"SANA said two civilians were {told}"),
    ]
    source, ledger = tmp_path / "reports.jsonl", tmp_path / "war.duckdb"
    lines = [json.dumps({"text": text, "published": day, "outlet": "Radio North"}) for day, text in reports]
    source.write_text("\n".join(lines), encoding="utf-8")
    assert dateline("read", source, "--ledger", ledger).exit_code == 0
    shown = dateline("show", ledger, "--contested").stdout
    assert "Human Rights: 12, told 2017-11-17, replaced later" in shown
    assert "Human Rights: 19, told 2017-11-18\n" in shown


def test_contested_events_as_json_hold_their_sides(battle: Path, dateline: Dateline) -> None:
    rows = list(map(json.loads, dateline("show", battle, "--contested", "--json").stdout.splitlines()))
    assert rows and all(row["contested"] and row["sides"] for row in rows)
    assert {"toll", "denial", "control"} <= {side["kind"] for row in rows for side in row["sides"]}


def test_claims_of_contested_events_may_be_listed(battle: Path, dateline: Dateline) -> None:
    all_, some = (
        dateline("show", battle, "--claims", "--limit", "0", *more).stdout.splitlines()
        for more in ([], ["--contested"])
    )
    assert 1 < len(some) < len(all_)


def test_nothing_contested_is_said(ledger: Path, dateline: Dateline) -> None:
    done = dateline("show", ledger, "--contested")
    assert not done.stdout and "no events pass" in done.stderr
