"""Fit the claim stage's models on coded reports and write claim/weights.toml.

usage: python scripts/fit.py CLAIMS.jsonl [CLAIMS.jsonl ...] [--folds 5]

The files hold reports with gold claims in the form of the record (`python evals/coded.py` writes such a one).
With an L2 penalty are fitted three logistic models: `target` (does this participant suffer in this act?),
`accept` (is this draft a claim that a coder would write?) and `report` (how sure that makes it, fitted on
the first file alone); and three models of choice: `actor` (who acts, if
anybody named?), `place` (which of the places told is the happening's?) and `modality` (which cue, if any,
takes back that it happened?). The packs' examples are learned
from, too. With --folds the accuracy on held-out reports is printed, and the calibration error; the weights
written are those of all reports together.
"""

import argparse
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline import examples
from dateline.annotate.mentions import ParticipantMention, PlaceMention
from dateline.annotate.page import Page
from dateline.claim import accept, build, draft, modality, roles, where
from dateline.claim.candidates import Candidate
from dateline.claim.merge import Act
from dateline.claim.rules import ClaimRules
from dateline.dates import parse_published
from dateline.gazetteer.distance import kilometres
from dateline.model import Report
from dateline.pipeline import Engine
from regression import (
    Choice,
    Example,
    Graded,
    choose_held_out,
    cross_validate,
    fit,
    fit_choice,
    fit_graded,
    graded_held_out,
    held_out,
    measures,
)

WEIGHTS = Path(__file__).parent.parent / "src/dateline/claim/weights.toml"
PENALTY = {"actor": 2.0, "target": 3.0, "accept": 12.0, "report": 1.0, "place": 8.0, "modality": 1.0}
# How often a pack's example counts as much as a coded draft.
_LESSONS = 5
# How often a choice of the first file counts in `modality`: coders differ in what they call hedged.
_FIRST = 3
# Kilometres within which a point is right for a place of its level, as the scorer of claims has it.
NEAR_ENOUGH = {"site": 25, "settlement": 25, "district": 60, "province": 150, "country": 600, "region": 800}


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
    for name, decided in (("accept", found.accept), ("target", found.targets)):
        if args.folds > 1:
            print(f"{name}: {len(decided)} examples, {cross_validate(decided, args.folds, PENALTY[name])}")
        lines += _as_table(name, *fit(decided, PENALTY[name]))
    judged = in_reports(found.accept, max(args.folds, 2), among=ids(args.gold[0], telling=True))
    if args.folds > 1:
        answers = graded_held_out(judged, args.folds, PENALTY["report"])
        print(f"report: {len(judged)} examples, {measures(answers)}")
    lines += _as_table("report", *fit_graded(judged, PENALTY["report"]))
    for name, choices, none in (
        ("actor", found.actors, True),
        ("place", collect_places(args.gold, engine), False),
        ("modality", collect_modalities(args.gold, engine), True),
    ):
        if args.folds > 1:
            told = choose_held_out(choices, args.folds, PENALTY[name], none=none)
            print(f"{name}: {len(choices)} choices, {told}")
        lines += _as_table(name, *fit_choice(choices, PENALTY[name], none=none))
    WEIGHTS.write_text(
        "# Fitted by scripts/fit.py; see there for how.\n\n" + "\n".join(lines), encoding="utf-8"
    )


def _as_table(name: str, bias: float, weights: Mapping[str, float]) -> list[str]:
    told = [f"{json.dumps(f)} = {w:.2f}" for f, w in sorted(weights.items()) if abs(w) >= 0.05]
    return [f"[{name}]", f"bias = {bias:.2f}", f"[{name}.weights]", *told, ""]


def _pages(paths: Sequence[Path], engine: Engine) -> Iterator[tuple[Mapping[str, Any], Page, ClaimRules]]:
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    for gold in (*map(json.loads, lines), *_lessons(engine)):
        report, page = engine.page(_report(gold))
        if page is not None:
            yield gold, page, engine.languages[str(report.language)].claims


