"""Copies that dateline finds beside those that were labelled by reading: python evals/copies.py [FOLDER]

FOLDER holds the evaluation data (default: $DATELINE_EVALS, else ../shared/evals beside the checkout); the
labels are in copies/, and README.md tells how they came about. Beside dateline runs MinHash LSH as datasketch
does it (128 permutations, runs of five words; threshold 0.8, its usual one, and 0.5). MinHash tells no kinds:
a pair is called exact where all its permutations agree, and near or partial by the estimated likeness that
parts these two best on the half of the labels that is for tuning. Seconds are CPU time, best of three.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from time import process_time
from typing import Any

from claims import DATA
from copies_texts import Text, digest, read_texts, words
from dateline import pack
from dateline.clean import BlockRules, compile_rules, label_blocks
from dateline.corroborate import find_copies
from dateline.corroborate.results import Copy
from dateline.dates import parse_published
from dateline.model import Report

LABELS = Path(__file__).resolve().parent / "copies"
KINDS = ("exact", "near", "partial")
HALVES = ("tune", "held")
_PERMUTATIONS = 128
_ROUNDS = 3
_NOTHING = "none"

Pair = tuple[str, str]
Kinds = Mapping[Pair, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Two reports and what the one is to the other, with the passages that both hold."""

    pair: Pair
    kind: str
    half: str
    weight: float
    shared: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a method made of all reports: kinds by pair, passages by pair, and the seconds it took."""

    name: str
    kinds: Kinds
    seconds: float
    shared: Mapping[Pair, tuple[tuple[int, int, int, int], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float


def main() -> int:
    """Print the scores; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=DATA)
    parser.add_argument("--alone", action="store_true", help="dateline only, without MinHash")
    options = parser.parse_args()
    folder = options.folder
    texts = read_texts(folder)
    labels, stale = read_labels(texts)
    if not labels:
        print(f"no text of the labelled pairs in {folder}", file=sys.stderr)
        return 1
    for line in stale:
        print(line, file=sys.stderr)
    print_scores(labels, texts, thresholds=() if options.alone else (0.8, 0.5))
    return 1 if stale else 0


def read_labels(texts: Mapping[str, Sequence[Text]]) -> tuple[list[Label], list[str]]:
    """The labels whose texts are at hand, and what is wrong with the others."""
    hashes = {text.id: digest(text.text) for text in chain.from_iterable(texts.values())}
    labels: list[Label] = []
    stale: list[str] = []
    for path in sorted(LABELS.glob("*.jsonl")):
        if path.stem not in texts:
            stale.append(f"{path.name}: its collection is not at hand")
            continue
        for item in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            if [hashes.get(item[side]) for side in "ab"] == item["text_sha256"]:
                labels.append(_label(item))
            else:
                stale.append(f"{item['a']}, {item['b']}: a text is missing, or another one than was labelled")
    return labels, stale


def _label(item: Mapping[str, Any]) -> Label:
    return Label(
        pair=(item["a"], item["b"]),
        kind=item["kind"],
        half=item["half"],
        weight=item["weight"],
        shared=tuple(map(tuple, item["shared"])),
    )


# -- methods ----------------------------------------------------------------------------------------


def run_dateline(texts: Mapping[str, Sequence[Text]]) -> Found:
    """The copies that dateline finds; labelling blocks is not counted, since it is done for other ends."""
    rules = {code: compile_rules(pack.load(code)) for code in pack.available()}
    collections = [[_report(text, rules) for text in collection] for collection in texts.values()]
    times = []
    for _ in range(_ROUNDS):
        begin = process_time()
        copies = [copy for reports in collections for copy in find_copies(reports)]
        times.append(process_time() - begin)
    return Found(
        name="dateline",
        kinds={_pair(copy): copy.kind for copy in with_equal(copies)},
        seconds=min(times),
        shared={
            _pair(copy): tuple((s.a_start, s.a_end, s.b_start, s.b_end) for s in copy.shared)
            for copy in copies
        },
    )


def _pair(copy: Copy) -> Pair:
    return copy.report_a, copy.report_b


def with_equal(copies: Sequence[Copy]) -> Iterator[Copy]:
    """The copies, and those that follow from them: what a text is to another, its exact reprint is too."""
    first = {}
    for copy in copies:
        if copy.kind == "exact":
            a, b = _pair(copy)
            first.setdefault(a, {a}).add(b)
            first.setdefault(b, {b}).add(a)
    for copy in copies:
        for a in first.get(copy.report_a, {copy.report_a}):
            for b in first.get(copy.report_b, {copy.report_b}):
                if a != b:
                    yield replace(copy, report_a=min(a, b), report_b=max(a, b))


def _report(text: Text, rules: Mapping[str, BlockRules]) -> Report:
    known = rules.get(text.language)
    return Report(
        id=text.id,
        text=text.text,
        title=text.title,
        outlet=text.outlet,
        published=parse_published(text.published) if text.published else None,
        language=text.language,
        blocks=label_blocks(text.text, title=text.title, rules=known) if known else (),
    )


