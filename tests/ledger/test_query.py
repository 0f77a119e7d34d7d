import sys
from datetime import date

import pytest
from tests.factories import TEXT, claim, event, extraction, full_claim, on, place, report, source, span, told

from dateline.errors import LedgerError, QueryError
from dateline.ledger import Ledger, Run, query
from dateline.model import Participant

BAB = "Rebels took al - Bab."


@pytest.fixture(params=[1, 10**9], ids=["rows by index", "whole view"], autouse=True)
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question is asked both ways; which one is taken depends on how many rows pass."""
    monkeypatch.setattr(query, "_PART", request.param)


@pytest.fixture
def filled(ledger: Ledger, run: Run) -> Ledger:
    """c1: TEXT with all cells; r2-0: an advance without actor, place near by name; r3-0: nothing known."""
    advance = {
        "event": "battle.advance",
        "place": place("al - Bab", text=BAB, name="Al-Bab"),
        "time": on("2017-11-20", last="2017-11-22"),
        "confidence": 0.4,
        "actors": (Participant(span=span(BAB, "Rebels"), entity="rebel.front"),),
        "sources": (source("Rebels", text=BAB, entity="rebel.front"),),
    }
    ledger.write(
        [
            extraction(full_claim()),
            told("r2", BAB, outlet="Lakeside Post", claims=[advance], language="vi"),
            told("r3", "Fighting.", outlet=None, claims=[{"event": "battle.clash", "trigger": "Fighting"}]),
        ],
        run=run,
    )
    return ledger


def found(ledger: Ledger, **filters: object) -> list[str]:
    return [row["claim_id"] for row in ledger.claims(**filters).rows()]  # type: ignore[arg-type]


def test_no_filter_asks_for_all(filled: Ledger) -> None:
    assert found(filled) == ["c1", "r2-0", "r3-0"]


@pytest.mark.parametrize("name", ["Đồng Xá", "dong xa", "DONG", "ong x", "Đồng  Xá!"])
def test_a_place_is_found_without_case_and_diacritics(filled: Ledger, name: str) -> None:
    assert found(filled, place=name) == ["c1"]


@pytest.mark.parametrize("name", ["al-Bab", "Al Bab", "al - bab"])
def test_stray_spaces_and_hyphens_do_not_hide_a_place(filled: Ledger, name: str) -> None:
    assert found(filled, place=name) == ["r2-0"]


@pytest.mark.parametrize("name", ["%", "_", "...", "' OR true --", "Dong Xa' OR '1'='1", "$type", "{where}"])
def test_a_filter_is_a_value_and_no_more(filled: Ledger, name: str) -> None:
    for option in ("place", "actor", "type", "source", "lang"):
        assert found(filled, **{option: name}) == []


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("north.army", ["c1"]),
        ("North", ["c1"]),
        ("northern army", ["c1"]),
        ("army", ["c1"]),
        ("arm", []),
        ("rebel.front", ["r2-0"]),
        ("rebel", ["r2-0"]),
        ("rebels", ["r2-0"]),
        ("civilians", []),
    ],
)
def test_an_actor_is_found_by_entity_and_by_whole_words(filled: Ledger, name: str, ids: list[str]) -> None:
    assert found(filled, actor=name) == ids


def test_a_target_is_asked_for_by_itself(filled: Ledger) -> None:
    assert found(filled, target="Civilians") == ["c1"]


@pytest.mark.parametrize(
    ("type_", "ids"),
    [
        ("battle", ["r2-0", "r3-0"]),
        ("battle.advance", ["r2-0"]),
        ("bat", []),
        ("Battle", []),
        ("strike.air", []),
    ],
)
def test_a_type_is_a_code_or_its_first_part(filled: Ledger, type_: str, ids: list[str]) -> None:
    assert found(filled, type=type_) == ids


@pytest.mark.parametrize(
    ("since", "until", "ids"),
    [
        ("2017-11-17", None, ["c1", "r2-0"]),
        ("2017-11-18", None, ["r2-0"]),
        (None, "2017-11-17", ["c1"]),
        ("2017-11-22", "2017-11-30", ["r2-0"]),
        ("2017-11-23", None, []),
        ("2017-11", "2017-11", ["c1", "r2-0"]),
        (None, "2017", ["c1", "r2-0"]),
        ("2018", None, []),
    ],
)
def test_days_meet_those_of_the_claim(
    filled: Ledger, since: str | None, until: str | None, ids: list[str]
) -> None:
    assert found(filled, since=since, until=until) == ids


@pytest.mark.parametrize("word", ["an army source", "riverside", "Riverside News", "Riverside Daily"])
def test_a_source_is_found_in_the_chain_or_as_outlet(filled: Ledger, word: str) -> None:
    # The outlet of r3 is unknown, that of r2 another.
    assert found(filled, source=word) == ["c1"]


def test_filters_narrow_one_another(filled: Ledger) -> None:
    assert found(filled, type="battle", lang="vi", min_confidence=0.4) == ["r2-0"]
    assert found(filled, type="battle", lang="vi", min_confidence=0.41) == []


@pytest.mark.parametrize(
    "filters",
    [
        {"since": "yesterday"},
        {"until": "2017-13"},
        {"since": "2017-02-30"},
        {"since": "0000"},
        {"place": " "},
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(filled: Ledger, filters: dict[str, str]) -> None:
    with pytest.raises(QueryError, match=next(iter(filters.values())).strip() or "place is empty"):
        filled.claims(**filters)  # type: ignore[arg-type]


def test_a_row_names_all_that_a_claim_says(filled: Ledger) -> None:
    row = filled.claims(place="dong xa").rows()[0]
    expected = {
        "claim_id": "c1",
        "actors": "Northern Army",
        "targets": "civilians",
        "place_name": "Dong Xa",
        "first_day": date(2017, 11, 17),
        "sources": "Riverside News; an army source",
        "source_kinds": "media; military",
        "origin": "an army source",
        "killed_min": 12,
        "killed_max": None,
        "evidence_quote": TEXT,
        "event_id": None,
        "published": date(2017, 11, 18),
    }
    assert {name: row[name] for name in expected} == expected


def test_names_are_joined_in_the_order_of_the_text(ledger: Ledger, run: Run) -> None:
    text = "Clash of Zulu, Alpha and Mike."
    sides = tuple(Participant(span=span(text, name)) for name in ("Zulu", "Alpha", "Mike"))
    credits = tuple(source(name, text=text) for name in ("Mike", "Alpha"))
    cells = {"actors": sides, "sources": credits}
    ledger.write([told("r1", text, outlet=None, claims=[cells])], run=run)
    (row,) = ledger.claims().rows()
    assert (row["actors"], row["sources"], row["origin"]) == ("Zulu; Alpha; Mike", "Mike; Alpha", "Alpha")


def test_the_origin_of_a_claim_without_source_is_its_outlet(ledger: Ledger, run: Run) -> None:
    ledger.write([told("a", "Fire.", outlet="Post"), told("b", "Fire.", outlet=None)], run=run)
    assert [row["origin"] for row in ledger.claims().rows()] == ["Post", None]


def test_events_are_found_by_their_claims(filled: Ledger, run: Run) -> None:
    events = [
        event("c1"),
        event("r2-0", "r3-0", id="e2"),
    ]
    filled.write_events(events, run=run)
    assert [row["event_id"] for row in filled.events(actor="rebel").rows()] == ["e2"]
    assert [row["event_id"] for row in filled.events().rows()] == ["e1", "e2"]
    assert found(filled, place="bab") == ["r2-0"]
    assert filled.claims(place="bab").rows()[0]["event_id"] == "e2"


def test_an_answer_takes_several_shapes(filled: Ledger) -> None:
    answer = filled.claims(type="battle")
    assert len(answer) == answer.arrow().num_rows == len(answer.rows()) == 2
    assert list(answer.pandas()["claim_id"]) == ["r2-0", "r3-0"]
    assert answer.polars()["claim_id"].to_list() == ["r2-0", "r3-0"]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_says_what_to_install(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(LedgerError, match=r"dateline\[frames\]"):
        getattr(filled.claims(), library)()


@pytest.mark.parametrize(
    ("prefix", "message"),
    [("zz", "no claim"), ("", "no claim"), ("x", "several claims: x1, x2"), ("%", "no claim")],
)
def test_explain_wants_one_claim(ledger: Ledger, run: Run, prefix: str, message: str) -> None:
    ledger.write([extraction(claim(id="x1"), claim(id="x2"), report_=report())], run=run)
    with pytest.raises(QueryError, match=message):
        ledger.explain(prefix)


def test_a_whole_id_is_enough_though_it_begins_another(ledger: Ledger, run: Run) -> None:
    ledger.write([extraction(claim(id="x"), claim(id="x2"))], run=run)
    assert ledger.explain("x").claims[0].id == "x"
