"""Logistic regression over named features, small and deterministic: what scripts/fit.py fits with."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.claim.linear import LinearModel

# A feature that fewer examples have gets no weight.
_FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One decision: the features that hold, the right answer, and the report that it comes from.

    A `lesson` is learned from, and never counted when decisions are measured.
    """

    features: tuple[str, ...]
    label: bool
    report: str
    lesson: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """One decision whose features hold to a degree."""

    values: Mapping[str, float]
    label: bool
    report: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice among options: the features of each, which of them are right, and the report."""

    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    report: str
    lesson: bool = False


def fit(examples: Sequence[Example], penalty: float, *, steps: int = 400) -> tuple[float, dict[str, float]]:
    """Bias and weights of a logistic model, by gradient descent with momentum from zero (deterministic)."""
    counts = Counter(f for e in examples for f in e.features)
    names = sorted(f for f, n in counts.items() if n >= _FEWEST)
    index = {f: i for i, f in enumerate(names)}
    rows, columns = _sparse(examples, index)
    labels = np.array([e.label for e in examples], dtype=float)
    weights, bias = np.zeros(len(names)), 0.0
    moment, square = np.zeros(len(names) + 1), np.zeros(len(names) + 1)
    for step in range(1, steps + 1):
        scores = bias + np.bincount(rows, weights=weights[columns], minlength=len(labels))
        error = 1 / (1 + np.exp(-scores)) - labels
        slope = np.bincount(columns, weights=error[rows], minlength=len(names)) + penalty * weights
        full = np.append(slope, error.sum())
        moment = 0.9 * moment + 0.1 * full
        square = 0.999 * square + 0.001 * full**2
        move = 0.05 * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights -= move[:-1]
        bias -= float(move[-1])
    return float(bias), {f: float(weights[i]) for f, i in index.items()}


def fit_graded(
    examples: Sequence[Graded], penalty: float, *, steps: int = 30
) -> tuple[float, dict[str, float]]:
    """Bias and weights of a logistic model over few graded features, by Newton's method."""
    names = sorted(examples[0].values)
    table = np.array([[*(e.values[name] for name in names), 1.0] for e in examples])
    labels = np.array([e.label for e in examples], dtype=float)
    ridge = penalty * np.array([*(1.0 for _ in names), 1e-6])
    weights = np.zeros(len(names) + 1)
    for _ in range(steps):
        odds = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (odds - labels) + ridge * weights
        curve = (table * (odds * (1 - odds))[:, None]).T @ table + np.diag(ridge)
        weights -= np.linalg.solve(curve, slope)
    return float(weights[-1]), dict(zip(names, map(float, weights[:-1]), strict=True))


def graded_held_out(examples: Sequence[Graded], folds: int, penalty: float) -> list[tuple[float, bool]]:
    """For each example, in order, the probability by a model that has not seen its report; and the answer."""
    fold = _folds([e.report for e in examples], folds)
    answers: list[tuple[float, bool]] = [(0.0, e.label) for e in examples]
    for k in range(folds):
        bias, weights = fit_graded([e for e in examples if fold[e.report] != k], penalty)
        model = LinearModel(bias=bias, weights=weights)
        for i, e in enumerate(examples):
            if fold[e.report] == k:
                answers[i] = model.weigh(e.values), e.label
    return answers


def fit_choice(
    choices: Sequence[Choice], penalty: float, *, none: bool = False, steps: int = 300
) -> tuple[float, dict[str, float]]:
    """Bias and weights of a conditional logit model: one option of each choice is right, or several share it.

    With `none`, no option need be right: "none of these" is one more, with log odds of 0.
    """
    counts = Counter(f for c in choices for option in c.options for f in option)
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= _FEWEST))}
    examples = [
        Example(features=option, label=right, report=c.report)
        for c in choices
        for option, right in zip(c.options, c.right, strict=True)
    ]
    rows, columns = _sparse(examples, index)
    groups = np.repeat(np.arange(len(choices)), [len(c.options) for c in choices])
    labels = np.array([e.label for e in examples], dtype=float)
    labels /= np.maximum(np.bincount(groups, weights=labels, minlength=len(choices)), 1)[groups]
    weights, bias = np.zeros(len(index)), 0.0
    moment, square = np.zeros(len(index) + 1), np.zeros(len(index) + 1)
    for step in range(1, steps + 1):
        scores = bias + np.bincount(rows, weights=weights[columns], minlength=len(labels))
        odds = np.exp(np.clip(scores, -30, 30))
        error = odds / (none + np.bincount(groups, weights=odds, minlength=len(choices)))[groups] - labels
        slope = np.bincount(columns, weights=error[rows], minlength=len(index)) + penalty * weights
        full = np.append(slope, error.sum() if none else 0.0)
        moment = 0.9 * moment + 0.1 * full
        square = 0.999 * square + 0.001 * full**2
        move = 0.05 * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights -= move[:-1]
        bias -= float(move[-1])
    return bias, {f: float(weights[i]) for f, i in index.items()}


