"""How many reports are extracted in a second of one core, and which stage takes how much of it.

python benchmarks/throughput.py [--reports 200] [--rounds 3]
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time
from types import ModuleType
from typing import Any

from dateline import pipeline
from dateline.annotate import (
    attribution,
    language,
    numbers,
    page,
    participants,
    places,
    sentences,
    times,
)
from dateline.claim import build
from dateline.pipeline import Engine
from measure import best_of, print_head, print_rows
from reports import generate

# Each stage by the function that does it, where it is called from.
STAGES: tuple[tuple[str, ModuleType, str], ...] = (
    ("language", language, "detect"),
    ("blocks", pipeline, "label_blocks"),
    ("lexicon scan", page, "scan"),
    ("sentences", sentences, "split"),
    ("times", times, "find_times"),
    ("numbers", numbers, "find_numbers"),
    ("places", places, "find_places"),
    ("participants", participants, "find_all"),
    ("attribution", attribution, "find_attributions"),
    ("claims", build, "claims"),
)
WORD = re.compile(r"\w+")


def main() -> None:
    options = _options()
    begin = process_time()
    engine = Engine.open()
    opened = process_time() - begin
    reports = generate(options.reports)
    characters = sum(len(report.text) for report in reports)

    def extract() -> None:
        for report in reports:
            engine.extract(report)

    def words() -> None:
        for report in reports:
            WORD.findall(report.text)

    extract()
    ours, plain = best_of(options.rounds, extract), best_of(options.rounds, words)
    print_head(
        f"Extraction of {len(reports)} generated reports, {characters / len(reports):,.0f} characters each; "
        f"CPU time of one process, best of {options.rounds}"
    )
    rows = [
        _row("extract", ours, plain, len(reports), characters),
        _row(r"plain pass of the regex \w+", plain, plain, len(reports), characters),
    ]
    print_rows(("", "reports/s", "M characters/s", "times the plain pass"), rows)
    _print_stages(extract, ours / len(reports))
    print(f"Opening packs, codebook and gazetteer, once a process: {opened:.1f} s of CPU")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _row(name: str, seconds: float, plain: float, reports: int, characters: int) -> tuple[str, ...]:
    return (
        name,
        f"{reports / seconds:,.0f}",
        f"{characters / seconds / 1e6:.2f}",
        f"{seconds / plain:,.0f}",
    )


def _print_stages(extract: Callable[[], None], each: float) -> None:
    """The share of each stage, from one more round with a clock around every stage."""
    spent: dict[str, float] = defaultdict(float)
    with _clocked(spent):
        begin = process_time()
        extract()
        whole = process_time() - begin
    spent["the rest"] = whole - sum(spent.values())
    rows = ((name, f"{each * 1e3 * part / whole:.2f}", f"{part / whole:.0%}") for name, part in spent.items())
    print_rows(("stage", "ms a report", "share"), rows)


@contextmanager
def _clocked(spent: dict[str, float]) -> Iterator[None]:
    """Put a clock around each stage's function, and take it away again."""
    before = [(module, name, getattr(module, name)) for _, module, name in STAGES]
    try:
        for (stage, module, name), (_, _, function) in zip(STAGES, before, strict=True):
            spent[stage] = 0.0
            setattr(module, name, _with_clock(function, stage, spent))
        yield
    finally:
        for module, name, function in before:
            setattr(module, name, function)


def _with_clock(function: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def clocked(*args: Any, **options: Any) -> Any:
        begin = process_time()
        try:
            return function(*args, **options)
        finally:
            spent[stage] += process_time() - begin

    return clocked


if __name__ == "__main__":
    main()
