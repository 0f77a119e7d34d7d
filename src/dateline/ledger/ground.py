"""Asking who held a place: rows of the view `control`, with every value bound."""

from typing import Any

import duckdb

from dateline.errors import QueryError
from dateline.ledger.query import Answer, day

_CONDITIONS = {
    # A place is asked for by any name that a claim about who holds it gives it.
    "place": """(fold($place) <> '' AND (contains(fold(place), fold($place)) OR place IN (
        SELECT n.place_name
        FROM holds n JOIN hold_claims h ON h.hold_id = n.id JOIN claims c ON c.id = h.claim_id
        WHERE contains(fold(c.place_name), fold($place)) OR contains(fold(c.place_quote), fold($place)))))""",
    "actor": """(lower(actor_id) = lower($actor) OR starts_with(lower(actor_id), lower($actor) || '.')
        OR has_words(actor, $actor))""",
    "since": "coalesce(until, DATE '9999-12-31') >= $since",
    "until": "since <= $until",
    "contested": "contested = $contested",
}
_CONTROL = "SELECT * FROM control WHERE {where} ORDER BY place, since, until NULLS LAST, actor, hold_id"
_WORDS = """
SELECT h.hold_id, h.against, h.name, h.origin, c.evidence_quote, r.outlet, c.report_id,
    TRY_CAST(r.published_start AS DATE) AS published, h.claim_id, h.ordinal
FROM hold_claims h
JOIN claims c ON c.id = h.claim_id
JOIN reports r ON r.id = c.report_id
WHERE h.hold_id IN (SELECT unnest($holds)) ORDER BY h.hold_id, h.ordinal
"""


def control(
    connection: duckdb.DuckDBPyConnection,
    *,
    place: str | None = None,
    actor: str | None = None,
    since: str | None = None,
    until: str | None = None,
    contested: bool | None = None,
) -> Answer:
    """The holds on places that pass all conditions that are given, by place and day."""
    given = {"place": place, "actor": actor, "since": since, "until": until, "contested": contested}
    values: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if empty := [name for name, value in values.items() if isinstance(value, str) and not value.strip()]:
        raise QueryError(f"{empty[0]} is empty; leave it out to ask for all")
    for name in ("since", "until"):
        if name in values:
            values[name] = day(values[name], last=name == "until")
    where = " AND ".join(_CONDITIONS[name] for name in values) or "true"
    return _ask(connection, _CONTROL.format(where=where), values)


def words(connection: duckdb.DuckDBPyConnection, holds: list[str]) -> Answer:
    """The claims for these holds and against them, with their passages."""
    return _ask(connection, _WORDS, {"holds": holds})


def _ask(connection: duckdb.DuckDBPyConnection, query: str, values: dict[str, Any]) -> Answer:
    try:
        with connection.cursor() as cursor:
            return Answer(cursor.execute(query, values).to_arrow_table())
    except duckdb.Error as error:
        raise QueryError(f"the question cannot be answered: {error}") from None
