"""The quality report: how claims are judged, how errors are named, and what may not stand in the report."""

import importlib
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dateline.model import Block

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "evals"))
claims = importlib.import_module("claims")
errors = importlib.import_module("errors")
sections = importlib.import_module("sections")

TEXT = "Shells hit Arden. Two people died in Belmor on Friday, police said."


def _gold(**cells: Any) -> dict[str, Any]:
    """A gold claim of the second sentence."""
    claim = {"event": "harm.casualties", "trigger": [29, 33], "evidence": [18, 67], "actors": [],
             "targets": [[18, 28]], "place": None, "time": None, "sources": [], "quantities": []}  # fmt: skip
    return claim | cells


def _told(**cells: Any) -> dict[str, Any]:
    """The same claim as dateline writes it."""
    claim = {"event": "harm.casualties", "trigger": {"span": [29, 33]}, "evidence": {"span": [18, 67]},
             "actors": [], "targets": [{"span": [18, 28], "carried": False}], "place": None, "time": None,
             "sources": [], "quantities": [], "modality": "asserted", "confidence": 0.8}  # fmt: skip
    return claim | cells


def _draft(event: str, start: int, end: int, *, strength: str = "strong") -> Any:
    trigger = SimpleNamespace(event=event, start=start, end=end, strength=strength, tag=None)
    return SimpleNamespace(trigger=trigger, sentence=SimpleNamespace(start=18, end=67))


def _reading(gold: list[Any], told: list[Any], drafts: tuple[Any, ...] = (), **more: Any) -> Any:
    page = SimpleNamespace(scan=SimpleNamespace(within=lambda *_: more.get("background", ())))
    blocks = more.get("blocks", (Block(kind="body", start=0, end=len(TEXT)),))
    record = {"id": "r", "lang": "en", "text": TEXT, "claims": gold}
    return claims.Reading(gold=record, page=page, blocks=blocks, drafts=drafts, claims=tuple(told))


