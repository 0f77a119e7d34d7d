"""Logistic models over named features, and the fitted ones."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.claim import linear
from dateline.claim.linear import LinearModel, load_models
from dateline.errors import DatelineError

MODEL = LinearModel(bias=-1.0, weights={"far": -2.0, "near": 1.5, "same": 0.5})


def test_the_probability_is_the_logistic_of_the_sum() -> None:
    assert MODEL.probability(["near", "same"]) == pytest.approx(1 / (1 + math.exp(-1.0)))
    assert MODEL.probability([]) == pytest.approx(1 / (1 + math.e))


def test_unknown_features_weigh_nothing() -> None:
    assert MODEL.probability(["near", "never seen"]) == MODEL.probability(["near"])


def test_great_weights_do_not_overflow() -> None:
    sure = LinearModel(bias=1e6, weights={"no": -1e9})
    assert 0 < sure.probability(["no"]) < 1e-12
    assert 1 - 1e-12 < sure.probability([]) <= 1


@given(st.lists(st.sampled_from(["far", "near", "same", "other"])))
def test_a_probability_is_between_0_and_1_and_more_for_yes_is_more(features: list[str]) -> None:
    probability = MODEL.probability(features)
    assert 0 < probability < 1
    assert MODEL.probability([*features, "near"]) > probability > MODEL.probability([*features, "far"])


def test_the_fitted_models_judge_claims_actors_and_targets() -> None:
    models = load_models()
    assert {"accept", "actor", "target"} <= set(models)
    for model in models.values():
        assert model.weights and all(math.isfinite(weight) for weight in model.weights.values())


def test_a_broken_file_of_weights_says_how_to_mend_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("claim")
    (folder / "weights.toml").write_text("[accept\n", encoding="utf-8")
    monkeypatch.setattr(linear, "files", lambda package: folder)
    with pytest.raises(DatelineError, match=r"weights\.toml is not valid TOML.*scripts/fit\.py"):
        load_models()
