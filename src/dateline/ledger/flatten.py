"""From values to rows: an extraction as the rows of each table, keyed by column."""

import json
from collections.abc import Iterable
from typing import Any

from dateline.model import Claim, Extraction, Participant, Place, Report, Source, Span, Time
from dateline.record import alternatives_to_record, dumps, page_record

Row = dict[str, Any]
CLAIM_TABLES = ("participants", "sources", "quantities", "reasons")


def report_row(report: Report, *, key: str, digest: str, seq: int, given_id: str, run: str) -> Row:
    """The row of `reports`."""
    published = report.published
    return {
        "id": report.id,
        "key": key,
        "digest": digest,
        "seq": seq,
        "given_id": given_id,
        "text": report.text,
        "language": report.language,
        "published_start": published and published.start,
        "published_end": published and published.end,
        "published_grain": published and published.grain,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "origin": report.origin,
        "run": run,
        "authors": list(report.authors) or None,
        "page": report.page and dumps(page_record(report.page)),
    }


def block_rows(report: Report) -> list[Row]:
    """The rows of `blocks`."""
    return [
        {
            "report_id": report.id,
            "ordinal": n,
            "kind": block.kind,
            "span_start": block.start,
            "span_end": block.end,
        }
        for n, block in enumerate(report.blocks)
    ]


def claim_rows(extraction: Extraction, *, run: str) -> list[Row]:
    """The rows of `claims`."""
    return [
        {
            "id": claim.id,
            "report_id": extraction.report.id,
            "ordinal": n,
            "event": claim.event,
            **_span("evidence", claim.evidence),
            **_span("trigger", claim.trigger),
            "modality": claim.modality,
            **_span("modality", claim.modality_cue),
            **_place(claim.place),
            **_time(claim.time),
            "confidence": claim.confidence,
            "rule": claim.rule,
            "run": run,
        }
        for n, claim in enumerate(extraction.claims)
    ]


def participant_rows(claim: Claim) -> list[Row]:
    """The rows of `participants`."""
    return [
        *_role(claim.id, "actor", claim.actors),
        *_role(claim.id, "target", claim.targets),
        *_role(claim.id, "supporter", claim.supporters),
    ]


def source_rows(claim: Claim) -> list[Row]:
    """The rows of `sources`; the last is the origin."""
    last = len(claim.sources) - 1
    return [_source(claim.id, n, source, is_origin=n == last) for n, source in enumerate(claim.sources)]


def quantity_rows(claim: Claim) -> list[Row]:
    """The rows of `quantities`."""
    return [
        {
            "claim_id": claim.id,
            "ordinal": n,
            "span_start": quantity.span.start,
            "span_end": quantity.span.end,
            "quote": quantity.span.quote,
            "what": quantity.what,
            "min": quantity.min,
            "max": quantity.max,
            "of": quantity.of,
        }
        for n, quantity in enumerate(claim.quantities)
    ]


def reason_rows(claim: Claim) -> list[Row]:
    """The rows of `reasons`."""
    return [
        {"claim_id": claim.id, "ordinal": n, "cell": why.cell, "rule": why.rule, "note": why.note}
        for n, why in enumerate(claim.reasons)
    ]


def _span(cell: str, span: Span | None) -> Row:
    return {
        f"{cell}_start": span and span.start,
        f"{cell}_end": span and span.end,
        f"{cell}_quote": span and span.quote,
    }


def _place(place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        **_span("place", place.span),
        "place_name": place.name,
        "place_level": place.level,
        "place_lat": place.lat,
        "place_lon": place.lon,
        "place_gazetteer_id": place.gazetteer_id,
        "place_country": place.country,
        "place_relation": place.relation,
        "place_confidence": place.confidence,
        "place_carried": place.carried,
        "place_radius_km": place.radius_km,
        "place_alternatives": json.dumps(alternatives_to_record(place), ensure_ascii=False)
        if place.alternatives
        else None,
    }


def _time(time: Time | None) -> Row:
    if time is None:
        return {}
    return {
        **_span("time", time.span),
        "time_first": time.start,
        "time_last": time.end,
        "time_grain": time.grain,
        "time_anchor": time.anchor,
        "time_rule": time.rule,
    }


def _role(claim_id: str, role: str, participants: Iterable[Participant]) -> list[Row]:
    return [
        {
            "claim_id": claim_id,
            "role": role,
            "ordinal": n,
            "span_start": participant.span.start,
            "span_end": participant.span.end,
            "quote": participant.span.quote,
            "entity": participant.entity,
            "name": participant.name,
            "carried": participant.carried,
        }
        for n, participant in enumerate(participants)
    ]


def _source(claim_id: str, ordinal: int, source: Source, *, is_origin: bool) -> Row:
    return {
        "claim_id": claim_id,
        "ordinal": ordinal,
        "span_start": source.span.start,
        "span_end": source.span.end,
        "quote": source.span.quote,
        "kind": source.kind,
        "entity": source.entity,
        "name": source.name,
        **_span("cue", source.cue),
        "carried": source.carried,
        "is_origin": is_origin,
    }
