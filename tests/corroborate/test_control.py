"""Who held a place: claims of ground in order, rivals side by side, nothing inferred."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import claim, on, place, report, span, toll

from dateline.corroborate import Control, Voice
from dateline.corroborate.control import control
from dateline.model import Claim, Interval, Participant, Report

TEXT = "The Army took half of Upper Vale from the Front, its Militia and Lower Vale too, said Amaq."
VALE = place("Upper Vale", text=TEXT)
DISTRICT = place("Lower Vale", text=TEXT, gazetteer_id="g9", level="district", lat=21.6)
TOOK, HOLDS, LEFT, BESIEGES = "battle.advance", "control.status", "battle.withdrawal", "battle.siege"

Told = tuple[Claim, Report, str]


def said(
    id: str, event: str, *actors: str, day: int, by: str = "sohr", share: Any = None, **cells: Any
) -> Told:
    """A claim of November 2017 on somebody's word; `share` are the bounds of what is held."""
    published = Interval(start="2017-11-30", end="2017-11-30", grain="day")
    made = {
        "place": VALE,
        "time": on(f"2017-11-{day:02}"),
        "actors": tuple(Participant(span=span(TEXT, one), entity=one.lower()) for one in actors),
        "quantities": (toll("half", *share, text=TEXT, what="share_controlled"),) if share else (),
    } | cells
    return (
        claim(TEXT, id=id, trigger="took", event=event, **made),
        report(TEXT, id=id, published=published),
        by,
    )


def fold(*told: Told) -> list[Control]:
    voices = {one.id: Voice(claim_id=one.id, origin=by, name=by, credited=True) for one, _, by in told}
    return list(control([(one, report_) for one, report_, _ in told], voices))


def story(states: list[Control]) -> list[tuple[object, ...]]:
    """Who, how, how much at least, from which day to which, whether contested."""
    return [
        (one.actor, one.how, one.share_min, one.since[-2:], (one.until or "")[-2:], one.contested)
        for one in states
    ]


def against(state: Control) -> set[str]:
    return {word.name for word in state.words if word.against}


def test_a_town_is_taken_lost_by_half_lost_and_retaken() -> None:
    states = fold(
        said("a", HOLDS, "Front", day=7),
        said("b", TOOK, "Army", day=9, by="sana", share=(1, 1)),
        said("c", HOLDS, "Front", day=9, by="amaq", share=(0.5, 0.5)),
        said("d", TOOK, "Front", day=12, share=(0.5, 0.5)),
        said("e", HOLDS, "Army", day=12, by="sana"),
        said("f", TOOK, "Front", day=13, by="commander"),
        said("g", LEFT, "Army", day=13, by="commander"),
        said("h", TOOK, "Army", day=17, by="officer", share=(0.5, 1)),
        said("i", TOOK, "Army", day=19, by="sana", share=(1, 1)),
        said("j", LEFT, "Front", day=19),
    )
    assert story(states) == [
        ("front", "holds", None, "07", "09", False),
        ("front", "holds", 0.5, "09", "12", True),
        ("army", "took", 1, "09", "12", True),
        ("army", "holds", None, "12", "13", True),
        ("front", "took", 0.5, "12", "13", True),
        ("army", "left", 0, "13", "17", False),
        ("front", "took", None, "13", "17", False),
        ("army", "took", 0.5, "17", "19", False),
        ("front", "left", 0, "19", "", False),
        ("army", "took", 1, "19", "", False),
    ]
    assert against(states[2]) == {"amaq"} and against(states[4]) == {"sana"}


def test_who_says_the_same_stands_together() -> None:
    (state,) = fold(
        said("a", TOOK, "Army", day=9, by="sana", share=(1, 1)),
        said("b", TOOK, "Army", day=9, by="sohr"),
        said("c", HOLDS, "Army", day=20, by="sohr"),
    )
    assert (state.share_min, state.share_max, len(state.words), state.contested) == (1, 1, 3, False)


def test_a_denial_stands_against_what_it_denies() -> None:
    (state,) = fold(
        said("a", TOOK, "Army", day=9, by="sana"),
        said("b", TOOK, "Army", day=9, by="amaq", modality="denied"),
    )
    assert state.contested and against(state) == {"amaq"}


def test_who_denies_a_withdrawal_says_that_they_hold() -> None:
    took, holds = fold(
        said("a", TOOK, "Front", day=9, by="sohr", share=(0.5, 0.5)),
        said("b", LEFT, "Army", day=9, by="sana", modality="denied"),
    )[::-1]
    assert {took.how, holds.how} == {"took", "holds"}
    assert took.contested and holds.contested


def test_a_districts_fall_says_nothing_of_its_villages() -> None:
    states = fold(
        said("a", HOLDS, "Front", day=7),
        said("b", TOOK, "Army", day=9, place=DISTRICT, share=(1, 1)),
    )
    assert [(one.actor, one.place.level, one.until) for one in states] == [
        ("front", "settlement", None),
        ("army", "district", None),
    ]


def test_allies_that_take_a_town_together_are_no_rivals() -> None:
    states = fold(said("a", TOOK, "Army", "Militia", day=9))
    assert [(one.actor, one.contested) for one in states] == [("army", False), ("militia", False)]


def test_a_siege_ends_no_hold_and_claims_no_share() -> None:
    states = fold(said("a", HOLDS, "Front", day=7), said("b", BESIEGES, "Army", day=8))
    assert story(states) == [
        ("front", "holds", None, "07", "", False),
        ("army", "besieges", None, "08", "", False),
    ]


def test_a_part_that_is_named_is_not_the_place() -> None:
    edge = place("Upper Vale", text=TEXT, relation="southern edge of")
    states = fold(said("a", HOLDS, "Front", day=7), said("b", TOOK, "Army", day=8, place=edge))
    assert states[0].until is None
    assert (states[1].share_min, states[1].share_max) == (None, None)


def test_plans_undated_and_unsure_claims_change_nothing() -> None:
    assert not fold(
        said("a", TOOK, "Army", day=9, modality="planned"),
        said("b", TOOK, "Army", day=9, time=on(None)),
        said("c", TOOK, "Army", day=9, confidence=0.3),
        said("d", TOOK, "Army", day=9, time=on("2017-12-24")),
        said("e", TOOK, "Army", day=9, place=None),
        said("f", TOOK, day=9),
    )


_TOLD = st.lists(
    st.tuples(
        st.sampled_from([TOOK, HOLDS, LEFT, BESIEGES]),
        st.sampled_from(["Army", "Front"]),
        st.integers(1, 9),
        st.sampled_from(["sana", "amaq", "sohr"]),
        st.sampled_from([None, (0.5, 0.5), (1, 1), (0.5, 1)]),
        st.sampled_from(["asserted", "denied"]),
    ),
    max_size=8,
)


@settings(max_examples=80, deadline=None)
@given(_TOLD, st.randoms())
def test_order_changes_nothing_and_every_hold_ends_after_it_begins(
    told: list[Any], chance: random.Random
) -> None:
    made = [
        said(f"c{n}", event, who, day=day, by=by, share=share, modality=modality)
        for n, (event, who, day, by, share, modality) in enumerate(told)
    ]
    states = fold(*made)
    assert fold(*chance.sample(made, len(made))) == states
    assert all(one.until is None or one.since < one.until for one in states)
    assert all(one.contested == bool(against(one)) for one in states)
