"""Measure the place annotator against reports with known places.

    python evals/places.py FOLDER

FOLDER holds places/*.jsonl.gz (texts with place spans and points) and claims-*.jsonl (claims with places).
Of the first, the share of gold places that some mention overlaps and puts within 161 km (`any`: of any
role), of the second the share whose mention lies within the radius of the place's level. `precise` is the
share of mentions (roles place and adjective) that overlap a gold place: it tells where all are marked.
"""

import argparse
import gzip
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from dateline import pack
from dateline.annotate import places, sentences
from dateline.annotate.mentions import PlaceMention
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.distance import kilometres

WITHIN_KM = 161.0
RADIUS = {"site": 25, "settlement": 25, "district": 60, "province": 150, "country": 600, "region": 800}
Find = Callable[[str], tuple[PlaceMention, ...]]


def main() -> None:
    """Score every set in the folder and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="print each gold place that was not found")
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    finders = {code: _finder(code, gazetteer) for code in pack.available()}
    table = Table("set", "lang", "gold", "overlap", "any", "place", "precise", "mentions", "texts/s")
    for path in sorted(options.folder.glob("places/*.jsonl.gz")):
        _score(table, path.name.split(".")[0], _toponyms(path), finders, options.misses)
    for path in sorted(options.folder.glob("claims-*.jsonl")):
        _score(table, path.stem, _claim_places(path), finders, options.misses)
    Console(width=110).print(table)


Gold = tuple[int, int, float | None, float | None, float]


def _finder(code: str, gazetteer: Gazetteer) -> Find:
    loaded = pack.load(code)
    sentence_rules = sentences.compile_rules(loaded)
    place_rules = places.compile_rules(loaded, gazetteer)
    return lambda text: places.find_places(text, sentences.split(text, sentence_rules), place_rules)


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
    finders: dict[str, Find],
    misses: bool,
) -> None:
    counts: dict[str, Counter[str]] = {}
    for lang, text, gold in records:
        if lang not in finders:
            continue
        count = counts.setdefault(lang, Counter())
        began = time.process_time()
        mentions = finders[lang](text)
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
