"""Measure the grouping of claims into events on reports tied to coded incidents.

    python evals/events.py [FILE] [--lang en] [--false]

FILE holds reports as JSON Lines (gzipped), each with the `incidents` it tells of (default:
corroborate/airwars-dev.jsonl.gz in $DATELINE_EVALS, else in ../shared/evals beside the checkout). A report
is put with those that tell of its main event: the one that it shares with most other reports, of equals the
one that it tells first and with most figures. Printed are B-cubed precision, recall and F1 over reports
(extended to reports of several incidents, Amigo et al. 2009); the rate of false merges (of the pairs put
together, those of no incident in common) and of missed merges (of the pairs of one incident, those not put
together). Beside stand plain ways of grouping the same reports: each its own; same day and same place;
TF-IDF cosine with single link, at the threshold that is best for it here. Last, the threshold of dateline's
own grouping is chosen on one half of the incidents and measured on the other, for both halves.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from claims import DATA
from dateline.codebook import load as load_codebook
from dateline.codebook.directory import Directory
from dateline.corroborate import Event, find_copies, group
from dateline.corroborate.weigh import ENOUGH
from dateline.dates import parse_published
from dateline.model import Extraction, Report
from dateline.pipeline import Engine

FILE = DATA / "corroborate" / "airwars-dev.jsonl.gz"
THRESHOLDS = (1.5, 2.0, 2.5, 3.0, 3.5, 4.0)
COSINES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)

Groups = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """B-cubed and the rates of wrong pairs, each a share; `pairs` is how many were put together."""

    precision: float
    recall: float
    false_merge: float
    missed_merge: float
    pairs: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def main() -> None:
    """Group, score, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--lang", action="append", help="languages to read; those with a pack if not given")
    parser.add_argument("--false", action="store_true", help="print the events that tie different incidents")
    options = parser.parse_args()
    engine = Engine.open(check=False)
    gold, read = load(options.file, engine, options.lang or list(engine.languages))
    told = Grouper(read)
    languages = Counter(str(one.report.language) for one in read)
    incidents = len(frozenset().union(*gold.values()))
    print(f"{len(read)} reports ({dict(languages)}) of {incidents} incidents\n")
    print(f"{'':34}      P      R     F1  false merges  missed merges  pairs")
    for name, groups in {"dateline": told(ENOUGH), **baselines(read, gold)}.items():
        show(name, score(gold, groups))
    print("\nthe threshold chosen on one half of the incidents, measured on the other")
    for name, value in out_of_fold(gold, told).items():
        show(name, value)
    if options.false:
        show_false(gold, told.events(ENOUGH))


