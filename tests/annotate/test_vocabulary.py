"""The words of a pack and the names of the codebook, in one lexicon."""

from types import MappingProxyType
from typing import Any

import pytest

from dateline.annotate.lexicon import Lexicon
from dateline.annotate.vocabulary import build
from dateline.codebook import load as load_codebook
from dateline.pack import Pack, load

CODEBOOK = load_codebook()
LEXICONS: dict[str, Lexicon] = {code: build(load(code), CODEBOOK) for code in ("en", "vi")}


def entries(text: str, code: str, category: str) -> list[tuple[str, MappingProxyType[str, Any] | Any]]:
    """The words of a category that are found in `text`, with their data."""
    return [
        (text[hit.start : hit.end], hit.entry.data)
        for hit in LEXICONS[code].scan(text)
        if hit.entry.category == category
    ]


def words(text: str, code: str, category: str) -> list[str]:
    return [word for word, _ in entries(text, code, category)]


def test_a_trigger_knows_its_event_and_its_part_of_speech() -> None:
    (word, data), *_ = entries("Two men were kidnapped", "en", "trigger")
    assert word == "kidnapped"
    assert (data["event"], data["pos"], data["strength"]) == ("civilians.abduction", "verb", "strong")
    (word, data), *_ = entries("Một vụ không kích", "vi", "trigger")
    assert (word, data["event"], data["pos"]) == ("vụ không kích", "strike.air", "noun")


def test_nouns_markers_and_cues_know_their_kind() -> None:
    assert ("soldiers", {"class": "force"}) in entries("by soldiers", "en", "noun")
    assert ("by", {"kind": "agent"}) in entries("by soldiers", "en", "marker")
    assert ("reportedly", {"modality": "hedged", "weak": False}) in entries("reportedly fled", "en", "cue")
    assert ("sẽ", {"modality": "planned", "weak": False}) in entries("quân đội sẽ rút", "vi", "cue")
    assert ("thiệt mạng", {"name": "killed"}) in entries("12 người thiệt mạng", "vi", "toll")


def test_the_codebooks_names_are_in_it_in_the_packs_languages() -> None:
    (word, data), *_ = entries("tổ chức Hezbollah", "vi", "alias")
    assert word.endswith("Hezbollah") and data["entity"] in CODEBOOK.actors and data["role"] == "name"
    assert words("the Syrian army", "en", "alias")


def test_names_keep_their_case() -> None:
    assert words("what is left", "en", "alias") == []
    assert "IS" in words("IS fighters", "en", "alias")


def test_hyphens_may_be_printed_with_blanks_around() -> None:
    hyphened = [word for word, data in entries("a counter - attack", "en", "trigger")]
    assert "counter - attack" in hyphened


@pytest.mark.parametrize("code", LEXICONS)
def test_every_event_of_the_pack_is_in_the_codebook_and_every_event_has_a_word(code: str) -> None:
    told = {item["event"] for item in load(code).table("triggers")["trigger"]}
    assert told == set(CODEBOOK.events)


@pytest.mark.parametrize("code", LEXICONS)
def test_refinements_speak_of_events_and_of_company_that_there_is(code: str) -> None:
    triggers = load(code).table("triggers")
    for rule in triggers["refine"]:
        assert {rule["to"], *rule["from"]} <= set(CODEBOOK.events)
        assert rule["near"] in triggers["context"]
    for item in triggers["trigger"]:
        assert set(item.get("needs", ())) <= set(triggers["context"])


def test_a_pack_needs_its_tables() -> None:
    whole = load("en")
    for name in ("triggers", "participants", "grammar", "quantities"):
        tables = {key: table for key, table in whole.tables.items() if key != name}
        with pytest.raises(Exception, match=rf"has no {name}\.toml"):
            build(Pack(code="en", version="", tables=tables, examples=""), CODEBOOK)
