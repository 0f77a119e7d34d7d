"""The city that a report was filed from is no place of an event."""

import pytest

from dateline.annotate import dateline, sentences
from dateline.annotate.mentions import PlaceMention
from dateline.pack import load

RULES = sentences.compile_rules(load("en"))


def place(text: str, name: str, *, role: str = "place") -> PlaceMention:
    start = text.index(name)
    return PlaceMention(
        start=start, end=start + len(name), outer_start=start, outer_end=start + len(name), name=name,
        level="settlement", lat=1.0, lon=2.0, gazetteer_id="g", country="SY", confidence=0.9, role=role,
    )  # fmt: skip


def role(text: str, name: str, **fields: str) -> str:
    found = dateline.mark(text, sentences.split(text, RULES), [place(text, name, **fields)])
    return found[0].role


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BEIRUT (Reuters) - Rebels shelled Aleppo.", "BEIRUT"),
        ("BEIRUT, Nov 17 (Reuters) - Rebels shelled Aleppo.", "BEIRUT"),
        ("Damascus (AFP) — Rebels shelled Aleppo.", "Damascus"),
        ("KABUL, Afghanistan (AP) -- A bomb exploded.", "KABUL"),
        ("CAIRO - A bomb exploded.", "CAIRO"),
        ("Shelling in Aleppo\nBEIRUT (Reuters) - Rebels shelled the town.", "BEIRUT"),
    ],
)
def test_the_city_before_the_agency_or_the_dash(text: str, name: str) -> None:
    assert role(text, name) == "dateline"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BEIRUT (Reuters) - Rebels shelled Aleppo.", "Aleppo"),
        ("Aleppo was shelled by rebels.", "Aleppo"),
        ("Rebels shelled Aleppo (Syria) on Monday.", "Aleppo"),
        ("Aleppo - the largest city of the north - was shelled.", "Aleppo"),
    ],
)
def test_other_places_stay_places(text: str, name: str) -> None:
    assert role(text, name) == "place"


def test_far_behind_the_opening_nothing_is_a_dateline() -> None:
    text = "It rained. " * 20 + "BEIRUT (Reuters) - Rebels shelled Aleppo."
    assert role(text, "BEIRUT") == "place"


def test_who_the_people_are_is_not_changed() -> None:
    assert role("SYRIAN (Reuters) - troops left.", "SYRIAN", role="adjective") == "adjective"


def test_no_text_no_places() -> None:
    assert dateline.mark("", (), ()) == ()
