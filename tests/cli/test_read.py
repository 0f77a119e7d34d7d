"""`dateline read`: from reports to a ledger."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from dateline.ledger import Ledger

Dateline = Callable[..., Result]
pytestmark = pytest.mark.usefixtures("quick")

STORY = "The Syrian army shelled the town of Saraqib in Idlib on Monday, killing four civilians, SANA said."
FRENCH = "L'armée est entrée lundi dans trois villages du nord, a déclaré à la presse un porte-parole."


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    records = [
        {"id": "a", "text": STORY, "outlet": "Radio North", "published": "2017-11-21", "lang": "en"},
        {"id": "b", "text": "Army units entered Saraqib on Tuesday.", "published": "2017-11-22"},
    ]
    (folder / "a.jsonl").write_text(
        "".join(json.dumps(record) + "\n" for record in records), encoding="utf-8"
    )
    return folder


def test_reports_become_claims_and_events(inputs: Path, tmp_path: Path, dateline: Dateline) -> None:
    path = tmp_path / "war.duckdb"
    result = dateline("read", inputs, "--ledger", path)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("2 reports: 2 new, 0 known.\n")
    with Ledger(path, read_only=True) as ledger:
        assert "strike.shelling" in {row["event"] for row in ledger.claims(source="Radio North").rows()}
        assert "strike.shelling" in {row["event"] for row in ledger.events().rows()}


def test_reading_again_changes_nothing(inputs: Path, tmp_path: Path, dateline: Dateline) -> None:
    path = tmp_path / "war.duckdb"
    dateline("read", inputs, "--ledger", path)
    with Ledger(path, read_only=True) as ledger:
        before = ledger.claims().rows()
    result = dateline("read", inputs, "--ledger", path)
    assert result.stdout == "Nothing new: all 2 reports were already in the ledger.\n"
    assert result.exit_code == 0
    with Ledger(path, read_only=True) as ledger:
        assert ledger.claims().rows() == before


def test_what_is_set_aside_is_counted_kept_and_ends_in_3(
    inputs: Path, tmp_path: Path, dateline: Dateline
) -> None:
    (inputs / "b.jsonl").write_text('{"text": \n{"id": "c"\n')
    (inputs / "c.txt").write_bytes(b"\x7fELF\0\0")
    (inputs / "d.txt").write_text(FRENCH * 2, encoding="utf-8")
    path = tmp_path / "war.duckdb"
    result = dateline("read", inputs, "--ledger", path)
    assert result.exit_code == 3
    lines = result.stdout.splitlines()
    assert "3 reports: 3 new, 0 known." in lines
    assert "4 set aside:" in lines
    assert f"  broken JSON ({inputs}/b.jsonl:1 and 1 more)" in lines
    assert any(line.startswith("  no pack for language 'fr'") for line in lines)
    with Ledger(path, read_only=True) as ledger:
        assert ledger.sql("select count(*) as n from rejects").to_pylist() == [{"n": 4}]
    again = dateline("read", inputs, "--ledger", path)
    assert again.exit_code == 3


def test_the_summary_as_json(inputs: Path, tmp_path: Path, dateline: Dateline) -> None:
    copy = inputs / "z.jsonl"
    copy.write_text((inputs / "a.jsonl").read_text())
    result = dateline("read", inputs, "--ledger", tmp_path / "war.duckdb", "--json")
    summary = json.loads(result.stdout)
    assert (summary["reports"], summary["new"], summary["known"], summary["refused"]) == (4, 2, 2, {})
    assert summary["claims"] > 0


def test_standard_input_and_defaults(tmp_path: Path, dateline: Dateline) -> None:
    path = tmp_path / "war.duckdb"
    arguments = ("--outlet", "Radio", "--published", "2017-11-21", "--lang", "en", "--ledger", path)
    assert dateline("read", "-", *arguments, stdin=STORY).exit_code == 0
    with Ledger(path, read_only=True) as ledger:
        (row,) = ledger.sql("select outlet, published_start, language from reports").to_pylist()
    assert row == {"outlet": "Radio", "published_start": "2017-11-21", "language": "en"}


def test_confidence_holds_claims_back(inputs: Path, tmp_path: Path, dateline: Dateline) -> None:
    path = tmp_path / "war.duckdb"
    assert dateline("read", inputs, "--ledger", path, "--min-confidence", "1").exit_code == 0
    with Ledger(path, read_only=True) as ledger:
        assert not [row for row in ledger.claims().rows() if row["confidence"] < 1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["nowhere.txt", "--ledger", "{ledger}"],
            "dateline: nothing to read: no file is found at nowhere.txt",
        ),
        (
            ["{inputs}", "--ledger", "{ledger}", "--published", "soon"],
            "dateline: published date 'soon' is n",
        ),
        (["{inputs}", "--ledger", "{inputs}"], "dateline: "),
    ],
)
def test_errors(inputs: Path, tmp_path: Path, dateline: Dateline, arguments: list[str], message: str) -> None:
    ledger = tmp_path / "war.duckdb"
    result = dateline("read", *(argument.format(inputs=inputs, ledger=ledger) for argument in arguments))
    assert result.exit_code == 1
    assert result.stderr.startswith(message)
    assert result.stdout == ""
    assert not ledger.exists()


def test_columns_are_told_once_and_may_be_named(tmp_path: Path, dateline: Dateline) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text(f'Nr,Body,Lead,Date\n{name},"{STORY}",Short.,2017-11-21\n')
    path = tmp_path / "war.duckdb"
    guessed = dateline("read", folder, "--ledger", path)
    assert guessed.exit_code == 0
    assert guessed.stderr == f"{folder}/a.csv: text=Body, published=Date (not read: Nr, Lead)\n"
    named = dateline("read", folder, "--ledger", path, "--map", "text=Lead,id=Nr", "--map", "published=")
    assert named.stderr == f"{folder}/a.csv: text=Lead, id=Nr (not read: Body, Date)\n"
    assert named.stdout.startswith("2 reports: 2 new")
    refused = dateline("read", folder, "--ledger", path, "--map", "text=Inhalt")
    assert refused.exit_code == 3 and "no column 'Inhalt'" in refused.stdout


def test_a_sidecar_and_limits(inputs: Path, tmp_path: Path, dateline: Dateline) -> None:
    (inputs / "c.txt").write_text("x" * 2000)
    sidecar = tmp_path / "sidecar.csv"
    sidecar.write_text("file,outlet\na.jsonl,Daily\nz.txt,Nobody\n")
    path = tmp_path / "war.duckdb"
    arguments = ("--ledger", path, "--sidecar", sidecar, "--outlet", "Radio", "--max-chars", "1000", "--json")
    result = dateline("read", inputs, *arguments)
    assert result.exit_code == 3
    refused = json.loads(result.stdout)["refused"]
    assert list(refused) == ["its text is too long", "the sidecar's row means no file that was read"]
    with Ledger(path, read_only=True) as ledger:
        assert ledger.sql("select distinct outlet from reports").to_pylist() == [{"outlet": "Daily"}]


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--map", "corpus=body", "dateline: --map: 'corpus=body' is no FIELD=COLUMN"),
        ("--max-held", "much", "dateline: 'much' is no size; write it as 64MB or 2GB"),
        ("--sidecar", "nowhere.csv", "dateline: no sidecar at nowhere.csv"),
        ("--lang", "English", "dateline: --lang: 'English' is no language code"),
    ],
)
def test_options_that_say_nothing(
    inputs: Path, tmp_path: Path, dateline: Dateline, option: str, value: str, message: str
) -> None:
    result = dateline("read", inputs, "--ledger", tmp_path / "war.duckdb", option, value)
    assert result.exit_code == 1 and result.stderr.startswith(message)
