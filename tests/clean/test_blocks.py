"""What each stretch of a text is labelled."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import pack
from dateline.clean import BlockRules, compile_rules, label_blocks
from dateline.errors import PackError

VI = compile_rules(pack.load("vi"))
EN = compile_rules(pack.load("en"))
LEAD = "Rebels fired a dozen rockets at the port on Monday, wounding three dock workers, officials said."
MORE = "The governor called the attack a crime and closed the road to the harbour until further notice."


def labelled(text: str, rules: BlockRules, title: str | None = None) -> list[tuple[str, str]]:
    return [
        (block.kind, text[block.start : block.end]) for block in label_blocks(text, title=title, rules=rules)
    ]


def of_kind(text: str, kind: str, rules: BlockRules, title: str | None = None) -> list[str]:
    return [quote for found, quote in labelled(text, rules, title) if found == kind]


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Xe tăng tiến vào làng. Ảnh: Reuters", "Ảnh: Reuters"),
        ("Xe tăng tiến vào làng (Ảnh: AFP) Quân đội chưa bình luận về vụ việc.", "(Ảnh: AFP)"),
        ("Xe tăng vào làng. Ảnh: Sky News Cảnh sát phong tỏa con đường từ sáng.", "Ảnh: Sky News"),
        ("Xe tăng vào làng. Ảnh: Jerusalem Post Phong trào này chưa lên tiếng.", "Ảnh: Jerusalem Post"),
        ("Xe tăng vào làng. Ảnh minh họa: AP. Quân đội chưa bình luận về vụ việc.", "Ảnh minh họa: AP."),
        ("Quân đội chưa bình luận.\nTheo TTXVN", "Theo TTXVN"),
        ("Quân đội chưa bình luận.\nLê Minh", "Lê Minh"),
        ("Quân đội chưa bình luận. Lê Minh Hà (Theo AFP)", "Lê Minh Hà (Theo AFP)"),
        ("Quân đội chưa bình luận.\nXem thêm: Vì sao cầu sập?\nH.L (tổng hợp)", "H.L (tổng hợp)"),
    ],
)
def test_vietnamese_credits(text: str, credit: str) -> None:
    assert of_kind(text, "credit", VI) == [credit]


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("A tank enters the village. Photo: Reuters", "Photo: Reuters"),
        ("A tank enters the village. [Photo/AP] The army did not comment.", "[Photo/AP]"),
        ("By Ann Field, CNN National Security Producer The army did not comment on Monday.",
         "By Ann Field, CNN National Security Producer"),
        ("By Sami Haddad\n\nThe army did not comment on Monday.", "By Sami Haddad"),
        ("The army did not comment. CNN's Ann Field contributed to this report.",
         "CNN's Ann Field contributed to this report."),
        ("The army did not comment. (Reporting by Ann Field; Editing by Jo Low)",
         "(Reporting by Ann Field; Editing by Jo Low)"),
        ("The army did not comment.\n\nReporting by Sami Haddad", "Reporting by Sami Haddad"),
    ],
)  # fmt: skip
def test_english_credits(text: str, credit: str) -> None:
    assert of_kind(text, "credit", EN) == [credit]


@pytest.mark.parametrize(
    "text",
    [
        "Theo Reuters, quân đội đã chiếm làng.",
        "Hình ảnh cho thấy xe tăng tiến vào làng.",
        "By Friday night, the protesters got what they were seeking.",
        "She held up a photograph of President Haddad.",
        "The statement was read by General Haddad.",
    ],
)
def test_sentences_are_no_credits(text: str) -> None:
    rules = VI if "quân" in text or "xe" in text else EN
    assert labelled(text, rules) == [("body", text)]


def test_the_sentence_before_a_photo_credit_is_its_caption() -> None:
    text = (
        "Quân đội tiến vào ba ngôi làng ở phía bắc hôm thứ hai, người phát ngôn nói với báo giới. "
        "Một chiếc xe tăng bên đường (Ảnh: AFP) Phe đối lập bác bỏ tin này."
    )
    assert ("caption", "Một chiếc xe tăng bên đường") in labelled(text, VI)


def test_a_gallery_told_in_captions_is_body() -> None:
    text = "Xe tăng vào làng. Ảnh: AMN. Binh sĩ nghỉ bên đường. Ảnh: AMN."
    assert of_kind(text, "body", VI) == ["Xe tăng vào làng.", "Binh sĩ nghỉ bên đường."]


@pytest.mark.parametrize(
    "line",
    [
        "Text Small Text Medium Text Large Text Share X Facebook Linkedin Email",
        "arrow-down comments printer search bell",
        "Search form",
        "Follow Acme Relief on Twitter, Facebook and YouTube",
        "Media contacts",
        "#####",
        "We use cookies to improve this site.",
        "Subscribe to our newsletter",
    ],
)
def test_page_furniture_is_boilerplate(line: str) -> None:
    assert of_kind(f"{line}\n\n{LEAD}", "boilerplate", EN) == [line]
    assert of_kind(f"{line}\n\n{LEAD}", "body", EN) == [LEAD]


def test_the_stamp_is_boilerplate() -> None:
    assert labelled(" date 2017-11 Quân đội tiến vào làng.", VI) == [
        ("boilerplate", "date 2017-11"),
        ("body", "Quân đội tiến vào làng."),
    ]


def test_links_are_teasers_until_the_story_goes_on() -> None:
    text = f"{LEAD}\n\nRelated news\n\nTwo bridges fall in storm\n\nMayor quits over port deal\n\n{MORE}"
    assert labelled(text, EN) == [
        ("body", LEAD),
        ("teaser", "Related news\n\nTwo bridges fall in storm\n\nMayor quits over port deal"),
        ("body", MORE),
    ]


@pytest.mark.parametrize(
    "line", ["Xem thêm: Vì sao cầu sập?", "Đọc thêm > > Vì sao cầu sập", "Xem thêm > > > Cầu sập"]
)
def test_vietnamese_links_are_teasers(line: str) -> None:
    assert of_kind(f"Quân đội chưa bình luận về vụ việc.\n{line}", "teaser", VI) == [line]


def test_headlines_at_the_end_are_teasers_where_prose_is_punctuated() -> None:
    links = "Two bridges fall in the storm\n\nMayor quits over the port deal\n\nStrike enters its second week"
    assert of_kind(f"{LEAD}\n{MORE}\n\n{links}", "teaser", EN) == [links]
    bare = f"{LEAD}\n{MORE}".replace(".", "")
    assert of_kind(f"{bare}\n\n{links}", "teaser", EN) == []


def test_the_title_is_found_as_a_line_or_within_one() -> None:
    title = "Rockets hit the port of Arden"
    assert labelled(f"Menu\n{title.upper()}\n\n{LEAD}", EN, title)[1] == ("title", title.upper())
    assert labelled(f"12 May 2016 {title}. {LEAD}", EN, title)[1] == ("title", title)
    assert of_kind(LEAD, "title", EN, title) == []


def test_the_second_copy_is_one_repeat_though_spaces_differ() -> None:
    story = f"{LEAD} {MORE}"
    text = f"date 2016-05 {story}\n\n{story.replace(', ', ' , ').replace('.', ' .')}"
    kinds = labelled(text, EN)
    assert [kind for kind, _ in kinds] == ["boilerplate", "body", "repeat"]
    assert kinds[1][1] == story


def test_an_edited_second_copy_is_still_one_repeat() -> None:
    story = " ".join(
        f"In week {n} the council of town {n} met twice and spoke of water and bread." for n in range(9)
    )
    edited = story.replace("town 4 met twice and", "town 4 met briefly and")
    assert of_kind(f"{story}\n\n{edited}", "repeat", EN) == [edited]


def test_a_lead_given_again_as_summary_is_a_repeat() -> None:
    assert of_kind(f"{LEAD}\n{MORE}\n{LEAD.upper()}", "repeat", EN) == [LEAD.upper()]


@pytest.mark.parametrize(
    "again",
    [
        LEAD.replace("Monday", "Tuesday"),
        LEAD.replace("three dock workers", "four dock workers"),
        "On the radio he repeated that " + LEAD[0].lower() + LEAD[1:-1] + " and two others.",
    ],
)
def test_a_sentence_that_differs_in_a_word_is_no_repeat(again: str) -> None:
    assert of_kind(f"{LEAD} {MORE} {again}", "repeat", EN) == []


STORY = [
    f"The {who} of {place} {did} on the {nth} day, and nobody there could tell the reporters why."
    for who, place, did, nth in zip(
        ["mayor", "baker", "judge", "miner", "pilot", "nurse", "priest", "clerk"],
        ["Arden", "Borro", "Cantil", "Dorsk", "Elling", "Fenmar", "Gauda", "Hollin"],
        ["resigned", "slept", "wept", "marched", "landed", "sang", "prayed", "wrote"],
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"],
        strict=True,
    )
]


@given(
    order=st.permutations(STORY).flatmap(lambda all_: st.integers(3, 8).map(lambda n: all_[:n])),
    spaced=st.lists(st.sampled_from([" ", "  ", " , ", "\n", "\u00a0"]), min_size=200, max_size=200),
    between=st.sampled_from(["\n\n", "\n", " "]),
)
def test_a_text_that_is_held_twice_is_its_own_repeat_once(
    order: list[str], spaced: list[str], between: str
) -> None:
    story = " ".join(order)
    again = "".join(
        word + (gap if word[-1] not in ".," else " ")
        for word, gap in zip(story.split(), spaced, strict=False)
    ).strip(" ,\n\u00a0")
    text = story + between + again
    repeats = [block for block in label_blocks(text, title=None, rules=EN) if block.kind == "repeat"]
    covered = sum(block.end - block.start for block in repeats)
    assert covered >= 0.95 * len(again)
    assert all(block.start >= len(story) for block in repeats)


@given(which=st.integers(0, 7), again=st.sampled_from([str, str.upper]))
def test_a_lead_that_is_given_again_is_a_repeat_wherever_it_stands(
    which: int, again: Callable[[str], str]
) -> None:
    lines = [*STORY[: which + 1], again(STORY[0]), *STORY[which + 1 :]]
    assert of_kind("\n".join(lines), "repeat", EN) == [again(STORY[0])]


PIECES = [
    *[LEAD, MORE, "\n", "\n\n", "\r\n", "Ảnh: AMN.", "(Ảnh: ", "Photo: AP", "Xem thêm: ", "Related news"],
    *["By Jo Low", "Jo Low", "date 2017-11 ", "Share Facebook", "…", "\u0301"],
]


@pytest.mark.parametrize("rules", [VI, EN])
@given(
    pieces=st.lists(st.one_of(st.text(max_size=30), st.sampled_from(PIECES)), max_size=12),
    title=st.one_of(st.none(), st.just(LEAD), st.text(max_size=20)),
)
def test_blocks_part_any_text_and_leave_no_character_out(
    rules: BlockRules, pieces: list[str], title: str | None
) -> None:
    text = " ".join(pieces)
    covered = [False] * len(text)
    end = 0
    for block in label_blocks(text, title=title, rules=rules):
        assert end <= block.start < block.end <= len(text)
        end = block.end
        covered[block.start : block.end] = [True] * (block.end - block.start)
    assert all(done or char.isspace() for char, done in zip(text, covered, strict=True))


def test_a_broken_table_names_its_file() -> None:
    broken = pack.Pack(code="xx", version="0", tables={"blocks": {"lines": {}}}, examples="")
    with pytest.raises(PackError, match=r"packs/xx/blocks\.toml"):
        compile_rules(broken)
