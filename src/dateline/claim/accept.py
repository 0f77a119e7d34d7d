"""Claim or not: what speaks for a draft and against it, as features of a fitted model.

The features know the event, how strong its word is alone, who and what is named with it, how sure the
passage is, the words of the sentence, and how much of the report tells of conflict. Weights are fitted by
`scripts/fit.py`.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.annotate.mentions import TimeMention
from dateline.annotate.page import Page
from dateline.claim.candidates import Candidate
from dateline.claim.clause import BOUNDARIES
from dateline.claim.draft import Draft
from dateline.claim.linear import LinearModel
from dateline.claim.merge import is_attack, is_toll
from dateline.claim.roles import Link
from dateline.model import Interval

_WORD = re.compile(r"\w+")
# The least probability that counts.
_LEAST = 0.01
# Near a trigger: how many code points on either side, and how many words of them.
_NEAR, _FEW = 50, 4


def features(
    page: Page, drafts: Sequence[Draft], *, published: Interval | None
) -> tuple[tuple[str, ...], ...]:
    """For each draft of a report, the features that hold of it."""
    whole = _whole(page, drafts, published)
    earlier: Counter[str] = Counter()
    here: Counter[tuple[int, str]] = Counter()
    out: list[tuple[str, ...]] = []
    for i, draft in enumerate(drafts):
        event, index = draft.trigger.event, draft.index
        beside = sum([d.index == index for d in drafts[max(0, i - 3) : i + 4]]) - 1
        out.append(_features(page, draft, whole, here[index, event], beside, told=event in earlier))
        earlier[event] += 1
        here[index, event] += 1
    words = {draft.index: _words(page.text, draft.sentence.start, draft.sentence.end) for draft in drafts}
    return tuple(
        [(*told, *_spoken(page, draft, words[draft.index])) for told, draft in zip(out, drafts, strict=True)]
    )


def confidences(
    page: Page, drafts: Sequence[Draft], models: Mapping[str, LinearModel], *, published: Interval | None
) -> tuple[float, ...]:
    """How sure it is, 0 to 1, that a coder would write each draft down.

    The first model judges each draft; the second, of two numbers, sets how sure that makes one, as it is
    fitted on judgements of reports that the first has not seen.
    """
    alone = [models["accept"].probability(f) for f in features(page, drafts, published=published)]
    return tuple(models["report"].weigh(told) for told in report_values(alone))


def report_values(alone: Sequence[float]) -> tuple[Mapping[str, float], ...]:
    """For each draft the log odds of its probability."""
    return tuple({"own": _log_odds(p)} for p in alone)


def _log_odds(p: float) -> float:
    return math.log(max(p, _LEAST) / max(1 - p, _LEAST))


def _spoken(page: Page, draft: Draft, words: Sequence[str]) -> Iterator[str]:
    """The words of a draft's sentence, alone and with the family of its event, and those near its trigger."""
    trigger, sentence = draft.trigger, draft.sentence
    family = _family(trigger)
    before = _words(page.text, max(sentence.start, trigger.start - _NEAR), trigger.start)
    after = _words(page.text, trigger.end, min(sentence.end, trigger.end + _NEAR))
    yield from (f"in|{word}" for word in words)
    yield from (f"in|{word}|{family}" for word in words)
    yield from (f"near|{word}|{family}" for word in sorted({*before[-_FEW:], *after[:_FEW]}))


def _words(text: str, start: int, end: int) -> list[str]:
    """The words of a stretch in lower case, each once, where it stands first."""
    return list(dict.fromkeys(_WORD.findall(text[start:end].lower())))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """What holds of all drafts of a report: features of its company, year, and how much is of each family."""

    density: int
    company: tuple[str, ...]
    year: int | None
    topics: Mapping[str, int]


