"""Asserted, hedged, denied or planned, and by which words."""

import pytest
from tests.claim.conftest import Read

CASES = [
    ("en", "Rebels shelled the town.", "shelled", "asserted", None),
    ("en", "Rebels reportedly shelled the town.", "shelled", "hedged", "reportedly"),
    ("en", "Rebels are said to have shelled the town.", "shelled", "hedged", "said to have"),
    ("en", "Rebels did not shell the town, or shelled it late.", "shelled", "asserted", None),
    ("en", "Rebels denied they shelled the town.", "shelled", "denied", "denied"),
    ("en", "Troops never besieged the town.", "besieged", "denied", "never"),
    ("en", "Troops will besiege the town.", "besiege", "planned", "will"),
    ("en", "Troops are preparing to besiege the town.", "besiege", "planned", "preparing to"),
    ("en", "The ambush was reported to be false.", "ambush", "hedged", "was reported"),
    ("en", "The ambush did not take place.", "ambush", "denied", "did not take place"),
    ("vi", "Quân đội pháo kích thị trấn.", "pháo kích", "asserted", None),
    ("vi", "Quân đội được cho là đã pháo kích thị trấn.", "pháo kích", "hedged", "được cho là"),
    ("vi", "Quân đội không pháo kích thị trấn.", "pháo kích", "denied", "không"),
    ("vi", "Quân đội phủ nhận pháo kích thị trấn.", "pháo kích", "denied", "phủ nhận"),
    ("vi", "Quân đội sẽ pháo kích thị trấn.", "pháo kích", "planned", "sẽ"),
    ("vi", "Quân đội chuẩn bị pháo kích thị trấn.", "pháo kích", "planned", "chuẩn bị"),
    ("vi", "Vụ pháo kích không xảy ra.", "Vụ pháo kích", "denied", "không xảy ra"),
]


@pytest.mark.parametrize(("code", "text", "word", "modality", "cue"), CASES)
def test_modality_and_its_cue(
    read: Read, code: str, text: str, word: str, modality: str, cue: str | None
) -> None:
    judged = read(text, code).judged(word)
    assert judged.modality == modality
    assert (judged.cue and text[slice(*judged.cue)]) == cue


def test_a_threat_is_planned_by_its_own_word(read: Read) -> None:
    text = "The group threatened the village."
    judged = read(text).judged("threatened")
    assert (judged.modality, judged.cue) == ("planned", (text.index("threat"), text.index(" the village")))


def test_a_denial_goes_before_a_hedge(read: Read) -> None:
    assert read("Troops reportedly never besieged the town.").judged("besieged").modality == "denied"


def test_a_hedge_goes_before_a_plan(read: Read) -> None:
    assert read("Troops will reportedly besiege the town.").judged("besiege").modality == "hedged"


@pytest.mark.parametrize(
    ("code", "text", "word"),
    [
        ("en", "Peace will come: rebels shelled the town.", "shelled"),
        ("en", "Nobody will leave the town that rebels shelled.", "shelled"),
        ("vi", "Họ sẽ ở lại: quân đội pháo kích thị trấn.", "pháo kích"),
        ("vi", "Không quân pháo kích thị trấn.", "pháo kích"),
    ],
)
def test_a_cue_of_another_clause_or_in_another_word_does_not_count(
    read: Read, code: str, text: str, word: str
) -> None:
    assert read(text, code).judged(word).modality == "asserted"


def test_each_trigger_of_a_sentence_is_judged_by_itself(read: Read) -> None:
    reading = read("Troops shelled the town, and rebels will besiege the base.")
    assert reading.judged("shelled").modality == "asserted"
    assert reading.judged("besiege").modality == "planned"
