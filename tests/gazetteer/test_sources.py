"""The whole gazetteer, as it is shipped: names that reports of the last years use must be found."""

import pytest

from dateline.gazetteer import Gazetteer, sources
from dateline.gazetteer.distance import kilometres
from dateline.gazetteer.keys import exact_key


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("names", "lat", "lon"),
    [
        (("Albu Kamal", "Abu Kamal", "al-Bukamal", "البوكمال", "Абу-Кемаль"), 34.45, 40.92),
        (("Kyiv", "Kiev", "Київ"), 50.45, 30.52),
        (("Bakhmut", "Artemivsk", "Бахмут"), 48.59, 38.0),
        (("Deir Ezzor", "Deir ez - Zor", "Deir al-Zour", "دير الزور"), 35.34, 40.14),
        (("al - Bab", "Al-Bab", "الباب"), 36.37, 37.52),
        (("Mayadeen", "al-Mayadin", "الميادين"), 35.02, 40.45),
        (("T -2", "T2"), 34.37, 40.16),
        (("Khan Sheikhoun", "Khan Shaykhun"), 35.44, 36.65),
        (("Robotyne", "Rabotino"), 47.45, 35.83),
        (("El Fasher", "الفاشر"), 13.63, 25.35),
        (("Mát-xcơ-va", "Moskva", "Moscow"), 55.75, 37.62),
    ],
)
def test_spellings_of_a_place_lead_to_it(
    gazetteer: Gazetteer, names: tuple[str, ...], lat: float, lon: float
) -> None:
    for name in names:
        near = [c for c in gazetteer.lookup(name) if abs(c.lat - lat) < 0.3 and abs(c.lon - lon) < 0.3]
        assert near, name


@pytest.mark.parametrize(
    ("name", "code"),
    [("Nga", "RU"), ("Thổ Nhĩ Kỳ", "TR"), ("I-rắc", "IQ"), ("Xy-ri", "SY"), ("Mỹ", "US"), ("Сирия", "SY")],
)
def test_countries_have_their_foreign_names(gazetteer: Gazetteer, name: str, code: str) -> None:
    best = gazetteer.lookup(name)[0]
    assert (best.level, best.country) == ("country", code)


def test_provinces_and_their_cities_share_a_code(gazetteer: Gazetteer) -> None:
    levels = {c.level: c.admin1 for c in gazetteer.lookup("Idlib") if c.country == "SY"}
    assert levels["province"] == levels["settlement"]


def test_the_supplement_is_well_formed() -> None:
    rows = list(sources._supplement([]))
    assert len(rows) > 500
    assert len({row.id for row in rows}) == len(rows)
    assert all(-90 <= row.lat <= 90 and -180 <= row.lon <= 180 for row in rows)
    assert all("  " not in name and name == name.strip() for row in rows for name in row.names)


@pytest.mark.parametrize(
    "family",
    [
        "Deir ez-Zor|Deir Ezzor|Dayr az Zawr|دير الزور|ديرالزور|Дейр-эз-Зор|Дейр-эз-Зоре",
        "Albu Kamal|Abu Kamal|Al-Bukamal|البوكمال|البو كمال|Абу-Камаль|Аль-Букемаль",
        "Bakhmut|Artemivsk|Бахмут|Артемовск|Артемівськ|Бахмуте",
        "Raqqa|الرقة|الرقه|رقة|Ракка|Ракке",
        "Syria|Xy-ri|Xi-ri|سوريا|سورية|Сирии",
        "Poland|Ba Lan|Польше",
        "Iraq|I-rắc|العراق|Ираке",
        "Odesa|Odessa|Ô-đét-xa|Одессе|Одесі",
    ],
)
def test_the_spellings_of_a_place_meet_in_all_scripts(gazetteer: Gazetteer, family: str) -> None:
    first, *others = family.split("|")
    meant = [(c.lat, c.lon) for c in gazetteer.lookup(first)[:3]]
    for name in others:
        found = gazetteer.lookup(name)[:3]
        assert any(abs(c.lat - lat) < 0.6 and abs(c.lon - lon) < 0.6 for c in found for lat, lon in meant), (
            name
        )


def test_counties_are_known_by_their_noun_and_state(gazetteer: Gazetteer) -> None:
    laurels = [c for c in gazetteer.lookup("Laurel County") if c.level == "district"]
    assert [(c.admin1, c.main) for c in laurels] == [("US.KY", True)]
    assert gazetteer.lookup("Mt. Pleasant")[0].level == "settlement"


def test_a_town_that_was_written_down_by_hand_too_is_one_place(gazetteer: Gazetteer) -> None:
    for name in ("Abu Kamal", "Albu Kamal", "البوكمال"):
        towns = [c for c in gazetteer.find([name])[0] if c.level == "settlement" and c.country == "SY"]
        assert [(c.gazetteer_id, c.name, c.own) for c in towns] == [("gn:174448", "Abu Kamal", True)]


def test_what_we_wrote_down_alone_is_no_city_of_geonames() -> None:
    rows = [row for row in sources.read_all() if row.level == "settlement"]
    ours = [row for row in rows if row.id.startswith("dl:")]
    others = {(row.country, exact_key(row.names[0])): row for row in rows if not row.own}
    twins = [
        (row.id, other.id)
        for row in ours
        if (other := others.get((row.country, exact_key(row.names[0]))))
        and kilometres(row.lat, row.lon, other.lat, other.lon) <= 5
    ]
    assert ours and not twins
