import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Quân đội tiến vào ba ngôi làng ở phía bắc hôm thứ hai.", "vi"),
        ("The army entered three villages in the north on Monday.", "en"),
        ("دخل الجيش ثلاث قرى في الشمال يوم الاثنين", "ar"),
        ("Армия вошла в три деревни на севере в понедельник.", "ru"),
        ("L'armée est entrée lundi dans trois villages du nord.", "fr"),
        ("El ejército entró el lunes en tres pueblos del norte.", "es"),
        ("THE ARMY ENTERED\nTHREE VILLAGES\nIN THE NORTH", "en"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "  \n", "12/05/2016 18:30", "AFP", "ok ok", "xq zzkv wwqp ttrk"])
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) is None


@given(st.text())
def test_any_text_will_do(text: str) -> None:
    found = detect(text)
    assert found is None or len(found) == 2
