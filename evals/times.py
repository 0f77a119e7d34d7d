"""Scores the time annotator: TIMEX3 files by TempEval-3's measures, or the time cells of gold claims.

usage: python evals/times.py FILE [--misses N] [--lang CODE]

FILE is JSON Lines, gzipped or not. Records with "timex" ({start, end, value}) or "expressions" ([start, end,
type, value]) give strict and relaxed span F1, and F1 of values on relaxed spans. Records with "claims" give
the share of gold claim times with a span that a mention overlaps, with the same first and last day.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline import pack
from dateline.annotate import sentences
from dateline.annotate.mentions import TimeMention
from dateline.annotate.times import compile_rules, find_times
from dateline.dates import parse_published

Record = Mapping[str, Any]


def records(path: Path) -> Iterator[Record]:
    """The JSON records of a file."""
    raw = path.read_bytes()
    for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).splitlines():
        yield json.loads(line)


class Annotator:
    """The annotator of each language that a record asks for, compiled once."""

    def __init__(self) -> None:
        self._rules: dict[str, Any] = {}

    def __call__(self, record: Record) -> tuple[TimeMention, ...]:
        code = record["lang"]
        if code not in self._rules:
            loaded = pack.load(code)
            self._rules[code] = sentences.compile_rules(loaded), compile_rules(loaded)
        splitting, rules = self._rules[code]
        published = record.get("dct") or record.get("published")
        text = record["text"]
        return find_times(
            text,
            sentences.split(text, splitting),
            rules,
            published=parse_published(published) if published else None,
        )


def timexes(record: Record) -> list[Record] | None:
    """The gold expressions of a record in either form, or None where it has gold claims instead."""
    if "expressions" not in record:
        return record.get("timex")
    names = ("start", "end", "type", "value")
    gold = [dict(zip(names, item, strict=True)) for item in record["expressions"]]
    return [{**item, "surface": record["text"][item["start"] : item["end"]]} for item in gold]


def score_timex(gold: Sequence[Record], found: Sequence[TimeMention], counts: Counter[str]) -> list[str]:
    """Adds a document's counts; gives a line a miss, spurious or wrong value."""
    lines: list[str] = []
    counts["gold"] += len(gold)
    counts["found"] += len(found)
    exact = {(mention.start, mention.end) for mention in found}
    counts["strict"] += sum((item["start"], item["end"]) in exact for item in gold)
    taken: set[int] = set()
    for item in gold:
        hits = [
            i for i, m in enumerate(found)
            if i not in taken and m.start < item["end"] and item["start"] < m.end
        ]  # fmt: skip
        if not hits:
            lines.append(f"MISS   {item['surface']!r} {item.get('value')}")
            continue
        taken.add(hits[0])
        counts["relaxed"] += 1
        mention = found[hits[0]]
        if mention.value == item.get("value"):
            counts["value"] += 1
        else:
            lines.append(
                f"VALUE  {item['surface']!r} {item.get('value')} != {mention.value} [{mention.rule}]"
            )
    lines += (f"EXTRA  {m.start} {m.value} [{m.rule}]" for i, m in enumerate(found) if i not in taken)
    return lines


def score_claims(record: Record, found: Sequence[TimeMention], counts: Counter[str]) -> list[str]:
    """Adds a report's counts: gold times with a span, and those that a mention meets in days."""
    lines: list[str] = []
    seen: set[tuple[int, int, str, str]] = set()
    for claim in record["claims"]:
        time = claim.get("time")
        if not time or not time.get("span") or not time.get("start"):
            continue
        start, end = time["span"]
        overlapping = [m for m in found if m.start < end and start < m.end]
        same = any(m.first == time["start"] and m.last == time["end"] for m in overlapping)
        counts["claims"] += 1
        counts["overlap"] += bool(overlapping)
        counts["days"] += same
        if record["published"]:
            counts["dated"] += 1
            counts["dated days"] += same
        key = (start, end, time["start"], time["end"])
        if not same and key not in seen:
            got = ", ".join(f"{m.first}..{m.last} [{m.rule}]" for m in overlapping) or "nothing"
            quote = record["text"][max(0, start - 25) : end + 12]
            gold = f"{time['start']}..{time['end']}"
            lines.append(f"{record['id'][-24:]} {record['published']} {quote!r} {gold} != {got}")
        seen.add(key)
    return lines


def rates(counts: Counter[str], right: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of `right` among found and gold."""
    precision = counts[right] / counts["found"] if counts["found"] else 0.0
    recall = counts[right] / counts["gold"] if counts["gold"] else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def show(counts: Counter[str]) -> None:
    """Prints the table of what was counted."""
    if counts["gold"]:
        print(f"{'':8}     P     R    F1")
        for name in ("strict", "relaxed", "value"):
            print(f"{name:8}" + "".join(f"{100 * rate:6.1f}" for rate in rates(counts, name)))
    if counts["claims"]:
        total = counts["claims"]
        print(f"claim times with a span {total}")
        print(f"overlapped {counts['overlap'] / total:.3f}")
        print(f"same days  {counts['days'] / total:.3f}")
        print(f"           {counts['dated days'] / max(1, counts['dated']):.3f} of {counts['dated']}"
              " in reports with a published date")  # fmt: skip


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="show so many misses")
    parser.add_argument("--lang", action="append", help="only these languages (default: those with a pack)")
    options = parser.parse_args()
    languages = options.lang or pack.available()
    annotate = Annotator()
    counts: Counter[str] = Counter()
    lines: list[str] = []
    for record in records(options.file):
        if record["lang"] not in languages:
            continue
        found = annotate(record)
        gold = timexes(record)
        if gold is not None:
            lines += score_timex(gold, found, counts)
        else:
            lines += score_claims(record, found, counts)
    for line in lines[: options.misses]:
        print(line)
    show(counts)


if __name__ == "__main__":
    main()
