"""The record as JSON: one object a report, with its claims, every cell beside the characters it came from.

`to_record` and `from_record` lose nothing between them. A span is written as `[start, end]` with its quote
next to it, so that a reader in another language can check it against the text.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from dateline.errors import UnreadableInput
from dateline.model import (
    Alternative,
    Anchor,
    Block,
    BlockKind,
    Claim,
    Extraction,
    Grain,
    Interval,
    Level,
    Modality,
    PageMap,
    PageRange,
    Participant,
    Place,
    Quantity,
    Reason,
    Report,
    Source,
    SourceKind,
    Span,
    Time,
)

Record = dict[str, Any]
Mask = Callable[[Record], Record]


def to_record(extraction: Extraction, *, mask: Mask | None = None) -> Record:
    """The JSON object of a report and its claims; `mask` may hide names in it and gives the object back."""
    record: Record = {
        "report": _report(extraction.report),
        "claims": [_claim(claim) for claim in extraction.claims],
    }
    return mask(record) if mask else record


def dumps(record: Mapping[str, Any]) -> str:
    """The object on one line, in its own key order, with letters as they are and no line break at the end."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": "), allow_nan=False)


def from_record(record: Mapping[str, Any]) -> Extraction:
    """The extraction that a JSON object tells.

    Raises UnreadableInput when a key is missing or holds the wrong thing, SpanError when a quote is untrue.
    """
    try:
        report = _read_report(record["report"])
        claims = tuple(_read_claim(claim, report.text) for claim in record["claims"])
    except KeyError as error:
        raise UnreadableInput(f"the record lacks the key {error}; write it with `dateline extract`") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise UnreadableInput(f"the record is not as `dateline extract` writes it: {error}") from None
    return Extraction(report=report, claims=claims)


def _report(report: Report) -> Record:
    published = report.published
    # What only some readers know is left out where it is not known.
    known: Record = {"authors": list(report.authors)} if report.authors else {}
    if report.page:
        known["page"] = page_record(report.page)
    return {
        "id": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "published": published and {"start": published.start, "end": published.end, "grain": published.grain},
        "language": report.language,
        "text": report.text,
        "blocks": [{"kind": block.kind, "span": [block.start, block.end]} for block in report.blocks],
        "origin": report.origin,
        **known,
    }


def page_record(page: PageMap) -> Record:
    """Where a text stands in its page: each range is [start, end, page_start, page_end]."""
    ranges = [[part.start, part.end, part.page_start, part.page_end] for part in page.ranges]
    return {"sha256": page.sha256, "encoding": page.encoding, "ranges": ranges}


def read_page(item: Mapping[str, Any]) -> PageMap:
    """What `page_record` wrote. Raises KeyError, TypeError or ValueError when it did not."""
    ranges = []
    for part in item["ranges"]:
        start, end, page_start, page_end = map(_whole, part)
        ranges.append(PageRange(start=start, end=end, page_start=page_start, page_end=page_end))
    return PageMap(sha256=_string(item["sha256"]), encoding=_string(item["encoding"]), ranges=tuple(ranges))


def _claim(claim: Claim) -> Record:
    return {
        "id": claim.id,
        "event": claim.event,
        "evidence": _span(claim.evidence),
        "trigger": _span(claim.trigger),
        "actors": [_participant(actor) for actor in claim.actors],
        "targets": [_participant(target) for target in claim.targets],
        "supporters": [_participant(supporter) for supporter in claim.supporters],
        "place": claim.place and _place(claim.place),
        "time": claim.time and _time(claim.time),
        "sources": [_source(source) for source in claim.sources],
        "modality": claim.modality,
        "modality_cue": _span_or_null(claim.modality_cue),
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "confidence": float(claim.confidence),
        "rule": claim.rule,
        "reasons": [{"cell": item.cell, "rule": item.rule, "note": item.note} for item in claim.reasons],
    }


def _span(span: Span) -> Record:
    return {"span": [span.start, span.end], "quote": span.quote}


