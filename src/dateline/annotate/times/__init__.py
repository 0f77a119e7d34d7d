"""Time expressions: found, and resolved to days.

Each mention keeps the span and the TIMEX3 value of its own words; `first`/`last` are the days that it
means where it stands, so that "since March" covers March to the day of the report.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.annotate.lexicon import fold_once
from dateline.annotate.mentions import Sentence, TimeMention
from dateline.annotate.times import context
from dateline.annotate.times.frame import Frame, make_frame
from dateline.annotate.times.meaning import Meaning, Setting, Tale
from dateline.annotate.times.resolve import ranges, resolve
from dateline.annotate.times.rules import TimeRules, compile_rules
from dateline.annotate.times.scan import Expression, scan
from dateline.model import Interval

__all__ = ["TimeRules", "compile_rules", "find_times"]

_CLAUSE = 70  # how far before and after an expression a tense cue is looked for
_SETTLED = frozenset({"ref", "set", "every", "year", "decade", "century"})  # told the same in any tense
_OPENING = 12  # an expression so near the beginning of its sentence opens it


def find_times(
    text: str, sentences: Sequence[Sentence], rules: TimeRules, *, published: Interval | None
) -> tuple[TimeMention, ...]:
    """The time expressions of `text` in order, none overlapping another.

    Without a published date they are anchored on the date that the text is stamped with, or on full dates
    in it; what cannot be anchored has `first` and `last` None and a value such as "XXXX-WXX-5".
    """
    folded = fold_once(text)
    expressions = scan(text, rules)
    cued = [context.cues_of(folded, found, rules) for found in expressions]
    tied = context.ties(folded, expressions, cued, rules)
    expressions = context.share(expressions, tied)
    frame = make_frame(text, expressions, rules, published=published)
    cues = [names[0] if names else "" for names in cued]
    meanings = _resolve_all(folded, expressions, cues, frame, sentences, rules)
    now = frame.last or _latest(meanings, frame)
    # "từ ngày 10 đến 15/6" is bounded by its own end, not by the day of the report.
    ends = {side for index, adjacent in tied.items() if not adjacent for side in (index, index + 1)}
    return tuple(
        _mention(found, meaning if index in ends else _stretched(meaning, cue, now), cue)
        for index, (found, meaning, cue) in enumerate(
            zip(expressions, ranges(meanings, tied), cues, strict=True)
        )
        # "former" tells a time in a history; in the news it is but part of a title.
        if frame.history or "history" not in found.fields
    )


def _resolve_all(
    folded: str,
    expressions: Sequence[Expression],
    cues: Sequence[str],
    frame: Frame,
    sentences: Sequence[Sentence],
    rules: TimeRules,
) -> list[Meaning]:
    """The meaning of each expression, each read in the light of those before it."""
    strays = context.strays(expressions)
    bounds = iter(sentences)
    sentence = next(bounds, None)
    tale = Tale()
    meanings: list[Meaning] = []
    for index, (found, cue) in enumerate(zip(expressions, cues, strict=True)):
        while sentence and sentence.end <= found.start:
            sentence = next(bounds, None)
            tale = replace(tale, told=None) if tale.told else tale
        setting = Setting(
            frame=frame,
            tale=tale,
            cue=cue,
            future=_SETTLED.isdisjoint(found.fields) and _looks_ahead(folded, found, sentence, rules),
            spans=rules.spans,
        )
        meaning = resolve(found.fields, setting)
        tale = context.carry_on(tale, found, meaning, stray=index in strays)
        meanings.append(meaning)
    return meanings


def _looks_ahead(folded: str, found: Expression, sentence: Sentence | None, rules: TimeRules) -> bool:
    """True when the expression's clause tells of what is to come."""
    opening, closing = (sentence.start, sentence.end) if sentence else (0, len(folded))
    before = folded[max(opening, found.start - _CLAUSE) : found.start]
    # Where the expression opens its sentence, the verb comes after it.
    after = folded[found.end : min(closing, found.end + _CLAUSE)] if len(before) < _OPENING else ""
    return context.looks_ahead(before, after, rules)


def _latest(meanings: Sequence[Meaning], frame: Frame) -> date | None:
    """The last day that undated news tells of: it was told then or later."""
    if frame.narrative:
        return None
    return max((m.last for m in meanings if m.last and m.grain == "day"), default=None)


def _stretched(meaning: Meaning, cue: str, now: date | None) -> Meaning:
    """ "since March" runs to the day of the report, "until Monday" from it."""
    if now is None or meaning.first is None or meaning.last is None or meaning.kind == "duration":
        return meaning
    if cue == "since" and meaning.first <= now:
        return replace(meaning, last=now)
    if cue == "until" and meaning.last > now:
        return replace(meaning, first=min(now, meaning.first))
    return meaning


def _mention(found: Expression, meaning: Meaning, cue: str) -> TimeMention:
    return TimeMention(
        start=found.start,
        end=found.end,
        first=_iso(meaning.first),
        last=_iso(meaning.last),
        grain=meaning.grain,
        anchor=meaning.anchor,
        rule=f"{cue}:{found.rule}" if cue in ("since", "until") else found.rule,
        value=meaning.value,
        kind=meaning.kind,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
