"""Copies and events, and what the views make of them: how many words an event rests on."""

from typing import Any

import pytest
from tests.factories import claim, extraction, full_claim, on, report, source, told, toll

from dateline.errors import LedgerError
from dateline.ledger import Copy, Event, Ledger, Run
from dateline.model import Interval


def copy(a: str, b: str, kind: Any = "near", **fields: Any) -> Copy:
    return Copy(report_a=a, report_b=b, kind=kind, a_in_b=0.9, b_in_a=0.9, **fields)


def event(*claims: str, id: str = "e1") -> Event:
    return Event(id=id, event="strike.shelling", claims=claims)


def one_event(ledger: Ledger) -> dict[str, Any]:
    (row,) = ledger.events().rows()
    return row


def credited(id: str, words: str, *, outlet: str | None = None, **cells: Any) -> Any:
    """A report whose one claim is credited to `words`, with which it ends."""
    text = f"Shelled, says {words}"
    credit = source(words, text=text, kind=cells.pop("kind", "official"), entity=cells.pop("entity", None))
    return told(id, text, outlet=outlet or id, claims=[{"trigger": "Shelled", "sources": (credit,), **cells}])


def test_one_source_told_by_many_outlets_is_one_origin(ledger: Ledger, run: Run) -> None:
    ledger.write([credited(id, "An Army Source" if id == "a" else "an army source") for id in "abc"], run=run)
    ledger.write_events([event("a-0", "b-0", "c-0")], run=run)
    row = one_event(ledger)
    assert (row["n_reports"], row["n_outlets"], row["n_origins"]) == (3, 3, 1)
    assert row["origins"] == "an army source"


def test_an_entity_is_one_origin_whatever_it_is_called(ledger: Ledger, run: Run) -> None:
    ledger.write(
        [credited("a", "SOHR", entity="sohr"), credited("b", "the Observatory", entity="sohr")], run=run
    )
    ledger.write_events([event("a-0", "b-0")], run=run)
    assert one_event(ledger)["n_origins"] == 1


def test_the_end_of_a_chain_is_its_origin(ledger: Ledger, run: Run) -> None:
    ledger.write([extraction(full_claim())], run=run)
    ledger.write_events([event("c1")], run=run)
    assert one_event(ledger)["origins"] == "an army source"


def test_an_outlet_stands_for_itself(ledger: Ledger, run: Run) -> None:
    ledger.write(
        [told(id, "Shelled.", outlet=outlet) for id, outlet in (("a", "X"), ("b", "x"), ("c", None))], run=run
    )
    ledger.write_events([event("a-0", "b-0", "c-0")], run=run)
    row = one_event(ledger)
    assert (row["n_outlets"], row["n_origins"], row["origins"]) == (1, 2, "outlet:x; report:c")


def test_unnamed_sources_are_at_least_one(ledger: Ledger, run: Run) -> None:
    ledger.write(
        [credited("a", "sources", kind="unnamed"), credited("b", "a source", kind="unnamed")], run=run
    )
    ledger.write_events([event("a-0", "b-0")], run=run)
    row = one_event(ledger)
    assert (row["n_origins_least"], row["n_origins"]) == (1, 2)


@pytest.mark.parametrize("kind", ["exact", "near"])
def test_copies_are_not_confirmation(ledger: Ledger, run: Run, kind: str) -> None:
    ledger.write([told(id, "Shelled.", outlet=id) for id in "abcd"], run=run)
    ledger.write_events([event("a-0", "b-0", "c-0", "d-0")], run=run)
    ledger.write_copies([copy("c", "b", kind), copy("b", "a", kind)], run=run)
    row = one_event(ledger)
    assert (row["n_reports"], row["n_outlets"], row["n_origins"]) == (4, 4, 2)
    assert row["origins"] == "outlet:a; outlet:d"