def run_minhash(texts: Mapping[str, Sequence[Text]], threshold: float) -> tuple[dict[Pair, float], float]:
    """The pairs that datasketch's LSH brings together with their estimated likeness, and the seconds."""
    from datasketch import MinHash, MinHashLSH

    begin = process_time()
    found: dict[Pair, float] = {}
    for collection in texts.values():
        lsh = MinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS)
        seen: dict[str, MinHash] = {}
        for text in collection:
            sketch = MinHash(num_perm=_PERMUTATIONS)
            tokens = words(text.text)
            runs = {" ".join(run) for run in zip(*(tokens[k:] for k in range(5)), strict=False)}
            if not runs:
                continue
            sketch.update_batch([run.encode() for run in sorted(runs)])
            for other in lsh.query(sketch):
                a, b = sorted((text.id, other))
                found[a, b] = sketch.jaccard(seen[other])
            lsh.insert(text.id, sketch)
            seen[text.id] = sketch
    return found, process_time() - begin


def minhash_kinds(likeness: Mapping[Pair, float], tuning: Sequence[Label], threshold: float) -> Kinds:
    """Kinds by likeness; what parts near from partial is chosen so that both are told best."""

    def kinds(near: float) -> Kinds:
        return {
            pair: "exact" if like == 1 else "near" if like >= near else "partial"
            for pair, like in likeness.items()
            if like >= threshold
        }

    def worth(near: float) -> float:
        given = kinds(near)
        return sum(score(tuning, given, kind).f1 for kind in ("near", "partial"))

    return kinds(max((step / 50 for step in range(51)), key=worth))


# -- scores -----------------------------------------------------------------------------------------


def score(labels: Iterable[Label], kinds: Kinds, kind: str | None, *, weighed: bool = False) -> Score:
    """How well a kind is told; with None, whether a pair is a copy of any kind."""

    def is_of(word: str) -> bool:
        return word in KINDS if kind is None else word == kind

    right = told = true = 0.0
    for label in labels:
        weight = label.weight if weighed else 1
        says, holds = is_of(kinds.get(label.pair, _NOTHING)), is_of(label.kind)
        right += weight * (says and holds)
        told += weight * says
        true += weight * holds
    precision, recall = right / told if told else 0.0, right / true if true else 0.0
    return Score(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if right else 0.0,
    )


def passages_score(labels: Iterable[Label], found: Found) -> Score:
    """How well the characters of both reports that are shared are told, over the pairs that are copies."""
    right = told = true = 0
    for label in labels:
        if label.kind in KINDS and label.pair in found.shared:
            for start in (0, 2):
                gold = _characters(label.shared, start)
                ours = _characters(found.shared[label.pair], start)
                right += len(gold & ours)
                told += len(ours)
                true += len(gold)
    precision, recall = right / (told or 1), right / (true or 1)
    return Score(precision=precision, recall=recall, f1=2 * precision * recall / ((precision + recall) or 1))


def _characters(spans: Iterable[tuple[int, int, int, int]], start: int) -> set[int]:
    return {place for span in spans for place in range(span[start], span[start + 1])}


def print_scores(
    labels: Sequence[Label], texts: Mapping[str, Sequence[Text]], *, thresholds: Sequence[float]
) -> None:
    """A line a method, half and kind; then passages, and speed."""
    ours = run_dateline(texts)
    methods = [ours]
    for threshold in thresholds:
        runs = [run_minhash(texts, threshold) for _ in range(_ROUNDS)]
        likeness, seconds = runs[0][0], min(seconds for _, seconds in runs)
        tuning = [label for label in labels if label.half == "tune"]
        kinds = minhash_kinds(likeness, tuning, threshold)
        methods.append(Found(name=f"minhash-{threshold}", kinds=kinds, seconds=seconds, shared={}))
    print("method       half  kind     pairs  precision  recall  F1     all pairs: precision  recall  F1")
    for method in methods:
        for half in HALVES:
            some = [label for label in labels if label.half == half]
            for kind in (*KINDS, None):
                print(_line(method, half, kind, some))
    for half in HALVES:
        told = passages_score([label for label in labels if label.half == half], ours)
        print(f"passages {half} characters P {told.precision:.3f} R {told.recall:.3f} F1 {told.f1:.3f}")
    reports = sum(map(len, texts.values()))
    pairs = sum(len(some) * (len(some) - 1) // 2 for some in texts.values())
    for method in methods:
        print(
            f"{method.name}: {method.seconds:.2f} s, {reports / method.seconds:,.0f} reports/s, "
            f"{pairs / method.seconds:,.0f} pairs/s"
        )


def _line(method: Found, half: str, kind: str | None, labels: Sequence[Label]) -> str:
    count = sum(label.kind == kind if kind else label.kind in KINDS for label in labels)
    cells = [score(labels, method.kinds, kind, weighed=weighed) for weighed in (False, True)]
    plain, weighed = (f"{told.precision:.3f}      {told.recall:.3f}   {told.f1:.3f}" for told in cells)
    return f"{method.name:<12} {half}  {kind or 'any':<8} {count:>5}  {plain}            {weighed}"


if __name__ == "__main__":
    sys.exit(main())
