"""Which column holds what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.read import ReadOptions
from dateline.read.columns import FIELDS, choose_columns, parse_map


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        ("id,text,title", {"text": "text", "id": "id", "title": "title"}),
        ("Headline,Full Text,Pub-Date", {"text": "Full Text", "title": "Headline", "published": "Pub-Date"}),
        ("Tiêu đề,NỘI DUNG,Nguồn", {"text": "NỘI DUNG", "title": "Tiêu đề", "outlet": "Nguồn"}),
        ("Ngày đăng,Bài viết", {"text": "Bài viết", "published": "Ngày đăng"}),
        ("titre,texte,langue", {"text": "texte", "title": "titre", "lang": "langue"}),
        ("текст,дата,ссылка", {"text": "текст", "published": "дата", "url": "ссылка"}),
        ("العنوان,النص,المصدر", {"text": "النص", "title": "العنوان", "outlet": "المصدر"}),
        ("标题,正文,来源", {"text": "正文", "title": "标题", "outlet": "来源"}),
        ("description,body", {"text": "body"}),
        ("description,date", {"text": "description", "published": "date"}),
        ("Text,text", {"text": "Text"}),
        ("a,b", {}),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names(header: str, mapping: dict[str, str]) -> None:
    assert choose_columns(header.split(","), ReadOptions()) == mapping


def test_what_the_user_says_goes_before_and_its_column_is_not_used_twice() -> None:
    names = ["text", "body", "source", "date"]
    options = ReadOptions(columns={"text": "body", "title": "text", "outlet": "", "url": "nowhere"})
    assert choose_columns(names, options) == {"text": "body", "title": "text", "published": "date"}


def test_a_map_is_read() -> None:
    assert parse_map(["text=body, published = Day, month", "title="]) == {
        "text": "body",
        "published": "Day, month",
        "title": "",
    }


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("body", "is no FIELD=COLUMN"),
        ("corpus=body", "is no"),
        ("text=a,text=b", "is given twice"),
        ("", "is no"),
    ],
)
def test_a_map_that_says_nothing_is_an_error(value: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse_map([value])


@given(st.lists(st.text(max_size=12), max_size=12, unique=True))
def test_each_column_holds_one_field_at_most(names: list[str]) -> None:
    mapping = choose_columns(names, ReadOptions())
    assert set(mapping) <= set(FIELDS)
    assert len(set(mapping.values())) == len(mapping) and set(mapping.values()) <= set(names)
