"""Origins: whose word it is, and how many words stand behind several reports."""

from typing import Any

import pytest
from tests.factories import claim, on, report, source

from dateline.corroborate.origins import count_origins, origin_of
from dateline.corroborate.results import Copy, Shared
from dateline.model import Claim, Report, Source

TEXT = "The army shelled Upper Vale, SOHR said. An army source told River Agency; Anna Petrova saw it."


def told(
    id: str, *sources: Source, outlet: str | None = "Daily", trigger: str = "shelled"
) -> tuple[Claim, Report]:
    made = claim(TEXT, id=f"claim-{id}", trigger=trigger, sources=sources, time=on("2017-11-17"))
    return made, report(TEXT, id=id, outlet=outlet)


def copy(a: str, b: str, *, kind: Any = "near", first: str | None = None, **fields: Any) -> Copy:
    return Copy(
        report_a=a, report_b=b, kind=kind, containment_a=0.9, containment_b=0.9, likely_first=first,
        **({"shared": ()} | fields),
    )  # fmt: skip


ALL_SOHR = "all credit the same SOHR statement of 18 November 2017"
SOHR = source("SOHR", text=TEXT, kind="monitor", entity="sohr")
AGENCY = source("River Agency", text=TEXT, kind="media", entity="river-agency")
ARMY_SOURCE = source("An army source", text=TEXT, kind="military")


@pytest.mark.parametrize(
    ("sources", "origin"),
    [
        ((), "outlet:daily"),
        ((SOHR,), "entity:sohr"),
        ((AGENCY, SOHR), "entity:sohr"),
        ((source("Anna Petrova", text=TEXT, kind="witness"),), "named:anna petrova"),
        ((ARMY_SOURCE,), "unnamed:military:outlet:daily:2017-11-17"),
        ((AGENCY, ARMY_SOURCE), "unnamed:military:entity:river-agency:2017-11-17"),
    ],
)
def test_the_origin_is_the_end_of_the_chain(sources: tuple[Source, ...], origin: str) -> None:
    assert origin_of(*told("r1", *sources, outlet="Daily (sample)"), ()) == origin


def test_the_same_army_source_told_by_two_outlets_through_one_agency_is_one_origin() -> None:
    counted = count_origins(
        [told("r1", AGENCY, ARMY_SOURCE), told("r2", AGENCY, ARMY_SOURCE, outlet="Post")], ()
    )
    assert (counted.outlets, counted.origins_min, counted.origins_max) == (2, 1, 1)


def test_a_reprint_inherits_the_origin_of_what_it_reprints() -> None:
    first, reprint = told("r1", outlet="Daily"), told("r2", outlet="Post")
    copies = [copy("r1", "r2", first="r1", first_outlet="Daily")]
    assert origin_of(*first, copies) == origin_of(*reprint, copies) == "outlet:daily"


def test_reprints_of_unknown_order_are_one_origin_too() -> None:
    copies = [copy("r1", "r2"), copy("r2", "r3")]
    assert len({origin_of(*told(id, outlet=id), copies) for id in ("r1", "r2", "r3")}) == 1


def test_only_the_copied_passage_inherits_an_origin() -> None:
    shared = (Shared(a_start=0, a_end=30, b_start=0, b_end=30),)
    copies = [copy("r1", "r2", kind="partial", first="r1", first_outlet="Wire", shared=shared)]
    assert origin_of(*told("r2", trigger="shelled"), copies) == "outlet:wire"
    assert origin_of(*told("r2", trigger="saw"), copies) == "outlet:daily"


def test_three_reports_that_credit_one_monitor_are_one_origin() -> None:
    counted = count_origins([told("r1", SOHR), told("r2", SOHR, outlet="Post"), told("r3", AGENCY, SOHR)], ())
    assert str(counted) == "3 reports, 2 outlets, 1 independent origin: " + ALL_SOHR


def test_unnamed_sources_of_different_outlets_are_possibly_the_same() -> None:
    counted = count_origins([told(o, ARMY_SOURCE, outlet=o) for o in ("Daily", "Post", "Times")], ())
    assert (counted.origins_min, counted.origins_max) == (1, 3)
    assert "3 unnamed sources may be the same" in counted.reasons


def test_outlets_that_credit_nobody_may_be_retelling() -> None:
    counted = count_origins([told("r1", SOHR), told("r2", outlet="Post"), told("r3", outlet="Times")], ())
    assert (counted.origins_min, counted.origins_max) == (1, 3)
    counted = count_origins([told("r2", outlet="Post"), told("r3", outlet="Times")], ())
    assert (counted.origins_min, counted.origins_max) == (1, 2)


def test_nothing_told_has_no_origin() -> None:
    counted = count_origins([], ())
    assert (counted.reports, counted.origins_min, counted.origins_max) == (0, 0, 0)
