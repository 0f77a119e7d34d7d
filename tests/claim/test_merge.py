"""One happening, one act: repeated names are merged, and tolls join the attack that took them."""

import pytest
from tests.claim.conftest import Read

from dateline.claim.merge import is_attack, is_toll


def acts(read: Read, text: str, code: str = "en") -> list[tuple[str, list[str]]]:
    """Each act's trigger, with its toll words."""
    reading = read(text, code)
    return [(reading.words(act.trigger), [reading.words(toll) for toll in act.tolls]) for act in reading.acts]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("en", "A car bomb killed ten people.", [("car bomb", ["killed"])]),
        ("en", "A car bomb killed ten people and wounded six.", [("car bomb", ["killed", "wounded"])]),
        ("en", "Ten people were killed in a car bomb.", [("car bomb", ["killed"])]),
        ("vi", "Vụ đánh bom khiến ba binh sĩ thiệt mạng.", [("Vụ đánh bom", ["thiệt mạng"])]),
        (
            "vi",
            "Ba binh sĩ thiệt mạng, bốn dân thường bị thương trong vụ đánh bom.",
            [("vụ đánh bom", ["thiệt mạng", "bị thương"])],
        ),
    ],
)
def test_tolls_join_their_attack(
    read: Read, code: str, text: str, expected: list[tuple[str, list[str]]]
) -> None:
    assert acts(read, text, code) == expected


def test_a_toll_without_an_attack_stands_for_itself(read: Read) -> None:
    assert acts(read, "Ten people were killed.") == [("killed", ["killed"])]
    assert acts(read, "Mười binh sĩ thiệt mạng.", "vi") == [("thiệt mạng", ["thiệt mạng"])]


def test_a_verb_of_killing_stands_for_the_tolls_around_it(read: Read) -> None:
    ((trigger, tolls),) = acts(read, "Two soldiers were killed and the death toll rose.")
    assert trigger == "killed" and "death toll" in tolls


def test_each_toll_goes_to_the_nearest_attack(read: Read) -> None:
    told = dict(acts(read, "An ambush killed two soldiers; a landmine wounded six civilians."))
    assert told == {"ambush": ["killed"], "landmine": ["wounded"]}


def test_what_is_no_attack_takes_no_tolls(read: Read) -> None:
    told = dict(acts(read, "Police arrested nine men after ten people were killed."))
    assert told["arrested"] == [] and told["killed"] == ["killed"]


def test_two_words_for_one_act_are_one(read: Read) -> None:
    assert [trigger for trigger, _ in acts(read, "A car bomb exploded.")] == ["car bomb"]
    assert len(acts(read, "Một quả bom phát nổ.", "vi")) == 1


def test_two_acts_are_two(read: Read) -> None:
    told = acts(read, "Rebels shelled the town, and police arrested nine men.")
    assert [trigger for trigger, _ in told] == ["shelled", "arrested"]


def test_the_result_of_an_attack_is_not_another(read: Read) -> None:
    told = acts(read, "Warplanes bombed the camp, destroying two houses.")
    assert [trigger for trigger, _ in told] == ["bombed"]


def test_acts_stand_in_order_of_their_triggers(read: Read) -> None:
    reading = read("Ten died after rebels shelled the town and police arrested nine men.")
    starts = [act.trigger.start for act in reading.acts]
    assert starts == sorted(starts)


def test_a_sentence_without_triggers_has_no_acts(read: Read) -> None:
    assert acts(read, "It rained all day.") == []


@pytest.mark.parametrize("event", ["strike.air", "strike.bomb", "battle.clash", "civilians.attack"])
def test_attacks_kill(event: str) -> None:
    assert is_attack(event)


@pytest.mark.parametrize("event", ["battle.siege", "battle.withdrawal", "state.arrest", "harm.casualties"])
def test_other_events_do_not(event: str) -> None:
    assert not is_attack(event)


def test_toll_words_are_no_attack_of_their_own(read: Read) -> None:
    reading = read("Ten people were killed in a car bomb.")
    assert [is_toll(candidate) for candidate in reading.candidates] == [True, False]


def test_a_weapon_names_the_attack(read: Read) -> None:
    acts = read("Rockets fired at the city killed two women.").acts
    assert [act.trigger.event for act in acts] == ["strike.shelling"]
