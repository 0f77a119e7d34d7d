"""What goes wrong, by kind: claims missed, claims too many, and cells that differ from the coder's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from claims import Reading, pairs
from dateline.claim.build import ACCEPT

# Blocks that make no claims.
UNREAD = ("teaser", "repeat", "boilerplate", "credit")
Range = Sequence[int]
Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing that went wrong: its kind, and the characters where it shows."""

    kind: str
    start: int
    end: int


def mistakes(reading: Reading, by: ModuleType) -> Iterator[Mistake]:
    """All that went wrong in one report. `by` is the scorer of claims."""
    gold, met = reading.gold["claims"], pairs(reading, by)
    for i, claim in enumerate(gold):
        if i not in met:
            yield _at(claim["trigger"], f"missed: {_missed(claim, reading)}")
    for j, told in enumerate(reading.claims):
        if j not in met.values():
            yield _at(told["trigger"]["span"], f"extra: {_extra(told, reading, by)}")
    for i, j in met.items():
        for kind in _cells(gold[i], reading.claims[j], by):
            yield _at(reading.claims[j]["trigger"]["span"], kind)


def in_blocks(reading: Reading) -> dict[str, int]:
    """How many gold claims have their trigger in blocks that make no claims, by kind."""
    found = [_block(reading, claim["trigger"]) for claim in reading.gold["claims"]]
    return {kind: found.count(kind) for kind in UNREAD}


def _at(span: Range, kind: str) -> Mistake:
    return Mistake(kind=kind, start=span[0], end=span[1])


def _over(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _block(reading: Reading, span: Range) -> str | None:
    return next((b.kind for b in reading.blocks if _over((b.start, b.end), span)), None)


def _family(event: str) -> str:
    return event.split(".")[0]


def _missed(claim: Item, reading: Reading) -> str:
    """Why a gold claim has none that meets it; its own words decide before others of its sentence."""
    block = _block(reading, claim["trigger"])
    if block in UNREAD:
        return f"stands in a {block}"
    drafts = [(d.trigger, (d.sentence.start, d.sentence.end), sure) for d, sure in reading.drafts]
    same = [d for d in drafts if _family(d[0].event) == _family(claim["event"])]
    there = [d for d in drafts if _over((d[0].start, d[0].end), claim["trigger"])]
    beside = [
        d for d in same if _over((d[0].start, d[0].end), claim["evidence"]) or _over(claim["trigger"], d[1])
    ]
    if there and not any(d in same for d in there):
        return "taken for another family of events"
    nearest = [d for d in there if d in same] or beside
    if not nearest:
        return "no trigger known"
    if any(sure >= ACCEPT for *_, sure in nearest):
        return "one claim where the coder wrote several"
    return "below confidence"


def _extra(told: Item, reading: Reading, by: ModuleType) -> str:
    """What a claim that no coder wrote is."""
    gold, span = reading.gold["claims"], told["trigger"]["span"]
    if not gold:
        return "in a report with nothing to code"
    if any(by.pair_score(claim, told) > 0 for claim in gold):
        return "second claim of a coded happening"
    if any(_over(claim["trigger"], span) for claim in gold):
        return "taken for another family of events"
    sentence = told["evidence"]["span"]
    if reading.page.scan.within("background", sentence[0], sentence[1]):
        return "background"
    if _is_generic(reading, span):
        return "generic word"
    if any(_over(claim["evidence"], sentence) for claim in gold):
        return "other word in a coded sentence"
    return "news that the coder left out"


def _is_generic(reading: Reading, span: Range) -> bool:
    return any(
        (d.trigger.start, d.trigger.end) == tuple(span)
        and (d.trigger.strength == "weak" or d.trigger.tag == "generic")
        for d, _ in reading.drafts
    )


def _cells(gold: Item, told: Item, by: ModuleType) -> Iterator[str]:
    if gold["event"] != told["event"]:
        yield "type: another of its family"
    for cell in ("actors", "targets"):
        if kind := _participants(by.spans(gold, cell), told[cell]):
            yield f"{cell}: {kind}"
    if by.place_ok(gold.get("place"), told["place"]) is False:
        yield f"place: {_place(gold['place'], told['place'])}"
    if kind := _time(gold.get("time"), told["time"]):
        yield f"time: {kind}"
    if kind := _sources(gold["sources"], told["sources"]):
        yield f"source: {kind}"
    if gold.get("modality", "asserted") != told["modality"]:
        yield "modality: another"
    for quantity in gold.get("quantities") or ():
        if kind := _quantity(quantity, told["quantities"]):
            yield f"quantity: {kind}"


def _participants(gold: Sequence[Range], told: Sequence[Item]) -> str | None:
    if not gold:
        return "given where the coder gives none" if told else None
    if any(_over(span, one["span"]) for span in gold for one in told):
        return None
    if not told:
        return "missing"
    return "carried from elsewhere" if all(one["carried"] for one in told) else "wrong"


def _place(gold: Item, told: Item | None) -> str:
    if told is None:
        return "missing"
    if gold.get("lat") is not None and told["lat"] is None:
        return "without coordinates"
    if gold.get("span") and _over(gold["span"], told["span"]):
        return "right name, other point"
    return "carried from elsewhere" if told["carried"] else "wrong"


def _time(gold: Item | None, told: Item | None) -> str | None:
    if not gold or not gold.get("start"):
        return None
    if told is None:
        return "missing"
    if told["start"] is None:
        return "unanchored"
    if (told["start"][:10], (told["end"] or "")[:10]) == (gold["start"], gold["end"]):
        return None
    if told["span"] is None:
        return "the published day instead"
    if gold.get("span") and _over(gold["span"], told["span"]):
        return "right words, other days"
    return "carried from elsewhere" if told["anchor"] == "carried" else "wrong"


def _sources(gold: Sequence[Item], told: Sequence[Item]) -> str | None:
    if not gold:
        return "given where the coder gives none" if told else None
    if not told:
        return "missing"
    named = [one["span"] for one in gold if one.get("span")]
    met = not named or any(_over(span, one["span"]) for span in named for one in told)
    return None if met else "wrong"


def _quantity(gold: Item, told: Sequence[Item]) -> str | None:
    if any((q["what"], q["min"], q["max"]) == (gold["what"], gold["min"], gold["max"]) for q in told):
        return None
    return "other bounds" if any(q["what"] == gold["what"] for q in told) else "missing"
