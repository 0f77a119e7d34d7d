"""The gate: bounds only tighten, a score on the wrong side fails, and missing data is said out loud."""

import importlib
import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "evals"))
gate = importlib.import_module("gate")


def _bounds(
    floors: dict[str, float], ceilings: dict[str, float] | None = None
) -> dict[str, dict[str, float]]:
    return {"floors": floors, "ceilings": ceilings or {}}


def test_a_score_under_its_floor_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.show(_bounds({"a": 0.5, "b": 0.5}), {"a": 0.4999, "b": 0.5, "c": 0.1}) == ["a"]
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines] == ["BELOW", "0.5000", "0.1000"]


def test_a_score_over_its_ceiling_fails(capsys: pytest.CaptureFixture[str]) -> None:
    bounds = _bounds({}, {"a.nothing_to_code": 0.1, "b.nothing_to_code": 0.1})
    assert gate.show(bounds, {"a.nothing_to_code": 0.2, "b.nothing_to_code": 0.0}) == ["a.nothing_to_code"]
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()] == ["ABOVE", "0.0000"]


def test_a_score_that_is_no_longer_told_fails() -> None:
    bounds = _bounds({"a": 0.5}, {"b.calibration_error": 0.1})
    assert gate.show(bounds, {}) == ["a", "b.calibration_error"]


def test_floors_only_rise() -> None:
    tight = gate.tighten(_bounds({"a": 0.5, "b": 0.5, "c": 0.5}), {"a": 0.6, "b": 0.4, "d": 0.1})
    assert tight == _bounds({"a": 0.6, "b": 0.5, "c": 0.5, "d": 0.1})


def test_ceilings_only_fall() -> None:
    before = {f"{name}.calibration_error": 0.1 for name in "abc"}
    reached = {
        f"{name}.calibration_error": value for name, value in zip("abd", (0.05, 0.2, 0.3), strict=True)
    }
    after = gate.tighten(_bounds({}, before), reached)["ceilings"]
    assert list(after.values()) == [0.05, 0.1, 0.1, 0.3]


def test_cells_of_claims_get_no_floor_by_themselves() -> None:
    reached = {"claims.en.cell.place": 0.7, "claims.en.cell.time": 0.7}
    tight = gate.tighten(_bounds({"claims.en.cell.place": 0.6}), reached)
    assert tight["floors"] == {"claims.en.cell.place": 0.7}


def test_without_data_it_says_so_and_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main([str(tmp_path / "nowhere")]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED: no evaluation data")


@pytest.fixture
def scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that passes for evaluation data, and a gate that scores 0.7 on it."""
    (tmp_path / "score.py").touch()
    monkeypatch.setattr(gate, "score_claims", lambda data: {"claims.en.F1": 0.7})
    monkeypatch.setattr(gate, "score_parts", lambda data: {})
    return tmp_path


@pytest.mark.parametrize(("floor", "code", "after"), [(0.6, 0, 0.7), (0.7, 0, 0.7), (0.8, 1, 0.8)])
def test_the_exit_code_and_the_floors_it_leaves(scored: Path, floor: float, code: int, after: float) -> None:
    floors = scored / "floors.json"
    floors.write_text(json.dumps(_bounds({"claims.en.F1": floor})))
    assert gate.main([str(scored), "--floors", str(floors), "--raise"]) == code
    assert json.loads(floors.read_text()) == _bounds({"claims.en.F1": after})


@pytest.mark.parametrize(
    ("name", "printed", "scores"),
    [
        ("times.wikiwars", "strict    91.4  84.1  87.6\n", {"times.wikiwars.strict.F1": 0.876}),
        ("times.claims", "overlapped 0.984\nsame days  0.699\n",
         {"times.claims.overlapped.share": 0.984, "times.claims.same_days.share": 0.699}),
        ("attribution.claims", "en: source found 0.829 of 82, kind right 0.8; none where none 0.955 of 89\n",
         {"attribution.claims.en.found": 0.829, "attribution.claims.en.none": 0.955}),
        ("places", "│ lgl-dev    │ en   │ 735  │ 0.712   │ 0.523 │ 0.498 │ 3000     │ 250     │\n",
         {"places.lgl-dev.en.overlap": 0.712, "places.lgl-dev.en.any": 0.523}),
    ],
)  # fmt: skip
def test_it_reads_what_the_scorers_print(name: str, printed: str, scores: dict[str, float]) -> None:
    (scorer,) = (one for one in gate.SCORERS if one.name == name)
    assert gate.read_scores(scorer, printed) == scores


def test_every_bound_belongs_to_a_known_scorer_and_is_of_the_right_kind() -> None:
    known = ("claims.", *(f"{scorer.name}." for scorer in gate.SCORERS))
    bounds = json.loads(gate.FLOORS.read_text())
    assert all(name.startswith(known) for kind in bounds.values() for name in kind)
    assert all(gate.lower(name) for name in bounds["ceilings"])
    assert not any(gate.lower(name) for name in bounds["floors"])