def _span_or_null(span: Span | None) -> Record | None:
    return None if span is None else _span(span)


def _carried(rule: str | None) -> Record:
    return {"carried": rule is not None, "carried_by": rule}


def _participant(participant: Participant) -> Record:
    return {
        **_span(participant.span),
        "entity": participant.entity,
        "name": participant.name,
        **_carried(participant.carried),
    }


def _place(place: Place) -> Record:
    return {
        **_span(place.span),
        "name": place.name,
        "lat": None if place.lat is None else float(place.lat),
        "lon": None if place.lon is None else float(place.lon),
        "level": place.level,
        "gazetteer_id": place.gazetteer_id,
        "country": place.country,
        "relation": place.relation,
        "confidence": float(place.confidence),
        "radius_km": None if place.radius_km is None else float(place.radius_km),
        "alternatives": alternatives_to_record(place),
        **_carried(place.carried),
    }


def alternatives_to_record(place: Place) -> list[Record]:
    """What else a place's name may mean, as the record has it."""
    return [
        {
            "name": other.name,
            "level": other.level,
            "lat": float(other.lat),
            "lon": float(other.lon),
            "gazetteer_id": other.gazetteer_id,
            "country": other.country,
            "confidence": float(other.confidence),
        }
        for other in place.alternatives
    ]


def _time(time: Time) -> Record:
    return {
        "span": None if time.span is None else [time.span.start, time.span.end],
        "quote": None if time.span is None else time.span.quote,
        "start": time.start,
        "end": time.end,
        "grain": time.grain,
        "anchor": time.anchor,
        "rule": time.rule,
    }


def _source(source: Source) -> Record:
    return {
        **_span(source.span),
        "name": source.name,
        "entity": source.entity,
        "kind": source.kind,
        "cue": _span_or_null(source.cue),
        **_carried(source.carried),
    }


def _quantity(quantity: Quantity) -> Record:
    return {
        **_span(quantity.span),
        "what": quantity.what,
        "min": _number(quantity.min),
        "max": _number(quantity.max),
        "of": quantity.of,
    }


def _number(value: float | None) -> float | int | None:
    """Counts as whole numbers (12, not 12.0), shares as they are."""
    return int(value) if value is not None and float(value).is_integer() else value


def _read_report(item: Mapping[str, Any]) -> Report:
    published = item.get("published")
    return Report(
        id=_string(item["id"]),
        text=_string(item["text"]),
        title=_string_or_none(item.get("title")),
        outlet=_string_or_none(item.get("outlet")),
        url=_string_or_none(item.get("url")),
        published=published
        and Interval(
            start=_string(published["start"]),
            end=_string(published["end"]),
            grain=_word(published["grain"], Grain),
        ),
        language=_string_or_none(item.get("language")),
        blocks=tuple(_read_block(block) for block in item.get("blocks", ())),
        origin=_string(item.get("origin", "")),
        authors=tuple(_string(author) for author in item.get("authors", ())),
        page=read_page(item["page"]) if item.get("page") else None,
    )


def _read_block(item: Mapping[str, Any]) -> Block:
    start, end = item["span"]
    return Block(kind=_word(item["kind"], BlockKind), start=_whole(start), end=_whole(end))


def _read_claim(item: Mapping[str, Any], text: str) -> Claim:
    place, time, reasons = item["place"], item["time"], item.get("reasons", ())
    return Claim(
        id=_string(item["id"]),
        event=_string(item["event"]),
        evidence=_read_span(item["evidence"], text),
        trigger=_read_span(item["trigger"], text),
        actors=_read_participants(item["actors"], text),
        targets=_read_participants(item["targets"], text),
        supporters=_read_participants(item["supporters"], text),
        place=None if place is None else _read_place(place, text),
        time=None if time is None else _read_time(time, text),
        sources=tuple(_read_source(source, text) for source in item["sources"]),
        modality=_word(item["modality"], Modality),
        modality_cue=_read_span_or_none(item.get("modality_cue"), text),
        quantities=tuple(_read_quantity(quantity, text) for quantity in item["quantities"]),
        confidence=_real(item["confidence"]),
        rule=_string(item["rule"]),
        reasons=tuple(
            Reason(cell=_string(why["cell"]), rule=_string(why["rule"]), note=_string(why["note"]))
            for why in reasons
        ),
    )


