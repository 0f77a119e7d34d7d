"""Fit the claim stage's models on coded reports and write claim/weights.toml.

usage: python scripts/fit.py CLAIMS.jsonl [CLAIMS.jsonl ...] [--folds 5]

The files hold reports with gold claims in the form of the record (`python evals/coded.py` writes such a one).
Four logistic models are fitted with an
L2 penalty: `actor` and `target` (does this participant act or suffer in this happening?), `accept` (is this
draft a claim that a coder would write?) and `report` (the same, in the light of its report); and a model of
choice, `place` (which of the places told is the happening's?). With --folds the accuracy on held-out reports
is printed, and the calibration error; the weights written are those of all reports together.
"""

import argparse
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.annotate.mentions import ParticipantMention, PlaceMention
from dateline.annotate.page import Page
from dateline.claim import accept, build, draft, roles, where
from dateline.claim.linear import LinearModel
from dateline.claim.rules import ClaimRules
from dateline.dates import parse_published
from dateline.gazetteer.distance import kilometres
from dateline.model import Report
from dateline.pipeline import Engine

WEIGHTS = Path(__file__).parent.parent / "src/dateline/claim/weights.toml"
PENALTY = {"actor": 3.0, "target": 3.0, "accept": 12.0, "report": 1.0, "place": 4.0}
# Kilometres within which a point is right for a place of its level, as the scorer of claims has it.
NEAR_ENOUGH = {"site": 25, "settlement": 25, "district": 60, "province": 150, "country": 600, "region": 800}
_FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One decision: the features that hold, the right answer, and the report that it comes from."""

    features: tuple[str, ...]
    label: bool
    report: str


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


def main() -> None:
    """Read the coded reports, fit, report, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    engine = Engine.open(check=False)
    lines = []
    found = collect(args.gold, engine)
    for name, examples in found.items():
        if args.folds > 1:
            print(f"{name}: {len(examples)} examples, {cross_validate(examples, args.folds, PENALTY[name])}")
        lines += _as_table(name, *fit(examples, PENALTY[name]))
    judged = in_reports(found["accept"], max(args.folds, 2))
    if args.folds > 1:
        print(f"report: {len(judged)} examples, {_measures(graded_held_out(judged, args.folds))}")
    lines += _as_table("report", *fit_graded(judged, PENALTY["report"]))
    choices = collect_places(args.gold, engine)
    if args.folds > 1:
        print(f"place: {len(choices)} choices, {choose_held_out(choices, args.folds, PENALTY['place'])}")
    lines += _as_table("place", 0.0, fit_choice(choices, PENALTY["place"]))
    WEIGHTS.write_text(
        "# Fitted by scripts/fit.py; see there for how.\n\n" + "\n".join(lines), encoding="utf-8"
    )


def _as_table(name: str, bias: float, weights: Mapping[str, float]) -> list[str]:
    told = [f"{json.dumps(f)} = {w:.2f}" for f, w in sorted(weights.items()) if abs(w) >= 0.05]
    return [f"[{name}]", f"bias = {bias:.2f}", f"[{name}.weights]", *told, ""]


def _pages(paths: Sequence[Path], engine: Engine) -> Iterator[tuple[Mapping[str, Any], Page, ClaimRules]]:
    for line in (line for path in paths for line in path.read_text(encoding="utf-8").splitlines()):
        gold = json.loads(line)
        report, page = engine.page(_report(gold))
        if page is not None:
            yield gold, page, engine.languages[str(report.language)].claims


def collect(paths: Sequence[Path], engine: Engine) -> dict[str, list[Example]]:
    """The decisions that the coded reports of a pack's language settle."""
    found: dict[str, list[Example]] = {"accept": [], "actor": [], "target": []}
    for gold, page, rules in _pages(paths, engine):
        _collect_accept(gold, page, rules, found)
        _collect_roles(gold, page, rules, found)
    return found


