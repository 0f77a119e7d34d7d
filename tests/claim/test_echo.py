"""General words take their meaning from the report."""

import pytest
from tests.claim.conftest import Read

from dateline.claim.echo import resolve


def events(read: Read, text: str, code: str = "en") -> dict[str, str]:
    reading = read(text, code)
    return {reading.words(draft.trigger): draft.trigger.event for draft in reading.drafts}


@pytest.mark.parametrize(
    ("code", "text", "word", "event"),
    [
        ("en", "An air strike hit Homs. The attack went on all night.", "attack", "strike.air"),
        ("en", "A car bomb exploded in Homs. The attack shocked the town.", "attack", "strike.bomb"),
        ("en", "The attack shocked Homs. A suicide bombing of this kind is new.", "attack", "strike.suicide"),
        ("vi", "Một vụ không kích xảy ra ở Homs. Vụ tấn công kéo dài cả đêm.", "Vụ tấn công", "strike.air"),
    ],
)
def test_the_attack_is_the_one_that_was_told(read: Read, code: str, text: str, word: str, event: str) -> None:
    assert events(read, text, code)[word] == event


def test_an_echo_says_so(read: Read) -> None:
    reading = read("An air strike hit Homs. The attack went on all night.")
    assert reading.draft("attack").trigger.rule.endswith(">echo")


def test_alone_an_attack_is_an_attack(read: Read) -> None:
    assert events(read, "The attack on the barracks in Homs went on all night.")["attack"] == "battle.clash"


def test_an_attack_with_means_of_its_own_is_no_echo(read: Read) -> None:
    told = events(read, "An air strike hit Homs. The attack with mortars went on all night.")
    assert told["attack"] == "strike.shelling"


def test_another_side_acts_for_itself(read: Read) -> None:
    text = "Russian warplanes bombed Homs. Rebels attacked an army checkpoint near Hama."
    assert events(read, text)["attacked"] == "battle.clash"


def test_what_is_far_back_is_no_model(read: Read) -> None:
    numbers = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    between = " ".join(f"Police arrested {number} men in Hama." for number in numbers)
    told = events(read, f"An air strike hit Homs. {between} The attack on the barracks went on.")
    assert told["attack"] == "battle.clash"


def test_nothing_comes_of_nothing() -> None:
    assert resolve(()) == ()
