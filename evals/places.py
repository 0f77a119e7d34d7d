"""Measure the place annotator against reports with known places.

    python evals/places.py FOLDER [--misses]

FOLDER holds places/*.jsonl.gz (texts with place spans and points) and claims-*.jsonl (claims with places).
Of the first, the share of gold places that some mention overlaps and puts within 161 km (`any`: of any
role), of the second the share whose mention lies within the radius of the place's level. `precise` is the
share of mentions (roles place and adjective) that overlap a gold place: it tells where all are marked.
`given` is the share of gold places with a point that come out within 161 km when their spans are given,
those of which nothing is known counted as wrong; `ECE` the expected calibration error of the mentions of
role place: how far their confidence lies from the share that is right, in ten bins. Both are for places/.
"""

import argparse
import gzip
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from dateline import pack
from dateline.annotate import places, sentences
from dateline.annotate.mentions import PlaceMention
from dateline.annotate.places import PlaceRules
from dateline.annotate.sentences import SentenceRules
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.distance import kilometres

WITHIN_KM = 161.0
RADIUS = {"site": 25, "settlement": 25, "district": 60, "province": 150, "country": 600, "region": 800}
_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """The annotator of one language."""

    places: PlaceRules
    sentences: SentenceRules

    def find(self, text: str) -> tuple[PlaceMention, ...]:
        return places.find_places(text, sentences.split(text, self.sentences), self.places)

    def resolve(self, text: str, spans: Sequence[tuple[int, int]]) -> tuple[PlaceMention | None, ...]:
        return places.resolve_places(text, sentences.split(text, self.sentences), self.places, spans)


def main() -> None:
    """Score every set in the folder and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="print each gold place that was not found")
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    finders = {code: _finder(code, gazetteer) for code in pack.available()}
    table = Table("set", "lang", "gold", "overlap", "any", "place", "precise", "mentions", "texts/s")
    given = Table(
        "set", "lang", "gold with a point", "given", "ECE", "confidence: mean, right of mentions by bin"
    )
    shares: list[float] = []
    for path in sorted(options.folder.glob("places/*.jsonl.gz")):
        records = list(_toponyms(path))
        name = path.name.split(".")[0]
        _score(table, name, records, finders, options.misses)
        shares += _score_given(given, name, records, finders)
    for path in sorted(options.folder.glob("claims-*.jsonl")):
        _score(table, path.stem, _claim_places(path), finders, options.misses)
    console = Console(width=110)
    console.print(table)
    console.print(given)
    console.print(f"given, macro over the sets: {sum(shares) / max(len(shares), 1):.3f}")


Gold = tuple[int, int, float | None, float | None, float]


def _finder(code: str, gazetteer: Gazetteer) -> Finder:
    loaded = pack.load(code)
    return Finder(places=places.compile_rules(loaded, gazetteer), sentences=sentences.compile_rules(loaded))


def _score_given(
    table: Table, name: str, records: Sequence[tuple[str, str, list[Gold]]], finders: Mapping[str, Finder]
) -> Iterator[float]:
    """Score what comes out at given spans, and how far confidences can be trusted; yield the shares right."""
    for lang in sorted({lang for lang, *_ in records} & set(finders)):
        right: list[bool] = []
        trusted: list[tuple[float, bool]] = []
        for _, text, gold in (record for record in records if record[0] == lang):
            pointed = [item for item in gold if item[2] is not None]
            resolved = finders[lang].resolve(text, [item[:2] for item in pointed])
            right += [m is not None and _is_right(m, item) for m, item in zip(resolved, pointed, strict=True)]
            trusted += _trusted(finders[lang].find(text), gold)
        share = sum(right) / max(len(right), 1)
        error, bins = calibration(trusted)
        table.add_row(name, lang, str(len(right)), f"{share:.3f}", f"{error:.3f}", bins)
        yield share


def _trusted(mentions: Iterable[PlaceMention], gold: Sequence[Gold]) -> Iterator[tuple[float, bool]]:
    """Confidence and rightness of each mention with a point, without those over gold that has none."""
    for mention in mentions:
        over = [item for item in gold if mention.start < item[1] and item[0] < mention.end]
        if mention.role == "place" and mention.lat is not None and all(item[2] is not None for item in over):
            yield mention.confidence, any(_is_right(mention, item) for item in over)


def calibration(trusted: Sequence[tuple[float, bool]]) -> tuple[float, str]:
    """The expected calibration error of confidences in ten bins, and the bins in words."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for pair in trusted:
        bins.setdefault(min(int(pair[0] * _BINS), _BINS - 1), []).append(pair)
    error, told = 0.0, []
    for _, pairs in sorted(bins.items()):
        mean = sum(confidence for confidence, _ in pairs) / len(pairs)
        right = sum(is_right for _, is_right in pairs) / len(pairs)
        error += len(pairs) / len(trusted) * abs(mean - right)
        told.append(f"{mean:.2f}: {right:.2f} of {len(pairs)}")
    return error, ", ".join(told)


