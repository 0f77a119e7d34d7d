"""Which words may name a happening, and which one."""

from itertools import pairwise

import pytest
from tests.claim.conftest import Read

from dateline.claim.candidates import as_event


def found(read: Read, text: str, code: str = "en") -> list[tuple[str, str]]:
    reading = read(text, code)
    return [(reading.words(candidate), candidate.event) for candidate in reading.candidates]


@pytest.mark.parametrize(
    ("code", "text", "word", "event"),
    [
        ("en", "Gunmen kidnapped two drivers.", "kidnapped", "civilians.abduction"),
        ("en", "A car bomb went off.", "car bomb", "strike.bomb"),
        ("en", "Police arrested four men.", "arrested", "state.arrest"),
        ("vi", "Phiến quân bắt cóc hai tài xế.", "bắt cóc", "civilians.abduction"),
        ("vi", "Quân chính phủ bao vây thị trấn.", "bao vây", "battle.siege"),
        ("vi", "Một vụ đánh bom liều chết xảy ra.", "vụ đánh bom liều chết", "strike.suicide"),
    ],
)
def test_a_word_names_its_event(read: Read, code: str, text: str, word: str, event: str) -> None:
    assert (word, event) in found(read, text, code)


def test_of_words_in_words_the_longest_counts(read: Read) -> None:
    assert found(read, "The suicide car bombing shocked the town.") == [
        ("suicide car bombing", "strike.suicide")
    ]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Rebels attacked the barracks.", "battle.clash"),
        ("Warplanes attacked the barracks.", "strike.air"),
        ("Rebels attacked the barracks with mortars.", "strike.shelling"),
        ("A suicide bomber attacked the barracks.", "strike.suicide"),
        ("Rebels attacked the barracks with chlorine.", "strike.chemical"),
    ],
)
def test_company_decides_what_an_attack_was(read: Read, text: str, event: str) -> None:
    assert ("attacked", event) in found(read, text)


def test_a_refined_event_says_what_refined_it(read: Read) -> None:
    assert read("Warplanes attacked the barracks.").candidates[0].rule.endswith(">aircraft")


@pytest.mark.parametrize(
    "text",
    [
        "The ceremony took place in a palace.",
        "He died of a heart attack.",
        "The price war went on.",
        "A member of the al-Aqsa Martyrs Brigades spoke.",
        "Assault rifles were on show.",
    ],
)
def test_a_trigger_inside_another_word_is_none(read: Read, text: str) -> None:
    held = {"attack", "war", "Martyrs", "Assault", "took"}
    assert not held & {word for word, _ in found(read, text)}


def test_a_month_is_no_march(read: Read) -> None:
    assert found(read, "He came on 12 March 2017.") == []
    assert found(read, "Thousands joined the march.") == [("march", "protest.peaceful")]


def test_a_light_verb_leaves_the_act_to_its_noun(read: Read) -> None:
    assert [word for word, _ in found(read, "Rebels carried out an air strike.")] == ["air strike"]
    assert [word for word, _ in found(read, "Nga triển khai không kích.", "vi")] == ["không kích"]


@pytest.mark.parametrize(
    ("code", "text", "word", "voice"),
    [
        ("en", "Rebels shelled the town.", "shelled", "active"),
        ("en", "The town was shelled by rebels.", "shelled", "passive"),
        ("en", "The town was heavily shelled.", "shelled", "passive"),
        ("en", "Rebels were shelling the town.", "shelling", "active"),
        ("en", "A roadside bomb hit the convoy.", "roadside bomb", "nominal"),
        ("vi", "Phiến quân pháo kích thị trấn.", "pháo kích", "active"),
        ("vi", "Thị trấn bị phiến quân pháo kích.", "pháo kích", "passive"),
        ("vi", "Vụ pháo kích xảy ra hôm qua.", "Vụ pháo kích", "nominal"),
    ],
)
def test_voice(read: Read, code: str, text: str, word: str, voice: str) -> None:
    assert read(text, code).candidate(word).voice == voice


@pytest.mark.parametrize(
    ("text", "word", "pos"),
    [
        ("Nine died in an attack on the town.", "attack", "noun"),
        ("Rebels plan to attack the town.", "attack", "verb"),
        ("Rebels attack the town.", "attack", "verb"),
        ("Rebel attacks on the town went on.", "attacks", "noun"),
        ("Two died in shelling by rebels.", "shelling", "noun"),
        ("Rebels were shelling the town.", "shelling", "verb"),
    ],
)
def test_a_form_that_is_verb_and_noun_is_told_by_its_neighbours(
    read: Read, text: str, word: str, pos: str
) -> None:
    assert read(text).candidate(word).pos == pos


def test_a_passive_tells_where_its_marker_stands(read: Read) -> None:
    text = "Thị trấn bị phiến quân pháo kích."
    assert read(text, "vi").candidate("pháo kích").passive_at == text.index("bị")
    assert read("Phiến quân pháo kích thị trấn.", "vi").candidate("pháo kích").passive_at is None


def test_the_marker_of_a_device_is_no_passive(read: Read) -> None:
    assert read("Thiết bị được đưa tới trước khi quân đội pháo kích.", "vi").candidate("pháo kích").voice == (
        "active"
    )


def test_candidates_stand_in_order_and_never_overlap(read: Read) -> None:
    text = "Rebels attacked, shelled and besieged the town, killed ten soldiers and abducted two drivers."
    candidates = read(text).candidates
    assert len(candidates) >= 4
    assert all(a.end <= b.start for a, b in pairwise(candidates))


def test_as_event_keeps_the_trace_of_rules(read: Read) -> None:
    candidate = read("Rebels attacked the barracks.").candidates[0]
    changed = as_event(candidate, "civilians.attack", "unarmed")
    assert changed.event == "civilians.attack" and changed.rule == f"{candidate.rule}>unarmed"
    assert (changed.start, changed.end) == (candidate.start, candidate.end)