def collect_places(paths: Sequence[Path], engine: Engine) -> list[Choice]:
    """For each draft that a coder wrote with a place, the places to choose from."""
    found: list[Choice] = []
    for gold, page, rules in _pages(paths, engine):
        places = where.atlas(page)
        last: PlaceMention | None = None
        drafts = build.drafts(page, rules, published=_report(gold).published)
        matched = {d: g for g, d in _match(gold["claims"], drafts).items()}
        for i, item in enumerate(drafts):
            told = gold["claims"][matched[i]].get("place") if i in matched else None
            if told is None or not told.get("span"):
                last = item.place.mention if item.place is not None else last
                continue
            scenery = draft.scenery(page, item.index, draft.stage(page, item.index, rules)[0])
            options = where.options(item.trigger, scenery, places, last)
            right = tuple(_is_there(place, told, page) for place, _ in options)
            if any(right):
                found.append(Choice(options=tuple(f for _, f in options), right=right, report=gold["id"]))
                last = options[right.index(True)][0]
    return found


def _is_there(place: PlaceMention, told: Mapping[str, Any], page: Page) -> bool:
    """True for the place that a coder marked, wherever printed, and for one as near as its level asks."""
    if told.get("lat") is not None and place.lat is not None and place.lon is not None:
        limit = NEAR_ENOUGH.get(told["level"], 50)
        return kilometres(place.lat, place.lon, told["lat"], told["lon"]) <= limit
    marked = [p for p in page.places if _over((p.start, p.end), told["span"])]
    words = page.text[told["span"][0] : told["span"][1]].casefold()
    ids = {p.gazetteer_id for p in marked if p.gazetteer_id is not None}
    return (
        place in marked or place.gazetteer_id in ids or page.text[place.start : place.end].casefold() == words
    )


def in_reports(examples: Sequence[Example], folds: int) -> list[Graded]:
    """The decisions of `accept` again, judged by held-out reports, each beside the others of its report."""
    alone = [p for p, _ in held_out(examples, folds, PENALTY["accept"])]
    by_report: dict[str, list[int]] = {}
    for i, example in enumerate(examples):
        by_report.setdefault(example.report, []).append(i)
    return [
        Graded(values=values, label=examples[i].label, report=report)
        for report, members in by_report.items()
        for i, values in zip(members, accept.report_values([alone[i] for i in members]), strict=True)
    ]


def _report(gold: Mapping[str, Any]) -> Report:
    published = parse_published(gold["published"]) if gold.get("published") else None
    return Report(
        id=gold["id"],
        text=unicodedata.normalize("NFC", gold["text"]),
        title=gold.get("title"),
        outlet=gold.get("outlet"),
        published=published,
        language=gold["lang"],
    )


def _collect_accept(
    gold: Mapping[str, Any], page: Page, rules: ClaimRules, found: Mapping[str, list[Example]]
) -> None:
    published = _report(gold).published
    drafts = build.drafts(page, rules, published=published)
    matched = set(_match(gold["claims"], drafts).values())
    for i, features in enumerate(accept.features(page, drafts, published=published)):
        found["accept"].append(Example(features=features, label=i in matched, report=gold["id"]))


def _match(claims: Sequence[Mapping[str, Any]], drafts: Sequence[draft.Draft]) -> dict[int, int]:
    """Gold claim index -> draft index, one to one: same event family, the nearest trigger in the evidence."""
    pairs = []
    for g, claim in enumerate(claims):
        for d, item in enumerate(drafts):
            if claim["event"].split(".")[0] != item.trigger.event.split(".")[0]:
                continue
            span = (item.trigger.start, item.trigger.end)
            sentence = (item.sentence.start, item.sentence.end)
            if _over(span, claim["evidence"]) or _over(claim["trigger"], sentence):
                exact = _over(span, claim["trigger"])
                pairs.append((-4 * exact - 2 * (claim["event"] == item.trigger.event), g, d))
    taken: dict[int, int] = {}
    for _, g, d in sorted(pairs):
        if g not in taken and d not in taken.values():
            taken[g] = d
    return taken