def load(
    path: Path, engine: Engine, languages: Sequence[str]
) -> tuple[dict[str, frozenset[str]], list[Extraction]]:
    """The incidents of each report of the languages, and what dateline reads in it."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["lang"] in languages]
    gold = {row["id"]: frozenset(one["incident"] for one in row["incidents"]) for row in rows}
    return gold, [engine.extract(as_report(row)) for row in rows]


def as_report(row: Mapping[str, Any]) -> Report:
    """The report of a row."""
    return Report(
        id=row["id"],
        text=row["text"],
        title=row["title"],
        outlet=row["outlet"],
        url=row["url"],
        published=parse_published(row["published"]),
        language=row["lang"],
    )


class Grouper:
    """Groups reports by their main events, for any threshold."""

    def __init__(self, read: Sequence[Extraction]) -> None:
        self.read = read
        self.copies = find_copies(one.report for one in read)
        self.who = Directory.of(load_codebook())

    def events(self, enough: float) -> tuple[Event, ...]:
        """The events at a threshold."""
        return group(self.read, self.copies, side_of=self.who.side, who=self.who, enough=enough).events

    def __call__(self, enough: float) -> Groups:
        """The main event of each report; a report without claims stands alone."""
        events = self.events(enough)
        home = {claim: event for event in events for claim in event.claim_ids}
        return {one.report.id: frozenset([main_event(one, home)]) for one in self.read}


def main_event(one: Extraction, home: Mapping[str, Event]) -> str:
    """The id of the event that a report is about, or its own id."""
    weights: defaultdict[str, float] = defaultdict(float)
    for position, claim in enumerate(one.claims):
        toll = any(quantity.what in ("killed", "wounded") for quantity in claim.quantities)
        weights[home[claim.id].id] += claim.confidence * 2 ** (-position / 8) * (2 if toll else 1)
    shared = {home[claim.id].id: len(home[claim.id].report_ids) for claim in one.claims}
    return max(weights, key=lambda id_: (shared[id_], weights[id_], id_), default=one.report.id)


# -- scores -----------------------------------------------------------------------------------------


def score(gold: Groups, groups: Groups) -> Score:
    """The score of a grouping of the reports in `gold`."""
    ids = sorted(gold)
    precision = [_share(groups[a], gold[a], [(groups[b], gold[b]) for b in ids]) for a in ids]
    recall = [_share(gold[a], groups[a], [(gold[b], groups[b]) for b in ids]) for a in ids]
    found = {(a, b) for a, b in combinations(ids, 2) if groups[a] & groups[b]}
    true = {(a, b) for a, b in combinations(ids, 2) if gold[a] & gold[b]}
    return Score(
        precision=sum(precision) / len(ids),
        recall=sum(recall) / len(ids),
        false_merge=len(found - true) / len(found) if found else 0.0,
        missed_merge=len(true - found) / len(true) if true else 0.0,
        pairs=len(found),
    )


def _share(
    mine: frozenset[str], true: frozenset[str], others: Iterable[tuple[frozenset[str], frozenset[str]]]
) -> float:
    """Of the reports that share a group with one, itself among them, how far they share it in truth, too."""
    met = [(len(mine & theirs), len(true & theirs_true)) for theirs, theirs_true in others]
    shares = [min(shared, right) / shared for shared, right in met if shared]
    return sum(shares) / len(shares)


def out_of_fold(gold: Groups, told: Callable[[float], Groups]) -> dict[str, Score]:
    """The score of each half of the incidents at the threshold that is best for the other half."""
    groups = {enough: told(enough) for enough in THRESHOLDS}
    halves = [{id_: gold[id_] for id_ in gold if crc32(min(gold[id_]).encode()) % 2 == n} for n in (0, 1)]
    scores = {}
    for n, half in enumerate(halves):
        best = max(THRESHOLDS, key=lambda enough: score(halves[1 - n], groups[enough]).f1)
        scores[f"half {n + 1}, threshold {best}"] = score(half, groups[best])
    return scores


def show(name: str, value: Score) -> None:
    """Print a line."""
    print(
        f"{name:34}  {value.precision:.3f}  {value.recall:.3f}  {value.f1:.3f}"
        f"         {value.false_merge:.3f}          {value.missed_merge:.3f}  {value.pairs:5}"
    )


def show_false(gold: Groups, events: Iterable[Event]) -> None:
    """Print the events whose reports have an incident that others of them have not."""
    for event in events:
        ids = event.report_ids
        if any(not gold[a] & gold[b] for a, b in combinations(ids, 2)):
            where = event.place.name if event.place else "?"
            print(event.type, where, event.start, {id_: sorted(gold[id_]) for id_ in ids})


# -- plain ways of grouping -------------------------------------------------------------------------


def baselines(read: Sequence[Extraction], gold: Groups) -> dict[str, Groups]:
    """The plain groupings by name."""
    alone = {one.report.id: frozenset([one.report.id]) for one in read}
    likeness = _cosines([one.report.text for one in read])
    linked = {least: _single_link(list(alone), likeness, least) for least in COSINES}
    best = max(COSINES, key=lambda least: score(gold, linked[least]).f1)
    return {
        "each report its own": alone,
        "same day and place, of first claim": {one.report.id: _day_and_place(one) for one in read},
        f"TF-IDF, single link from {best}": linked[best],
    }


def _day_and_place(one: Extraction) -> frozenset[str]:
    for claim in one.claims:
        if claim.place and claim.time and claim.time.start:
            return frozenset([f"{claim.time.start[:10]} {claim.place.gazetteer_id or claim.place.name}"])
    return frozenset([one.report.id])


def _cosines(texts: Sequence[str]) -> Any:
    counts = [Counter(re.findall(r"\w+", text.casefold())) for text in texts]
    reports = Counter(word for count in counts for word in count)
    index = {word: n for n, word in enumerate(sorted(reports))}
    matrix = np.zeros((len(texts), len(index)), dtype=np.float32)
    for row, count in enumerate(counts):
        for word, times in count.items():
            matrix[row, index[word]] = (1 + log(times)) * log((1 + len(texts)) / (1 + reports[word]))
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return matrix @ matrix.T


def _single_link(ids: Sequence[str], likeness: Any, least: float) -> Groups:
    home = {id_: {id_} for id_ in ids}
    for a, b in np.argwhere(np.triu(likeness, 1) >= least):
        one, other = home[ids[a]], home[ids[b]]
        if one is not other:
            one |= other
            home.update(dict.fromkeys(other, one))
    names: dict[int, str] = defaultdict(str)
    for id_ in ids:
        names[id(home[id_])] = names[id(home[id_])] or id_
    return {id_: frozenset([names[id(home[id_])]]) for id_ in ids}


if __name__ == "__main__":
    main()
