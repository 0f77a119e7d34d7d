"""Small reports and claims, built by hand: a text, and the words in it that matter."""

from collections.abc import Sequence
from typing import Any

from dateline.corroborate import Copy, Event, EventPlace, OriginCount
from dateline.model import (
    Block,
    Claim,
    Extraction,
    Interval,
    Participant,
    Place,
    Quantity,
    Reason,
    Report,
    Source,
    Span,
    Time,
    cut,
)

TEXT = (
    "The Northern Army shelled Đồng Xá on Friday, killing at least 12 civilians, "
    "an army source told Riverside News."
)


def span(text: str, quote: str) -> Span:
    """Where `quote` first stands in `text`."""
    start = text.index(quote)
    return cut(text, start, start + len(quote))


def report(text: str = TEXT, *, id: str = "r1", **fields: Any) -> Report:
    """A dated report in English of the outlet Riverside Daily; `fields` replace what it is made of."""
    made: dict[str, Any] = {
        "title": "Shelling",
        "outlet": "Riverside Daily",
        "published": Interval(start="2017-11-18", end="2017-11-18", grain="day"),
        "language": "en",
        "blocks": (Block(kind="body", start=0, end=len(text)),),
        "origin": "made/by/hand.txt",
    }
    return Report(id=id, text=text, **(made | fields))


def claim(text: str = TEXT, *, id: str = "c1", trigger: str = "shelled", **fields: Any) -> Claim:
    """The shelling that TEXT tells, every cell filled; `fields` replace its cells."""
    made: dict[str, Any] = {
        "event": "strike.shelling",
        "evidence": cut(text, 0, len(text)),
        "rule": "active",
        "confidence": 0.8,
    }
    return Claim(id=id, trigger=span(text, trigger), **(made | fields))


def full_claim(*, id: str = "c1", **fields: Any) -> Claim:
    """A claim of TEXT with a value in every cell."""
    made: dict[str, Any] = {
        "actors": (Participant(span=span(TEXT, "Northern Army"), entity="north.army", name="Northern Army"),),
        "targets": (Participant(span=span(TEXT, "civilians"), carried="nearest-mention"),),
        "supporters": (Participant(span=span(TEXT, "Riverside News")),),
        "place": place("Đồng Xá", relation="outskirts of", carried="same-sentence"),
        "time": Time(
            span=span(TEXT, "Friday"),
            start="2017-11-17",
            end="2017-11-17",
            grain="day",
            anchor="published",
            rule="weekday",
        ),
        "sources": (
            Source(
                span=span(TEXT, "Riverside News"), kind="media", entity="riverside", name="Riverside News"
            ),
            Source(
                span=span(TEXT, "an army source"), kind="military", cue=span(TEXT, "told"), carried="runs-on"
            ),
        ),
        "modality": "hedged",
        "modality_cue": span(TEXT, "told"),
        "quantities": (toll("at least 12", 12, None, of="civilians"),),
        "reasons": (Reason(cell="place", rule="same-sentence", note="named after the trigger"),),
    }
    return claim(TEXT, id=id, **(made | fields))


def place(quote: str, *, text: str = TEXT, **fields: Any) -> Place:
    """A settlement at 21.5 N 105.25 E."""
    made: dict[str, Any] = {
        "name": "Dong Xa",
        "level": "settlement",
        "lat": 21.5,
        "lon": 105.25,
        "gazetteer_id": "g1",
        "country": "VN",
        "confidence": 0.9,
    }
    return Place(span=span(text, quote), **(made | fields))


def toll(
    quote: str,
    low: float | None,
    high: float | None,
    *,
    text: str = TEXT,
    what: str = "killed",
    of: str | None = None,
) -> Quantity:
    """A number of dead, or of `what`."""
    return Quantity(span=span(text, quote), what=what, min=low, max=high, of=of)


def source(quote: str, *, text: str = TEXT, kind: Any = "official", entity: str | None = None) -> Source:
    """Somebody credited."""
    return Source(span=span(text, quote), kind=kind, entity=entity)


def on(day: str | None, *, last: str | None = None) -> Time:
    """A time without an expression: the published date stands in."""
    return Time(span=None, start=day, end=last or day, grain="day", anchor="published", rule="published")


def extraction(*claims: Claim, report_: Report | None = None) -> Extraction:
    """A report with these claims; the report of TEXT when none is given."""
    return Extraction(report=report_ or report(), claims=claims)


def full_extraction() -> Extraction:
    """TEXT with its one claim, nothing left empty."""
    return extraction(full_claim(), report_=report(url="https://example.org/1"))


def told(
    id: str, words: str, *, outlet: str, claims: Sequence[dict[str, Any]] = ({},), **fields: Any
) -> Extraction:
    """A report `id` of an outlet that says `words`, with one claim for each set of cells."""
    made = tuple(
        claim(words, id=f"{id}-{n}", trigger=cells.pop("trigger", words.split()[0]), **cells)
        for n, cells in enumerate(map(dict, claims))
    )
    return extraction(*made, report_=report(words, id=id, outlet=outlet, **fields))


def event(*claims: str, id: str = "e1", **fields: Any) -> Event:
    """An event of these claims in Dong Xa, that one report of one outlet tells."""
    made: dict[str, Any] = {
        "type": "strike.shelling",
        "place": EventPlace(
            name="Dong Xa", level="settlement", lat=21.5, lon=105.25, gazetteer_id="g1", country="VN"
        ),
        "start": "2017-11-17",
        "end": "2017-11-17",
        "report_ids": ("r1",),
        "outlets": ("Riverside Daily",),
        "origins": OriginCount(reports=1, outlets=1, origins_min=1, origins_max=2),
    }
    return Event(id=id, claim_ids=claims, **(made | fields))


def copy(a: str, b: str, **fields: Any) -> Copy:
    """A near copy."""
    made: dict[str, Any] = {"kind": "near", "containment_a": 0.9, "containment_b": 0.8, "shared": ()}
    return Copy(report_a=a, report_b=b, **(made | fields))
