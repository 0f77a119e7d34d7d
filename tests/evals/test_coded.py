"""The coded reports: spans and ids, no texts, joined with texts where those are at hand."""

import gzip
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parents[2] / "evals"))
coded = importlib.import_module("coded")
LINES = [
    json.loads(line)
    for path in sorted(coded.CODED.glob("*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def test_each_report_is_coded_once() -> None:
    ids = [line["id"] for line in LINES]
    assert len(ids) == len(set(ids)) > 500


def test_there_are_no_texts() -> None:
    assert {key for line in LINES for key in line} == {"id", "lang", "text_sha256", "claims"}
    assert max(len(word) for line in LINES for word in _strings(line["claims"])) < 40


def test_every_span_is_one() -> None:
    for claim in (claim for line in LINES for claim in line["claims"]):
        start, end = claim["evidence"]
        assert 0 <= start <= claim["trigger"][0] < claim["trigger"][1] <= end


def test_a_report_meets_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Rebels shelled Homs."
    known = {"id": "a", "lang": "en", "text_sha256": coded.digest(text), "claims": []}
    other = {"id": "b", "lang": "en", "text_sha256": "0" * 16, "claims": []}
    unknown = {**known, "id": "c"}
    (tmp_path / "coded").mkdir()
    (tmp_path / "coded" / "en.jsonl").write_text("\n".join(map(json.dumps, (known, other, unknown))))
    (tmp_path / "evals").mkdir()
    (tmp_path / "corpora").mkdir()
    with gzip.open(tmp_path / "corpora" / "en.jsonl.gz", "wt") as lines:
        for name in "ab":
            lines.write(json.dumps({"id": name, "text": text}) + "\n")
    monkeypatch.setattr(coded, "CODED", tmp_path / "coded")
    found = list(coded.join(tmp_path / "evals"))
    assert [(report["id"], why is None) for report, why in found] == [("a", True), ("b", False), ("c", False)]
    assert found[0][0]["text"] == text


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [word for item in items for word in _strings(item)]
