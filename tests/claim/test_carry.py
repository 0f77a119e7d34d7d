"""Participants carried over from a sentence before."""

from tests.claim.conftest import Read


def test_the_attack_has_the_attackers_told_before(read: Read) -> None:
    reading = read("Rebels attacked an army checkpoint near Hama. The attack lasted an hour.")
    draft = reading.draft("attack")
    assert reading.named(draft.roles.actors) == ["Rebels"]
    assert {link.carried for link in draft.roles.actors} == {"same-event"}


def test_a_story_that_goes_on_keeps_the_side_that_acts(read: Read) -> None:
    reading = read("Rebels kidnapped two doctors in Homs. A driver was kidnapped too.")
    draft = reading.drafts[-1]
    assert (reading.named(draft.roles.actors), draft.roles.actors[0].carried) == (
        ["Rebels"],
        "sentence-before",
    )


def test_another_armed_side_takes_the_story_over(read: Read) -> None:
    reading = read("Rebels kidnapped two doctors in Homs. Two soldiers were kidnapped too.")
    assert [link.carried for link in reading.drafts[-1].roles.actors] == []
