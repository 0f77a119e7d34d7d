"""Holds dateline to the scores it has reached: python evals/gate.py [FOLDER] [--raise].

FOLDER holds the evaluation data (default: $DATELINE_EVALS, else ../shared/evals beside the checkout). Where
there is none, the gate says so and passes. Scores below their floor in floors.json fail it; --raise lifts
the floors to what was reached, and never lowers one.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
DATA = Path(os.environ.get("DATELINE_EVALS") or HERE.parent.parent / "shared" / "evals")

Scores = dict[str, float]

# What is held of the claims' score; its cells are shown too, but they are shares of the claims that were
# found, and may fall when more are found: they get no floor unless one is written by hand.
_HELD = ("F1", "tuple_F1")
_CELLS = ("type", "actors", "targets", "place", "time", "source", "modality", "qty")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """A script that prints scores: its arguments (`{data}` is the folder), and how to read what it prints.

    `line` finds scores; its groups named `key*` join to a score's name, and all others are its values.
    `percent` says that values are printed as per cent.
    """

    name: str
    script: str
    arguments: tuple[str, ...]
    line: str
    percent: bool = False


SCORERS = (
    Scorer(
        name="times.wikiwars",
        script="times.py",
        arguments=("{data}/time/wikiwars-en.jsonl.gz",),
        line=r"^(?P<key>strict|relaxed|value) +[\d.]+ +[\d.]+ +(?P<F1>[\d.]+)$",
        percent=True,
    ),
    Scorer(
        name="times.claims",
        script="times.py",
        arguments=("{data}/claims-dev.jsonl",),
        line=r"^(?P<key>overlapped|same days) +(?P<share>[\d.]+)$",
    ),
    Scorer(
        name="attribution.polnear",
        script="attribution.py",
        arguments=("{data}/attribution/polnear-dev.jsonl.gz",),
        line=r"^(?P<key>source|content): exact F1 (?P<exact>[\d.]+) .*overlap F1 (?P<overlap>[\d.]+)",
    ),
    Scorer(
        name="attribution.claims",
        script="attribution.py",
        arguments=("{data}/claims-dev.jsonl",),
        line=r"^(?P<key>\w\w): source found (?P<found>[\d.]+) .*none where none (?P<none>[\d.]+)",
    ),
    Scorer(
        name="places",
        script="places.py",
        arguments=("{data}",),
        line=r"^│ (?P<key>[\w-]+) +│ (?P<key_lang>\w\w) +│ *\d+ +│ (?P<overlap>[\d.]+) +│ (?P<any>[\d.]+) ",
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Score, print the table, and tell by the exit code whether all floors held."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument(
        "--raise", action="store_true", dest="lift", help="lift the floors to what was reached"
    )
    parser.add_argument("--floors", type=Path, default=FLOORS, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if not (options.folder / "score.py").is_file():
        print(f"SKIPPED: no evaluation data in {options.folder}; nothing was scored and no floor was checked")
        return 0
    reached = {**score_claims(options.folder), **score_parts(options.folder)}
    floors: Scores = json.loads(options.floors.read_text(encoding="utf-8"))
    failed = show(floors, reached)
    if options.lift:
        lifted = lift(floors, reached)
        options.floors.write_text(json.dumps(lifted, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        print(f"{sum(floors.get(name) != floor for name, floor in lifted.items())} floors lifted")
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    return 1 if failed else 0


def score_claims(data: Path) -> Scores:
    """The scores of the claims that the whole pipeline makes of the gold's reports, by language."""
    from dateline import pack

    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        with predicted.open("w", encoding="utf-8") as file:
            for line in predict(data / "claims-dev.jsonl", pack.available()):
                print(line, file=file)
        command = [
            sys.executable,
            str(data / "score.py"),
            str(data / "claims-dev.jsonl"),
            str(predicted),
            "--json",
        ]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {
        f"claims.{language}.{'cell.' * (score in _CELLS)}{score}": round(told[language][score], 4)
        for language in pack.available()
        for score in (*_HELD, *_CELLS)
        if language in told and told[language][score] is not None
    }


def predict(gold: Path, languages: Sequence[str]) -> Iterator[str]:
    """dateline's records, as JSON, of the gold's reports in `languages`."""
    from dateline.pipeline import Engine
    from dateline.record import dumps, to_record

    engine = Engine.open()
    for line in gold.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if item["lang"] in languages:
            yield dumps(to_record(engine.extract(_report(item))))


def _report(item: Mapping[str, Any]) -> Any:
    from dateline.dates import parse_published
    from dateline.model import Report

    return Report(
        id=item["id"],
        text=item["text"],
        title=item.get("title"),
        outlet=item.get("outlet"),
        published=parse_published(item["published"]) if item.get("published") else None,
        language=item["lang"],
    )


def score_parts(data: Path) -> Scores:
    """The scores of the annotators that have a scorer here."""
    scores: Scores = {}
    for scorer in SCORERS:
        if not (HERE / scorer.script).is_file():
            continue
        arguments = [part.format(data=data) for part in scorer.arguments]
        done = subprocess.run(
            [sys.executable, str(HERE / scorer.script), *arguments], capture_output=True, text=True
        )
        if done.returncode:
            print(f"{scorer.script} failed: {done.stderr.strip().splitlines()[-1:]}")
        scores |= read_scores(scorer, done.stdout)
    return scores


def read_scores(scorer: Scorer, printed: str) -> Scores:
    """The scores in what a scorer printed."""
    scores: Scores = {}
    for found in re.finditer(scorer.line, printed, re.MULTILINE):
        parts = found.groupdict()
        key = ".".join(
            [
                scorer.name,
                *(value.replace(" ", "_") for name, value in parts.items() if name.startswith("key")),
            ]
        )
        for name, value in parts.items():
            if not name.startswith("key"):
                scores[f"{key}.{name}"] = round(float(value) / (100 if scorer.percent else 1), 4)
    return scores


def show(floors: Mapping[str, float], reached: Mapping[str, float]) -> list[str]:
    """Print a line a score, and give the names of those under their floor or no longer told."""
    failed: list[str] = []
    width = max((len(name) for name in {*floors, *reached}), default=0)
    for name in sorted({*floors, *reached}):
        floor, score = floors.get(name), reached.get(name)
        if floor is not None and (score is None or score < floor):
            failed.append(name)
        verdict = "BELOW" if name in failed else ""
        print(f"{name:{width}}  floor {_number(floor)}  reached {_number(score)}  {verdict}".rstrip())
    return failed


def lift(floors: Mapping[str, float], reached: Mapping[str, float]) -> Scores:
    """The floors, each lifted to what was reached where that is more; cells of claims get no new one."""
    names = {*floors, *(name for name in reached if ".cell." not in name)}
    return {name: max(floors.get(name, 0.0), reached.get(name, 0.0)) for name in sorted(names)}


def _number(value: float | None) -> str:
    return "     -" if value is None else f"{value:6.4f}"


if __name__ == "__main__":
    sys.exit(main())
