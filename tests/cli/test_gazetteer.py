"""`dateline gazetteer`: from a table of villages to a claim that stands at one of them."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from rich.console import Console
from typer.testing import Result

from dateline.cli import output
from dateline.gazetteer import added

Dateline = Callable[..., Result]
VILLAGES = (
    "name\tlat\tlon\tnames\tcountry\tprovince\n"
    "Kafr Mizanu\t35.84\t36.52\tكفر ميزانو|Kafr Mizano\tSY\tIdlib\n"
    "Halab\t36.20\t37.16\tXeleba Mezin\tSY\tAleppo\n"
)
STORY = "Rebels shelled the village of Kafr Mizanu on Friday, killing two people, a medic said.\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of a test's own for what is added, and for what it is compiled to."""
    monkeypatch.setenv("DATELINE_GAZETTEERS", str(tmp_path / "data"))
    cache = SimpleNamespace(user_cache_dir=lambda name: str(tmp_path / "cache" / name))
    monkeypatch.setattr(added, "platformdirs", cache)
    return tmp_path


@pytest.fixture
def villages(tmp_path: Path) -> Path:
    path = tmp_path / "villages.tsv"
    path.write_text(VILLAGES, encoding="utf-8")
    return path


def places(result: Result) -> list[tuple[object, object, object]]:
    assert result.exit_code == 0, result.stderr
    claims = [claim for line in result.stdout.splitlines() for claim in json.loads(line)["claims"]]
    return [(c["place"]["lat"], c["place"]["lon"], c["place"]["gazetteer_id"]) for c in claims]


def test_a_village_that_was_added_puts_the_claim_there(
    dateline: Dateline, villages: Path, tmp_path: Path
) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    extract = ("extract", tmp_path / "story.txt", "--published", "2017-11-18")
    nowhere, there = (None, None, None), (35.84, 36.52, "dl:villages/kafr-mizanu")
    assert places(dateline(*extract)) == [nowhere]
    assert dateline("gazetteer", "add", villages).exit_code == 0
    assert places(dateline(*extract)) == [there]
    assert places(dateline(*extract, "--gazetteer", "none")) == [nowhere]
    assert dateline("gazetteer", "remove", "villages").exit_code == 0
    assert places(dateline(*extract)) == [nowhere]
    assert places(dateline(*extract, "--gazetteer", villages)) == [there]


def test_the_run_tells_which_gazetteers_were_used_and_workers_use_them_too(
    dateline: Dateline, villages: Path, tmp_path: Path
) -> None:
    for n in range(40):
        (tmp_path / f"{n:02}.txt").write_text(STORY.replace("two", str(n + 2)))
    dateline("gazetteer", "add", villages, "--name", "mine")
    ledger = tmp_path / "war.duckdb"
    read = dateline("read", tmp_path / "*.txt", "--ledger", ledger, "--workers", 2)
    assert read.exit_code == 0, read.stderr
    asked = (
        "select packs, (select count(*) from claims where place_lat between 35.83 and 35.85) as n from runs"
    )
    (row,) = map(json.loads, dateline("sql", ledger, asked, "--json").stdout.splitlines())
    (head,) = (tmp_path / "data" / "mine.jsonl").read_text().splitlines()[:1]
    versions = json.loads(row["packs"])
    assert versions["gazetteer:mine"] == json.loads(head)["sha256"][:16]
    assert "gazetteer" in versions and row["n"] == 40


def test_adding_tells_what_came_of_the_file(dateline: Dateline, villages: Path) -> None:
    told = dateline("gazetteer", "add", villages).stdout
    assert "villages.tsv: plain table, guessed (--format says otherwise)" in told
    assert "2 places with 5 names added as 'villages': 1 new, 1 known already, 1 of those" in told
    summary = json.loads(dateline("gazetteer", "add", villages, "--replace", "--json").stdout)
    assert (summary["new"], summary["known"], summary["renamed"], summary["bad"]) == (1, 1, 1, [])


def test_a_name_is_not_given_twice_unawares(dateline: Dateline, villages: Path) -> None:
    dateline("gazetteer", "add", villages)
    again = dateline("gazetteer", "add", villages)
    assert again.exit_code == 1 and "there is a gazetteer named 'villages' already" in again.stderr
    assert dateline("gazetteer", "add", villages, "--replace").exit_code == 0


def test_bad_lines_are_named_and_left_out_when_asked(dateline: Dateline, villages: Path) -> None:
    villages.write_text(VILLAGES + "Nowhere\t361\t36\t\tSY\t\n\t36\t36\t\tSY\t\n", encoding="utf-8")
    refused = dateline("gazetteer", "add", villages)
    assert refused.exit_code == 1 and refused.stdout == ""
    assert f"dateline: {villages}: nothing was added; 2 of 4 places cannot be read:" in refused.stderr
    assert "line 4: lat 361 is out of range" in refused.stderr and "line 5: no name" in refused.stderr
    assert "dateline gazetteer" not in dateline("gazetteer", "list").stdout
    taken = dateline("gazetteer", "add", villages, "--skip-bad")
    assert taken.exit_code == 3
    assert "2 places" in taken.stdout and "2 lines left out that could not be read" in taken.stdout
    assert (
        json.loads((villages.parent / "data" / "villages.jsonl").read_text().split("\n")[0])["skipped"] == 2
    )


