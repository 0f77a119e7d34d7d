"""Numbers that stand with those who act or suffer."""

import pytest
from tests.claim.conftest import Read


@pytest.mark.parametrize(
    ("code", "text", "word", "expected"),
    [
        ("en", "Police nabbed three suspects in Homs.", "nabbed", ("detained", 3, 3)),
        ("vi", "17 thuỷ thủ đã bị bắt cóc.", "bị bắt cóc", ("captured", 17, 17)),
        ("vi", "Cảnh sát đã bắt 3 nghi can.", "bắt", ("detained", 3, 3)),
        ("en", "About 100 rebels attacked a police station.", "attacked", ("fighters", 100, 100)),
    ],
)
def test_participants_are_counted(
    read: Read, code: str, text: str, word: str, expected: tuple[str, int, int]
) -> None:
    assert [(c.what, c.min, c.max) for c in read(text, code).draft(word).counts] == [expected]


def test_a_number_counts_once(read: Read) -> None:
    counts = read("Police arrested 14 men.").draft("arrested").counts
    assert [(c.what, c.min) for c in counts] == [("detained", 14)]
