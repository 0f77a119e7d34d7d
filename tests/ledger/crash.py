"""Kills a process that reads into a ledger, at random moments: python tests/ledger/crash.py FOLDER [KILLS].

After each kill the ledger must open and hold whole batches only; reading the same again must complete it,
to the row. Prints one JSON object: how many kills there were, how many met the process at work, and what went
wrong.
This process opens no ledger itself, so that it may fork.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.factories import full_claim, on, place, report, told, toll

from dateline.ledger import Ledger, Run
from dateline.model import Extraction
from dateline.pipeline import corroborate

RUN = Run(version="crash")
WORDS = "Shelled Đồng Xá on Friday, killing 12 people, an army source told Riverside News."
_RUNS = "SELECT * EXCLUDE (started, finished) FROM runs"


class Book:
    """A codebook of nobody: it keeps the test quick."""

    actors: Mapping[str, Any] = MappingProxyType({})


def extractions() -> list[Extraction]:
    """Six reports of three happenings, each told twice, in the same words; and one with every cell filled."""
    made = []
    for n in range(6):
        cells = {
            "place": place("Đồng Xá", text=WORDS, gazetteer_id=f"g{n // 2}", lat=10.0 + n // 2),
            "time": on("2017-11-17"),
            "quantities": (toll("12", 10 + n, 10 + n, text=WORDS),),
        }
        made.append(told(f"r{n:02}", WORDS, outlet=f"Outlet {n}", claims=[cells]))
    whole = Extraction(report=report(id="whole"), claims=(full_claim(id="whole-1"),))
    return [*made, whole]


def read(path: Path) -> None:
    """What `dateline read` does, in batches of two reports."""
    with Ledger(path) as ledger:
        read_into(ledger)


def read_into(ledger: Ledger) -> None:
    """The same, into an open ledger."""
    ledger.write(extractions(), run=RUN, batch=2)
    corroborate(ledger, run=RUN, codebook=Book())  # type: ignore[arg-type]


def rows(ledger: Ledger) -> dict[str, list[str]]:
    """All rows of all tables, but for the times of runs."""
    names = [row["name"] for row in ledger.sql("SELECT table_name AS name FROM duckdb_tables()").to_pylist()]
    tables = {name: _RUNS if name == "runs" else f"FROM {name}" for name in names}
    return {
        name: sorted(json.dumps(row, sort_keys=True) for row in ledger.sql(query).to_pylist())
        for name, query in tables.items()
    }


def check(path: Path, whole: dict[str, list[str]]) -> None:
    """The ledger opens, holds nothing halved or doubled, and is completed by reading again."""
    with Ledger(path) as ledger:
        held = rows(ledger)
        for name in ("reports", "blocks", "claims", "participants", "sources", "quantities", "reasons"):
            assert len(set(held[name])) == len(held[name]) and set(held[name]) <= set(whole[name]), name
        for name in ("copies", "events", "event_claims", "figures", "sides", "holds"):
            assert held[name] in ([], whole[name]), name
        assert len(held["reports"]) in (0, 2, 4, 6, 7)
        read_into(ledger)
        assert rows(ledger) == whole


def in_child(act: Callable[[], None]) -> int:
    """Run `act` in a forked process; its id."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    return child


def main(folder: Path, kills: int) -> None:
    """Kill, check, complete, so many times."""
    reference, listing = folder / "whole.duckdb", folder / "whole.json"
    start = time.perf_counter()
    first = in_child(lambda: read(reference))
    assert os.waitpid(first, 0)[1] == 0
    length = time.perf_counter() - start
    listed = in_child(lambda: _list(reference, listing))
    assert os.waitpid(listed, 0)[1] == 0
    whole = json.loads(listing.read_text(encoding="utf-8"))
    chance, at_work, wrong = random.Random(17), 0, []
    for n in range(kills):
        path = folder / f"{n}.duckdb"
        child = in_child(lambda path=path: read(path))  # type: ignore[misc]
        time.sleep(chance.uniform(0, length))
        os.kill(child, signal.SIGKILL)
        at_work += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        checked = in_child(lambda path=path: check(path, whole))  # type: ignore[misc]
        if os.waitpid(checked, 0)[1]:
            wrong.append(n)
        path.unlink(missing_ok=True)
    print(json.dumps({"kills": kills, "at_work": at_work, "wrong": wrong}))


def _list(path: Path, listing: Path) -> None:
    with Ledger(path) as ledger:
        listing.write_text(json.dumps(rows(ledger)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100)
