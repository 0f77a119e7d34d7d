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


def test_a_printed_distance_moves_the_point_and_widens_the_radius(en: Find, vi: Find) -> None:
    told, plain = en("Shells fell 12 km south of Hama."), en("Shells fell in Hama.")
    there, here = told["Hama"], plain["Hama"]
    assert there.lat is not None and here.lat is not None and there.radius_km and here.radius_km
    assert here.lat - there.lat == pytest.approx(12 / 111.2, abs=0.01) and there.lon == here.lon
    assert there.radius_km > here.radius_km and there.relation == "12 km south of"
    miles = en("A convoy was hit 20 kilometers (12 miles) west of Mosul.")["Mosul"]
    assert miles.lon is not None and miles.lon == pytest.approx(43.12 - 0.22, abs=0.03)
    after = vi("Giao tranh ở một làng cách Hama 12 km về phía nam.")["Hama"]
    assert (after.lat, after.relation) == (there.lat, "12 km về phía nam")


def test_a_distance_without_a_side_only_widens_the_radius(en: Find) -> None:
    told, plain = en("They stood 30 km from Hama.")["Hama"], en("They stood in Hama.")["Hama"]
    assert (told.lat, told.lon) == (plain.lat, plain.lon)
    assert told.radius_km and plain.radius_km and told.radius_km >= 30 > plain.radius_km


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "A bomb went off on the road between Homs and Palmyra."),
        ("vi", "Một quả bom nổ trên đường giữa Homs và Palmyra."),
    ],
)
def test_between_two_towns_is_midway(en: Find, vi: Find, code: str, text: str) -> None:
    found = {"en": en, "vi": vi}[code](text)
    homs, palmyra = found["Homs"], found["Palmyra"]
    assert (homs.lat, homs.lon, homs.radius_km) == (palmyra.lat, palmyra.lon, palmyra.radius_km)
    assert homs.lon is not None and 36.9 < homs.lon < 38.1 and homs.radius_km and homs.radius_km > 60


def test_countries_have_no_midway(en: Find) -> None:
    assert _near(en("A truce between Syria and Turkey held.")["Syria"], 35.0, 38.0)


def test_other_meanings_are_told_with_their_likelihood(en: Find) -> None:
    found = en("Fires broke out in Springfield.")["Springfield"]
    shares = [other.confidence for other in found.alternatives]
    assert shares and shares == sorted(shares, reverse=True) and sum(shares) < 1
    assert found.gazetteer_id not in [other.gazetteer_id for other in found.alternatives]
    assert found.confidence < en("Fires broke out in Springfield, Massachusetts.")["Springfield"].confidence


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("en", "The frigate Sa'ar Tehran sailed.", "Tehran"),
        ("en", "They cited the Treaty of Versailles.", "Versailles"),
        ("en", "The Minsk agreements failed.", "Minsk"),
        ("en", "Paris Saint-Germain won in Lisbon.", "Paris"),
        ("en", "George Washington crossed the river.", "Washington"),
        ("en", "Mr. Jordan told reporters in Amman.", "Jordan"),
        ("vi", "Hiệp định Paris được ký năm 1973.", "Paris"),
        ("vi", "Tàu Sa'ar Tehran rời cảng Haifa.", "Tehran"),
    ],
)
def test_what_is_called_after_a_place_is_no_place(
    en: Find, vi: Find, code: str, text: str, name: str
) -> None:
    found = {"en": en, "vi": vi}[code](text).get(name)
    assert found is None or found.role != "place"


def test_both_capitals_of_a_pair_act(en: Find) -> None:
    found = en("Moscow and Tehran agreed on a truce in Idlib.")
    assert [found[name].role for name in ("Moscow", "Tehran", "Idlib")] == ["actor", "actor", "place"]
    assert en("Fighting in Moscow and Tehran shook the world.")["Tehran"].role == "place"


def test_a_hospital_called_after_a_far_city_does_not_lie_there(en: Find) -> None:
    found = en("Syrian jets bombed al-Quds hospital in Aleppo. Syria's army advanced in Aleppo.")
    assert _near(found["al-Quds"], 36.2, 37.16)


def test_a_state_that_holds_a_far_town_is_the_state(en: Find) -> None:
    assert en("A blast hit Buffalo, New York.")["New York"].level == "province"
    assert en("A blast hit Brooklyn, New York.")["New York"].level == "settlement"


def test_words_that_are_no_places_have_no_say_in_the_choice(en: Find) -> None:
    found = en("He said police in Athens, Georgia, held a man. They told him to stay.")
    assert found["Athens"].country == "US"


def test_given_spans_are_resolved_in_every_way_there_is(gazetteer: Gazetteer) -> None:
    loaded = pack.load("en")
    rules = places.compile_rules(loaded, gazetteer)
    text = "In southern Syria, the city of Daraa and some Zxqwv village lie near Tikrit, N.C."
    split = sentences.split(text, sentences.compile_rules(loaded))
    spans = [
        (text.index(name), text.index(name) + len(name))
        for name in ("Syria", "city of Daraa", "Zxqwv", "N.C.")
    ]
    syria, daraa, unknown, state = places.resolve_places(text, split, rules, spans)
    assert syria is not None and (syria.lat, syria.lon, syria.level) == (35.0, 38.0, "country")
    assert daraa is not None and _near(daraa, 32.62, 36.1)
    assert unknown is None
    assert state is not None and state.name == "North Carolina"
