"""Numbers: what they are worth, what bounds them, and what only looks like one."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import pack
from dateline.annotate.numbers import NumberRules, compile_rules, find_numbers


@cache
def rules(language: str) -> NumberRules:
    return compile_rules(pack.load(language))


def read(language: str, text: str) -> list[tuple[str, float | None, float | None, str]]:
    """What stands as each number's core, and its bounds and form."""
    return [
        (text[m.core_start : m.core_end], m.min, m.max, m.form) for m in find_numbers(text, rules(language))
    ]


def bounds(language: str, text: str) -> list[tuple[float | None, float | None]]:
    return [(m.min, m.max) for m in find_numbers(text, rules(language))]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "1,200 people", 1200),
        ("en", "1.5 million people", 1_500_000),
        ("en", "killed 3,400", 3400),
        ("en", "A fire.\n9 people died", 9),
        ("en", "adding that one civilian was killed", 1),
        ("en", "a group of 40 fighters", 40),
        ("en", "twenty-two men", 22),
        ("en", "one hundred and five men", 105),
        ("en", "two hundred fifty thousand refugees", 250_000),
        ("en", "a dozen cars", 12),
        ("en", "half a dozen shells", 6),
        ("en", "a couple of soldiers", 2),
        ("vi", "1.200 người", 1200),
        ("vi", "1,200 người", 1200),
        ("vi", "1,5 triệu người", 1_500_000),
        ("vi", "6.5 triệu người", 6_500_000),
        ("vi", "30 ngàn quân", 30_000),
        ("vi", "ba xe quân sự", 3),
        ("vi", "hai mươi ba tay súng", 23),
        ("vi", "mười lăm người", 15),
        ("vi", "một trăm hai mươi binh sĩ", 120),
        ("vi", "một trăm linh năm binh sĩ", 105),
        ("vi", "một nghìn năm trăm người", 1500),
    ],
)
def test_plain_numbers(language: str, text: str, value: float) -> None:
    assert bounds(language, text) == [(value, value)]


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("en", "at least 12", 12, None),
        ("en", "at least another 20", 20, None),
        ("en", "more than 3,000", 3000, None),
        ("en", "no fewer than six", 6, None),
        ("en", "no more than six", None, 6),
        ("en", "20 or more people", 20, None),
        ("en", "up to 30", None, 30),
        ("en", "fewer than 5", None, 5),
        ("en", "about 20", 20, 20),
        ("en", "nearly 100", 100, 100),
        ("en", "40 to 50 men", 40, 50),
        ("en", "between 40 and 50 men", 40, 50),
        ("en", "40-50 men", 40, 50),
        ("en", "2 to 3 million people", 2e6, 3e6),
        ("en", "dozens", 24, None),
        ("en", "scores", 40, None),
        ("en", "tens of thousands", 20_000, None),
        ("en", "several", 3, None),
        ("vi", "ít nhất 12 người", 12, None),
        ("vi", "ít nhất ba người", 3, None),
        ("vi", "hơn 20 tay súng", 20, None),
        ("vi", "trên 30 tay súng", 30, None),
        ("vi", "tới 30 quả đạn", None, 30),
        ("vi", "tới 3 ngôi làng", 3, 3),
        ("vi", "khoảng 20 người", 20, 20),
        ("vi", "gần 40 người", 40, 40),
        ("vi", "từ 40 đến 50 người", 40, 50),
        ("vi", "3.500 - 5.000 chiến binh", 3500, 5000),
        ("vi", "10 đến 12.000 quân", 10_000, 12_000),
        ("vi", "hàng chục người", 24, None),
        ("vi", "hàng trăm người", 200, None),
        ("vi", "hàng nghìn người", 2000, None),
        ("vi", "vài người", 3, None),
    ],
)
def test_bounds(language: str, text: str, low: float | None, high: float | None) -> None:
    assert bounds(language, text) == [(low, high)]