def _lessons(engine: Engine) -> Iterator[Mapping[str, Any]]:
    """The examples of the packs as coded reports: what they do not say is left open, or else "exact"."""
    for code, language in engine.languages.items():
        for example in examples.read(language.tools.pack):
            whole = [0, len(example.text)]
            yield {
                "id": f"{code}:{example.line}",
                "lang": code,
                "text": example.text,
                "published": example.published,
                "lesson": True,
                "exact": example.exact,
                "claims": [
                    {
                        "event": claim["event"],
                        "evidence": whole,
                        "trigger": _span(example.text, claim["trigger"]) if "trigger" in claim else whole,
                        **({"modality": claim["modality"]} if "modality" in claim else {}),
                        **{
                            cell: [_span(example.text, quote) for quote in claim[cell]]
                            for cell in ("actors", "targets")
                            if cell in claim and "trigger" in claim
                        },
                    }
                    for claim in example.claims
                ],
            }


def _span(text: str, quote: str) -> list[int]:
    at = text.index(quote)
    return [at, at + len(quote)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What coded reports settle: which drafts are claims, who acts in each, and who suffers."""

    accept: list[Example] = field(default_factory=list)
    actors: list[Choice] = field(default_factory=list)
    targets: list[Example] = field(default_factory=list)


def collect(paths: Sequence[Path], engine: Engine) -> Decisions:
    """The decisions that the coded reports of a pack's language settle."""
    found = Decisions()
    for gold, page, rules in _pages(paths, engine):
        _collect_accept(gold, page, rules, found)
        _collect_roles(gold, page, rules, found)
    return found


def collect_places(paths: Sequence[Path], engine: Engine) -> list[Choice]:
    """For each draft that a coder wrote with a place and put on the map, the places to choose from."""
    found: list[Choice] = []
    for gold, page, rules in _pages(paths, engine):
        places = where.atlas(page)
        last: PlaceMention | None = None
        drafts = build.drafts(page, rules, published=_report(gold).published)
        matched = {d: g for g, d in _match(gold["claims"], drafts).items()}
        for i, item in enumerate(drafts):
            told = gold["claims"][matched[i]].get("place") if i in matched else None
            if told is None or not told.get("span") or "lat" not in told:
                last = item.place.mention if item.place is not None else last
                continue
            scenery = draft.scenery(page, item.index, draft.stage(page, item.index, rules)[0])
            options = where.options(item.trigger, scenery, places, last)
            right = tuple(_is_there(place, told, page) for place, _ in options)
            if any(right):
                found.append(Choice(options=tuple(f for _, f in options), right=right, report=gold["id"]))
                last = options[right.index(True)][0]
    return found


def collect_modalities(paths: Sequence[Path], engine: Engine) -> list[Choice]:
    """For each trigger of a coded claim, the cues near it; none is right when it is asserted."""
    found: list[Choice] = []
    first = ids(paths[0])
    for gold, page, rules in _pages(paths, engine):
        for index in range(len(page.sentences)):
            scene, acts = draft.stage(page, index, rules)
            for act in acts:
                span = (act.trigger.start, act.trigger.end)
                claim = next((c for c in gold["claims"] if _over(span, c["trigger"])), None)
                if claim is None or "modality" not in claim or act.trigger.modality:
                    continue
                cues = modality.cues(act.trigger, scene.bones, page.scan, scene.triggers)
                choice = Choice(
                    options=tuple(cue.features for cue in cues),
                    right=tuple(cue.modality == claim["modality"] for cue in cues),
                    report=gold["id"],
                    lesson=gold.get("lesson", False),
                )
                weight = _FIRST if gold["id"] in first else _LESSONS if choice.lesson else 1
                found += [choice] * weight
    return found


def _is_there(place: PlaceMention, told: Mapping[str, Any], page: Page) -> bool:
    """True for the place that a coder marked, wherever printed, and for one as near as its level asks."""
    marked = [p for p in page.places if _over((p.start, p.end), told["span"])]
    if place.lat is None or place.lon is None or told["lat"] is None:
        words = page.text[told["span"][0] : told["span"][1]].casefold()
        return place in marked or page.text[place.start : place.end].casefold() == words
    limit = NEAR_ENOUGH.get(told["level"], 50)
    return kilometres(place.lat, place.lon, told["lat"], told["lon"]) <= limit


def ids(path: Path, *, telling: bool = False) -> frozenset[str]:
    """The ids of a file's reports; with `telling`, of those that hold a claim (others are dropped whole)."""
    golds = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return frozenset(gold["id"] for gold in golds if gold["claims"] or not telling)


def in_reports(drafts: Sequence[Example], folds: int, *, among: frozenset[str]) -> list[Graded]:
    """The decisions of `accept` for the reports `among` all, as models judge them that have not seen them."""
    alone = [p for p, _ in held_out(drafts, folds, PENALTY["accept"])]
    by_report: dict[str, list[int]] = {}
    for i, item in enumerate(drafts):
        if item.report in among:
            by_report.setdefault(item.report, []).append(i)
    return [
        Graded(values=values, label=drafts[i].label, report=report)
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


def _collect_accept(gold: Mapping[str, Any], page: Page, rules: ClaimRules, found: Decisions) -> None:
    published = _report(gold).published
    drafts = build.drafts(page, rules, published=published)
    matched = set(_match(gold["claims"], drafts).values())
    lesson = gold.get("lesson", False)
    for i, features in enumerate(accept.features(page, drafts, published=published)):
        if i in matched or not lesson or gold["exact"]:
            example = Example(features=features, label=i in matched, report=gold["id"], lesson=lesson)
            found.accept.extend([example] * (_LESSONS if lesson else 1))


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


def _collect_roles(gold: Mapping[str, Any], page: Page, rules: ClaimRules, found: Decisions) -> None:
    for index in range(len(page.sentences)):
        scene, acts = draft.stage(page, index, rules)
        before: roles.Before | None = None
        for act in acts:
            claim = next(
                (c for c in gold["claims"] if _over((act.trigger.start, act.trigger.end), c["trigger"])), None
            )
            if claim is None or "actors" not in claim or "targets" not in claim:
                continue
            outside = [g for g in scene.groups if not roles.overlaps(scene, g, act.trigger)]
            told = {
                cell: tuple(g for g in outside if _named(scene, g, claim[cell]))
                for cell in ("actors", "targets")
            }
            found.actors.append(
                Choice(
                    options=tuple(_acting(scene, act.trigger, g, before) for g in outside),
                    right=tuple(g in told["actors"] for g in outside),
                    report=gold["id"],
                    lesson=gold.get("lesson", False),
                )
            )
            found.targets.extend(_suffering(scene, act, outside, told, before, gold))
            before = roles.Before(
                trigger=act.trigger,
                actors=tuple(i for g in told["actors"] for i in g),
                targets=tuple(i for g in told["targets"] for i in g),
            )


def _acting(
    scene: roles.Scene, trigger: Candidate, group: tuple[int, ...], before: roles.Before | None
) -> tuple[str, ...]:
    told = roles.features(scene, trigger, group, before)
    return (*told, *roles.words_around(scene, trigger, group))


def _suffering(
    scene: roles.Scene,
    act: Act,
    groups: Sequence[tuple[int, ...]],
    told: Mapping[str, Sequence[tuple[int, ...]]],
    before: roles.Before | None,
    gold: Mapping[str, Any],
) -> Iterator[Example]:
    actor = told["actors"][0] if told["actors"] else ()
    report, lesson = gold["id"], gold.get("lesson", False)
    for group in groups:
        for trigger in roles.speaks_of("target", act):
            known = before if trigger is act.trigger else None
            features = roles.features(scene, trigger, group, known)
            features += roles.beside(scene, act.trigger, group, actor)
            yield Example(features=features, label=group in told["targets"], report=report, lesson=lesson)


def _named(scene: roles.Scene, group: tuple[int, ...], spans: Sequence[Sequence[int]]) -> bool:
    return any(_over(_meant(scene.mentions[i]), span) for i in group for span in spans)


def _meant(mention: ParticipantMention) -> tuple[int, int]:
    return mention.refers or (mention.start, mention.end)


def _over(a: Sequence[int], b: Sequence[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


if __name__ == "__main__":
    main()
