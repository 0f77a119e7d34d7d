"""The ledger: a DuckDB file of reports, claims, copies and events that answers questions about them."""

from dateline.ledger.query import Answer, Filters
from dateline.ledger.rows import Run, WriteSummary
from dateline.ledger.store import Ledger

__all__ = ["Answer", "Filters", "Ledger", "Run", "WriteSummary"]