def _over(a: list[int], b: list[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _pair_score(gold: Any, told: Any) -> int:
    same = gold["event"].split(".")[0] == told["event"].split(".")[0]
    return int(same and _over(told["trigger"]["span"], gold["evidence"]))


def _match(gold: list[Any], told: list[Any]) -> list[tuple[int, int]]:
    met: dict[int, int] = {}
    for i, claim in enumerate(gold):
        fit = (j for j, one in enumerate(told) if j not in met.values() and _pair_score(claim, one))
        if (j := next(fit, None)) is not None:
            met[i] = j
    return list(met.items())


# A scorer of the gold's shape: families agree, and the trigger lies in the evidence.
SCORER = SimpleNamespace(
    match=_match,
    pair_score=_pair_score,
    spans=lambda claim, cell: claim[cell],
    place_ok=lambda gold, told: bool(told and gold["lat"] == told["lat"]) if gold else None,
)


def _kinds(reading: Any) -> list[str]:
    return [mistake.kind for mistake in errors.mistakes(reading, SCORER)]


def test_a_claim_like_the_coder_s_has_no_mistake() -> None:
    assert _kinds(_reading([_gold()], [_told()])) == []


@pytest.mark.parametrize(
    ("drafts", "why"),
    [
        ((), "no trigger known"),
        (((_draft("harm.casualties", 29, 33), 0.1),), "below confidence"),
        (((_draft("strike.air", 29, 33), 0.1),), "taken for another family of events"),
        (((_draft("harm.displacement", 40, 46), 0.1),), "below confidence"),
        (((_draft("harm.casualties", 29, 33), 0.9),), "one claim where the coder wrote several"),
    ],
)
def test_why_a_claim_was_missed(drafts: tuple[Any, ...], why: str) -> None:
    assert _kinds(_reading([_gold()], [], drafts)) == [f"missed: {why}"]


def test_a_claim_in_a_teaser_is_missed_for_that() -> None:
    reading = _reading([_gold()], [], blocks=(Block(kind="teaser", start=18, end=67),))
    assert _kinds(reading) == ["missed: stands in a teaser"]
    assert errors.in_blocks(reading) == {"teaser": 1, "repeat": 0, "boilerplate": 0, "credit": 0}


POLICE = {"trigger": {"span": [55, 61]}}
FIRST = {"trigger": {"span": [7, 10]}, "evidence": {"span": [0, 17]}, "event": "strike.shelling"}


@pytest.mark.parametrize(
    ("told", "more", "what"),
    [
        ([_told(), _told(**POLICE)], {}, "second claim of a coded happening"),
        ([_told(), _told(event="strike.air")], {}, "taken for another family of events"),
        ([_told(), _told(event="strike.air", **POLICE)], {}, "other word in a coded sentence"),
        ([_told(), _told(**FIRST)], {}, "news that the coder left out"),
        ([_told(), _told(**FIRST)], {"background": (1,)}, "background"),
        ([_told(), _told(**FIRST)],
         {"drafts": ((_draft("strike.shelling", 7, 10, strength="weak"), 0.5),)}, "generic word"),
    ],
)  # fmt: skip
def test_what_a_claim_too_many_is(told: list[Any], more: dict[str, Any], what: str) -> None:
    assert _kinds(_reading([_gold()], told, more.pop("drafts", ()), **more)) == [f"extra: {what}"]


def test_claims_in_a_report_with_nothing_to_code_are_counted() -> None:
    idle = _reading([], [_told(), _told(**FIRST)])
    assert set(_kinds(idle)) == {"extra: in a report with nothing to code"}
    assert claims.nothing_to_code([idle, _reading([_gold()], [_told()])]) == (1, 2)


PLACE = {"span": [37, 43], "lat": 1.0, "lon": 2.0, "carried": False}
DAY = {"span": [47, 53], "start": "2020-05-01", "end": "2020-05-01", "anchor": "text"}


@pytest.mark.parametrize(
    ("gold", "told", "kind"),
    [
        ({"event": "harm.displacement"}, {}, "type: another of its family"),
        ({}, {"targets": []}, "targets: missing"),
        ({}, {"targets": [{"span": [0, 6], "carried": False}]}, "targets: wrong"),
        ({}, {"targets": [{"span": [0, 6], "carried": True}]}, "targets: carried from elsewhere"),
        ({}, {"actors": [{"span": [0, 6], "carried": False}]}, "actors: given where the coder gives none"),
        ({"place": PLACE}, {}, "place: missing"),
        ({"place": PLACE}, {"place": PLACE | {"lat": None}}, "place: without coordinates"),
        ({"place": PLACE}, {"place": PLACE | {"lat": 9.0}}, "place: right name, other point"),
        ({"place": PLACE}, {"place": PLACE | {"lat": 9.0, "span": [11, 16]}}, "place: wrong"),
        ({"time": DAY}, {}, "time: missing"),
        ({"time": DAY}, {"time": DAY | {"start": None, "end": None}}, "time: unanchored"),
        ({"time": DAY}, {"time": DAY | {"start": "2021-05-01"}}, "time: right words, other days"),
        ({"time": DAY}, {"time": DAY | {"end": "2021", "span": None}}, "time: the published day instead"),
        ({"sources": [{"span": [55, 61]}]}, {}, "source: missing"),
        ({"sources": [{"span": [55, 61]}]}, {"sources": [{"span": [0, 6]}]}, "source: wrong"),
        ({"modality": "hedged"}, {}, "modality: another"),
        ({"quantities": [{"what": "killed", "min": 2, "max": 2}]}, {}, "quantity: missing"),
        ({"quantities": [{"what": "killed", "min": 2, "max": 2}]},
         {"quantities": [{"what": "killed", "min": 2, "max": None}]}, "quantity: other bounds"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_cell(gold: dict[str, Any], told: dict[str, Any], kind: str) -> None:
    assert _kinds(_reading([_gold(**gold)], [_told(**told)])) == [kind]


def test_calibration_error_is_the_gap_of_confidence_and_truth() -> None:
    assert claims.calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)]) == 0
    assert claims.calibration_error([(0.95, False), (0.05, False)]) == pytest.approx(0.5)
    assert claims.calibration_error([]) == 0


def test_every_answer_falls_in_one_bin() -> None:
    answers = [(i / 100, True) for i in range(101)]
    assert sorted(one for items in claims.binned(answers) for one in items) == answers


def test_what_is_below_its_goal_is_said() -> None:
    told = {goal.key: 0.99 for goal in sections.GOALS}
    assert sections.below("en, dev", told) == "- Below reach on en, dev: nothing."
    low = told | {"time": 0.7, "P": 0.5}
    assert sections.below("en, dev", low) == (
        "- Below reach on en, dev: time (0.700 of 0.80), precision and recall (0.490 apart, at most 0.12)."
    )


def test_a_share_is_marked_beside_its_goal() -> None:
    goal = sections.Goal(key="F1", name="F1", reach=0.72, aim=0.85)
    assert [sections.marked(value, goal) for value in (0.7199, 0.72, 0.85, None)] == [
        "0.720 ↓", "0.720", "0.850 ↑", "-",
    ]  # fmt: skip


def test_a_paragraph_keeps_commands_on_one_line() -> None:
    text = "word " * 21 + "`python evals/gate.py --raise` tightens"
    assert "`python evals/gate.py --raise`" in sections.prose(text)
    assert max(map(len, sections.prose(text).splitlines())) <= 115


@pytest.mark.shared
@pytest.mark.skipif(not (claims.DATA / "score.py").is_file(), reason="no evaluation data at hand")
def test_no_passage_of_the_data_stands_in_the_report() -> None:
    told = " ".join((ROOT / "docs" / "quality.md").read_text(encoding="utf-8").split())
    windows = {told[i : i + 30] for i in range(len(told) - 29)}
    for path in sorted(claims.DATA.glob("claims-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = " ".join(json.loads(line)["text"].split())
            assert not any(text[i : i + 30] in windows for i in range(len(text) - 29))