@pytest.mark.parametrize(
    ("language", "text", "core", "low", "high"),
    [
        ("en", "most of the town", "most", 0.5, 1.0),
        ("en", "nearly all the city", "nearly all", 0.9, 1.0),
        ("en", "three quarters of Aleppo", "three quarters", 0.75, 0.75),
        ("en", "about 95 % of Aleppo", "95 %", 0.95, 0.95),
        ("en", "more than half of the town", "half", 0.5, None),
        ("vi", "hầu hết thành phố", "hầu hết", 0.5, 1.0),
        ("vi", "một nửa thành phố", "một nửa", 0.5, 0.5),
        ("vi", "kiểm soát 3/4 diện tích", "3/4", 0.75, 0.75),
        ("vi", "hai phần ba lãnh thổ", "hai phần ba", 0.6667, 0.6667),
        ("vi", "giải phóng hoàn toàn thị trấn", "hoàn toàn", 1.0, 1.0),
    ],
)
def test_shares(language: str, text: str, core: str, low: float, high: float | None) -> None:
    assert read(language, text) == [(core, low, high, "share")]


@pytest.mark.parametrize(
    ("language", "text", "form"),
    [
        ("en", "$3 million", "money"),
        ("en", "12 km", "measure"),
        ("en", "a 16-year-old boy", "measure"),
        ("en", "hundreds of miles", "measure"),
        ("en", "Samir, 24, was killed", "measure"),
        ("vi", "3 triệu USD", "money"),
        ("vi", "pháo 120mm", "measure"),
        ("vi", "hai mươi năm", "measure"),
        ("vi", "16 tuổi", "measure"),
    ],
)
def test_forms(language: str, text: str, form: str) -> None:
    assert [mention[3] for mention in read(language, text)] == [form]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "AK-47 and S-300 and T -2 and a Tupolev -22 M3"),
        ("en", "Resolution 2254 of the 2nd brigade in 2011"),
        ("en", "On May 17 and 9 July 2016, at 10:18 am"),
        ("en", "no one was there; one of them left one day"),
        ("vi", "nghị quyết 2254, Su -30 SM, lữ đoàn 155"),
        ("vi", "ngày 17/11/2017, hôm 9-9, sáng 3/4, lúc 9h30, năm 2015"),
        ("vi", "thứ ba, tháng hai, một trong những, vịnh Ba Tư, năm ngoái, một cuộc họp"),
        ("vi", "từ ngày 12 đến 15/3, không hoàn toàn đúng"),
    ],
)
def test_what_only_looks_like_a_number(language: str, text: str) -> None:
    assert read(language, text) == []


def test_a_change_is_two_numbers_and_a_range_is_one() -> None:
    assert bounds("en", "the toll rose from 12 to 15") == [(12, 12), (15, 15)]
    assert bounds("en", "from 12 to 15 people") == [(12, 15)]


def test_the_span_takes_in_the_approximator_and_the_core_does_not() -> None:
    text = "killed at least 12 people"
    (mention,) = find_numbers(text, rules("en"))
    assert text[mention.start : mention.end] == "at least 12"
    assert text[mention.core_start : mention.core_end] == "12"


_PIECES = st.sampled_from(
    ["at least ", "12", "1.200", "3/4", " ", "-", "%", "$", "ba", "năm", " mươi ", "hai", "half of", "to",
     ",", "\n", "dozens", "người", "Su", "½", "٣", "İ", "million", " hundred", "from", "đến",
     "/", "a", "khoảng "]
)  # fmt: skip


@given(st.lists(_PIECES | st.text(max_size=4), max_size=30).map("".join), st.sampled_from(["vi", "en"]))
def test_any_text_gives_ordered_numbers_that_do_not_overlap(text: str, language: str) -> None:
    end = 0
    for mention in find_numbers(text, rules(language)):
        assert end <= mention.start <= mention.core_start < mention.core_end <= mention.end <= len(text)
        assert mention.min is None or mention.max is None or mention.min <= mention.max
        end = mention.end
