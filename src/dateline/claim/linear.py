"""Logistic models over named features, with their weights kept as readable TOML beside this file."""

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from dateline.errors import DatelineError


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearModel:
    """P(yes) = 1 / (1 + exp(-(bias + sum of the weights of the features that hold)))."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Iterable[str]) -> float:
        """The probability in (0, 1); unknown features weigh nothing."""
        return _logistic(self.score(features))

    def score(self, features: Iterable[str]) -> float:
        """The log odds."""
        # Asked for tens of times a sentence: no Python runs for a feature, and unknown ones (None) drop out.
        return self.bias + sum(filter(None, map(self.weights.get, features)))

    def weigh(self, values: Mapping[str, float]) -> float:
        """The probability where features hold to a degree."""
        return _logistic(self.bias + sum(self.weights.get(name, 0.0) * x for name, x in values.items()))


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))


def load_models() -> Mapping[str, LinearModel]:
    """The models of weights.toml by name. Raises DatelineError when the file does not parse."""
    raw = (files("dateline.claim") / "weights.toml").read_text(encoding="utf-8")
    try:
        table = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        raise DatelineError(
            f"claim/weights.toml is not valid TOML: {error}; refit it with scripts/fit.py"
        ) from error
    return {
        name: LinearModel(bias=float(item["bias"]), weights=item["weights"]) for name, item in table.items()
    }