def choose_held_out(choices: Sequence[Choice], folds: int, penalty: float, *, none: bool = False) -> str:
    """The share of right choices over folds by report; with `none`, the best F1 and its log odds."""
    fold = _folds([c.report for c in choices], folds)
    best: list[tuple[float, bool]] = []  # of each choice, the log odds of its best option, and whether right
    for k in range(folds):
        bias, weights = fit_choice([c for c in choices if fold[c.report] != k], penalty, none=none)
        model = LinearModel(bias=bias, weights=weights)
        for c in (c for c in choices if fold[c.report] == k and c.options and not c.lesson):
            scores = [model.score(option) for option in c.options]
            best.append((max(scores), c.right[scores.index(max(scores))]))
    if not none:
        return f"{sum(right for _, right in best) / max(1, len(best)):.3f} right on held-out reports"
    tellable = sum(any(c.right) for c in choices if not c.lesson)
    curve = [(_choice_f1(best, tellable, step / 10), step / 10) for step in range(-30, 11)]
    return "F1 {:.3f} at log odds {:.1f} on held-out reports".format(*max(curve))


def _choice_f1(best: Sequence[tuple[float, bool]], tellable: int, threshold: float) -> float:
    taken = [right for score, right in best if score >= threshold]
    return 2 * sum(taken) / max(1, len(taken) + tellable)


def _folds(reports: Sequence[str], folds: int) -> dict[str, int]:
    """Which fold each report lies in."""
    return {report: i % folds for i, report in enumerate(sorted(set(reports)))}


def _sparse(
    examples: Sequence[Example], index: Mapping[str, int]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    pairs = [(r, index[f]) for r, e in enumerate(examples) for f in e.features if f in index]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def cross_validate(examples: Sequence[Example], folds: int, penalty: float) -> str:
    """F1 at 0.5, best F1 with its threshold, and expected calibration error, over folds by report."""
    answers = held_out(examples, folds, penalty)
    return measures([answer for answer, e in zip(answers, examples, strict=True) if not e.lesson])


def measures(answers: Sequence[tuple[float, bool]]) -> str:
    best = max((_f1(answers, t / 20), t / 20) for t in range(1, 20))
    told = f"F1 {_f1(answers, 0.5):.3f} at 0.5, {best[0]:.3f} at {best[1]:.2f}"
    return f"{told}, calibration error {_ece(answers):.3f}"


def held_out(examples: Sequence[Example], folds: int, penalty: float) -> list[tuple[float, bool]]:
    """For each example, in order, the probability by a model that has not seen its report; and the answer."""
    fold = _folds([e.report for e in examples], folds)
    answers: list[tuple[float, bool]] = [(0.0, e.label) for e in examples]
    for k in range(folds):
        bias, weights = fit([e for e in examples if fold[e.report] != k], penalty)
        for i, e in enumerate(examples):
            if fold[e.report] == k:
                score = bias + sum(weights.get(f, 0.0) for f in e.features)
                answers[i] = (1 / (1 + float(np.exp(-score))), e.label)
    return answers


def _f1(answers: Sequence[tuple[float, bool]], threshold: float) -> float:
    hit = sum(1 for p, y in answers if p >= threshold and y)
    return 2 * hit / max(1, sum(p >= threshold for p, _ in answers) + sum(y for _, y in answers))


def _ece(answers: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: mean gap of confidence and accuracy over equal-width bins."""
    total = 0.0
    for items in _binned(answers, bins):
        total += abs(sum(p for p, _ in items) - sum(y for _, y in items))
    return total / max(1, len(answers))


def _binned(answers: Sequence[tuple[float, bool]], bins: int) -> Iterator[list[tuple[float, bool]]]:
    for i in range(bins):
        yield [(p, y) for p, y in answers if i / bins <= p < (i + 1) / bins or (p == 1.0 and i == bins - 1)]
