"""The sections of the quality report, as Markdown: each gives its paragraphs and tables, one at a time."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from claims import THRESHOLDS, Reading, binned, calibration_error, judged, nothing_to_code, score
from dateline.claim.build import ACCEPT
from errors import UNREAD, in_blocks, mistakes

Row = Sequence[object]
Key = tuple[str, str]
Answers = Sequence[tuple[float, bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A measure of the claims: its name in the score, what it is called, what to reach and what to aim at."""

    key: str
    name: str
    reach: float | None = None
    aim: float | None = None


GOALS = (
    Goal(key="F1", name="F1", reach=0.72, aim=0.85),
    Goal(key="P", name="precision"),
    Goal(key="R", name="recall"),
    Goal(key="type", name="type", reach=0.88, aim=0.95),
    Goal(key="actors", name="actors", reach=0.80, aim=0.90),
    Goal(key="targets", name="targets", reach=0.75, aim=0.88),
    Goal(key="place", name="place", reach=0.80, aim=0.90),
    Goal(key="time", name="time", reach=0.80, aim=0.90),
    Goal(key="src_named", name="source named", reach=0.75, aim=0.88),
    Goal(key="modality", name="modality", reach=0.92, aim=0.96),
    Goal(key="qty", name="quantities", reach=0.80, aim=0.92),
    Goal(key="tuple_F1", name="whole tuple F1", reach=0.35, aim=0.60),
)
# How far apart precision and recall may be, claims in ten reports with nothing to code, calibration error.
BALANCE, IDLE, CALIBRATED = 0.12, 1.0, 0.08

