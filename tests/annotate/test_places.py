"""Places in running text: which names are places, which place is meant, and what part it plays."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import pack
from dateline.annotate import places, sentences
from dateline.annotate.mentions import PlaceMention
from dateline.gazetteer import Gazetteer

Find = Callable[..., dict[str, PlaceMention]]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def _finder(code: str, gazetteer: Gazetteer) -> Find:
    loaded = pack.load(code)
    sentence_rules = sentences.compile_rules(loaded)
    rules = places.compile_rules(loaded, gazetteer)

    def find(text: str, **options: object) -> dict[str, PlaceMention]:
        found = places.find_places(text, sentences.split(text, sentence_rules), rules, **options)  # type: ignore[arg-type]
        return {text[m.start : m.end]: m for m in found}

    return find


@pytest.fixture(scope="module")
def en(gazetteer: Gazetteer) -> Find:
    return _finder("en", gazetteer)


@pytest.fixture(scope="module")
def vi(gazetteer: Gazetteer) -> Find:
    return _finder("vi", gazetteer)


def _near(mention: PlaceMention, lat: float, lon: float) -> bool:
    assert mention.lat is not None and mention.lon is not None
    return abs(mention.lat - lat) < 0.4 and abs(mention.lon - lon) < 0.4


def test_a_town_with_its_class_noun(vi: Find) -> None:
    text = "Quân đội đã tiến vào thị trấn Albu Kamal, tỉnh Deir Ezzor, miền đông Syria."
    found = vi(text)
    town = found["Albu Kamal"]
    assert _near(town, 34.45, 40.92) and town.level == "settlement" and town.role == "place"
    assert text[town.outer_start : town.outer_end] == "thị trấn Albu Kamal"
    assert found["Deir Ezzor"].level == "province"


def test_a_bare_name_of_city_and_province_is_the_city(en: Find) -> None:
    assert en("Shells fell on Idlib in Syria.")["Idlib"].level == "settlement"
    assert en("Shells fell on Idlib province in Syria.")["Idlib"].level == "province"
    assert en("Shells fell in the northern Idlib countryside in Syria.")["Idlib"].level == "province"


def test_what_is_printed_around_a_place_chooses_among_its_namesakes(en: Find) -> None:
    assert en("A fire broke out in Paris, Texas, police said.")["Paris"].country == "US"
    assert en("A bomb went off in Tripoli, Lebanon, near the Syrian border.")["Tripoli"].country == "LB"
    assert en("Rebels in Libya closed in on Tripoli.")["Tripoli"].country == "LY"


def test_a_province_printed_before_its_town_in_the_possessive(en: Find) -> None:
    found = en("Rockets hit Inkhil in Syria's southern province of Daraa.")
    assert _near(found["Inkhil"], 33.02, 36.13)
    assert found["Daraa"].level == "province" and found["Daraa"].relation is None


@pytest.mark.parametrize(
    ("text", "name", "relation"),
    [
        ("Fighting went on in the eastern outskirts of Aleppo.", "Aleppo", "eastern outskirts of"),
        ("A convoy was hit 12 km south of Idlib in Syria.", "Idlib", "12 km south of"),
        ("A clash broke out near Raqqa in Syria.", "Raqqa", "near"),
    ],
)
def test_relations_are_kept(en: Find, text: str, name: str, relation: str) -> None:
    mention = en(text)[name]
    assert mention.relation == relation
    assert text[mention.outer_start :].startswith(relation)


def test_a_side_of_a_country_is_a_region_on_that_side(en: Find, vi: Find) -> None:
    country = en("Troops entered Syria.")["Syria"]
    north = en("Troops entered northern Syria.")["Syria"]
    east = vi("Không kích ở miền đông Syria.")["Syria"]
    assert (country.level, north.level, east.level) == ("country", "region", "region")
    assert north.lat is not None and country.lat is not None and north.lat > country.lat + 0.5
    assert east.lon is not None and country.lon is not None and east.lon > country.lon + 0.5


def test_adjectives_and_people_are_no_places(en: Find, vi: Find) -> None:
    found = en("Turkish jets struck as Syrians fled.")
    assert (found["Turkish"].role, found["Turkish"].country) == ("adjective", "TR")
    assert (found["Syrians"].role, found["Syrians"].country) == ("people", "SY")
    assert vi("Nhiều người Syria đã rời nhà.")["Syria"].role == "people"
    assert vi("Theo quân đội Syria, giao tranh đã dừng.")["Syria"].role == "adjective"


def test_an_adjective_before_a_land_or_a_capital_is_a_place(en: Find) -> None:
    assert en("The boat sank off the Tunisian coast.")["Tunisian"].role == "place"
    capital = en("Blasts shook the Syrian capital overnight.")["Syrian"]
    assert capital.role == "place" and capital.name == "Damascus"


def test_a_capital_that_speaks_is_an_actor(en: Find) -> None:
    assert en("Moscow denied the report.")["Moscow"].role == "actor"
    assert en("A bomb exploded in Moscow.")["Moscow"].role == "place"


def test_a_part_of_a_longer_name_is_no_place(en: Find) -> None:
    assert en("He read it in the Washington Post.").get("Washington") is None or (
        en("He read it in the Washington Post.")["Washington"].role == "name"
    )
    assert en("The London-based monitor said so.")["London"].role == "adjective"


def test_blocked_spans_hold_no_places(en: Find) -> None:
    text = "The Free Syria Front entered Aleppo."
    found = en(text, blocked=[(4, 20)])
    assert found["Syria"].role == "name" and found["Aleppo"].role == "place"


def test_ordinary_words_are_not_reported(en: Find, vi: Find) -> None:
    assert en("March was quiet. Still, many fear what comes. Reading helps. My house stands.") == {}
    assert vi("Theo nguồn tin, trong ngày các bên đã ngừng bắn. Ba người bị thương.") == {}


def test_an_unknown_village_keeps_its_name_without_a_point(en: Find, vi: Find) -> None:
    for found in (
        en("Two died in the village of Qwarfel in Idlib province, Syria."),
        vi("Hai người chết ở làng Qwarfel thuộc tỉnh Idlib, Syria."),
    ):
        village = found["Qwarfel"]
        assert (village.level, village.lat, village.lon, village.gazetteer_id) == (
            "settlement",
            None,
            None,
            None,
        )
        assert village.country == "SY" and village.confidence < found["Idlib"].confidence


def test_an_unknown_quarter_stands_where_its_town_does(en: Find) -> None:
    quarter = en("A car blew up in the al-Zwaqil neighborhood in Qamishli, Syria.")["al-Zwaqil"]
    assert _near(quarter, 37.05, 41.22) and quarter.gazetteer_id is None


def test_a_namesake_far_from_the_report_is_not_taken(en: Find) -> None:
    mention = en("Syrian army units entered the village of Alba in Syria's Hama province. Syria denied it.")
    assert mention.get("Alba") is None or mention["Alba"].lat is None


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("Giao tranh ở thị trấn al - Bab của Syria.", "al - Bab", 36.37, 37.52),
        ("Máy bay cất cánh từ sân bay T -2 ở Syria.", "T -2", 34.37, 40.16),
        ("Phiến quân ở Deir ez - Zor, Syria.", "Deir ez - Zor", 35.34, 40.14),
        ("Nổ lớn ở Mát-xcơ-va hôm qua.", "Mát-xcơ-va", 55.75, 37.62),
        ("Xung đột lan tới châu Âu.", "châu Âu", 48.69, 9.14),
    ],
)
def test_names_with_hyphens_stray_spaces_and_exonyms(
    vi: Find, text: str, name: str, lat: float, lon: float
) -> None:
    assert _near(vi(text)[name], lat, lon)


def test_state_abbreviations_count_after_a_comma(en: Find) -> None:
    found = en("EDMONTON, Ky. (AP) - One man died.")
    assert found["Ky."].name == "Kentucky" and found["EDMONTON"].country == "US"
    assert "In" not in en("They left. In all, ten died.")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Syria",
                "al",
                " - ",
                "-",
                "’",
                "'s",
                ", ",
                ". ",
                " ",
                "\n",
                "Aleppo",
                "T",
                "4",
                "12 km",
                "tỉnh",
                "of",
            ]
        )
        | st.text(max_size=6),
        max_size=25,
    ).map("".join)
)
def test_any_text_gives_ordered_spans_within_it(en: Find, vi: Find, text: str) -> None:
    for find in (en, vi):
        previous = -1
        for name, mention in find(text).items():
            assert name and 0 <= mention.outer_start <= mention.start < mention.end <= mention.outer_end
            assert mention.outer_end <= len(text) and 0 < mention.confidence < 1
            assert mention.start >= previous or name  # a repeated name keeps its last place in the mapping
            previous = mention.start


def test_a_country_in_the_name_of_a_force_bars_no_town_abroad(vi: Find) -> None:
    text = "Máy bay Nga không kích phiến quân ở Idlib."
    assert vi(text, blocked=[(0, len("Máy bay Nga"))])["Idlib"].role == "place"


def test_a_country_that_is_described_or_owns_is_no_place(en: Find) -> None:
    found = en("U.S. officials and Israel's ambassador met in Homs.")
    assert {word: mention.role for word, mention in found.items()} == {
        "U.S.": "adjective",
        "Israel": "adjective",
        "Homs": "place",
    }
