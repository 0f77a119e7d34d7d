"""Why a place is a candidate: the key that met, the spelling it met, and who knows the place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.gazetteer import added, open_gazetteer
from dateline.gazetteer.why import explain


@pytest.fixture
def mine(home: Path, saved: Callable[..., Path]) -> None:
    added.add(
        added.prepare(
            saved("name|lat|lon|names|country", "Tell Quzâh|36.31|36.87||SY", "Halab|36.2|37.16|Xeleb|SY")
        )
    )


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize(
    ("name", "key", "spelling", "gazetteers"),
    [
        ("HALAB", "exact", "Halab", ("built-in", "villages")),
        ("xeleb", "exact", "Xeleb", ("built-in", "villages")),
        ("Tell Quzah", "folded", "Tell Quzâh", ("villages",)),
        ("Tall Kuzah", "transliterated", "Tell Quzâh", ("villages",)),
        ("Dimashk", "transliterated", "Dimashq", ("built-in",)),
    ],
)
def test_the_key_and_the_spelling_that_met(
    name: str, key: str, spelling: str, gazetteers: tuple[str, ...]
) -> None:
    (found,) = explain(open_gazetteer(), name)
    assert (found.key, found.spelling, found.gazetteers) == (key, spelling, gazetteers)


@pytest.mark.usefixtures("mine")
def test_all_names_and_the_province_are_told() -> None:
    (found,) = explain(open_gazetteer(), "Halab")
    assert found.names == ("Aleppo", "Halab", "Alep", "Xeleb")
    assert found.province == "Aleppo"


@pytest.mark.usefixtures("mine")
def test_only_places_of_a_country() -> None:
    assert explain(open_gazetteer(), "Halab", country="UA") == ()
    assert explain(open_gazetteer(), "No Such Place") == ()
