"""What numbers count, and whose fate they tell."""

import pytest
from tests.claim.conftest import Read

from dateline.claim.tolls import Count, single_victims

Told = list[tuple[str, float | None, float | None]]


def told(counts: tuple[Count, ...]) -> Told:
    return [(count.what, count.min, count.max) for count in counts]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "Ten people were killed.", [("killed", 10, 10)]),
        ("en", "The blast killed ten people and wounded six.", [("killed", 10, 10), ("wounded", 6, 6)]),
        ("en", "At least 12 people were killed.", [("killed", 12, None)]),
        ("en", "Up to 30 people were killed.", [("killed", None, 30)]),
        ("en", "Dozens of people were wounded.", [("wounded", 24, None)]),
        ("en", "More than 3,000 people fled.", [("displaced", 3000, None)]),
        ("en", "Police arrested 14 men.", [("detained", 14, 14)]),
        ("en", "Gunmen abducted two doctors.", [("captured", 2, 2)]),
        ("en", "Three soldiers are missing.", [("missing", 3, 3)]),
        ("vi", "Mười người thiệt mạng.", [("killed", 10, 10)]),
        ("vi", "12 người thiệt mạng và 30 người bị thương.", [("killed", 12, 12), ("wounded", 30, 30)]),
        ("vi", "Hơn 1.200 người thiệt mạng.", [("killed", 1200, None)]),
        ("vi", "Ít nhất 5 binh sĩ mất tích.", [("missing", 5, None)]),
        ("vi", "Hàng chục người phải sơ tán.", [("displaced", 24, None)]),
    ],
)
def test_a_number_of_people_goes_to_the_nearest_fate(
    read: Read, code: str, text: str, expected: Told
) -> None:
    assert told(read(text, code).people) == expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Some 50 people were killed and wounded."),
        ("en", "There were 50 casualties."),
        ("vi", "50 người thương vong."),
    ],
)
def test_one_number_for_both_fates_is_at_most_that_many_of_each(read: Read, code: str, text: str) -> None:
    assert sorted(told(read(text, code).people)) == [("killed", None, 50), ("wounded", None, 50)]


def test_a_part_of_the_victims_shares_their_fate(read: Read) -> None:
    counts = told(read("Eleven people, including four children, were killed.").people)
    assert counts == [("killed", 11, 11), ("killed", 4, 4)]


@pytest.mark.parametrize(
    ("code", "text", "of"),
    [
        ("en", "Ten civilians were killed.", "civilians"),
        ("en", "Ten soldiers were killed.", "soldiers"),
        ("en", "Ten children were killed.", "children"),
        ("en", "Ten militants were killed.", "fighters"),
        ("en", "Ten policemen were killed.", "police"),
        ("vi", "Mười dân thường thiệt mạng.", "civilians"),
        ("vi", "Mười binh sĩ thiệt mạng.", "soldiers"),
        ("vi", "Mười trẻ em thiệt mạng.", "children"),
    ],
)
def test_who_is_counted(read: Read, code: str, text: str, of: str) -> None:
    assert [count.of for count in read(text, code).people] == [of]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Ten tanks were hit, and nobody was killed."),
        ("en", "They marched 40 km."),
        ("en", "The town has 8,000 people."),
        ("vi", "Quân đội có 40 xe tăng."),
    ],
)
def test_numbers_of_things_and_of_the_unharmed_count_nobody(read: Read, code: str, text: str) -> None:
    assert read(text, code).people == ()


@pytest.mark.parametrize(
    ("code", "text", "event", "expected"),
    [
        ("en", "Shelling destroyed four tanks.", "strike.shelling", [("vehicles_destroyed", 4, 4)]),
        ("en", "Troops took three villages.", "battle.advance", [("settlements_taken", 3, 3)]),
        ("en", "They shot down two drones.", "state.interception", [("aircraft_destroyed", 2, 2)]),
        ("en", "Police seized 30 rifles.", "state.interception", [("weapons_seized", 30, 30)]),
        ("en", "Rebels fired 40 rockets.", "strike.shelling", [("munitions", 40, 40)]),
        ("en", "Troops hold 95 percent of the town.", "control.status", [("share_controlled", 0.95, 0.95)]),
        ("vi", "Pháo kích phá hủy bốn xe tăng.", "strike.shelling", [("vehicles_destroyed", 4, 4)]),
        ("vi", "Quân đội chiếm ba ngôi làng.", "battle.advance", [("settlements_taken", 3, 3)]),
    ],
)
def test_numbers_of_things_by_the_event_that_does_it(
    read: Read, code: str, text: str, event: str, expected: Told
) -> None:
    assert told(read(text, code).things(event)) == expected


def test_what_an_event_does_not_do_it_does_not_count(read: Read) -> None:
    reading = read("Shelling destroyed four tanks.")
    assert reading.things("state.agreement") == ()
    assert reading.things("battle.advance") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A woman was wounded.", [("wounded", 1, 1)]),
        ("A farmer was killed.", [("killed", 1, 1)]),
        ("The women were wounded.", []),
        ("A car was hurt.", []),
    ],
)
def test_a_single_victim_is_one(read: Read, text: str, expected: Told) -> None:
    reading = read(text)
    assert told(single_victims(reading.bones, reading.page.participants[0], reading.page.scan)) == expected
