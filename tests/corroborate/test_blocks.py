"""Blocking: what could be one happening is compared, and a crowd costs no square."""

from typing import Any

import pytest
from tests.factories import on, place, told, toll

from dateline.corroborate import blocks
from dateline.corroborate.telling import Telling, tellings

WORDS = "Shelled Arden, killing 12 people."


def telling(id: str, *, day: str = "2017-11-17", **cells: Any) -> Telling:
    made = {"place": place("Arden", text=WORDS), "time": on(day)} | cells
    (one,) = tellings(told(id, WORDS, outlet=id, claims=[made]), str)
    return one


def paired(*listed: Telling) -> set[tuple[int, int]]:
    return set(blocks.pairs(listed))


def test_neighbours_in_place_and_day_are_compared() -> None:
    over_the_edge = place("Arden", text=WORDS, gazetteer_id="g2", lat=21.61, lon=105.29)
    assert paired(telling("a"), telling("b", place=over_the_edge)) == {(0, 1)}
    assert paired(telling("a"), telling("b", day="2017-11-18")) == {(0, 1)}


FAR = place("Arden", text=WORDS, lat=40.0)


@pytest.mark.parametrize(
    "other", [{"day": "2017-11-19"}, {"place": FAR}, {"place": None}, {"time": on(None)}]
)
def test_what_is_far_is_not(other: dict[str, Any]) -> None:
    assert not paired(telling("a"), telling("b", **other))


def test_tellings_of_one_report_are_not() -> None:
    assert not paired(telling("a"), telling("a"))


def test_a_province_meets_a_town_of_the_same_toll_alone() -> None:
    wide = place("Arden", text=WORDS, level="province", gazetteer_id="g2")
    deaths = (toll("12", 12, 12, text=WORDS),)
    assert paired(telling("a", quantities=deaths), telling("b", place=wide, quantities=deaths)) == {(0, 1)}
    assert not paired(telling("a"), telling("b", place=wide))


def test_of_a_crowd_only_those_alike_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_CROWD", 4)
    crowd = [telling(f"r{n:02}", quantities=(toll("12", n % 5, n % 5, text=WORDS),)) for n in range(20)]
    found = paired(*crowd)
    assert found == {(a, b) for b in range(20) for a in range(b) if a % 5 == b % 5}
