"""Names of private persons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import pack
from dateline.masking import (
    WITHHELD,
    compile_rules,
    is_private_source,
    is_private_target,
    looks_personal,
    mask_row,
    masker,
)

RULES = compile_rules(pack.load(code) for code in pack.available())


@pytest.mark.parametrize(
    "quote", ["Omar Haddad", "Nguyễn Văn An", "Layla al-Karim Haddad".title(), "Ana María Ruiz Gil"]
)
def test_names_of_people(quote: str) -> None:
    assert looks_personal(quote, RULES)


@pytest.mark.parametrize(
    "quote",
    ["Omar", "two soldiers", "Three Civilians", "Syrian Army", "Quân đội Syria", "T-72 Tank", "Brigade 16",
     "SDF SNA", "", "A B C D E"],
)  # fmt: skip
def test_what_is_no_name_of_a_person(quote: str) -> None:
    assert not looks_personal(quote, RULES)


@pytest.mark.parametrize(
    ("before", "private"),
    [
        ("The shell killed ", True),
        ("The shell wounded General ", False),
        ("The shell wounded Lt. Col. ", False),
        ("They met President ", False),
        ("họ bắt giữ tướng ", False),
        ("vụ nổ giết chết ông ", True),
        ("vụ nổ giết chết thủ lĩnh ", False),
        ("the generally ", True),
        ("", True),
    ],
)
def test_a_title_makes_a_name_public(before: str, private: bool) -> None:
    assert is_private_target("Omar Haddad", entity=None, before=before, rules=RULES) is private


def test_a_name_in_the_codebook_is_public() -> None:
    assert not is_private_target("Omar Haddad", entity="per.haddad", before="", rules=RULES)


@pytest.mark.parametrize(
    ("quote", "private"),
    [
        ("Layla Karim", True),
        ("Layla, a resident", True),
        ("Witnesses", False),
        ("local residents", False),
        ("Local residents", False),
        ("một nhân chứng", False),
        ("Người dân địa phương", False),
        ("nhân chứng Lê Thị Hoa", True),
    ],
)
def test_witnesses(quote: str, private: bool) -> None:
    assert is_private_source(quote, kind="witness", entity=None, rules=RULES) is private


def test_other_sources_are_public() -> None:
    assert not is_private_source("Layla Karim", kind="official", entity=None, rules=RULES)


def test_names_are_hidden_as_whole_words_in_any_case() -> None:
    hide = masker(["Omar Haddad", "An Le"])
    assert hide("OMAR HADDAD, Omar Haddadi and An Le") == f"{WITHHELD}, Omar Haddadi and {WITHHELD}"


def test_a_row_is_masked_in_its_names_and_its_passages_alone() -> None:
    row = {
        "targets": "Omar Haddad; Army", "evidence_quote": "Omar Haddad died.", "origin": "omar haddad",
        "actors": None, "url": "https://example.org/omar", "killed_min": 1.0,
    }  # fmt: skip
    assert mask_row(row, ["Omar Haddad"]) == {
        **row,
        "targets": f"{WITHHELD}; Army",
        "evidence_quote": f"{WITHHELD} died.",
        "origin": WITHHELD,
    }
    assert mask_row(row, []) == row


@given(st.text(), st.lists(st.text(max_size=8), max_size=3))
def test_what_is_hidden_cannot_be_read(text: str, names: list[str]) -> None:
    hidden = masker(names)(text)
    assert masker(names)(text) == hidden
    for name in names:
        if len(name) > len(WITHHELD) and name.isalpha() and f" {name} " in f" {text} ":
            assert f" {name} " not in f" {hidden} "


@given(st.text(), st.text())
def test_any_text_is_judged(quote: str, before: str) -> None:
    is_private_target(quote, entity=None, before=before, rules=RULES)
    is_private_source(quote, kind="witness", entity=None, rules=RULES)
