"""A gazetteer of a few rows: built, opened, asked."""

from pathlib import Path

import pytest

from dateline.errors import GazetteerError
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.build import build
from dateline.gazetteer.sources import Row

ROWS = [
    Row(id="gn:1", level="country", lat=35, lon=38, country="SY", admin1="", population=17_000_000,
        names=("Syria", "Xy-ri", "سوريا"), box=(32.3, 35.7, 37.3, 42.4)),
    Row(id="gn:2", level="province", lat=36.1, lon=37.6, country="SY", admin1="SY.09", population=2_800_000,
        names=("Aleppo", "محافظة حلب"), box=(35.4, 36.5, 36.9, 38.7)),
    Row(id="gn:3", level="settlement", lat=36.2, lon=37.2, country="SY", admin1="SY.09",
        population=2_100_000, names=("Aleppo", "Halab", "Alep")),
    Row(id="gn:4", level="settlement", lat=33.5, lon=36.3, country="SY", admin1="SY.13",
        population=1_600_000, names=("Damascus", "Dimashq"), capital=True),
    Row(id="gn:5", level="settlement", lat=39.8, lon=-89.6, country="US", admin1="US.IL",
        population=114_000, names=("Springfield",)),
    Row(id="gn:6", level="settlement", lat=37.2, lon=-93.3, country="US", admin1="US.MO",
        population=170_000, names=("Springfield",)),
    Row(id="dl:sy-t-4", level="site", lat=34.52, lon=37.63, country="SY", admin1="SY.11", population=0,
        names=("T-4 airbase", "T4")),
    Row(id="gn:7", level="settlement", lat=44.0, lon=20.0, country="RS", admin1="RS.00", population=900,
        names=("Cacak",)),
    Row(id="gn:8", level="country", lat=39.8, lon=-98.5, country="US", admin1="", population=330_000_000,
        names=("United States", "Mỹ")),
]  # fmt: skip


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("gazetteer") / "built"
    build(folder, ROWS)
    return Gazetteer.open(folder)


def test_names_of_every_script_find_their_place(gazetteer: Gazetteer) -> None:
    assert [gazetteer.lookup(name)[0].gazetteer_id for name in ("SYRIA", "xy-ri", "سوريا")] == ["gn:1"] * 3


def test_candidates_come_best_known_first(gazetteer: Gazetteer) -> None:
    assert [c.admin1 for c in gazetteer.lookup("Springfield")] == ["US.MO", "US.IL"]
    assert [c.level for c in gazetteer.lookup("Aleppo")] == ["province", "settlement"]


def test_a_candidate_carries_its_columns(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Halab")[0]
    assert (found.name, found.lat, found.lon, found.population) == ("Aleppo", 36.2, 37.2, 2_100_000)
    assert (found.match, found.main, found.capital, found.box) == ("exact", False, False, None)
    assert gazetteer.lookup("Syria")[0].box == (32.3, 35.7, 37.3, 42.4)


def test_the_weak_key_is_tried_after_the_exact_one(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Dimashk")[0].match == "weak"
    assert gazetteer.lookup("Dimashq")[0].match == "exact"


def test_weak_keys_do_not_reach_countries_that_romanise_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Sbringfield") == () == gazetteer.lookup("Springfeeld")


def test_diacritics_of_the_text_must_be_those_of_the_place(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Cácak")[0].match == "weak"
    assert gazetteer.lookup("Cacak")[0].match == "exact"


def test_the_shortest_names_need_their_diacritics(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Mỹ")[0].match == "exact"
    assert gazetteer.lookup("My") == ()


def test_a_batch_answers_in_order_and_knows_what_it_does_not_know(gazetteer: Gazetteer) -> None:
    found = gazetteer.find(["T4", "Nowhere", "", "T4", "-"])
    assert [len(answer) for answer in found] == [1, 0, 0, 1, 0]


def test_countries_and_capitals_by_code(gazetteer: Gazetteer) -> None:
    country, capital = gazetteer.country("SY"), gazetteer.capital("SY")
    assert country is not None and country.name == "Syria"
    assert capital is not None and capital.name == "Damascus"
    assert gazetteer.country("XX") is None and gazetteer.capital("RS") is None


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    build(tmp_path / "one", ROWS)
    build(tmp_path / "two", list(reversed(ROWS)))
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_building_leaves_no_scratch_folder_and_may_be_done_twice(tmp_path: Path) -> None:
    build(tmp_path / "g", ROWS)
    build(tmp_path / "g", ROWS)
    assert [path.name for path in tmp_path.iterdir()] == ["g"]


def test_what_is_no_gazetteer_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(GazetteerError, match="not a compiled gazetteer"):
        Gazetteer.open(tmp_path)


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match="cannot write"):
        build(tmp_path / "file" / "g", ROWS)
