"""Claim or not: what speaks for a draft and against it, as features of a fitted model.

The features know the event, how strong its word is alone, who and what is named with it, how sure the
passage is, the words of the sentence, and how much of the report tells of conflict. Weights are fitted by
`scripts/fit.py`.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from dateline.annotate.mentions import TimeMention
from dateline.annotate.page import Page
from dateline.claim.clause import BOUNDARIES
from dateline.claim.draft import Draft
from dateline.claim.linear import LinearModel
from dateline.claim.merge import is_attack, is_toll
from dateline.claim.roles import Link
from dateline.model import Interval

_WORD = re.compile(r"\w+")
# Of how many of its drafts a report is judged, and the least probability that counts.
_BEST, _LEAST = 4, 0.01


def features(
    page: Page, drafts: Sequence[Draft], *, published: Interval | None
) -> tuple[tuple[str, ...], ...]:
    """For each draft of a report, the features that hold of it."""
    strong = sum(1 for d in drafts if d.trigger.strength == "strong")
    density = min(int(20 * strong / max(len(page.sentences), 1)) // 3, 5)
    told_of = _report_company(page)
    year = _year(page, published)
    words = {draft.index: _words(page, draft) for draft in drafts}
    return tuple(
        _features(page, drafts, i, density, told_of, year) + words[draft.index]
        for i, draft in enumerate(drafts)
    )


def confidences(
    page: Page, drafts: Sequence[Draft], models: Mapping[str, LinearModel], *, published: Interval | None
) -> tuple[float, ...]:
    """How sure it is, 0 to 1, that a coder would write each draft down.

    Two models in a row: the first judges each draft alone, the second in the light of the report as a whole,
    since a report of an exercise or a trial is full of words of war and tells none.
    """
    alone = [models["accept"].probability(f) for f in features(page, drafts, published=published)]
    return tuple(models["report"].weigh(told) for told in report_values(alone))


def report_values(alone: Sequence[float]) -> tuple[Mapping[str, float], ...]:
    """For each draft the log odds of its own probability, and of the mean of its report's best ones."""
    best = sorted(alone, reverse=True)[:_BEST]
    top = _log_odds(sum(best) / max(len(best), 1))
    return tuple({"own": _log_odds(p), "top": top} for p in alone)


def _log_odds(p: float) -> float:
    return math.log(max(p, _LEAST) / max(1 - p, _LEAST))


def _words(page: Page, draft: Draft) -> tuple[str, ...]:
    """The words of a draft's sentence, in lower case, each once."""
    sentence = page.text[draft.sentence.start : draft.sentence.end].lower()
    return tuple([f"in|{word}" for word in sorted(set(_WORD.findall(sentence)))])


def _report_company(page: Page) -> tuple[str, ...]:
    """The kinds of background that run through a report: in a fifth of its sentences or more."""
    counts = Counter(str(hit.entry.data["name"]) for hit in page.scan.hits.get("background", ()))
    return tuple(sorted(name for name, n in counts.items() if n >= 3 and 5 * n >= len(page.sentences)))


def _year(page: Page, published: Interval | None) -> int | None:
    """The year that the report is of: its published one, else the latest that it dates anything to."""
    if published is not None:
        return int(published.start[:4])
    years = [int(t.first[:4]) for t in page.times if t.first is not None and t.first[:4].isdigit()]
    return max(years, default=None)


def _age(draft: Draft, year: int | None) -> str:
    """How many years before the report the dates of the sentence lie."""
    dated = [int(t.first[:4]) for t in draft.dates if t.first is not None and t.first[:4].isdigit()]
    if year is None or not dated:
        return "none"
    return str(min(max(year - max(dated), 0), 2))


def _cue(page: Page, draft: Draft) -> str:
    cue = draft.judgement.cue
    return page.text[cue[0] : cue[1]].lower() if cue else "-"


