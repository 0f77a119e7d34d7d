"""Places of a file are checked one by one: what is wrong is named, what is missing is filled in."""

from typing import Any

import pytest

from dateline.gazetteer import Gazetteer
from dateline.gazetteer.atlas import Atlas, open_atlas
from dateline.gazetteer.entries import Bad, Entry, LeftOut
from dateline.gazetteer.vet import Vetted, vet


@pytest.fixture
def atlas(base: Gazetteer) -> Atlas:
    return open_atlas(base)


def entry(name: str = "Kafr Test", lat: float = 36.3, lon: float = 37.0, **more: Any) -> Entry:
    known: dict[str, Any] = {"where": "line 2", "names": (), "level": "settlement", **more}
    return Entry(name=name, lat=lat, lon=lon, **known)


def vetted(atlas: Atlas, *entries: Entry | Bad | LeftOut) -> Vetted:
    return vet(entries, atlas, gazetteer="mine")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "no name"),
        ({"name": "- -"}, "the name '- -' has no letter"),
        ({"name": "Ka\x07fr"}, "the name 'Ka\\x07fr' holds a control character"),
        ({"name": "x" * 201}, "a name of 201 characters (most: 200)"),
        ({"lat": 361.2}, "lat 361.2 is out of range (-90 to 90)"),
        ({"lon": -200}, "lon -200 is out of range (-180 to 180)"),
        ({"lat": float("nan")}, "lat nan is out of range (-90 to 90)"),
        (
            {"lat": 121.5, "lon": 16.4},
            "lat 121.5 is out of range (-90 to 90) and lon 16.4 is not: they look swapped",
        ),
        ({"lat": 0, "lon": 0}, "lat 0, lon 0 is a point in the sea that stands for none"),
        (
            {"country": "Atlantis"},
            "country 'Atlantis' is neither an ISO 3166 code (SY) nor a name that is known",
        ),
        (
            {"lat": 40.9, "lon": 34.4, "country": "SY"},
            "lat 40.9, lon 34.4 lies outside of Syria, and inside when they are swapped",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_place_is_said(atlas: Atlas, wrong: dict[str, Any], told: str) -> None:
    found = vetted(atlas, entry(**wrong))
    assert not found.places
    assert [str(bad) for bad in found.bad] == [f"line 2: {told}"]
    assert len(found.swapped) == ("swapped" in told)


def test_an_id_stands_once(atlas: Atlas) -> None:
    found = vetted(atlas, entry(id="7"), entry(name="Other", id="7", where="line 3"))
    assert [str(bad) for bad in found.bad] == ["line 3: the id '7' stands in line 2 already"]


@pytest.mark.parametrize("country", ["SY", "sy", "Syria", "سوريا", ""])
def test_country_and_province_are_told_by_name_code_or_neighbour(atlas: Atlas, country: str) -> None:
    for province in ("Aleppo", "SY.09", "09", ""):
        (place,) = vetted(atlas, entry(country=country, admin1=province)).places
        assert (place.row.country, place.row.admin1) == ("SY", "SY.09")


def test_far_from_all_that_is_known_nothing_is_guessed(atlas: Atlas) -> None:
    (place,) = vetted(atlas, entry(lat=-20, lon=10)).places
    assert (place.row.country, place.row.admin1) == ("", "")


def test_a_place_outside_of_its_country_is_taken_and_told(atlas: Atlas) -> None:
    found = vetted(atlas, entry(lat=10, lon=10, country="SY"))
    assert len(found.places) == 1 and found.outside == ["line 2 (SY)"]


def test_an_unknown_province_is_told(atlas: Atlas) -> None:
    found = vetted(atlas, entry(country="SY", admin1="Utopia"))
    assert found.no_province == ["line 2"] and found.places[0].row.admin1 == "SY.09"


def test_ids_name_the_gazetteer_and_differ(atlas: Atlas) -> None:
    found = vetted(
        atlas, entry(), entry(lat=36.9), entry(name="كفر"), entry(name="X1", id="P-7"), entry(id="gn:99")
    )
    ids = [place.row.id for place in found.places]
    assert ids == ["dl:mine/kafr-test", "dl:mine/kafr-test-2", "dl:mine/كفر", "dl:mine/P-7"]


def test_the_same_place_twice_is_one_with_all_names(atlas: Atlas) -> None:
    found = vetted(atlas, entry(names=("A1b",)), entry(name="Kafr-test", lat=36.301, names=("C2d",)))
    assert [place.row.names for place in found.places] == [("Kafr Test", "A1b", "Kafr-test", "C2d")]
    assert found.repeated == 1


def test_names_are_composed_and_spaces_collapsed(atlas: Atlas) -> None:
    found = vetted(atlas, entry(name=" Kafr  Te\u0301st ", names=("--", " Two  Words ")))
    assert found.places[0].row.names == ("Kafr Tést", "Two Words")


def test_what_a_reader_set_aside_passes_through(atlas: Atlas) -> None:
    bad = Bad(where="line 9", reason="no lat")
    found = vetted(atlas, bad, LeftOut(kind="H.STM"), LeftOut(kind="H.STM"))
    assert found.bad == [bad] and found.left_out == {"H.STM": 2}