def _collect_roles(
    gold: Mapping[str, Any], page: Page, rules: ClaimRules, found: Mapping[str, list[Example]]
) -> None:
    for index in range(len(page.sentences)):
        scene, acts = draft.stage(page, index, rules)
        before: roles.Before | None = None
        for act in acts:
            claim = next(
                (c for c in gold["claims"] if _over((act.trigger.start, act.trigger.end), c["trigger"])), None
            )
            if claim is None:
                continue
            outside = [g for g in scene.groups if not roles.overlaps(scene, g, act.trigger)]
            told = {
                cell: tuple(g for g in outside if _named(scene, g, claim[cell]))
                for cell in ("actors", "targets")
            }
            actor = told["actors"][0] if told["actors"] else ()
            for group in outside:
                for name, cell in (("actor", "actors"), ("target", "targets")):
                    for trigger in roles.speaks_of(name, act):
                        known = before if trigger is act.trigger else None
                        features = roles.features(scene, trigger, group, known)
                        if name == "target":
                            features += roles.beside(scene, act.trigger, group, actor)
                        found[name].append(
                            Example(features=features, label=group in told[cell], report=gold["id"])
                        )
            before = roles.Before(
                trigger=act.trigger,
                actors=tuple(i for g in told["actors"] for i in g),
                targets=tuple(i for g in told["targets"] for i in g),
            )


def _named(scene: roles.Scene, group: tuple[int, ...], spans: Sequence[Sequence[int]]) -> bool:
    return any(_over(_meant(scene.mentions[i]), span) for i in group for span in spans)


def _meant(mention: ParticipantMention) -> tuple[int, int]:
    return mention.refers or (mention.start, mention.end)


def _over(a: Sequence[int], b: Sequence[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


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


def graded_held_out(examples: Sequence[Graded], folds: int) -> list[tuple[float, bool]]:
    """For each example the probability by a model that has not seen its report; and the answer."""
    fold = _folds([e.report for e in examples], folds)
    answers: list[tuple[float, bool]] = []
    for k in range(folds):
        bias, weights = fit_graded([e for e in examples if fold[e.report] != k], PENALTY["report"])
        model = LinearModel(bias=bias, weights=weights)
        answers += [(model.weigh(e.values), e.label) for e in examples if fold[e.report] == k]
    return answers


def fit_choice(choices: Sequence[Choice], penalty: float, *, steps: int = 300) -> dict[str, float]:
    """Weights of a conditional logit model: one option of each choice is right, or several share it."""
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
    labels /= np.bincount(groups, weights=labels, minlength=len(choices))[groups]
    weights = np.zeros(len(index))
    moment, square = np.zeros(len(index)), np.zeros(len(index))
    for step in range(1, steps + 1):
        scores = np.bincount(rows, weights=weights[columns], minlength=len(labels))
        odds = np.exp(np.clip(scores, -30, 30))
        error = odds / np.bincount(groups, weights=odds)[groups] - labels
        slope = np.bincount(columns, weights=error[rows], minlength=len(index)) + penalty * weights
        moment = 0.9 * moment + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= 0.05 * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {f: float(weights[i]) for f, i in index.items()}


def choose_held_out(choices: Sequence[Choice], folds: int, penalty: float) -> str:
    """The share of right choices, over folds by report."""
    fold = _folds([c.report for c in choices], folds)
    hits = 0
    for k in range(folds):
        weights = fit_choice([c for c in choices if fold[c.report] != k], penalty)
        for c in (c for c in choices if fold[c.report] == k):
            scores = [sum(weights.get(f, 0.0) for f in option) for option in c.options]
            hits += c.right[scores.index(max(scores))]
    return f"{hits / max(1, len(choices)):.3f} right on held-out reports"


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
    return _measures(held_out(examples, folds, penalty))


def _measures(answers: Sequence[tuple[float, bool]]) -> str:
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


if __name__ == "__main__":
    main()
