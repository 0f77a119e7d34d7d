"""Scores the attribution annotator: python evals/attribution.py FILE [--lang en] [--misses N].

A file of attributions ({"text", "attributions": [{"source", "cue", "content"}]}) is scored by span: exact
and overlapping F1 of sources and contents. A file of claims ({"text", "claims": [...]}) is scored by what
a claim needs: does an attribution over the trigger hold the source that the gold names, and is there none
where the gold names none.
"""

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline.annotate import sentences
from dateline.annotate.attribution import compile_rules, find_attributions
from dateline.annotate.mentions import Attribution
from dateline.pack import load

Range = tuple[int, int]


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a JSON Lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


class Reader:
    """Finds attributions in a language, and keeps the time it takes."""

    def __init__(self) -> None:
        self._rules: dict[str, Any] = {}
        self.seconds = 0.0
        self.characters = 0

    def read(self, text: str, lang: str, *, as_printed: bool) -> tuple[Attribution, ...]:
        if lang not in self._rules:
            pack = load(lang)
            self._rules[lang] = sentences.compile_rules(pack), compile_rules(pack)
        splitting, rules = self._rules[lang]
        split = sentences.split(text, splitting)
        begun = time.perf_counter()
        found = find_attributions(text, split, rules, as_printed=as_printed)
        self.seconds += time.perf_counter() - begun
        self.characters += len(text)
        return found


def overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def f1(hits_gold: int, gold: int, hits_found: int, found: int) -> str:
    recall, precision = hits_gold / max(1, gold), hits_found / max(1, found)
    score = 2 * precision * recall / max(1e-9, precision + recall)
    return f"F1 {score:.3f} (P {precision:.3f} R {recall:.3f})"


def score_spans(items: Iterable[dict[str, Any]], reader: Reader, misses: int) -> None:
    """Exact and overlapping F1 of the distinct source and content spans of each document."""
    counts: Counter[str] = Counter()
    for item in items:
        found = reader.read(item["text"], item["lang"], as_printed=True)
        spans = {
            "source": (
                {(a["source"][0][0], a["source"][-1][1]) for a in item["attributions"] if a["source"]},
                {(s.start, s.end) for one in found for s in one.sources[-1:]},
            ),
            "content": (
                {tuple(piece) for a in item["attributions"] for piece in a["content"]},
                {(one.content_start, one.content_end) for one in found},
            ),
        }
        for name, (gold, mine) in spans.items():
            counts[name, "gold"] += len(gold)
            counts[name, "found"] += len(mine)
            counts[name, "exact"] += len(gold & mine)
            counts[name, "gold hit"] += sum(any(overlap(g, m) for m in mine) for g in gold)
            counts[name, "found hit"] += sum(any(overlap(g, m) for g in gold) for m in mine)
            for span in sorted(gold - mine)[: 2 if misses > 0 else 0]:
                misses -= 1
                print(f"missed {name}: {item['text'][slice(*span)]!r}")
    for name in ("source", "content"):
        c = {key: counts[name, key] for key in ("gold", "found", "exact", "gold hit", "found hit")}
        print(f"{name}: exact {f1(c['exact'], c['gold'], c['exact'], c['found'])}", end="; ")
        print(f"overlap {f1(c['gold hit'], c['gold'], c['found hit'], c['found'])}")


def score_claims(items: Iterable[dict[str, Any]], reader: Reader, misses: int) -> None:
    """Sources over the triggers of claims, against the gold's."""
    counts: Counter[tuple[str, str]] = Counter()
    for item in items:
        lang, text = item["lang"], item["text"]
        found = reader.read(text, lang, as_printed=False)
        for claim in item["claims"]:
            over = [a for a in found if overlap((a.content_start, a.content_end), claim["trigger"])]
            gold = [s for s in claim["sources"] if s["span"]]
            if not claim["sources"]:
                counts[lang, "unsourced"] += 1
                counts[lang, "unsourced ok"] += not over
                wrong = bool(over)
            elif gold:
                hits = [
                    (g, s)
                    for a in over
                    for s in a.sources
                    for g in gold
                    if overlap((s.start, s.end), g["span"])
                ]
                counts[lang, "sourced"] += 1
                counts[lang, "sourced ok"] += bool(hits)
                counts[lang, "kind ok"] += any(g["kind"] == s.kind for g, s in hits)
                wrong = not hits
            else:
                continue
            if wrong and misses > 0:
                misses -= 1
                show_miss(text, claim, over)
    for lang in sorted({lang for lang, _ in counts}):
        named, free = counts[lang, "sourced"], counts[lang, "unsourced"]
        print(
            f"{lang}: source found {counts[lang, 'sourced ok'] / max(1, named):.3f} of {named}, "
            f"kind right {counts[lang, 'kind ok'] / max(1, counts[lang, 'sourced ok']):.3f}; "
            f"none where none {counts[lang, 'unsourced ok'] / max(1, free):.3f} of {free}"
        )


def show_miss(text: str, claim: dict[str, Any], over: list[Attribution]) -> None:
    start, end = claim["trigger"]
    left = max(0, start - 160)
    print(f"...{text[left:start]}[[{text[start:end]}]]{text[end : end + 120]}...".replace("\n", "¶"))
    print("  gold:", [(text[slice(*s["span"])], s["kind"]) for s in claim["sources"] if s["span"]])
    print("  found:", [([text[s.start : s.end] for s in a.sources], a.rule, a.carried) for a in over])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--lang", action="append", help="only these languages; default vi and en")
    parser.add_argument("--misses", type=int, default=0, help="print so many misses")
    options = parser.parse_args()
    langs = options.lang or ["vi", "en"]
    items = [item for item in records(options.file) if item["lang"] in langs]
    reader = Reader()
    if items and "claims" in items[0]:
        score_claims(items, reader, options.misses)
    else:
        score_spans(items, reader, options.misses)
    per = reader.seconds * 2e6 / max(1, reader.characters)
    print(f"{len(items)} reports, {per:.2f} ms per 2,000 characters")


if __name__ == "__main__":
    main()
