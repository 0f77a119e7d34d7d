"""The whole gazetteer, as it is shipped: names that reports of the last years use must be found."""

import pytest

from dateline.gazetteer import Gazetteer, sources


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
