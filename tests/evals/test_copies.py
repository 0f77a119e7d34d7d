"""The labelled pairs: ids, hashes and spans, no texts; and how a search is scored on them."""

import importlib
import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "evals"))
copies = importlib.import_module("copies")
texts = importlib.import_module("copies_texts")
LINES = [
    json.loads(line)
    for path in sorted(copies.LABELS.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def label(a: str, b: str, kind: str, *, weight: float = 1.0) -> object:
    return copies.Label(pair=(a, b), kind=kind, half="held", weight=weight, shared=())


def test_each_pair_is_labelled_once_smaller_id_first() -> None:
    pairs = [(line["a"], line["b"]) for line in LINES]
    assert len(set(pairs)) == len(pairs) > 400
    assert all(a < b for a, b in pairs)


def test_there_are_kinds_and_spans_and_no_texts() -> None:
    for line in LINES:
        assert set(line) == {"a", "b", "kind", "half", "stratum", "weight", "text_sha256", "shared"}
        assert line["kind"] in (*copies.KINDS, "own", "unrelated") and line["half"] in copies.HALVES
        assert bool(line["shared"]) == (line["kind"] in copies.KINDS)
        for a_start, a_end, b_start, b_end in line["shared"]:
            assert 0 <= a_start < a_end and 0 <= b_start < b_end


def test_no_report_of_a_copy_is_in_both_halves() -> None:
    halves: dict[str, set[str]] = {}
    for line in LINES:
        if line["kind"] in copies.KINDS:
            for side in "ab":
                halves.setdefault(line[side], set()).add(line["half"])
    assert all(len(half) == 1 for half in halves.values())


def test_a_kind_is_told_or_missed_or_told_wrongly() -> None:
    labels = [label("a", "b", "near"), label("a", "c", "near", weight=3.0), label("a", "d", "own")]
    found = {("a", "b"): "near", ("a", "d"): "partial"}
    near = copies.score(labels, found, "near")
    assert (near.precision, near.recall) == (1.0, 0.5)
    assert copies.score(labels, found, "near", weighed=True).recall == 0.25
    assert copies.score(labels, found, None).precision == 0.5
    assert copies.score(labels, found, "partial").f1 == 0.0


def test_what_a_text_is_to_another_its_exact_reprint_is_too() -> None:
    def copy(a: str, b: str, kind: str) -> object:
        return copies.Copy(report_a=a, report_b=b, kind=kind, containment_a=1.0, containment_b=1.0, shared=())

    found = copies.with_equal([copy("a", "b", "exact"), copy("a", "c", "near")])
    assert {(one.report_a, one.report_b, one.kind) for one in found} == {
        ("a", "b", "exact"),
        ("a", "c", "near"),
        ("b", "c", "near"),
    }


@pytest.mark.shared
def test_the_labels_meet_their_texts() -> None:
    held = texts.read_texts(copies.DATA)
    if set(held) != set(texts.COLLECTIONS):
        pytest.skip("needs the evaluation data")
    labels, stale = copies.read_labels(held)
    assert not stale and len(labels) == len(LINES)
    by_id = {text.id: text.text for collection in held.values() for text in collection}
    for one in labels:
        for _, a_end, _, b_end in one.shared:
            assert a_end <= len(by_id[one.pair[0]]) and b_end <= len(by_id[one.pair[1]])