def _read_span(item: Mapping[str, Any], text: str) -> Span:
    start, end = item["span"]
    return Span(start=_whole(start), end=_whole(end), quote=item["quote"], text=text)


def _read_span_or_none(item: Mapping[str, Any] | None, text: str) -> Span | None:
    return None if item is None or item["span"] is None else _read_span(item, text)


def _read_carried(item: Mapping[str, Any]) -> str | None:
    """The carry-over rule; a record that only says that there was one gets the name "unnamed"."""
    rule = _string_or_none(item.get("carried_by"))
    return "unnamed" if rule is None and item.get("carried") else rule


def _read_participants(items: Iterable[Mapping[str, Any]], text: str) -> tuple[Participant, ...]:
    return tuple(
        Participant(
            span=_read_span(item, text),
            entity=_string_or_none(item.get("entity")),
            name=_string_or_none(item.get("name")),
            carried=_read_carried(item),
        )
        for item in items
    )


def _read_place(item: Mapping[str, Any], text: str) -> Place:
    return Place(
        span=_read_span(item, text),
        name=_string(item["name"]),
        level=_word(item["level"], Level),
        lat=_real_or_none(item["lat"]),
        lon=_real_or_none(item["lon"]),
        gazetteer_id=_string_or_none(item.get("gazetteer_id")),
        country=_string_or_none(item.get("country")),
        relation=_string_or_none(item.get("relation")),
        confidence=_real(item.get("confidence", 0.0)),
        carried=_read_carried(item),
        radius_km=_real_or_none(item.get("radius_km")),
        alternatives=read_alternatives(item.get("alternatives", ())),
    )


def read_alternatives(items: Iterable[Mapping[str, Any]]) -> tuple[Alternative, ...]:
    """Back from what `alternatives_to_record` wrote."""
    return tuple(
        Alternative(
            name=_string(item["name"]),
            level=_word(item["level"], Level),
            lat=_real(item["lat"]),
            lon=_real(item["lon"]),
            gazetteer_id=_string(item["gazetteer_id"]),
            country=_string_or_none(item.get("country")),
            confidence=_real(item["confidence"]),
        )
        for item in items
    )


def _read_time(item: Mapping[str, Any], text: str) -> Time:
    return Time(
        span=_read_span_or_none(item, text),
        start=_string_or_none(item["start"]),
        end=_string_or_none(item["end"]),
        grain=_word(item["grain"], Grain),
        anchor=_word(item["anchor"], Anchor),
        rule=_string(item.get("rule", "")),
    )


def _read_source(item: Mapping[str, Any], text: str) -> Source:
    return Source(
        span=_read_span(item, text),
        kind=_word(item["kind"], SourceKind),
        entity=_string_or_none(item.get("entity")),
        name=_string_or_none(item.get("name")),
        cue=_read_span_or_none(item.get("cue"), text),
        carried=_read_carried(item),
    )


def _read_quantity(item: Mapping[str, Any], text: str) -> Quantity:
    return Quantity(
        span=_read_span(item, text),
        what=_string(item["what"]),
        min=_real_or_none(item["min"]),
        max=_real_or_none(item["max"]),
        of=_string_or_none(item.get("of")),
    )


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a string")
    return value


def _string_or_none(value: object) -> str | None:
    return None if value is None else _string(value)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not an offset")
    return value


def _real(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not a number")
    return float(value)


def _real_or_none(value: object) -> float | None:
    return None if value is None else _real(value)


def _word(value: object, words: Any) -> Any:
    """`value` when it is one of the words of a Literal type."""
    if value not in get_args(words):
        raise ValueError(f"{value!r} is not one of {', '.join(get_args(words))}")
    return value
