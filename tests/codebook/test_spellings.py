"""How spellings multiply: variants of print, and frames around a group's name."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codebook.actors_file import spell
from dateline.codebook.book import variants
from dateline.codebook.forces import framed


@pytest.mark.parametrize(
    ("alias", "forms"),
    [
        ("Reuters", {"Reuters"}),
        ("Al-Masdar News", {"Al-Masdar News", "Al - Masdar News", "Al Masdar News"}),
        ("Front - North", {"Front - North", "Front North"}),
        ("Syria's army", {"Syria's army", "Syria’s army"}),
        ("Workers' Party", {"Workers' Party", "Workers’ Party"}),
        ("Hay'at", {"Hay'at", "Hay’at", "Hay‘at", "Hay’ at", "Hay' at"}),
    ],
)
def test_variants_of_print(alias: str, forms: set[str]) -> None:
    assert set(variants(alias)) == forms


@given(st.text(alphabet="abA -'s", min_size=1, max_size=12))
def test_variants_keep_the_letters_and_the_alias_comes_first(alias: str) -> None:
    forms = list(variants(alias))
    assert forms[0] == alias
    assert {re.sub(r"[\s'’‘-]", "", form) for form in forms} == {re.sub(r"[\s'-]", "", alias)}


def test_frames_go_around_proper_names_alone() -> None:
    frames = [("{name}", "phiến quân ", ""), ("{name}", "", " fighters")]
    assert list(framed("IS", frames)) == ["phiến quân IS", "IS fighters"]
    assert list(framed("quân đội Syria tự do", frames)) == []


def test_spellings_are_composed_and_each_once() -> None:
    assert spell(["хусит{ы,ов}", "хуситов"]) == ("хуситы", "хуситов")
    assert spell(["{,nhóm }Taliban{,  Pakistan}"]) == (
        "Taliban",
        "Taliban Pakistan",
        "nhóm Taliban",
        "nhóm Taliban Pakistan",
    )
    assert spell(["quân đo\u0302\u0323i"]) == ("quân đội",)