def test_a_wrong_format_is_told(dateline: Dateline, villages: Path) -> None:
    refused = dateline("gazetteer", "add", villages, "--format", "geonames")
    assert refused.exit_code == 1 and "6 columns where a GeoNames dump has 19" in refused.stderr
    assert dateline("gazetteer", "add", villages, "--format", "kml").exit_code == 1


def test_those_that_are_used_are_listed(dateline: Dateline, villages: Path) -> None:
    dateline("gazetteer", "add", villages)
    header, built_in, mine = dateline("gazetteer", "list").stdout.splitlines()
    assert header.split()[:3] == ["name", "format", "places"]
    assert built_in.startswith("built-in") and mine.split()[:5] == [
        "villages",
        "tsv",
        "2",
        "5",
        "villages.tsv",
    ]
    rows = [json.loads(line) for line in dateline("gazetteer", "list", "--json").stdout.splitlines()]
    assert [row["name"] for row in rows] == ["built-in", "villages"]
    assert rows[0]["places"] > 200_000 and rows[1]["path"].endswith("villages.jsonl")


def test_removing_what_is_not_there_is_an_error(dateline: Dateline) -> None:
    ended = dateline("gazetteer", "remove", "villages")
    assert ended.exit_code == 1 and "no gazetteer is named 'villages'" in ended.stderr


def test_candidates_are_shown_with_why(dateline: Dateline, villages: Path) -> None:
    dateline("gazetteer", "add", villages)
    (row,) = map(json.loads, dateline("gazetteer", "find", "kafr-mizano", "--json").stdout.splitlines())
    assert (row["name"], row["lat"], row["lon"], row["province"]) == ("Kafr Mizanu", 35.84, 36.52, "Idlib")
    assert (row["key"], row["spelling"]) == ("exact", "Kafr Mizano")
    assert (row["gazetteers"], row["names"][1]) == (["villages"], "كفر ميزانو")
    shown = dateline("gazetteer", "find", "Xeleba Mezin").stdout
    assert "2,098,210" in shown and "built-in, villages" in shown and "\x1b" not in shown


def test_a_country_narrows_and_a_limit_cuts(dateline: Dateline) -> None:
    def found(*options: object) -> list[str]:
        lines = dateline("gazetteer", "find", "Tripoli", "--json", *options).stdout.splitlines()
        return [json.loads(line)["country"] for line in lines]

    everywhere = found("--limit", 0)
    assert {"LY", "LB", "GR"} <= set(everywhere)
    assert set(found("--country", "Lebanon")) == set(found("--country", "lb")) == {"LB"}
    assert found("--limit", 2) == everywhere[:2]
    assert "no country is known as 'Utopia'" in dateline(
        "gazetteer", "find", "Tripoli", "--country", "Utopia"
    ).stderr  # fmt: skip


def test_a_context_decides_among_namesakes(dateline: Dateline) -> None:
    context = "Clashes broke out in Tripoli and Beirut on Friday, and in Sidon, in Lebanon."
    lines = dateline("gazetteer", "find", "Tripoli", "--context", context, "--json").stdout.splitlines()
    first = json.loads(lines[0])
    assert (first["country"], first["chosen"]) == ("LB", True)
    assert "so read in the context" in first["reasons"]
    assert not any(json.loads(line)["chosen"] for line in lines[1:])
    without = "Shells fell on Beirut and on Sidon, in Lebanon, the army said on Friday."
    lines = dateline("gazetteer", "find", "Tripoli", "--context", without, "--json").stdout.splitlines()
    first = json.loads(lines[0])
    assert (first["country"], first["chosen"]) == ("LB", False)
    assert any("km from Beirut" in reason for reason in first["reasons"])


def test_an_unknown_name_and_a_context_nobody_reads_are_told(dateline: Dateline) -> None:
    unknown = dateline("gazetteer", "find", "Qwxyzzq")
    assert unknown.exit_code == 0 and "no place is known as 'Qwxyzzq'; add places with" in unknown.stderr
    unread = dateline("gazetteer", "find", "Tripoli", "--context", "x", "--lang", "fi")
    assert unread.exit_code == 1 and "say which does with --lang: en, vi" in unread.stderr


def test_a_terminal_gets_a_drawn_table(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    def terminal(*, errors: bool = False) -> Console:
        return Console(file=sys.stdout, force_terminal=not errors, width=160)

    monkeypatch.setattr(output, "console", terminal)
    assert "\x1b[" in dateline("gazetteer", "find", "Damascus").stdout
