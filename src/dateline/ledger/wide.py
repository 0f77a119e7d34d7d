"""The wide views of a few rows: their own text, over tables that are cut down to these rows first.

A view sums up all claims before a filter on its rows is applied, since that filter stands on what was summed
up. Where the rows are known, the same text is asked of a few rows of each table, which an index finds.
"""

from functools import cache
from importlib.resources import files

_OF_CLAIMS = """
picked AS (SELECT unnest($ids::VARCHAR[]) AS id),
claims AS MATERIALIZED (SELECT * FROM main.claims WHERE id IN (FROM picked)),
participants AS MATERIALIZED (SELECT * FROM main.participants WHERE claim_id IN (FROM picked)),
sources AS MATERIALIZED (SELECT * FROM main.sources WHERE claim_id IN (FROM picked)),
quantities AS MATERIALIZED (SELECT * FROM main.quantities WHERE claim_id IN (FROM picked)),
event_claims AS MATERIALIZED (SELECT * FROM main.event_claims WHERE claim_id IN (FROM picked)),
reports AS MATERIALIZED (SELECT * EXCLUDE (text) FROM main.reports WHERE id IN (SELECT report_id FROM claims))
"""
_OF_EVENTS = """
wanted AS (SELECT unnest($ids::VARCHAR[]) AS id),
events AS MATERIALIZED (SELECT * FROM main.events WHERE id IN (FROM wanted)),
told_claims AS MATERIALIZED (SELECT * FROM main.event_claims WHERE event_id IN (FROM wanted)),
picked AS MATERIALIZED (SELECT DISTINCT claim_id AS id FROM told_claims)
"""


@cache
def claims() -> str:
    """The rows of claims_wide of the claims `$ids`."""
    return f"WITH {_OF_CLAIMS}, {_tolls()}, {_body('claims_wide').removeprefix('WITH ')}"


@cache
def events() -> str:
    """The rows of events_wide of the events `$ids`."""
    tables = _OF_CLAIMS.split(",\n", 1)[1].replace(
        "SELECT * FROM main.event_claims WHERE claim_id IN (FROM picked)", "FROM told_claims"
    )
    return f"WITH {_OF_EVENTS}, {tables}, {_tolls()}, {_body('events_wide').removeprefix('WITH ')}"


def _tolls() -> str:
    return f"claim_tolls AS ({_body('claim_tolls')})"


def _body(view: str) -> str:
    """The query of a view, as views.sql has it."""
    text = files("dateline.ledger").joinpath("views.sql").read_text(encoding="utf-8")
    return text.split(f"CREATE VIEW {view} AS\n", 1)[1].split(";\nCOMMENT", 1)[0]