@pytest.mark.parametrize(("first", "left"), [("a", "outlet:a"), ("b", "outlet:b"), (None, "outlet:a")])
def test_a_copied_passage_is_the_word_of_whom_it_was_copied_from(
    ledger: Ledger, run: Run, first: str | None, left: str
) -> None:
    ledger.write([told(id, "Shelled again.", outlet=id) for id in "ab"], run=run)
    ledger.write_events([event("a-0", "b-0")], run=run)
    ledger.write_copies([copy("a", "b", "partial", shared=((0, 8, 0, 8),), likely_first=first)], run=run)
    assert one_event(ledger)["origins"] == left


def test_a_passage_outside_the_copied_part_counts(ledger: Ledger, run: Run) -> None:
    ledger.write([told(id, "Shelled again.", outlet=id) for id in "ab"], run=run)
    ledger.write_events([event("a-0", "b-0")], run=run)
    ledger.write_copies([copy("a", "b", "partial", shared=((8, 14, 8, 14),))], run=run)
    assert one_event(ledger)["n_origins"] == 2


def test_a_copy_of_a_report_of_another_event_counts(ledger: Ledger, run: Run) -> None:
    ledger.write([told(id, "Shelled.", outlet=id) for id in "ab"], run=run)
    ledger.write_events([event("a-0"), event("b-0", id="e2")], run=run)
    ledger.write_copies([copy("a", "b", "partial", shared=((0, 8, 0, 8),))], run=run)
    assert [row["n_origins"] for row in ledger.events().rows()] == [1, 1]


DEAD = "Shelled, 12 dead, says A; 15 dead, says B"


def tolls(
    ledger: Ledger, run: Run, *numbers: Any, origins: str = "ABCDEF", days: tuple[str, ...] = ()
) -> Any:
    """One event of one report for each (min, max), each of another origin."""
    made = []
    for n, (low, high) in enumerate(numbers):
        day = days[n] if days else "2017-11-18"
        cells = {
            "sources": (source("says", text=DEAD, entity=origins[n]),),
            "quantities": (toll("12", low, high, text=DEAD),),
            "trigger": "Shelled",
        }
        published = Interval(start=day, end=day, grain="day")
        made.append(told(f"r{n}", DEAD, outlet="x", claims=[cells], published=published))
    ledger.write(made, run=run)
    ledger.write_events([event(*(f"r{n}-0" for n in range(len(made))))], run=run)
    return one_event(ledger)


def test_tolls_of_an_event_are_a_range(ledger: Ledger, run: Run) -> None:
    row = tolls(ledger, run, (12, None), (15, 15), (None, 20))
    assert (row["killed_min"], row["killed_max"], row["contested"]) == (12, 20, False)


def test_tolls_that_cannot_both_be_true_contest_an_event(ledger: Ledger, run: Run) -> None:
    assert tolls(ledger, run, (12, 12), (15, 15))["contested"]


def test_at_least_twelve_and_fifteen_agree(ledger: Ledger, run: Run) -> None:
    assert not tolls(ledger, run, (12, None), (15, 15))["contested"]


def test_a_later_figure_of_the_same_origin_replaces_its_earlier_one(ledger: Ledger, run: Run) -> None:
    days = ("2017-11-19", "2017-11-18", "2017-11-18")
    assert not tolls(ledger, run, (15, 15), (12, 12), (15, 15), origins="AAB", days=days)["contested"]


def test_the_last_figure_of_an_origin_is_the_one_that_contests(ledger: Ledger, run: Run) -> None:
    days = ("2017-11-18", "2017-11-19", "2017-11-18")
    assert tolls(ledger, run, (15, 15), (12, 12), (15, 15), origins="AAB", days=days)["contested"]


def test_a_denial_contests_an_event(ledger: Ledger, run: Run) -> None:
    ledger.write([extraction(claim(id="c1"), claim(id="c2", modality="denied"))], run=run)
    ledger.write_events([event("c1"), event("c1", "c2", id="e2")], run=run)
    assert {row["event_id"]: row["contested"] for row in ledger.events().rows()} == {"e1": False, "e2": True}


