"""Events: what is told of one happening meets, what is not stays apart."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import claim, extraction, on, place, report, source, span, toll

from dateline.corroborate import same_event
from dateline.corroborate.results import Copy, Event, Shared
from dateline.model import Extraction, Interval, Participant, Source


def group(*args: Any, **options: Any) -> tuple[Event, ...]:
    """The events alone."""
    return same_event.group(*args, **options).events


TEXT = "On 17 November the Army shelled Upper Vale and the Front, killing 12 people, SOHR and Amaq said."
VALE = place("Upper Vale", text=TEXT)
FAR = place("Upper Vale", text=TEXT, name="Lower Vale", gazetteer_id="g2", lat=23.5)
PROVINCE = place("Upper Vale", text=TEXT, name="The Vales", gazetteer_id="g3", level="province", lat=21.6)
SOHR = source("SOHR", text=TEXT, kind="monitor", entity="sohr")
AMAQ = source("Amaq", text=TEXT, kind="party", entity="amaq")


def actor(quote: str) -> tuple[Participant, ...]:
    return (Participant(span=span(TEXT, quote), entity=quote.lower()),)


def killed(low: float, high: float | None) -> tuple[Any, ...]:
    return (toll("12", low, high, text=TEXT),)


def told(id: str, **cells: Any) -> Extraction:
    """A report with one claim: the army shelled Upper Vale on the 17th; `cells` say otherwise."""
    outlet = cells.pop("outlet", f"Outlet {id}")
    made = {"place": VALE, "time": on("2017-11-17"), "actors": actor("Army")} | cells
    return extraction(claim(TEXT, id=f"c-{id}", **made), report_=report(TEXT, id=id, outlet=outlet))


def members(events: tuple[Event, ...]) -> set[frozenset[str]]:
    return {frozenset(event.claim_ids) for event in events}


def together(a: Extraction, b: Extraction, **options: Any) -> bool:
    return len(group([a, b], (), **options)) == 1


def test_one_happening_told_twice_is_one_event() -> None:
    (event,) = group([told("a", sources=(SOHR,)), told("b", sources=(SOHR,))], ())
    assert (event.type, event.start, event.end) == ("strike.shelling", "2017-11-17", "2017-11-17")
    assert event.place is not None and event.place.name == "Dong Xa"
    assert (event.origins.reports, event.origins.origins_max) == (2, 1)
    assert not event.contested


def test_other_days_places_and_types_stay_apart() -> None:
    assert not together(told("a"), told("b", time=on("2017-11-20")))
    assert not together(told("a"), told("b", place=FAR))
    assert not together(told("a"), told("b", event="state.agreement"))


def test_the_next_day_needs_more_than_the_same_actor() -> None:
    assert not together(told("a"), told("b", time=on("2017-11-18")))
    toll_of_12 = killed(12, 12)
    assert together(told("a", quantities=toll_of_12), told("b", time=on("2017-11-18"), quantities=toll_of_12))


def test_both_sides_taking_a_town_are_two_events() -> None:
    army, front = (
        told(id, event="battle.advance", actors=actor(who)) for id, who in (("a", "Army"), ("b", "Front"))
    )
    assert not together(army, front)


def test_a_clash_told_from_either_side_is_one() -> None:
    cells = {"event": "battle.clash", "trigger": "shelled"}
    one = told("a", actors=actor("Army"), targets=actor("Front"), **cells)
    other = told("b", actors=actor("Front"), targets=actor("Army"), **cells)
    assert together(one, other)


def test_sides_are_what_the_codebook_says() -> None:
    army, sohr = told("a", event="battle.advance"), told("b", event="battle.advance", actors=actor("SOHR"))
    assert not together(army, sohr)
    assert together(army, sohr, side_of=lambda entity: "government")


def test_a_toll_joins_its_attack_when_the_figures_agree() -> None:
    attack = told("a", quantities=killed(12, 12))
    assert together(attack, told("b", event="harm.casualties", actors=(), quantities=killed(12, None)))
    assert not together(attack, told("b", event="harm.casualties", actors=(), quantities=killed(40, 40)))


def test_a_province_is_too_wide_without_figures() -> None:
    wide = told("b", place=PROVINCE)
    assert not together(told("a"), wide)
    assert together(
        told("a", quantities=killed(12, 12)), told("b", place=PROVINCE, quantities=killed(12, None))
    )


def test_without_place_or_time_only_a_copied_passage_joins() -> None:
    a, b = told("a", place=None), told("b", place=None)
    assert not together(a, b)
    shared = (Shared(a_start=0, a_end=60, b_start=0, b_end=60),)
    copied = Copy(report_a="a", report_b="b", kind="near", containment_a=1, containment_b=1, shared=shared)
    (event,) = group([a, b], [copied])
    assert event.claim_ids == ("c-a", "c-b")


def test_a_denial_belongs_to_what_it_denies_and_a_plan_does_not() -> None:
    (event,) = group([told("a", sources=(SOHR,)), told("b", modality="denied", sources=(AMAQ,))], ())
    assert event.contested and event.reasons == ("denied by Amaq",)
    assert not together(told("a"), told("b", modality="planned"))


def test_tolls_of_two_origins_stand_side_by_side() -> None:
    (event,) = group(
        [
            told("a", sources=(SOHR,), quantities=killed(15, 15)),
            told("b", sources=(AMAQ,), quantities=killed(40, None)),
        ],
        (),
    )
    assert {(figure.origin, figure.min, figure.max) for figure in event.figures} == {
        ("entity:sohr", 15, 15),
        ("entity:amaq", 40, None),
    }
    assert event.reasons == ("killed: at least 40 (Amaq); 15 (SOHR)",)


def test_one_voice_that_gives_two_tolls_tells_of_two_happenings() -> None:
    def shelled(id: str, number: int, credited: Source) -> Extraction:
        return told(id, actors=(), sources=(credited,), quantities=killed(number, number))

    assert not together(shelled("a", 15, SOHR), shelled("b", 40, SOHR))
    assert together(shelled("a", 15, SOHR), shelled("b", 40, AMAQ))


def test_a_later_figure_of_the_same_origin_replaces_the_earlier() -> None:
    def on_day(id: str, day: str, number: int) -> Extraction:
        made = claim(
            TEXT, id=f"c-{id}", place=VALE, time=on("2017-11-17"), actors=actor("Army"), sources=(SOHR,),
            quantities=killed(number, number),
        )  # fmt: skip
        published = Interval(start=day, end=day, grain="day")
        return extraction(made, report_=report(TEXT, id=id, published=published))

    (event,) = group([on_day("a", "2017-11-18", 12), on_day("b", "2017-11-19", 19)], ())
    assert [(figure.min, figure.replaced) for figure in event.figures] == [(12, True), (19, False)]
    assert not event.contested


def test_events_do_not_chain_through_days() -> None:
    same = {"quantities": killed(12, 12)}
    days = [told(f"r{day}", time=on(f"2017-11-{day}"), **same) for day in range(10, 20)]
    for event in group(days, ()):
        assert event.start is not None and event.end is not None
        assert int(event.end[-2:]) - int(event.start[-2:]) <= 2


def test_the_id_of_an_event_stays_when_a_later_claim_joins() -> None:
    (alone,) = group([told("a")], ())
    (joined,) = group([told("a"), told("b")], ())
    assert alone.id == joined.id


_CELLS = st.fixed_dictionaries(
    {
        "event": st.sampled_from(["strike.shelling", "battle.clash", "harm.casualties", "strike.air"]),
        "place": st.sampled_from([VALE, FAR, PROVINCE, None]),
        "time": st.sampled_from(
            [on("2017-11-17"), on("2017-11-18"), on("2017-11-01", last="2017-11-30"), on(None)]
        ),
        "actors": st.sampled_from([actor("Army"), actor("Front"), ()]),
        "quantities": st.sampled_from([killed(12, 12), killed(10, None), killed(40, 40), ()]),
        "modality": st.sampled_from(["asserted", "denied", "planned"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_CELLS, max_size=9), st.randoms())
def test_order_changes_nothing_and_every_claim_is_in_one_event(
    cells: list[dict[str, Any]], chance: random.Random
) -> None:
    extractions = [told(f"r{n}", **cell) for n, cell in enumerate(cells)]
    events = group(extractions, ())
    assert group(chance.sample(extractions, len(extractions)), ()) == events
    assert sorted(id for event in events for id in event.claim_ids) == sorted(
        f"c-r{n}" for n in range(len(cells))
    )
    assert len(members(events)) == len(events)


def test_what_one_report_tells_in_parts_is_known_again_as_a_whole() -> None:
    title = claim(TEXT, id="c-a0", place=PROVINCE, time=on("2017-11-17"), actors=actor("Army"))
    lead = claim(TEXT, id="c-a1", place=VALE, time=on("2017-11-17"), quantities=killed(12, 12))
    parts = extraction(title, lead, report_=report(TEXT, id="a"))
    elsewhere = told("b", place=PROVINCE, event="harm.casualties", actors=(), quantities=killed(12, 12))
    assert len(group([parts], ())) == 1
    assert len(group([parts, elsewhere], ())) == 1


def test_in_a_battle_a_clash_and_a_strike_of_one_report_are_two_things() -> None:
    cells: dict[str, Any] = {"place": VALE, "time": on("2017-11-17"), "actors": actor("Army")}
    events = ("battle.clash", "state.arrest", "strike.air")
    claims = [claim(TEXT, id=f"c-{n}", event=event, **cells) for n, event in enumerate(events)]
    assert len(group([extraction(*claims, report_=report(TEXT, id="a"))], ())) == 3


def test_who_dropped_a_bomb_may_be_told_differently() -> None:
    cells: dict[str, Any] = {"quantities": killed(12, 12)}
    assert together(told("a", **cells), told("b", actors=actor("Front"), **cells))


def test_reports_that_come_in_several_runs_are_grouped_as_in_one() -> None:
    reports = [told(f"r{n}", time=on(f"2017-11-{10 + n // 2}"), quantities=killed(n, n)) for n in range(9)]
    at_once = members(group(reports, ()))
    held: dict[str, tuple[str, ...]] = {}
    for end in (3, 5, 9):
        events = group(reports[:end], (), held=held)
        held = {event.id: event.claim_ids for event in events}
    assert {frozenset(claims) for claims in held.values()} == at_once


def test_a_report_that_comes_later_joins_and_the_id_stays() -> None:
    late, early = told("a"), told("b")
    (first,) = group([early], ())
    (joined,) = group([early, late], (), held={first.id: first.claim_ids})
    assert joined.id == first.id and joined.claim_ids == ("c-a", "c-b")