def _features(
    page: Page, drafts: Sequence[Draft], i: int, density: int, told_of: tuple[str, ...], year: int | None
) -> tuple[str, ...]:
    draft = drafts[i]
    trigger, roles = draft.trigger, draft.roles
    sentence = draft.sentence
    strength = "toll" if is_toll(trigger) else trigger.strength
    family = trigger.event.split(".")[0]
    base = f"{trigger.pos}|{strength}"
    company = {
        str(h.entry.data["name"]) for h in page.scan.within("background", sentence.start, sentence.end)
    }
    again = sum(1 for d in drafts[:i] if d.index == draft.index and d.trigger.event == trigger.event)
    beside = sum(1 for d in drafts[max(0, i - 3) : i + 4] if d.index == draft.index) - 1
    modality = draft.judgement.modality
    told = any(d.trigger.event == trigger.event for d in drafts[:i])
    word = page.text[trigger.start : trigger.end].lower()
    return (
        f"event|{trigger.event}",
        f"base|{base}",
        f"{trigger.event}|{base}",
        f"word|{word}",
        f"actor|{_cls(roles.actors)}|{trigger.voice}",
        f"target|{_cls(roles.targets)}",
        f"roles|{bool(roles.actors)}|{bool(roles.targets)}|{strength}",
        f"{trigger.event}|roles|{bool(roles.actors)}|{bool(roles.targets)}",
        f"place|{bool(draft.spots)}|{strength}",
        f"date|{_date(draft.dates)}|{strength}",
        f"counted|{bool(draft.counts)}|{strength}",
        f"modality|{modality}|{strength}",
        f"{family}|{modality}",
        f"voice|{trigger.voice}|{strength}",
        f"position|{min(draft.index, 6)}",
        *(f"background|{name}|{strength}" for name in sorted(company)),
        *(f"background|{name}|{family}" for name in sorted(company)),
        *(f"report|{name}" for name in told_of),
        f"again|{min(again, 2)}|{strength}",
        f"cue|{_cue(page, draft)}",
        f"age|{_age(draft, year)}|{strength}",
        f"attack|{is_attack(trigger.event)}|{strength}",
        f"length|{min((sentence.end - sentence.start) // 60, 5)}",
        f"density|{density}",
        f"density|{density}|{strength}",
        f"beside|{min(beside, 3)}|{strength}",
        f"credited|{bool(draft.attributions)}",
        f"echo|{trigger.rule.endswith('echo')}",
        f"previous|{_word_before(page.text, trigger.start)}",
        f"previous|{_word_before(page.text, trigger.start)}|{trigger.pos}",
        f"next|{_word_after(page.text, trigger.end)}|{trigger.pos}",
        f"told|{told}|{strength}|{bool(draft.spots or draft.dates or draft.counts)}",
        f"large|{_largest(draft)}|{strength}",
        f"clause|{_clause(draft)}|{strength}",
        f"modifies|{_modifies(page, draft)}|{strength}",
        f"topic|{_topic(drafts, i)}|{strength}",
        f"topic|{_topic(drafts, i)}|{family}",
    )


def _clause(draft: Draft) -> str:
    """What opens the clause that the trigger stands in."""
    before = [
        rank
        for at, rank in zip(draft.bones.offsets, draft.bones.ranks, strict=True)
        if at < draft.trigger.start
    ]
    return BOUNDARIES[before[-1]] if before else "main"


def _modifies(page: Page, draft: Draft) -> bool:
    """True when a noun follows straight after: "attack survivors", "protest leader"."""
    end = draft.trigger.end
    return (
        bool(page.scan.within("noun", end + 1, end + 24))
        and page.text[end : end + 1] == " "
        and any(hit.start == end + 1 for hit in page.scan.within("noun", end + 1, end + 24))
    )


def _topic(drafts: Sequence[Draft], i: int) -> int:
    """How much of the report tells of the same kind of event, in quarters."""
    family = drafts[i].trigger.event.split(".")[0]
    same = sum(1 for d in drafts if d.trigger.event.split(".")[0] == family and d.trigger.strength != "weak")
    return min(4 * same // max(len(drafts), 1), 3)


def _word_before(text: str, position: int) -> str:
    """The word before, in lower case: "the", "a", "to" and "of" say much about a noun."""
    words = text[max(0, position - 24) : position].lower().split()
    return words[-1] if words else "^"


def _word_after(text: str, position: int) -> str:
    words = text[position : position + 24].lower().split()
    return words[0].strip(".,;:\"'”’") if words and text[position : position + 1].isspace() else "-"


def _largest(draft: Draft) -> int:
    """The order of magnitude of the largest count: tolls of whole wars run to many thousands."""
    largest = max((count.min or count.max or 0 for count in draft.counts), default=0)
    return len(str(int(largest))) if largest else 0


def _cls(links: Sequence[Link]) -> str:
    return links[0].mention.cls if links else "none"


def _date(dates: Sequence[TimeMention]) -> str:
    if not dates:
        return "none"
    grains = {date.grain for date in dates}
    if grains <= {"year", "decade"}:
        return "old"
    return "day" if grains & {"day", "part", "hour", "minute"} else "other"