# What others published on the same kind of data: not on the same half of it, and not all in the same setting.
PUBLISHED = (
    ("times.wikiwars.strict.F1", "WikiWars: expressions, strict F1", "-", "-"),
    ("times.wikiwars.relaxed.F1", "WikiWars: expressions, relaxed F1", "-", "HeidelTime 0.921"),
    ("times.wikiwars.value.F1", "WikiWars: values, F1", "-", "HeidelTime 0.829"),
    ("places.lgl-dev.en.any", "LGL: places within 161 km", "-", "best of five systems 0.47"),
    ("places.tr-news-dev.en.any", "TR-News: the same", "-", "best of five systems 0.53"),
    ("places.geovirus.en.any", "GeoVirus: the same", "-", "best of five systems 0.62"),
    ("attribution.polnear.source.exact", "PolNeAR: sources, exact F1", "0.45",
     "BERT with CofeNet 0.83, CRF 0.51, textacy 0.18, CoreNLP 0.14"),
    ("attribution.polnear.content.exact", "PolNeAR: contents, exact F1", "0.35",
     "BERT with CofeNet 0.73, CRF 0.29, CoreNLP 0.18, textacy 0.11"),
)  # fmt: skip
ON_CLAIMS = (
    ("times.claims.overlapped.share", "times, languages together: expression found"),
    ("times.claims.same_days.share", "times, languages together: same days"),
    ("places.claims-dev.{}.any", "places, {}: found and near enough"),
    ("attribution.claims.{}.found", "sources, {}: found where the coder names one"),
    ("attribution.claims.{}.none", "sources, {}: none where the coder names none"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that the report is written from: readings by set and language, the scorer, the parts' scores.

    `held_out` has, by language, confidence and truth of the drafts of claims-train, each judged by models
    that were fitted without its report.
    """

    by: ModuleType
    readings: Mapping[Key, Sequence[Reading]]
    parts: Mapping[str, float]
    held_out: Mapping[str, Answers]

    @property
    def languages(self) -> list[str]:
        """The codes of the languages, in order."""
        return list(dict.fromkeys(code for _, code in self.readings))


def prose(text: str) -> str:
    """A paragraph, wrapped; what stands in backticks stays on one line."""
    held = re.sub(r"`[^`]*`", lambda code: "\0".join(code[0].split()), " ".join(text.split()))
    wrapped = textwrap.fill(held, 115, break_long_words=False, break_on_hyphens=False)
    return wrapped.replace("\0", " ")


def table(head: Row, rows: Sequence[Row], *, words: int = 1) -> str:
    """A Markdown table whose first `words` columns hold words and whose others hold numbers."""
    rule = ["---" if i < words else "---:" for i in range(len(head))]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in (head, rule, *rows))


def number(value: float | None) -> str:
    """A share with three digits; a dash where there is none."""
    return "-" if value is None else f"{value:.3f}"


def share(part: float, whole: float) -> str:
    """`part` of `whole` as a share; a dash where there is no whole."""
    return number(part / whole if whole else None)


def marked(value: float | None, goal: Goal) -> str:
    """A share, marked where it is below what is to be reached or at what is aimed at."""
    if value is None or goal.reach is None or goal.aim is None:
        return number(value)
    return number(value) + (" ↓" if value < goal.reach else " ↑" if value >= goal.aim else "")


def claims(evidence: Evidence) -> Iterator[str]:
    """The table of scores beside their goals, and what is below them."""
    yield "## Claims"
    told = {key: score(readings, evidence.by) for key, readings in evidence.readings.items()}
    rows: list[Row] = [
        ["reports", "", "", *map(len, evidence.readings.values())],
        ["gold claims", "", "", *(one["gold"] for one in told.values())],
        ["claims", "", "", *(one["pred"] for one in told.values())],
    ]
    for goal in GOALS:
        cells = (marked(one[goal.key], goal) for one in told.values())
        rows.append([goal.name, number(goal.reach), number(goal.aim), *cells])
    yield table(["", "reach", "aim", *map(_title, told)], rows)
    yield prose(
        """↓ is below what is to be reached, ↑ at what is aimed at. Cells are shares of the claims that
        were found; a whole tuple has type, actors, targets, place, time and source right. Two coders who
        worked apart agree at F1 0.93, and 0.82 on whole tuples."""
    )
    yield "\n".join(below(_title(key), one) for key, one in told.items())


def _title(key: Key) -> str:
    return f"{key[1]}, {key[0]}"


def below(title: str, told: Mapping[str, Any]) -> str:
    """What of a score is below its goal, in words."""
    low = [
        f"{goal.name} ({told[goal.key]:.3f} of {goal.reach:.2f})"
        for goal in GOALS
        if goal.reach is not None and told[goal.key] is not None and told[goal.key] < goal.reach
    ]
    apart = abs(told["P"] - told["R"])
    if apart > BALANCE:
        low.append(f"precision and recall ({apart:.3f} apart, at most {BALANCE})")
    return f"- Below reach on {title}: {', '.join(low) or 'nothing'}."


def times(evidence: Evidence) -> Iterator[str]:
    """How right times are with a published date and without."""
    yield "## Times, and the day a report was published"
    yield prose(
        """Days without a year, "yesterday" and weekdays need the report's date. Where a report comes
        without one and its text says no year, dateline quotes the words and leaves them unanchored, or
        gives no time, rather than guess (a weekday beside a date can tell the year); the coders knew the
        year from elsewhere. Shares of right times are of the claims that were found and whose gold has a
        time."""
    )
    head = [
        "set", "gold times", "in reports without a published date", "of these, no year in the text",
        "right, with a date", "right, without", "left open, without",
        "whole tuple F1, with a date", "without",
    ]  # fmt: skip
    yield table(head, [_time_row(key, readings, evidence.by) for key, readings in evidence.readings.items()])


def _time_row(key: Key, readings: Sequence[Reading], by: ModuleType) -> Row:
    dated = [r for r in readings if r.gold["published"]]
    undated = [r for r in readings if not r.gold["published"]]
    yearless = [t["start"][:4] not in r.gold["text"] for r in undated for t in _gold_times(r)]
    total = sum(len(_gold_times(r)) for r in readings)
    kinds = Counter(m.kind for r in undated for m in mistakes(r, by))
    found, _ = by.run({r.gold["id"]: r.gold for r in undated}, {r.gold["id"]: r.claims for r in undated})
    with_date, without = score(dated, by), score(undated, by)
    return [
        _title(key),
        total,
        share(len(yearless), total),
        share(sum(yearless), len(yearless)),
        number(with_date["time"]),
        number(without["time"]),
        share(kinds["time: unanchored"] + kinds["time: missing"], found["time_n"]),
        number(with_date["tuple_F1"]),
        number(without["tuple_F1"]),
    ]


def _gold_times(reading: Reading) -> list[Mapping[str, Any]]:
    return [c["time"] for c in reading.gold["claims"] if c.get("time") and c["time"].get("start")]


def idle(evidence: Evidence) -> Iterator[str]:
    """Claims in reports that have none."""
    yield "## Reports with nothing to code"
    yield prose(
        f"""Finance, sport, diplomacy, weapons reviews, history: the goal is at most {IDLE:.0f} claim in
        ten such reports. There are few of them in the sets."""
    )
    rows: list[Row] = []
    for key, readings in evidence.readings.items():
        reports, made = nothing_to_code(readings)
        per_ten = 10 * made / max(reports, 1)
        rows.append([_title(key), reports, made, f"{per_ten:.1f}{' ↓' * (per_ten > IDLE)}"])
    yield table(["set", "reports", "claims", "claims in ten reports"], rows)


def confidence(evidence: Evidence) -> Iterator[str]:
    """How far confidence can be believed, and what a threshold buys."""
    yield "## Confidence"
    yield prose(
        f"""The expected calibration error (ten bins of equal width) is to be below {CALIBRATED}. `dev`
        was not used to fit the models; `held out` are the drafts of `train`, each judged by models that
        were fitted without its report: precision, recall and F1 are what `train` comes to then (who acts
        and who suffers is still judged by models that saw it). Shown are
        claims with a confidence of {ACCEPT} or more; all drafts include those that are dropped."""
    )
    dev = {code: evidence.readings["dev", code] for code in evidence.languages}
    rows: list[Row] = []
    for code, readings in dev.items():
        shown, told = judged(readings, evidence.by), score(readings, evidence.by)
        rates = (number(told[rate]) for rate in ("P", "R", "F1"))
        rows.append([f"{code}, dev", len(shown), _gap(shown), "-", "-", *rates])
    for code in evidence.languages:
        gold = sum(len(r.gold["claims"]) for r in evidence.readings["train", code])
        rows.append([f"{code}, held out", *_held_out(evidence.held_out[code], gold)])
    yield table(["set", "shown", "error", "all drafts", "error", "precision", "recall", "F1"], rows)
    yield "All claims of `dev` by confidence:"
    every = [answer for readings in dev.values() for answer in judged(readings, evidence.by)]
    yield table(["confidence", "claims", "mean", "right"], list(_bins(every)))
    yield from _curve(dev, evidence.by)


def _held_out(answers: Answers, gold: int) -> Row:
    shown = [(p, right) for p, right in answers if p >= ACCEPT]
    hit = sum(right for _, right in shown)
    rates = share(hit, len(shown)), share(hit, gold), share(2 * hit, len(shown) + gold)
    return [len(shown), _gap(shown), len(answers), _gap(answers), *rates]


def _gap(answers: Answers) -> str:
    gap = calibration_error(answers)
    return f"{gap:.3f}{' ↓' * (gap >= CALIBRATED)}"


def _bins(answers: Answers) -> Iterator[Row]:
    for i, items in enumerate(binned(answers)):
        if items:
            mean, right = sum(p for p, _ in items), sum(right for _, right in items)
            yield [
                f"{i / 10:.1f} to {(i + 1) / 10:.1f}",
                len(items),
                share(mean, len(items)),
                share(right, len(items)),
            ]


def _curve(dev: Mapping[str, Sequence[Reading]], by: ModuleType) -> Iterator[str]:
    yield "What `--min-confidence` trades, on `dev`:"
    rates = {"P": "precision", "R": "recall", "F1": "F1", "tuple_F1": "tuple F1"}
    rows: list[Row] = []
    for at_least in THRESHOLDS:
        told = [score(readings, by, at_least=at_least) for readings in dev.values()]
        rows.append([f"{at_least:.2f}", *(number(one[rate]) for one in told for rate in rates)])
    yield table(["from", *(f"{code}, {name}" for code in dev for name in rates.values())], rows)


def wrong(evidence: Evidence) -> Iterator[str]:
    """The ten commonest kinds of errors."""
    yield "## What goes wrong most"
    counts = {
        key: Counter(m.kind for r in readings for m in mistakes(r, evidence.by))
        for key, readings in evidence.readings.items()
    }
    every: Counter[str] = sum(counts.values(), Counter())
    first = sorted(every.items(), key=lambda item: (-item[1], item[0]))[:10]
    rows = [[kind, *(one[kind] for one in counts.values()), n] for kind, n in first]
    yield table(["kind", *map(_title, counts), "all"], rows)
    yield prose(
        f"""The ten commonest of {len(every)} kinds; the others together are
        {every.total() - sum(n for _, n in first)} of {every.total()}. Missed are gold claims that no
        claim meets, extra are claims that meet none, and the rest are cells of claims that met. Over
        all: """
        + ", ".join(f"{name} {n}" for name, n in _sums(every).items())
        + ". To read the passages of a kind, on the terminal:"
    )
    yield f"    python evals/quality.py --show '{first[0][0] if first else ''}'"


def _sums(kinds: Mapping[str, int]) -> dict[str, int]:
    out: Counter[str] = Counter()
    for kind, n in kinds.items():
        out[kind.split(":")[0]] += n
    return dict(out.most_common())


def teasers(evidence: Evidence) -> Iterator[str]:
    """Gold claims in blocks that dateline does not read."""
    yield "## Teasers"
    yield prose(
        """Links to other stories make no claims by the rules of annotation, and dateline makes none of
        them; yet some headlines under "Related news" were coded. Gold claims whose trigger stands where
        dateline reads none (they count as missed):"""
    )
    rows = [
        [_title(key), *(sum(in_blocks(r)[kind] for r in readings) for kind in UNREAD)]
        for key, readings in evidence.readings.items()
    ]
    yield table(["set", *UNREAD], rows)


def parts(evidence: Evidence) -> Iterator[str]:
    """Each annotator alone, beside published figures."""
    yield "## The parts"
    yield prose(
        """Each annotator alone, beside what others published. Their figures are for whole data sets or
        for test halves, dateline's for the halves that were at hand while it was developed: a rough
        comparison."""
    )
    scores = evidence.parts
    yield table(
        ["English", "published", "reach", "dateline"],
        [[name, told, reach, number(scores.get(key))] for key, name, reach, told in PUBLISHED],
        words=2,
    )
    yield "For the gold claims of `dev`, whether or not a claim was made:"
    own = dict.fromkeys((k.format(code), n.format(code)) for k, n in ON_CLAIMS for code in evidence.languages)
    yield table(["", "dateline"], [[name, number(scores.get(key))] for key, name in own])
    yield prose(
        """Commands: `python evals/times.py FILE`, `python evals/places.py FOLDER`, `python
        evals/attribution.py FILE`. `python evals/gate.py` holds all of these, and the claims, to what was
        reached."""
    )
