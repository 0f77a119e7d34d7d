"""Where: each place told is judged, in the sentence and before it."""

import pytest
from tests.claim.conftest import Read, Reading

from dateline.claim.where import PlaceChoice, atlas


def where(reading: Reading, word: str) -> PlaceChoice | None:
    return reading.draft(word).place


def name(choice: PlaceChoice | None) -> str | None:
    return choice.mention.name if choice is not None else None


@pytest.mark.parametrize(
    ("code", "text", "places"),
    [
        (
            "en",
            "Rebels shelled Homs, and troops arrested nine men in Idlib.",
            {"shelled": "Homs", "arrested": "Idlib"},
        ),
        (
            "vi",
            "Phiến quân pháo kích Homs và quân đội bắt giữ 9 người ở Idlib.",
            {"pháo kích": "Homs", "bắt giữ": "Idlib"},
        ),
    ],
)
def test_the_place_of_the_clause_is_chosen(read: Read, code: str, text: str, places: dict[str, str]) -> None:
    reading = read(text, code)
    assert {word: name(where(reading, word)) for word in places} == places


def test_the_town_goes_before_its_country(read: Read) -> None:
    assert name(where(read("Rebels shelled the town of Homs in Syria."), "shelled")) == "Homs"


def test_without_a_place_the_one_told_before_is_carried(read: Read) -> None:
    choice = where(read("Troops entered Homs. Rebels shelled a school."), "shelled")
    assert choice is not None and (choice.mention.name, choice.carried) == ("Homs", True)
    assert choice.rule == "place.told-before"


def test_a_place_told_long_before_is_carried_when_none_is_nearer(read: Read) -> None:
    text = "Troops entered Homs. " + "It rained all day. " * 8 + "Rebels shelled a school."
    assert name(where(read(text), "shelled")) == "Homs"


def test_a_dateline_is_no_place(read: Read) -> None:
    assert where(read("BEIRUT (Reuters) - Rebels shelled a school."), "shelled") is None


def test_an_adjective_tells_a_country_where_nothing_else_does(read: Read) -> None:
    choice = where(read("Turkish jets shelled a school."), "shelled")
    assert choice is not None and choice.rule == "place.by-adjective"


def test_nowhere_is_nowhere(read: Read) -> None:
    assert where(read("Rebels shelled a school."), "shelled") is None


def test_an_atlas_knows_the_country_that_a_report_is_about(read: Read) -> None:
    reading = read("Rebels shelled Homs and Idlib. Paris protested.")
    places = atlas(reading.page)
    assert places.home == "SY"
    assert [place.name for place in places.sentences[0]] == ["Homs", "Idlib"]
