"""Great-circle distances."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.gazetteer.distance import kilometres

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)


def test_known_distances() -> None:
    assert kilometres(36.20, 37.16, 33.51, 36.29) == pytest.approx(310, abs=3)  # Aleppo, Damascus
    assert kilometres(0, 0, 0, 180) == pytest.approx(20015, abs=2)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_it_is_as_far_there_as_back(a: float, b: float, c: float, d: float) -> None:
    assert kilometres(a, b, c, d) == pytest.approx(kilometres(c, d, a, b))
    assert 0 <= kilometres(a, b, c, d) <= 20016
