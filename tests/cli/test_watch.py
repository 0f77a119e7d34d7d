"""`dateline watch`: from feeds to a ledger."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest
from tests.server import Site, serve
from typer.testing import Result

from dateline.cli.watch import seconds
from dateline.errors import InputError
from dateline.ledger import Ledger

Dateline = Callable[..., Result]

STORY = "<p>The Syrian army shelled the town of Saraqib on Monday, killing four civilians, SANA said.</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        entry = (
            "<item><title>Shelling</title><link>/a</link><pubDate>Tue, 21 Nov 2017 10:00:00 GMT</pubDate>"
            f"<content:encoded>{escape(STORY * 3)}</content:encoded></item>"
        )
        running.put(
            "/feed", f"<rss {spaces}><channel>{entry}</channel></rss>", Content_Type="text/xml", ETag='"1"'
        )
        yield running


@pytest.mark.usefixtures("quick")
def test_a_look_fills_the_ledger_and_the_next_finds_nothing_new(
    site: Site, tmp_path: Path, dateline: Dateline
) -> None:
    path = tmp_path / "war.duckdb"
    arguments = ("watch", site.url + "/feed", "--ledger", path, "--once", "--allow-private", "--json")
    first = dateline(*arguments)
    assert first.exit_code == 0, first.output
    told = json.loads(first.stdout)
    assert (told["new"], told["feeds"]) == (1, {"read": 1}) and told["claims"] > 0
    with Ledger(path, read_only=True) as ledger:
        assert "strike.shelling" in {row["event"] for row in ledger.events().rows()}
        before = ledger.claims().rows()
    assert not json.loads(path.with_name("war.duckdb.watch.json").read_text())["ungrouped"]
    again = json.loads(dateline(*arguments).stdout)
    assert (again["new"], again["feeds"]) == (0, {"unchanged": 1})
    with Ledger(path, read_only=True) as ledger:
        assert ledger.claims().rows() == before


@pytest.mark.usefixtures("quick")
def test_events_that_were_left_ungrouped_are_grouped_by_the_next_look(
    site: Site, tmp_path: Path, dateline: Dateline, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "war.duckdb"
    arguments = ("watch", site.url + "/feed", "--ledger", path, "--once", "--allow-private")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("dateline.pipeline.corroborate", stop)
        assert dateline(*arguments).exit_code == 130
    with Ledger(path, read_only=True) as ledger:
        assert ledger.claims().rows() and not ledger.events().rows()
    assert dateline(*arguments).exit_code == 0
    with Ledger(path, read_only=True) as ledger:
        assert ledger.events().rows()


def test_a_stop_leaves_the_ledger_whole(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "war.duckdb"
    command = [
        sys.executable,
        "-m",
        "dateline",
        "watch",
        site.url + "/feed",
        "--ledger",
        str(path),
        "--allow-private",
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert "1 new report" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 130
    assert "Traceback" not in said
    with Ledger(path, read_only=True) as ledger:
        assert ledger.claims().rows() and ledger.events().rows()


@pytest.mark.parametrize(
    ("said", "means"), [("90s", 90), ("15m", 900), ("2h", 7_200), ("1.5 H", 5_400), ("1d", 86_400)]
)
def test_times(said: str, means: float) -> None:
    assert seconds(said) == means


@pytest.mark.parametrize("said", ["", "15", "m", "-1h", "10s", "0m"])
def test_what_is_no_time(said: str) -> None:
    with pytest.raises(InputError):
        seconds(said)


def test_a_wrong_feed_is_told_before_anything_is_made(tmp_path: Path, dateline: Dateline) -> None:
    result = dateline("watch", "nowhere", "--ledger", tmp_path / "war.duckdb", "--once")
    assert result.exit_code == 1 and "neither an address nor a list" in result.output
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("allowed", "why"), [(["--allow-private"], "404"), ([], "--allow-private")])
def test_a_feed_that_cannot_be_had_ends_in_3_and_is_told_with_its_reason(
    tmp_path: Path, dateline: Dateline, allowed: list[str], why: str
) -> None:
    with serve() as site:
        result = dateline("watch", site.url + "/gone", "--ledger", tmp_path / "w.duckdb", "--once", *allowed)
    assert result.exit_code == 3
    assert "1 failed" in result.stdout and why in result.stderr
