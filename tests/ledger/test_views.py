"""Copies and events: written, read back, replaced; and the rows that the views make of them."""

from typing import Any

import pytest
from tests.factories import claim, copy, event, extraction, full_claim, on, report, told, toll

from dateline.corroborate import Figure, OriginCount, Shared
from dateline.errors import LedgerError
from dateline.ledger import Ledger, Run


@pytest.fixture
def filled(ledger: Ledger, run: Run) -> Ledger:
    """Reports a to d, each with one claim a-0 to d-0, of the outlets A to D."""
    ledger.write([told(id, "Shelled.", outlet=id.upper()) for id in "abcd"], run=run)
    return ledger


def stones(ledger: Ledger) -> list[dict[str, Any]]:
    return ledger.sql("SELECT id, kind, merged_into FROM tombstones ORDER BY id").to_pylist()


def test_copies_come_back(filled: Ledger, run: Run) -> None:
    shared = (Shared(a_start=0, a_end=3, b_start=1, b_end=4), Shared(a_start=5, a_end=6, b_start=7, b_end=8))
    made = (
        copy("a", "b", kind="partial", shared=shared, likely_first="b", first_outlet="B", signature="v1"),
        copy("b", "c"),
    )
    assert filled.write_copies(reversed(made), run=run) == 2
    assert filled.read_copies() == made
    assert filled.sql("SELECT shared[1:20] AS shared FROM copies WHERE kind = 'partial'").to_pylist() == [
        {"shared": "[[0, 3, 1, 4], [5, 6"}
    ]


def test_copies_are_replaced(filled: Ledger, run: Run) -> None:
    filled.write_copies([copy("a", "b")], run=run)
    filled.write_copies([copy("c", "d")], run=run)
    assert filled.read_copies() == (copy("c", "d"),)


def test_events_come_back(filled: Ledger, run: Run) -> None:
    figure = Figure(
        what="killed", of=None, min=12, max=None, origin="outlet:a", claim_id="b-0", day="2017-11-17"
    )
    full = event(
        "b-0",
        "a-0",
        outlets=("B", "A"),
        report_ids=("b", "a"),
        origins=OriginCount(reports=2, outlets=2, origins_min=1, origins_max=2, reasons=("both credit X",)),
        figures=(figure,),
        contested=True,
        reasons=("12 and 15 killed",),
    )
    bare = event("c-0", id="e2", place=None, start=None, end=None, outlets=())
    assert filled.write_events([bare, full], run=run) == 2
    assert filled.read_events() == (full, bare)


def test_events_are_replaced_and_leave_tombstones(filled: Ledger, run: Run) -> None:
    filled.write_events([event("a-0", "b-0", "c-0", id="e1"), event("d-0", id="e2")], run=run)
    filled.write_events([event("a-0", id="e3"), event("b-0", "c-0", id="e4")], run=run)
    assert stones(filled) == [
        {"id": "e1", "kind": "event", "merged_into": "e4"},
        {"id": "e2", "kind": "event", "merged_into": None},
    ]
    assert [row["event_id"] for row in filled.events().rows()] == ["e3", "e4"]


def test_the_same_events_again_change_nothing(filled: Ledger, run: Run) -> None:
    filled.write_events([event("a-0"), event("b-0", id="e2")], run=run)
    before = filled.sql("FROM events ORDER BY id").to_pylist()
    filled.write_events([event("a-0"), event("b-0", id="e2")], run=Run(version="2"))
    assert filled.sql("FROM events ORDER BY id").to_pylist() == before
    assert stones(filled) == []


def test_an_event_that_changed_is_of_the_later_run(filled: Ledger, run: Run) -> None:
    later = Run(version="2")
    filled.write_events([event("a-0"), event("b-0", id="e2")], run=run)
    filled.write_events([event("a-0", "c-0"), event("b-0", id="e2")], run=later)
    runs = filled.sql("SELECT id, run FROM events ORDER BY id").to_pylist()
    assert runs == [{"id": "e1", "run": later.id}, {"id": "e2", "run": run.id}]


def test_what_the_ledger_does_not_hold_cannot_be_tied(ledger: Ledger, run: Run) -> None:
    with pytest.raises(LedgerError, match=r"copies name 2 reports .*\(a, b\)"):
        ledger.write_copies([copy("a", "b")], run=run)
    with pytest.raises(LedgerError, match=r"events name 1 claims .*\(c9\)"):
        ledger.write_events([event("c9")], run=run)


def test_two_events_do_not_share_an_id(filled: Ledger, run: Run) -> None:
    with pytest.raises(LedgerError, match="two events have the id e1"):
        filled.write_events([event("a-0"), event("b-0")], run=run)


def test_an_event_says_who_where_when_and_on_whose_word(ledger: Ledger, run: Run) -> None:
    ledger.write([extraction(full_claim(), claim(id="c2")), told("b", "Shelled.", outlet="x")], run=run)
    counted = OriginCount(reports=2, outlets=2, origins_min=2, origins_max=3)
    made = event(
        "c1", "c2", "b-0", origins=counted, contested=True, reasons=("one denies it", "tolls differ")
    )
    ledger.write_events([made], run=run)
    (row,) = ledger.events().rows()
    expected = {
        "event_id": "e1",
        "event": "strike.shelling",
        "actors": "Northern Army",
        "targets": "civilians",
        "place_name": "Dong Xa",
        "n_origins": 2,
        "n_origins_most": 3,
        "n_reports": 2,
        "n_outlets": 2,
        "n_claims": 3,
        "origins": "an army source",
        "contested": True,
        "contested_by": "one denies it; tolls differ",
        "evidence": ["r1#char=0,111", "r1#char=0,111", "b#char=0,8"],
    }
    assert {name: row[name] for name in expected} == expected
    assert (str(row["first_day"]), str(row["last_day"])) == ("2017-11-17", "2017-11-17")


DEAD = "Shelled, 12 dead or 15"


def test_tolls_of_an_event_are_a_range(ledger: Ledger, run: Run) -> None:
    numbers = [(12, None), (15, 15), (None, 20)]
    cells = [{"trigger": "Shelled", "quantities": (toll("12", *number, text=DEAD),)} for number in numbers]
    ledger.write([told("a", DEAD, outlet=None, claims=cells)], run=run)
    ledger.write_events([event("a-0", "a-1", "a-2")], run=run)
    (row,) = ledger.events().rows()
    assert (row["killed_min"], row["killed_max"], row["wounded_min"]) == (12, 20, None)


def test_the_largest_number_of_dead_is_the_toll_of_a_claim(ledger: Ledger, run: Run) -> None:
    numbers = (toll("12", 12, None, text=DEAD), toll("15", 3, 3, text=DEAD, of="children"))
    ledger.write([told("a", DEAD, outlet=None, claims=[{"quantities": numbers, "trigger": "dead"}])], run=run)
    (row,) = ledger.claims().rows()
    assert (row["killed_min"], row["killed_max"]) == (12, None)


def test_events_come_by_day_and_undated_ones_last(ledger: Ledger, run: Run) -> None:
    ledger.write([extraction(claim(id="c1", time=on(None)), report_=report(id="r1"))], run=run)
    days = {"e1": None, "e2": "2017-11-19", "e3": "2017-11-17"}
    ledger.write_events([event("c1", id=id, start=day, end=day) for id, day in days.items()], run=run)
    assert [row["event_id"] for row in ledger.events().rows()] == ["e3", "e2", "e1"]
