"""Holds dateline to the scores it has reached: python evals/gate.py [FOLDER] [--raise].

FOLDER holds the evaluation data (default: $DATELINE_EVALS, else ../shared/evals beside the checkout). Where
there is none, the gate says so and passes. A score below its floor in floors.json, or above its ceiling,
fails it; --raise lifts the floors and lowers the ceilings to what was reached, and never does the opposite.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims import DATA, SETS, calibration_error, judged, nothing_to_code, of_language, read, score, scorer

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"

Scores = dict[str, float]

# What is held of the claims' score; its cells are shown too, but they are shares of the claims that were
# found, and may fall when more are found: they get no floor unless one is written by hand.
_HELD = ("F1", "tuple_F1")
_CELLS = ("type", "actors", "targets", "place", "time", "source", "modality", "qty")
# Scores that are better when they are lower, by the end of their names: these get ceilings.
_LOWER = (".calibration_error", ".nothing_to_code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """A script that prints scores: its arguments (`{data}` is the folder, `{here}` that of the scripts), and
    how to read what it prints.

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
    *(
        Scorer(
            name=f"times.cases.{code}",
            script="times.py",
            arguments=("{here}/times_cases/" + code + ".jsonl",),
            line=r"^(?P<key>strict|relaxed|value) +[\d.]+ +[\d.]+ +(?P<F1>[\d.]+)$",
            percent=True,
        )
        for code in ("en", "vi")
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
        # The first table's rows end with two counts; below the second stands the mean of its sets.
        line=r"^│ (?P<key>[\w-]+) +│ (?P<key_lang>\w\w) +│ *\d+ +│ (?P<overlap>[\d.]+) +│ (?P<any>[\d.]+) "
        r"(?=.*│ *\d+ +│ *\d+ +│$)|^given, (?P<key_all>macro) over the sets: (?P<given>[\d.]+)",
    ),
    Scorer(
        name="events.airwars",
        script="events.py",
        arguments=("{data}/corroborate/airwars-dev.jsonl.gz", "--lang", "en"),
        line=r"^dateline +(?P<precision>[\d.]+) +(?P<recall>[\d.]+) +(?P<F1>[\d.]+) ",
    ),
    Scorer(
        name="copies",
        script="copies.py",
        arguments=("{data}", "--alone"),
        line=r"^dateline +(?P<key>held) +(?P<key_kind>\w+) +\d+ +[\d.]+ +[\d.]+ +(?P<F1>[\d.]+) ",
    ),
    Scorer(
        name="pages.fundus",
        script="pages.py",
        arguments=("{data}/html/fundus-dev.jsonl.gz",),
        line=r"^(?P<key>f1|date|title|authors|mapped) +(?P<mean>[\d.]+)$",
    ),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Score, print the table, and tell by the exit code whether all floors held."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument(
        "--raise", action="store_true", dest="lift", help="tighten the bounds to what was reached"
    )
    parser.add_argument("--floors", type=Path, default=FLOORS, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if not (options.folder / "score.py").is_file():
        print(f"SKIPPED: no evaluation data in {options.folder}; nothing was scored and no floor was checked")
        return 0
    reached = {**score_claims(options.folder), **score_parts(options.folder)}
    bounds: dict[str, Scores] = json.loads(options.floors.read_text(encoding="utf-8"))
    failed = show(bounds, reached)
    if options.lift:
        tight = tighten(bounds, reached)
        options.floors.write_text(json.dumps(tight, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        moved = sum(bounds[kind].get(name) != bound for kind in tight for name, bound in tight[kind].items())
        print(f"{moved} bounds tightened")
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    return 1 if failed else 0


def score_claims(data: Path) -> Scores:
    """The scores of the claims that the whole pipeline makes of the gold's reports, by language.

    F1 and cells are those of claims-dev; reports with nothing to code are few, so those of both sets count.
    """
    from dateline.pipeline import Engine

    # Packs are held to their examples by the tests.
    by, engine = scorer(data), Engine.open(check=False)
    sets = [read(data / f"claims-{name}.jsonl", engine) for name in SETS]
    scores = {"claims.all.calibration_error": calibration_error(judged(sets[0], by))}
    for language in engine.languages:
        told = score(of_language(sets[0], language), by)
        for name in (*_HELD, *_CELLS):
            if told[name] is not None:
                scores[f"claims.{language}.{'cell.' * (name in _CELLS)}{name}"] = told[name]
        reports, claims = nothing_to_code(
            [one for readings in sets for one in of_language(readings, language)]
        )
        if reports:
            scores[f"claims.{language}.nothing_to_code"] = claims / reports
    return {name: round(value, 4) for name, value in scores.items()}


def score_parts(data: Path) -> Scores:
    """The scores of the annotators that have a scorer here."""
    scores: Scores = {}
    for part in SCORERS:
        arguments = [argument.format(data=data, here=HERE) for argument in part.arguments]
        done = subprocess.run(
            [sys.executable, str(HERE / part.script), *arguments], capture_output=True, text=True
        )
        if done.returncode:
            print(f"{part.script} failed: {done.stderr.strip().splitlines()[-1:]}")
        scores |= read_scores(part, done.stdout)
    return scores


def read_scores(scorer: Scorer, printed: str) -> Scores:
    """The scores in what a scorer printed."""
    scores: Scores = {}
    for found in re.finditer(scorer.line, printed, re.MULTILINE):
        parts = found.groupdict()
        key = ".".join(
            [
                scorer.name,
                *(
                    value.replace(" ", "_")
                    for name, value in parts.items()
                    if value and name.startswith("key")
                ),
            ]
        )
        for name, value in parts.items():
            if value is not None and not name.startswith("key"):
                scores[f"{key}.{name}"] = round(float(value) / (100 if scorer.percent else 1), 4)
    return scores


def show(bounds: Mapping[str, Scores], reached: Mapping[str, float]) -> list[str]:
    """Print a line a score; give the names of those on the wrong side of their bound, or no longer told."""
    floors, ceilings = bounds["floors"], bounds["ceilings"]
    names = sorted({*floors, *ceilings, *reached})
    width = max((len(name) for name in names), default=0)
    failed: list[str] = []
    for name in names:
        bound, kind = (ceilings.get(name), "ceiling") if lower(name) else (floors.get(name), "floor")
        told = reached.get(name)
        verdict = ""
        if bound is not None and (told is None or (told > bound if lower(name) else told < bound)):
            failed.append(name)
            verdict = "ABOVE" if lower(name) else "BELOW"
        print(f"{name:{width}}  {kind:7} {_number(bound)}  reached {_number(told)}  {verdict}".rstrip())
    return failed


def tighten(bounds: Mapping[str, Scores], reached: Mapping[str, float]) -> dict[str, Scores]:
    """The bounds, each moved to what was reached where that is better; cells of claims get no new floor."""
    floors, ceilings = dict(bounds["floors"]), dict(bounds["ceilings"])
    for name, told in reached.items():
        if lower(name):
            ceilings[name] = min(ceilings.get(name, told), told)
        elif name in floors or ".cell." not in name:
            floors[name] = max(floors.get(name, told), told)
    return {"ceilings": ceilings, "floors": floors}


def lower(name: str) -> bool:
    """True for a score that is better when it is lower."""
    return name.endswith(_LOWER)


def _number(value: float | None) -> str:
    return "     -" if value is None else f"{value:6.4f}"


if __name__ == "__main__":
    sys.exit(main())
