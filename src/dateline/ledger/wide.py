"""The wide views of a few rows: their own text, over temporary tables that hold these rows alone.

A view sums up all claims before a filter on its rows is applied, since that filter stands on what was summed
up. Where the rows are known, they are taken out first, which an index makes quick, and the same text is asked
of them.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import duckdb

# Columns that no view shows: each costs time for every row that is looked up.
_CLAIM = """* EXCLUDE (modality_start, modality_end, modality_quote, place_start, place_end, place_carried,
    place_confidence, time_start, time_end, time_quote, time_anchor, time_rule, run)"""
_REPORT = "* EXCLUDE (text, key, digest, given_id, published_end, published_grain, origin, run)"
_IDS = "(SELECT unnest($ids::VARCHAR[]))"
_OF_CLAIMS: Mapping[str, str] = {
    "claims": f"SELECT {_CLAIM} FROM main.claims WHERE id IN {_IDS}",
    "participants": f"SELECT * FROM main.participants WHERE claim_id IN {_IDS}",
    "sources": f"SELECT * FROM main.sources WHERE claim_id IN {_IDS}",
    "quantities": f"SELECT * FROM main.quantities WHERE claim_id IN {_IDS}",
    "event_claims": f"SELECT * FROM main.event_claims WHERE claim_id IN {_IDS}",
}
_REPORTS = f"SELECT {_REPORT} FROM main.reports WHERE id IN {_IDS}"
_EVENTS = f"SELECT * FROM main.events WHERE id IN {_IDS}"
_MEMBERS = f"SELECT claim_id FROM main.event_claims WHERE event_id IN {_IDS}"


def take_claims(cursor: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> str:
    """Take the rows of these claims out; the query that gives their rows of claims_wide on this cursor."""
    for table, query in _OF_CLAIMS.items():
        _take(cursor, table, query, ids)
    reports = cursor.execute("SELECT DISTINCT report_id FROM temp.claims").fetchall()
    _take(cursor, "reports", _REPORTS, [row[0] for row in reports])
    cursor.execute(f"CREATE TEMP TABLE claim_tolls AS {_body('claim_tolls')}")
    return _body("claims_wide")


def take_events(cursor: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> str:
    """Take the rows of these events out; the query that gives their rows of events_wide on this cursor."""
    members = cursor.execute(_MEMBERS, {"ids": list(ids)}).fetchall()
    take_claims(cursor, sorted({row[0] for row in members}))
    _take(cursor, "events", _EVENTS, ids)
    return _body("events_wide")


def _take(cursor: duckdb.DuckDBPyConnection, table: str, query: str, ids: Sequence[str]) -> None:
    cursor.execute(f"CREATE TEMP TABLE {table} AS {query}", {"ids": list(ids)})


@cache
def _body(view: str) -> str:
    """The query of a view, as views.sql has it."""
    text = files("dateline.ledger").joinpath("views.sql").read_text(encoding="utf-8")
    return text.split(f"CREATE VIEW {view} AS\n", 1)[1].split(";\nCOMMENT", 1)[0]