def test_the_largest_number_of_dead_is_the_toll_of_a_claim(ledger: Ledger, run: Run) -> None:
    numbers = (toll("12", 12, None, text=DEAD), toll("15", 3, 3, text=DEAD, of="children"))
    ledger.write(
        [told("a", DEAD, outlet=None, claims=[{"trigger": "Shelled", "quantities": numbers}])], run=run
    )
    (row,) = ledger.claims().rows()
    assert (row["killed_min"], row["killed_max"]) == (12, None)


def test_an_event_says_when_who_and_where_it_was_read(ledger: Ledger, run: Run) -> None:
    ledger.write(
        [extraction(full_claim(), claim(id="c2", time=on("2017-11-19"))), told("b", "Shelled.", outlet="x")],
        run=run,
    )
    ledger.write_events([event("c1", "c2", "b-0")], run=run)
    row = one_event(ledger)
    assert (str(row["first_day"]), str(row["last_day"])) == ("2017-11-17", "2017-11-19")
    assert (row["actors"], row["targets"]) == ("Northern Army", "civilians")
    assert row["evidence"] == ["r1#char=0,111", "r1#char=0,111", "b#char=0,8"]


def test_events_are_replaced_and_leave_tombstones(ledger: Ledger, run: Run) -> None:
    ledger.write([told(id, "Shelled.", outlet=id) for id in "abcd"], run=run)
    ledger.write_events([event("a-0", "b-0", "c-0", id="e1"), event("d-0", id="e2")], run=run)
    ledger.write_events([event("a-0", id="e3"), event("b-0", "c-0", id="e4")], run=run)
    stones = ledger.sql("SELECT id, kind, merged_into FROM tombstones ORDER BY id").to_pylist()
    assert stones == [
        {"id": "e1", "kind": "event", "merged_into": "e4"},
        {"id": "e2", "kind": "event", "merged_into": None},
    ]
    assert [row["event_id"] for row in ledger.events().rows()] == ["e3", "e4"]


def test_the_same_events_again_change_nothing(ledger: Ledger, run: Run) -> None:
    ledger.write([told("a", "Shelled.", outlet="a")], run=run)
    ledger.write_events([event("a-0")], run=run)
    before = ledger.sql("FROM events").to_pylist()
    ledger.write_events([event("a-0")], run=Run(version="2"))
    assert ledger.sql("FROM events").to_pylist() == before
    assert ledger.sql("FROM tombstones").num_rows == 0


def test_copies_are_replaced(ledger: Ledger, run: Run) -> None:
    ledger.write([extraction(report_=report(id=id)) for id in "abc"], run=run)
    assert ledger.write_copies([copy("a", "b", shared=((0, 3, 1, 4), (5, 6, 7, 8)))], run=run) == 1
    assert ledger.sql("SELECT shared FROM copies").to_pylist() == [{"shared": "[[0, 3, 1, 4], [5, 6, 7, 8]]"}]
    ledger.write_copies([copy("b", "c")], run=run)
    assert ledger.sql("FROM copy_groups ORDER BY report_id").to_pylist() == [
        {"report_id": "b", "group_id": "b"},
        {"report_id": "c", "group_id": "b"},
    ]


def test_what_the_ledger_does_not_hold_cannot_be_tied(ledger: Ledger, run: Run) -> None:
    with pytest.raises(LedgerError, match=r"copies name 2 reports .*\(a, b\)"):
        ledger.write_copies([copy("a", "b")], run=run)
    with pytest.raises(LedgerError, match=r"events name 1 claims .*\(c9\)"):
        ledger.write_events([event("c9")], run=run)


def test_two_events_do_not_share_an_id(ledger: Ledger, run: Run) -> None:
    ledger.write([extraction(claim(id="c1"))], run=run)
    with pytest.raises(LedgerError, match="two events have the id e1"):
        ledger.write_events([event("c1"), event("c1")], run=run)
