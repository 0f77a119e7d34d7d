from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from tests.factories import TEXT, claim, event, extraction, full_claim, full_extraction, report
from tests.test_record import extractions

from dateline.errors import LedgerError
from dateline.ledger import Ledger, Run, WriteSummary
from dateline.model import Extraction, Reject

REJECT = Reject(origin="a.jsonl:3", reason="not JSON", sha256="00", report_id=None)


def contents(ledger: Ledger) -> dict[str, list[dict[str, object]]]:
    """All rows of all tables but the runs, which hold the time of day."""
    tables = ledger.sql("SELECT table_name FROM duckdb_tables() WHERE table_name <> 'runs'").to_pylist()
    return {
        row["table_name"]: ledger.sql(f"FROM {row['table_name']} ORDER BY ALL").to_pylist() for row in tables
    }


def test_what_was_written_comes_back(ledger: Ledger, run: Run) -> None:
    bare = extraction(report_=report("Calm.", id="r2", published=None, outlet=None, blocks=()))
    ledger.write([full_extraction(), bare], run=run)
    assert list(ledger.extractions()) == [full_extraction(), bare]


@settings(max_examples=20, deadline=None)
@given(extractions())
def test_every_extraction_comes_back(written: Extraction) -> None:
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "a.ledger") as ledger:
        ledger.write([written], run=Run(version="1"))
        assert list(ledger.extractions()) == [written]


def test_reports_come_back_in_the_order_they_came_in(ledger: Ledger, run: Run) -> None:
    made = [extraction(report_=report(id=f"r{n * 7 % 10}")) for n in range(10)]
    assert ledger.write(made, run=run, batch=3).new_reports == 10
    assert list(ledger.extractions()) == made


def test_a_write_says_what_it_came_to(ledger: Ledger, run: Run) -> None:
    two = extraction(claim(id="c1"), claim(id="c2", trigger="killing"))
    assert ledger.write([two, REJECT], run=run) == WriteSummary(new_reports=1, claims=2, rejects=1)


def test_reading_again_changes_nothing(ledger: Ledger, run: Run) -> None:
    items = [full_extraction(), extraction(report_=report(id="r2")), REJECT]
    ledger.write(items, run=run)
    before, runs = contents(ledger), ledger.sql("FROM runs").to_pylist()
    assert ledger.write(items, run=run) == WriteSummary(known_reports=2)
    assert contents(ledger) == before
    assert ledger.sql("FROM runs").to_pylist() == runs


def test_the_same_report_from_another_path_is_known(ledger: Ledger, run: Run) -> None:
    ledger.write([full_extraction()], run=run)
    moved = replace(full_extraction(), report=replace(full_extraction().report, origin="elsewhere.txt"))
    assert ledger.write([moved], run=run) == WriteSummary(known_reports=1)


def test_a_report_twice_in_one_write_is_written_once(ledger: Ledger, run: Run) -> None:
    assert ledger.write([full_extraction()] * 2, run=run) == WriteSummary(
        new_reports=1, known_reports=1, claims=1
    )


def test_two_texts_under_one_id_are_both_kept(ledger: Ledger, run: Run) -> None:
    other = extraction(claim("Other words.", id="c1", trigger="words"), report_=report("Other words."))
    ledger.write([full_extraction(), other], run=run)
    assert ledger.write([other, full_extraction()], run=run) == WriteSummary(known_reports=2)
    first, second = ledger.extractions()
    assert first == full_extraction()
    assert second.report.text == "Other words."
    assert second.report.id.startswith("r1~")
    assert second.claims[0].id.startswith("c1~")


def test_a_later_reading_stands_and_the_old_one_leaves_tombstones(ledger: Ledger, run: Run) -> None:
    lost = claim(id="c2", trigger="killing")
    ledger.write([extraction(full_claim(), lost), extraction(report_=report(id="r2"))], run=run)
    better = extraction(full_claim(confidence=0.9), claim(id="c3", trigger="told"))
    later = Run(version="2.0")
    assert ledger.write([better], run=later) == WriteSummary(revised_reports=1, claims=2)
    assert [item.report.id for item in ledger.extractions()] == ["r1", "r2"]
    assert next(ledger.extractions()) == better
    stones = ledger.sql("SELECT id, kind, reason, merged_into, run FROM tombstones ORDER BY id").to_pylist()
    assert stones == [
        {"id": "c1", "kind": "claim", "reason": "coded otherwise", "merged_into": "c1", "run": later.id},
        {"id": "c2", "kind": "claim", "reason": "not found again", "merged_into": None, "run": later.id},
    ]
    body = ledger.sql("SELECT body FROM tombstones WHERE id = 'c2'").to_pylist()[0]["body"]
    assert '"quote": "killing"' in body