def _whole(page: Page, drafts: Sequence[Draft], published: Interval | None) -> _Whole:
    strong = sum(1 for d in drafts if d.trigger.strength == "strong")
    families = Counter(_family(d.trigger) for d in drafts if d.trigger.strength != "weak")
    return _Whole(
        density=min(int(20 * strong / max(len(page.sentences), 1)) // 3, 5),
        company=tuple([f"report|{name}" for name in _report_company(page)]),
        year=_year(page, published),
        topics={family: min(4 * same // len(drafts), 3) for family, same in families.items()},
    )


def _family(trigger: Candidate) -> str:
    return trigger.event.partition(".")[0]


def _report_company(page: Page) -> tuple[str, ...]:
    """The kinds of background that run through a report: in a fifth of its sentences or more."""
    counts: Counter[str] = Counter([hit.entry.data["name"] for hit in page.scan.hits.get("background", ())])
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
    page: Page, draft: Draft, whole: _Whole, again: int, beside: int, *, told: bool
) -> tuple[str, ...]:
    trigger, sentence = draft.trigger, draft.sentence
    family = _family(trigger)
    strength = "toll" if is_toll(trigger) else trigger.strength
    background = page.scan.within("background", sentence.start, sentence.end)
    company = sorted({hit.entry.data["name"] for hit in background}) if background else ()
    topic, density = whole.topics.get(family, 0), whole.density
    return (
        *_cells(draft, strength, family),
        *_surroundings(page, draft, strength),
        *[f"background|{name}|{strength}" for name in company],
        *[f"background|{name}|{family}" for name in company],
        *whole.company,
        f"again|{min(again, 2)}|{strength}",
        f"age|{_age(draft, whole.year)}|{strength}",
        f"density|{density}",
        f"density|{density}|{strength}",
        f"beside|{min(beside, 3)}|{strength}",
        f"told|{told}|{strength}|{bool(draft.spots or draft.dates or draft.counts)}",
        f"topic|{topic}|{strength}",
        f"topic|{topic}|{family}",
    )


def _cells(draft: Draft, strength: str, family: str) -> tuple[str, ...]:
    """What the draft itself says: its event, who and what is named with it, how sure it is."""
    trigger, roles = draft.trigger, draft.roles
    event, modality = trigger.event, draft.judgement.modality
    base = f"{trigger.pos}|{strength}"
    acts, suffers = bool(roles.actors), bool(roles.targets)
    return (
        f"event|{event}",
        f"base|{base}",
        f"{event}|{base}",
        f"actor|{_cls(roles.actors)}|{trigger.voice}",
        f"target|{_cls(roles.targets)}",
        f"roles|{acts}|{suffers}|{strength}",
        f"{event}|roles|{acts}|{suffers}",
        f"place|{bool(draft.spots)}|{strength}",
        f"date|{_date(draft.dates)}|{strength}",
        f"counted|{bool(draft.counts)}|{strength}",
        f"modality|{modality}|{strength}",
        f"{family}|{modality}",
        f"voice|{trigger.voice}|{strength}",
        f"attack|{is_attack(event)}|{strength}",
        f"credited|{bool(draft.attributions)}",
        f"echo|{trigger.rule.endswith('echo')}",
        f"large|{_largest(draft)}|{strength}",
    )


def _surroundings(page: Page, draft: Draft, strength: str) -> tuple[str, ...]:
    """The trigger's word, where it stands, and what stands next to it."""
    trigger, sentence = draft.trigger, draft.sentence
    previous = _word_before(page.text, trigger.start)
    return (
        f"word|{page.text[trigger.start : trigger.end].lower()}",
        f"position|{min(draft.index, 6)}",
        f"cue|{_cue(page, draft)}",
        f"length|{min((sentence.end - sentence.start) // 60, 5)}",
        f"previous|{previous}",
        f"previous|{previous}|{trigger.pos}",
        f"next|{_word_after(page.text, trigger.end)}|{trigger.pos}",
        f"clause|{_clause(draft)}|{strength}",
        f"modifies|{_modifies(page, draft)}|{strength}",
    )


def _clause(draft: Draft) -> str:
    """What opens the clause that the trigger stands in."""
    before = bisect_left(draft.bones.offsets, draft.trigger.start)
    return BOUNDARIES[draft.bones.ranks[before - 1]] if before else "main"


def _modifies(page: Page, draft: Draft) -> bool:
    """True when a noun follows straight after: "attack survivors", "protest leader"."""
    end = draft.trigger.end
    if page.text[end : end + 1] != " ":
        return False
    following = page.scan.within("noun", end + 1, end + 24)
    return bool(following) and following[0].start == end + 1


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
