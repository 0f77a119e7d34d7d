"""The whole way, as a user goes it: the document the project began with, bad input, and reading again."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.ledger import Ledger
from dateline.model import Report
from dateline.pipeline import Engine
from dateline.read import read
from dateline.record import dumps, to_record

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="SKIPPED LOUDLY: ../shared is not beside the checkout"
)
SAMPLES = Path(__file__).resolve().parent.parent / "src/dateline/samples/reports.jsonl"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.open()


def dateline(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dateline", *map(str, args)]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}, check=False
    )


@pytest.mark.shared
@shared
def test_the_first_document_is_read_as_its_coder_read_it(engine: Engine) -> None:
    (report,) = (r for r in read([SHARED / "seed/seed.txt"]) if isinstance(r, Report))
    record = to_record(engine.extract(report))
    text, claims = record["report"]["text"], record["claims"]
    gold = json.loads((SHARED / "evals/claims-dev.jsonl").read_text(encoding="utf-8").splitlines()[0])[
        "claims"
    ]
    shift = text.index("Theo Al Masdar News")
    found = [
        next(
            c
            for c in claims
            if c["event"] == g["event"]
            and c["trigger"]["span"][0] < g["trigger"][1] + shift
            and g["trigger"][0] + shift < c["trigger"]["span"][1]
        )
        for g in gold
    ]
    assert len(found) == 10
    assert {(round(c["place"]["lat"], 1), round(c["place"]["lon"], 1)) for c in found} == {(34.5, 40.9)}
    assert {c["time"]["start"] for c in found} == {"2017-11-17"}
    counted = {(q["what"], q["min"], c["modality"]) for c in found for q in c["quantities"]}
    assert ("share_controlled", 0.75, "asserted") in counted
    assert ("vehicles_destroyed", 3, "hedged") in counted
    sources = {(s["name"] or s["quote"], s["kind"]) for c in claims for s in c["sources"]}
    assert {kind for name, kind in sources if "Amaq" in name} == {"party"}
    assert ("Al-Masdar News", "media") in sources
    blocks = record["report"]["blocks"]
    credits = [b["span"] for b in blocks if b["kind"] == "credit"]
    assert {text[s:e] for s, e in credits} == {"Ảnh: AMN."}
    (repeat,) = [b["span"] for b in blocks if b["kind"] == "repeat"]
    assert not [c for c in claims if repeat[0] <= c["trigger"]["span"][0] < repeat[1]]


def spans(value: object) -> list[dict[str, object]]:
    """Every object of a record that has a span and a quote."""
    if isinstance(value, dict):
        own = [value] if value.get("span") and "quote" in value else []
        return own + [found for item in value.values() for found in spans(item)]
    return [found for item in value for found in spans(item)] if isinstance(value, list) else []


def check(engine: Engine, path: Path, *, every: int) -> int:
    raw = path.read_bytes()
    content = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    seen = 0
    for line in content.splitlines()[::every]:
        item = json.loads(line)
        report = Report(id=item["id"], text=item["text"], title=item.get("title"), language=item["lang"])
        line_out = dumps(to_record(engine.extract(report)))
        assert line_out == dumps(to_record(engine.extract(report)))
        record = json.loads(line_out)
        for found in spans(record):
            start, end = found["span"]  # type: ignore[misc]
            assert record["report"]["text"][start:end] == found["quote"]
            seen += 1
    return seen


def test_every_span_of_the_samples_is_a_quotation_and_two_readings_are_the_same(engine: Engine) -> None:
    assert check(engine, SAMPLES, every=1) > 500


@pytest.mark.shared
@shared
@pytest.mark.parametrize("code", ["vi", "en", "ar", "ru", "fr", "es"])
def test_every_span_of_the_corpora_is_a_quotation(engine: Engine, code: str) -> None:
    every = 1 if os.environ.get("DATELINE_ALL") else 20
    seen = check(engine, SHARED / f"corpora/{code}.jsonl.gz", every=every)
    assert seen > 0 or code not in engine.languages


def test_bad_input_is_set_aside_and_the_rest_goes_through(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": f"n{i}", "text": f"Rebels attacked a checkpoint in Homs, killing {i} soldiers."})
        for i in range(3, 12)
    ]
    lines.insert(2, '{"id": "broken", "text": ')
    (tmp_path / "ten.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "greek.txt").write_text(
        "Ο στρατός ανακοίνωσε σήμερα ότι κατέλαβε την πόλη. " * 4, encoding="utf-8"
    )
    (tmp_path / "long.jsonl").write_text(json.dumps({"text": "x" * 50_000_000}), encoding="utf-8")
    ledger = tmp_path / "l.duckdb"
    first = dateline("read", tmp_path, tmp_path / "missing.txt", "--ledger", ledger, "--json")
    assert first.returncode == 3, first.stderr
    with Ledger(ledger, read_only=True) as opened:
        reasons = {
            r["origin"].rsplit("/", 1)[-1]: r["reason"]
            for r in opened.sql("SELECT * FROM rejects").to_pylist()
        }
        assert opened.sql("SELECT count(*) AS n FROM reports").to_pylist()[0]["n"] == 10
    assert {"ten.jsonl:3", "empty.txt", "binary.txt", "greek.txt", "missing.txt"} <= set(reasons)
    assert any(origin.startswith("long.jsonl") for origin in reasons)
    assert "no pack" in reasons["greek.txt"]


def test_reading_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    ledger = tmp_path / "l.duckdb"
    assert dateline("read", SAMPLES, "--ledger", ledger).returncode == 0
    with Ledger(ledger, read_only=True) as opened:
        before = opened.sql("SELECT * FROM claims_wide ORDER BY ALL").to_pylist()
    again = dateline("read", SAMPLES, "--ledger", ledger)
    assert again.returncode == 0
    assert "Nothing new" in again.stdout
    with Ledger(ledger, read_only=True) as opened:
        assert opened.sql("SELECT * FROM claims_wide ORDER BY ALL").to_pylist() == before
    assert dateline("sql", ledger, "DELETE FROM claims").returncode == 1