def test_new_reports_beside_a_revised_one_keep_their_order(ledger: Ledger, run: Run) -> None:
    ledger.write([extraction(report_=report(id="r1"))], run=run)
    ledger.write([extraction(claim()), extraction(report_=report(id="r2"))], run=Run(version="2"))
    assert [row["seq"] for row in ledger.sql("SELECT seq FROM reports ORDER BY id").to_pylist()] == [0, 1]


def test_a_claim_that_stands_is_not_counted_as_new(ledger: Ledger, run: Run) -> None:
    ledger.write([extraction(full_claim())], run=run)
    more = extraction(full_claim(), claim(id="c2", trigger="killing"))
    assert ledger.write([more], run=Run(version="2")).claims == 1


def test_another_language_is_another_reading(ledger: Ledger, run: Run) -> None:
    ledger.write([extraction()], run=run)
    ledger.write([extraction(report_=report(language="vi"))], run=run)
    assert ledger.sql("SELECT id, kind FROM tombstones").to_pylist() == [{"id": "r1", "kind": "report"}]


def test_rejects_are_added_once(ledger: Ledger, run: Run) -> None:
    other = replace(REJECT, reason="too large")
    assert ledger.write_rejects([REJECT, REJECT, other], run=run) == 2
    assert ledger.write_rejects([REJECT, other], run=run) == 0


def test_what_cannot_be_stored_is_rejected_and_stops_nothing(ledger: Ledger, run: Run) -> None:
    broken = extraction(report_=report("half \ud800 pair", id="bad"))
    assert ledger.write([broken, full_extraction()], run=run) == WriteSummary(
        new_reports=1, claims=1, rejects=1
    )
    assert ledger.sql("SELECT report_id FROM rejects").to_pylist() == [{"report_id": "bad"}]


def test_odd_characters_are_kept(ledger: Ledger, run: Run) -> None:
    odd = extraction(report_=report("null \0, 'quote', \"double\"; DROP TABLE claims; -- 🕊", title="\0"))
    ledger.write([odd], run=run)
    assert list(ledger.extractions()) == [odd]


def test_what_came_before_a_failing_input_is_kept(ledger: Ledger, run: Run) -> None:
    def failing() -> Iterator[Extraction]:
        yield extraction(report_=report(id="r1"))
        yield extraction(report_=report(id="r2"))
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        ledger.write(failing(), run=run, batch=1)
    assert [item.report.id for item in ledger.extractions()] == ["r1", "r2"]


def test_a_batch_is_written_whole_or_not_at_all(ledger: Ledger, run: Run) -> None:
    broken = replace(full_claim(), event=None)  # type: ignore[arg-type]
    with pytest.raises(LedgerError, match="is as it was"):
        ledger.write([extraction(broken)], run=run)
    assert list(ledger.extractions()) == []
    assert ledger.write([full_extraction()], run=run).new_reports == 1


def test_a_run_is_named_by_what_it_is_not_by_when(run: Run) -> None:
    assert replace(run, started="2020-01-01T00:00:00+00:00").id == run.id
    assert replace(run, configuration={}).id != run.id


def test_the_same_input_makes_the_same_rows(tmp_path: Path, run: Run) -> None:
    made = []
    for size in (1, 100):
        with Ledger(tmp_path / f"{size}.ledger") as ledger:
            ledger.write([full_extraction(), extraction(report_=report(id="r2"))], run=run, batch=size)
            ledger.write_events([event("c1")], run=run)
            made.append(contents(ledger))
    assert made[0] == made[1]


def test_explain_gives_one_claim_with_its_report(ledger: Ledger, run: Run) -> None:
    first, second = full_claim(id="ab1"), claim(id="ab2", trigger="killing")
    ledger.write([extraction(first, second)], run=run)
    assert ledger.explain("ab2") == extraction(second)
    assert ledger.explain("ab1").report.text == TEXT
