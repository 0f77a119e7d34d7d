"""The samples from end to end: whole records byte for byte, and what a careful coder wrote of them."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "scripts"))

from golden import records  # noqa: E402


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return records()


def test_every_record_is_the_golden_one(made: dict[str, str]) -> None:
    golden = {path.stem: path.read_text(encoding="utf-8") for path in (HERE / "records").glob("*.json")}
    assert sorted(golden) == sorted(made)
    changed = [name for name in golden if golden[name] != made[name]]
    assert changed == [], "if the change is meant, read what `python scripts/golden.py` writes and commit it"


def known() -> dict[str, dict[str, Any]]:
    lines = (HERE / "samples_expected.jsonl").read_text(encoding="utf-8").splitlines()
    return {answer["id"]: answer for answer in map(json.loads, lines)}


def overlap(a: list[int], b: list[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def test_most_of_what_the_coder_wrote_is_found(made: dict[str, str]) -> None:
    total = found = claimed = 0
    for name, answer in known().items():
        claims = json.loads(made[name])["claims"]
        claimed += len(claims)
        for gold in answer["claims"]:
            total += 1
            hits = (c for c in claims if c["event"] == gold["event"])
            found += any(overlap(c["trigger"]["span"], gold["trigger"]) for c in hits)
    # 0.778 and 0.803 when this was written; a tenth is left for tuning on other documents.
    assert found / total >= 0.70
    assert found / claimed >= 0.72


def test_reports_with_nothing_to_code_yield_next_to_nothing(made: dict[str, str]) -> None:
    quiet = [name for name, answer in known().items() if not answer["claims"]]
    assert len(quiet) == 2
    told = {c["trigger"]["quote"] for name in quiet for c in json.loads(made[name])["claims"]}
    # The goal is none. These two tell history, of 2014 and the 1920s, and are still claimed.
    assert told <= {"seized", "left"}


def test_a_text_held_twice_tells_once(made: dict[str, str]) -> None:
    record = json.loads(made["s18-vi"])
    (repeat,) = [b["span"] for b in record["report"]["blocks"] if b["kind"] == "repeat"]
    assert record["claims"]
    assert not [c for c in record["claims"] if overlap(c["trigger"]["span"], repeat)]