def _is_right(mention: PlaceMention, gold: Gold) -> bool:
    _, _, lat, lon, radius = gold
    return lat is not None and lon is not None and _km(mention, lat, lon) <= radius


def _toponyms(path: Path) -> Iterator[tuple[str, str, list[Gold]]]:
    for record in map(json.loads, gzip.decompress(path.read_bytes()).splitlines()):
        gold = [(s["start"], s["end"], s.get("lat"), s.get("lon"), WITHIN_KM) for s in record["spans"]]
        yield record["lang"], record["text"], gold


def _claim_places(path: Path) -> Iterator[tuple[str, str, list[Gold]]]:
    for record in map(json.loads, path.open(encoding="utf-8")):
        found: list[Gold] = []
        for claim in record["claims"]:
            place: dict[str, Any] | None = claim.get("place")
            if place and place.get("span"):
                lat, lon = place.get("lat"), place.get("lon")
                found.append((*place["span"], lat, lon, RADIUS.get(place["level"], 50)))
        yield record["lang"], record["text"], found


def _score(
    table: Table,
    name: str,
    records: Iterable[tuple[str, str, list[Gold]]],
    finders: Mapping[str, Finder],
    misses: bool,
) -> None:
    counts: dict[str, Counter[str]] = {}
    for lang, text, gold in records:
        if lang not in finders:
            continue
        count = counts.setdefault(lang, Counter())
        began = time.process_time()
        mentions = finders[lang].find(text)
        count["nanoseconds"] += int((time.process_time() - began) * 1e9)
        count["texts"] += 1
        marked = [m for m in mentions if m.role in ("place", "adjective")]
        count["mentions"] += len(marked)
        count["marked"] += sum(
            any(m.start < end and start < m.end for start, end, *_ in gold) for m in marked
        )
        for item in gold:
            _count(count, text, item, mentions, misses)
    for lang, count in sorted(counts.items()):
        rates = (f"{count[kind] / max(count['gold'], 1):.3f}" for kind in ("overlap", "any", "place"))
        precise = f"{count['marked'] / max(count['mentions'], 1):.3f}"
        speed = count["texts"] / max(count["nanoseconds"] / 1e9, 1e-9)
        table.add_row(name, lang, str(count["gold"]), *rates, precise, str(count["mentions"]), f"{speed:.0f}")


def _count(
    count: Counter[str], text: str, gold: Gold, mentions: Sequence[PlaceMention], misses: bool
) -> None:
    start, end, lat, lon, radius = gold
    over = [mention for mention in mentions if mention.start < end and start < mention.end]
    right = [m for m in over if lat is None or lon is None or _km(m, lat, lon) <= radius]
    count["gold"] += 1
    count["overlap"] += bool(over)
    count["any"] += bool(right)
    count["place"] += any(mention.role == "place" for mention in right)
    if misses and not right:
        told = [(m.name, m.level, m.country, m.role, m.lat, m.lon) for m in over]
        around = text[max(0, start - 30) : end + 20].replace("\n", " ")
        sys.stderr.write(f"{text[start:end]!r} ({lat}, {lon}) {told} ...{around}...\n")


def _km(mention: PlaceMention, lat: float, lon: float) -> float:
    if mention.lat is None or mention.lon is None:
        return math.inf
    return kilometres(lat, lon, mention.lat, mention.lon)


if __name__ == "__main__":
    main()
