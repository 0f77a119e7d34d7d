import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dateline.clean import nfc


def test_combining_marks_are_composed() -> None:
    assert nfc("Quân đội".encode().decode()) == "Quân đội"
    assert nfc(unicodedata.normalize("NFD", "Quân đội")) == "Quân đội"


@given(st.text())
def test_it_is_stable(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
