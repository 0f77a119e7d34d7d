"""What stands between two words, and what stands straight before one."""

import pytest
from tests.claim.conftest import Read, Reading

from dateline.claim.clause import BOUNDARIES, coordinated, group_coordinated

AND = frozenset({"and", "as well as"})


def between(reading: Reading, left: str, right: str) -> str:
    text = reading.page.text
    return reading.bones.between(text.index(left) + len(left), text.index(right))


@pytest.mark.parametrize(
    ("text", "boundary"),
    [
        ("Rebels shelled Homs", "none"),
        ("Rebels and others shelled Homs", "coordination"),
        ("Rebels, shelled Homs", "comma"),
        ("Rebels fled when troops shelled Homs", "conjunction"),
        ("Rebels who had come shelled Homs", "relative"),
        ("Rebels; troops shelled Homs", "strong"),
        ("Rebels (of old) shelled Homs", "strong"),
        ("Rebels — they say — shelled Homs", "strong"),
    ],
)
def test_the_strongest_boundary_between_two_words_counts(read: Read, text: str, boundary: str) -> None:
    assert between(read(text), "Rebels", "shelled") == boundary


def test_vietnamese_boundaries(read: Read) -> None:
    reading = read("Phiến quân tháo chạy khi quân đội và dân quân pháo kích, nơi IS cố thủ", "vi")
    assert between(reading, "chạy", "quân đội") == "conjunction"
    assert between(reading, "quân đội", "dân quân") == "coordination"
    assert between(reading, "pháo kích", "IS") == "relative"


def test_a_boundary_inside_a_hedge_is_none(read: Read) -> None:
    assert between(read("Quân đội được cho là tấn công", "vi"), "Quân đội", "tấn công") == "none"


def test_nothing_lies_between_a_word_and_itself(read: Read) -> None:
    assert read("Rebels, and others").bones.between(3, 3) == "none"
    assert BOUNDARIES[0] == "none" and BOUNDARIES[-1] == "strong"


@pytest.mark.parametrize(
    ("code", "text", "word", "kind"),
    [
        ("en", "shelled by rebels", "rebels", "agent"),
        ("en", "an attack on troops", "troops", "toward"),
        ("en", "talks with rebels", "rebels", "mutual"),
        ("en", "weapons from “rebels”", "rebels", "source"),
        ("en", "backed by Russia", "Russia", "support"),
        ("en", "rebels fled", "rebels", None),
        ("vi", "bị phá hủy bởi IS", "IS", "agent"),
        ("vi", "giành lại từ tay IS", "IS", "source"),
        ("vi", "với sự yểm trợ của Nga", "Nga", "support"),
    ],
)
def test_the_marker_straight_before_a_word(
    read: Read, code: str, text: str, word: str, kind: str | None
) -> None:
    reading = read(text, code)
    assert reading.bones.marker_before(text.index(word)) == kind


def test_the_longest_marker_straight_after_a_word(read: Read) -> None:
    text = "an attack by rebels"
    assert read(text).bones.marker_after(text.index("attack") + 6) == "agent"
    assert read(text).bones.marker_after(text.index("rebels") + 6) is None


@pytest.mark.parametrize(
    ("between", "joined"),
    [
        (" and ", True),
        (", ", True),
        (", and ", True),
        (" as well as ", True),
        (" ", False),
        (" or ", False),
        (" and then ", False),
        ("; ", False),
    ],
)
def test_coordination(between: str, joined: bool) -> None:
    text = f"Rebels{between}troops"
    assert coordinated(text, 6, 6 + len(between), AND) is joined


def groups(text: str, *words: str, alone: tuple[int, ...] = ()) -> list[list[str]]:
    spans = [(text.index(word), text.index(word) + len(word)) for word in words]
    return [[words[i] for i in group] for group in group_coordinated(text, spans, AND, alone=alone)]


def test_neighbours_in_a_list_are_one_group() -> None:
    assert groups("Russia, Iran and Syria attacked rebels", "Russia", "Iran", "Syria", "rebels") == [
        ["Russia", "Iran", "Syria"],
        ["rebels"],
    ]


def test_a_list_ends_with_its_and() -> None:
    assert groups("Russia and Iran, rebels say", "Russia", "Iran", "rebels") == [
        ["Russia", "Iran"],
        ["rebels"],
    ]


def test_commas_alone_join_nothing_for_good() -> None:
    assert groups("Homs, rebels, troops", "Homs", "rebels", "troops") == [["Homs"], ["rebels"], ["troops"]]


def test_supporters_stand_alone_before_a_comma() -> None:
    text = "backed by Russia, troops and allies"
    assert groups(text, "Russia", "troops", "allies", alone=(0,)) == [["Russia"], ["troops", "allies"]]


def test_no_one_is_no_group() -> None:
    assert group_coordinated("", (), AND) == ()
