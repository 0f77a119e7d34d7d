"""Contradictions: who says what against whom, with revisions marked and nothing averaged."""

from typing import Any

from tests.factories import claim, extraction, on, place, report, source, span, toll

from dateline.corroborate import Contradiction, Event, group
from dateline.model import Extraction, Interval, Participant

TEXT = "On 17 November the Army shelled Upper Vale and the Front, killing 12 people, SOHR and Amaq said."
SOHR = source("SOHR", text=TEXT, kind="monitor", entity="sohr")
AMAQ = source("Amaq", text=TEXT, kind="party", entity="amaq")


def told(id: str, by: Any, *, day: int = 18, killed: int | None = None, **cells: Any) -> Extraction:
    """A report of a day in November: the army shelled Upper Vale on the 17th."""
    actor = cells.pop("actor", "Army")
    made = claim(
        TEXT,
        id=f"c-{id}",
        place=place("Upper Vale", text=TEXT),
        time=on("2017-11-17"),
        actors=(Participant(span=span(TEXT, actor), entity=actor.lower()),),
        sources=(by,),
        quantities=(toll("12", killed, killed, text=TEXT),) if killed is not None else (),
        **cells,
    )
    published = Interval(start=f"2017-11-{day}", end=f"2017-11-{day}", grain="day")
    return extraction(made, report_=report(TEXT, id=id, outlet=id, published=published))


def sides(*extractions: Extraction) -> tuple[Event, list[Contradiction]]:
    (event,) = group(extractions, ()).events
    return event, list(event.contradictions)


def test_a_revision_is_no_side_but_stays_beside_the_others() -> None:
    event, found = sides(
        told("a", SOHR, killed=12), told("b", SOHR, day=19, killed=19), told("c", AMAQ, killed=40)
    )
    assert [(one.name, one.says, one.revised, one.day) for one in found] == [
        ("Amaq", "40", False, "2017-11-18"),
        ("SOHR", "12", True, "2017-11-18"),
        ("SOHR", "19", False, "2017-11-19"),
    ]
    assert event.contested and event.reasons == ("killed: 40 (Amaq); 19 (SOHR)",)
    assert found[0].against == "c-b" and found[1].against is None


def test_a_revision_alone_is_no_contradiction() -> None:
    event, found = sides(told("a", SOHR, killed=12), told("b", SOHR, day=19, killed=19))
    assert not found and not event.contested


def test_a_denial_names_what_it_denies() -> None:
    _, found = sides(told("a", SOHR), told("b", AMAQ, modality="denied"))
    assert [(one.kind, one.name, one.says, one.against) for one in found] == [
        ("denial", "Amaq", "it did not happen", "c-a"),
        ("denial", "SOHR", "it happened", None),
    ]


def test_who_did_it_may_be_told_differently() -> None:
    event, found = sides(told("a", SOHR, killed=30), told("b", AMAQ, killed=30, actor="Front"))
    assert [(one.kind, one.name, one.says) for one in found] == [
        ("actor", "SOHR", "Army"),
        ("actor", "Amaq", "Front"),
    ]
    assert event.reasons == ("who did it: Army (SOHR); Front (Amaq)",)


def test_rival_claims_of_control_contest_both_events() -> None:
    found = group(
        [
            told("a", SOHR, event="battle.advance"),
            told("b", AMAQ, event="battle.advance", actor="Front"),
        ],
        (),
    )
    assert len(found.events) == 2 and all(event.contested for event in found.events)
    assert {side.kind for event in found.events for side in event.contradictions} == {"control"}
    for event in found.events:
        assert sorted(one.says for one in event.contradictions) == ["otherwise", "so"]
        assert {one.name for one in event.contradictions} == {"SOHR", "Amaq"}
