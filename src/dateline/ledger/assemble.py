"""From rows back to values: the extractions that a ledger holds, as they were written."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from dateline.ledger.flatten import Row
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
)
from dateline.record import read_alternatives, read_page

_OF_REPORTS = "(SELECT unnest(?::VARCHAR[]))"
_OF_CLAIMS = f"(SELECT id FROM claims WHERE report_id IN {_OF_REPORTS})"
_ROLES = {"actor": "actors", "target": "targets", "supporter": "supporters"}

# Columns with few values: who keeps many claims need not keep each value many times.
_REPEATED = {
    *(
        "language",
        "outlet",
        "published_start",
        "published_end",
        "published_grain",
        "event",
        "modality",
        "rule",
    ),
    *("place_name", "place_level", "place_gazetteer_id", "place_country", "place_relation", "place_carried"),
    *("time_first", "time_last", "time_grain", "time_anchor", "time_rule"),
    *("role", "kind", "entity", "name", "carried", "what", "of", "cell"),
}

Groups = dict[str, list[Row]]


def load(connection: duckdb.DuckDBPyConnection, report_ids: Sequence[str]) -> Iterator[Extraction]:
    """The extractions of these reports, in the order in which they came in."""

    def by_claim(table: str) -> Groups:
        found = _rows(connection, table, f"claim_id IN {_OF_CLAIMS}", "claim_id, ordinal", report_ids)
        return _group("claim_id", found)

    of_reports = f"report_id IN {_OF_REPORTS}"
    claims = _group("report_id", _rows(connection, "claims", of_reports, "report_id, ordinal", report_ids))
    parts = {table: by_claim(table) for table in ("participants", "sources", "quantities", "reasons")}
    for report in load_reports(connection, report_ids):
        yield Extraction(
            report=report,
            claims=tuple(_claim(claim, report.text, parts) for claim in claims.get(report.id, ())),
        )


def load_reports(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> Iterator[Report]:
    """These reports without their claims, in the order in which they came in."""
    of_reports = f"report_id IN {_OF_REPORTS}"
    blocks = _group("report_id", _rows(connection, "blocks", of_reports, "report_id, ordinal", ids))
    for row in _rows(connection, "reports", f"id IN {_OF_REPORTS}", "seq", ids):
        yield _report(row, blocks.get(row["id"], ()))


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, condition: str, order: str, report_ids: Sequence[str]
) -> list[Row]:
    query = f"SELECT * FROM {table} WHERE {condition} ORDER BY {order}"
    answer = connection.execute(query, [list(report_ids)]).to_arrow_table()
    columns = (
        _once_each(column.to_pylist()) if name in _REPEATED else column.to_pylist()
        for name, column in zip(answer.column_names, answer.columns, strict=True)
    )
    return [dict(zip(answer.column_names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _once_each(cells: list[str | None]) -> list[str | None]:
    """The cells with one string for all that are equal."""
    return [cell and sys.intern(cell) for cell in cells]


def _group(column: str, rows: list[Row]) -> Groups:
    return {key: list(members) for key, members in groupby(rows, key=itemgetter(column))}


def _report(row: Row, blocks: Iterable[Row]) -> Report:
    published = row["published_grain"] and Interval(
        start=row["published_start"], end=row["published_end"], grain=row["published_grain"]
    )
    return Report(
        id=row["id"],
        text=row["text"],
        title=row["title"],
        outlet=row["outlet"],
        url=row["url"],
        published=published,
        language=row["language"],
        blocks=tuple(
            Block(kind=block["kind"], start=block["span_start"], end=block["span_end"]) for block in blocks
        ),
        origin=row["origin"],
        # Ledgers of before lack these columns.
        authors=tuple(row.get("authors") or ()),
        page=read_page(json.loads(row["page"])) if row.get("page") else None,
    )


def _claim(row: Row, text: str, parts: dict[str, Groups]) -> Claim:
    def of(table: str) -> list[Row]:
        return parts[table].get(row["id"], [])

    return Claim(
        id=row["id"],
        event=row["event"],
        evidence=_span(row, "evidence", text),
        trigger=_span(row, "trigger", text),
        **_participants(of("participants"), text),
        place=_place(row, text),
        time=_time(row, text),
        sources=tuple(_source(source, text) for source in of("sources")),
        modality=row["modality"],
        modality_cue=_span_or_none(row, "modality", text),
        quantities=tuple(_quantity(quantity, text) for quantity in of("quantities")),
        confidence=row["confidence"],
        rule=row["rule"],
        reasons=tuple(Reason(cell=why["cell"], rule=why["rule"], note=why["note"]) for why in of("reasons")),
    )


def _span(row: Row, cell: str, text: str) -> Span:
    """The span as stored, checked against the text once more."""
    quote = row["quote"] if cell == "span" else row[f"{cell}_quote"]
    return Span(start=row[f"{cell}_start"], end=row[f"{cell}_end"], quote=quote, text=text)


def _span_or_none(row: Row, cell: str, text: str) -> Span | None:
    return None if row[f"{cell}_start"] is None else _span(row, cell, text)


def _participants(rows: Iterable[Row], text: str) -> dict[str, Any]:
    roles: dict[str, tuple[Participant, ...]] = {}
    for row in rows:
        participant = Participant(
            span=_span(row, "span", text), entity=row["entity"], name=row["name"], carried=row["carried"]
        )
        field = _ROLES[row["role"]]
        roles[field] = (*roles.get(field, ()), participant)
    return roles


def _place(row: Row, text: str) -> Place | None:
    if row["place_start"] is None:
        return None
    return Place(
        span=_span(row, "place", text),
        name=row["place_name"],
        level=row["place_level"],
        lat=row["place_lat"],
        lon=row["place_lon"],
        gazetteer_id=row["place_gazetteer_id"],
        country=row["place_country"],
        relation=row["place_relation"],
        confidence=row["place_confidence"],
        carried=row["place_carried"],
        radius_km=row["place_radius_km"],
        alternatives=read_alternatives(json.loads(row["place_alternatives"] or "[]")),
    )


def _time(row: Row, text: str) -> Time | None:
    if row["time_grain"] is None:
        return None
    return Time(
        span=_span_or_none(row, "time", text),
        start=row["time_first"],
        end=row["time_last"],
        grain=row["time_grain"],
        anchor=row["time_anchor"],
        rule=row["time_rule"],
    )


def _source(row: Row, text: str) -> Source:
    return Source(
        span=_span(row, "span", text),
        kind=row["kind"],
        entity=row["entity"],
        name=row["name"],
        cue=_span_or_none(row, "cue", text),
        carried=row["carried"],
    )


def _quantity(row: Row, text: str) -> Quantity:
    return Quantity(
        span=_span(row, "span", text), what=row["what"], min=row["min"], max=row["max"], of=row["of"]
    )
