"""How many claims a ledger takes in a second, and how soon it answers.

    python benchmarks/ledger.py [--reports 300] [--rounds 5] [--claims 0]

Extraction is done beforehand and not counted. Times are of the wall clock, since DuckDB uses all cores. With
--claims only questions are asked, of a ledger of so many generated claims (see generated.py).
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from dateline.ledger import Ledger, Run
from dateline.model import Extraction
from dateline.pipeline import Engine, corroborate
from dateline.record import dumps, to_record
from generated import make
from measure import best_of, print_head, print_rows
from reports import generate

RUN = Run(version="benchmark")
DAY = "2016-11-07"
MONTH = "2016-11"
WEEK = ("2016-11-07", "2016-11-13")


def main() -> None:
    options = _options()
    if options.claims:
        _print_large(options.claims, options.rounds)
        return
    engine = Engine.open()
    extractions = [engine.extract(report) for report in generate(options.reports)]
    claims = sum(len(extraction.claims) for extraction in extractions)
    print_head(f"A ledger of {len(extractions):,} generated reports with {claims:,} claims; wall clock")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.duckdb"
        _print_writing(path, extractions, claims)
        with Ledger(path, read_only=True) as ledger:
            _print_answers(ledger, options.rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--claims", type=int, default=0, help="ask a ledger of so many generated claims")
    return parser.parse_args()


def _print_writing(path: Path, extractions: list[Extraction], claims: int) -> None:
    lines = path.with_suffix(".jsonl")

    def write_lines() -> None:
        with lines.open("w", encoding="utf-8") as file:
            file.writelines(dumps(to_record(extraction)) + "\n" for extraction in extractions)

    plain = best_of(1, write_lines, clock=perf_counter)
    with Ledger(path) as ledger:
        steps: list[tuple[str, Callable[[], object]]] = [
            ("write", lambda: ledger.write(extractions, run=RUN)),
            ("write again (all known)", lambda: ledger.write(extractions, run=RUN)),
            ("copies and events", lambda: corroborate(ledger, run=RUN)),
        ]
        taken = [(name, best_of(1, step, clock=perf_counter)) for name, step in steps]
    rows = [
        (name, f"{claims / seconds:,.0f}", f"{seconds / plain:.1f}")
        for name, seconds in (*taken, ("the same as JSON Lines", plain))
    ]
    print_rows(("step", "claims/s", "times the JSON Lines"), rows)
    print(
        f"{path.stat().st_size / 1e6:.1f} MB as a ledger, {lines.stat().st_size / 1e6:.1f} MB as JSON Lines\n"
    )


def _print_answers(ledger: Ledger, rounds: int) -> None:
    (claim,) = ledger.sql("SELECT max(id) AS id FROM claims").to_pylist()
    questions: list[tuple[str, Callable[[], object]]] = [
        ("SELECT count(*) FROM claims", lambda: ledger.sql("SELECT count(*) FROM claims")),
        ("claims(place=, type=)", lambda: ledger.claims(place="Abu Kamal", type="battle")),
        ("claims(actor=, since=)", lambda: ledger.claims(actor="Islamic State", since="2017-11-15")),
        ("events(source=)", lambda: ledger.events(source="SOHR")),
        ("events()", lambda: ledger.events()),
        ("explain(id)", lambda: ledger.explain(claim["id"])),
    ]
    taken = [(name, best_of(rounds, ask, clock=perf_counter)) for name, ask in questions]
    plain = taken[0][1]
    rows = [(name, f"{seconds * 1e3:,.1f}", f"{seconds / plain:,.0f}") for name, seconds in taken]
    print_rows((f"question, best of {rounds}", "ms", "times the count"), rows)


def _print_large(claims: int, rounds: int) -> None:
    """The typical questions to a ledger of generated claims."""
    print_head(f"A ledger of {claims:,} generated claims; wall clock")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.duckdb"
        made = best_of(1, lambda: make(path, claims), clock=perf_counter)
        print(f"made in {made:.0f} s, {path.stat().st_size / 1e6:,.0f} MB\n")
        with Ledger(path, read_only=True) as ledger:
            taken = [
                (name, best_of(rounds, ask, clock=perf_counter), best_of(rounds, ask), _size(ask()))
                for name, ask in _typical(ledger)
            ]
    rows = [(name, f"{wall * 1e3:,.1f}", f"{cpu * 1e3:,.1f}", f"{size:,}") for name, wall, cpu, size in taken]
    print_rows((f"question, best of {rounds}", "ms", "ms of CPU", "rows"), rows)


def _size(answer: Any) -> int:
    return len(answer) if hasattr(answer, "__len__") else 1


def _typical(ledger: Ledger) -> list[tuple[str, Callable[[], object]]]:
    (claim,) = ledger.sql("SELECT id, place_name FROM claims LIMIT 1").to_pylist()
    (event,) = ledger.sql("SELECT min(id) AS id FROM events").to_pylist()
    place, id_ = claim["place_name"], claim["id"]
    first, last = WEEK
    by_source = "SELECT origin, min(min), max(max) FROM figures WHERE event_id = ? GROUP BY origin"
    voices = "SELECT * FROM origins WHERE event_id = ?"
    return [
        ("SELECT count(*) FROM claims", lambda: ledger.sql("SELECT count(*) FROM claims")),
        ("events of a place in a week", lambda: ledger.events(place=place, since=first, until=last)),
        (
            "events of a country's strikes on a day",
            lambda: ledger.events(type="strike", since=DAY, until=DAY),
        ),
        ("toll range of an event by source", lambda: ledger.sql(by_source, [event["id"]])),
        ("whose word an event rests on", lambda: ledger.sql(voices, [event["id"]])),
        (
            "who says what about a place in a week",
            lambda: ledger.claims(place=place, since=first, until=last),
        ),
        (
            "what SOHR says of a place in a month",
            lambda: ledger.claims(place=place, source="sohr", since=MONTH, until=MONTH),
        ),
        ("what a side did in a week", lambda: ledger.claims(actor="is", since=first, until=last)),
        ("explain(id)", lambda: ledger.explain(id_)),
    ]


if __name__ == "__main__":
    main()
