"""What dateline claims of coded reports, beside what the coders wrote: python evals/claims.py [FOLDER].

FOLDER holds claims-dev.jsonl, claims-train.jsonl and the scorer of claims, score.py (default:
$DATELINE_EVALS, else ../shared/evals beside the checkout). Printed for each set and language: the score, the
expected calibration error, claims in reports with nothing to code, and the curve of --min-confidence.
"""

import argparse
import functools
import importlib.util
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline import pack
from dateline.annotate.page import Page
from dateline.claim import accept, build
from dateline.claim.draft import Draft
from dateline.dates import parse_published
from dateline.model import Block, Report
from dateline.pipeline import Engine
from dateline.record import to_record

DATA = Path(os.environ.get("DATELINE_EVALS") or Path(__file__).resolve().parents[2] / "shared" / "evals")
SETS = ("dev", "train")
THRESHOLDS = (build.ACCEPT, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)

Gold = Mapping[str, Any]
Claim = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A coded report, and what dateline made of it: page, drafts with their confidence, claims."""

    gold: Gold
    page: Page
    blocks: tuple[Block, ...]
    drafts: tuple[tuple[Draft, float], ...]
    claims: tuple[Claim, ...]


def read(path: Path, engine: Engine) -> tuple[Reading, ...]:
    """Read the coded reports of a file that are in a language with a pack."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_read(gold, engine) for gold in map(json.loads, lines) if gold["lang"] in engine.languages)


def _read(gold: Gold, engine: Engine) -> Reading:
    report, page = engine.page(as_report(gold))
    assert page is not None  # its language has a pack
    rules = engine.languages[gold["lang"]].claims
    drafts = build.drafts(page, rules, published=report.published)
    sure = accept.confidences(page, drafts, rules.models, published=report.published)
    return Reading(
        gold=gold,
        page=page,
        blocks=report.blocks,
        drafts=tuple(zip(drafts, sure, strict=True)),
        claims=tuple(to_record(engine.extract(report))["claims"]),
    )


def as_report(gold: Gold) -> Report:
    """The report of a gold record."""
    return Report(
        id=gold["id"],
        text=gold["text"],
        title=gold.get("title"),
        outlet=gold.get("outlet"),
        published=parse_published(gold["published"]) if gold.get("published") else None,
        language=gold["lang"],
    )


@functools.cache
def scorer(folder: Path) -> ModuleType:
    """The scorer that lies with the gold."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(readings: Sequence[Reading], by: ModuleType, *, at_least: float = 0.0) -> dict[str, Any]:
    """The score of all readings together, of the claims with a confidence of `at_least`."""
    gold = {r.gold["id"]: r.gold for r in readings}
    told = {r.gold["id"]: [c for c in r.claims if c["confidence"] >= at_least] for r in readings}
    counts, _ = by.run(gold, told)
    rates: dict[str, Any] = by.rates(counts)
    return rates


def pairs(reading: Reading, by: ModuleType) -> dict[int, int]:
    """The index of a gold claim -> the index of the claim that meets it."""
    return dict(by.match(reading.gold["claims"], reading.claims))


def judged(readings: Sequence[Reading], by: ModuleType) -> list[tuple[float, bool]]:
    """Each claim's confidence, and whether a coder wrote it."""
    out: list[tuple[float, bool]] = []
    for reading in readings:
        met = set(pairs(reading, by).values())
        out += ((float(claim["confidence"]), i in met) for i, claim in enumerate(reading.claims))
    return out


def binned(answers: Sequence[tuple[float, bool]], bins: int = 10) -> Iterator[list[tuple[float, bool]]]:
    """The answers in bins of equal width, lowest first."""
    for i in range(bins):
        yield [(p, right) for p, right in answers if min(int(p * bins), bins - 1) == i]


def calibration_error(answers: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error: the mean gap of confidence and share right, over ten bins."""
    gaps = (abs(sum(p for p, _ in items) - sum(right for _, right in items)) for items in binned(answers))
    return sum(gaps) / max(len(answers), 1)


def nothing_to_code(readings: Sequence[Reading]) -> tuple[int, int]:
    """Reports without a gold claim, and the claims that dateline makes in them."""
    empty = [reading for reading in readings if not reading.gold["claims"]]
    return len(empty), sum(len(reading.claims) for reading in empty)


def of_language(readings: Sequence[Reading], language: str) -> list[Reading]:
    """The readings of the reports in a language."""
    return [reading for reading in readings if reading.gold["lang"] == language]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    folder: Path = parser.parse_args().folder
    by, engine = scorer(folder), Engine.open(check=False)
    for name in SETS:
        readings = read(folder / f"claims-{name}.jsonl", engine)
        for language in pack.available():
            _show(name, language, of_language(readings, language), by)


def _show(name: str, language: str, readings: Sequence[Reading], by: ModuleType) -> None:
    reports, claims = nothing_to_code(readings)
    print(f"{name} {language}: calibration error {calibration_error(judged(readings, by)):.3f}; ", end="")
    print(f"{claims} claims in {reports} reports with nothing to code")
    for at_least in THRESHOLDS:
        told = score(readings, by, at_least=at_least)
        rates = "  ".join(f"{key} {told[key]:.3f}" for key in ("P", "R", "F1", "tuple_F1"))
        print(f"  from {at_least:.2f}: {told['pred']:4} claims  {rates}")


if __name__ == "__main__":
    main()
