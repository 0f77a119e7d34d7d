"""What a format is, and what all formats write alike.

Exporters take rows as a ledger's answer gives them (`ledger.claims(...).rows()`), with names of private
persons masked already where they are to be.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol, TextIO

Of = Literal["claims", "events"]
Row = Mapping[str, Any]


class Exporter(Protocol):
    """Writes rows of claims or events to `out` one by one, and tells how many."""

    def __call__(self, rows: Iterable[Row], out: TextIO, *, of: Of) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its name, the suffix of its files, and what writes it. Open files with newline=""."""

    name: str
    suffix: str
    write: Exporter


def common(row: Row, *, of: Of) -> dict[str, Any]:
    """What every format says of a row: its id, what it rests on, its standing, and where it was read."""
    if of == "claims":
        return {
            "dateline_id": row["claim_id"],
            "n_reports": 1,
            "n_independent_sources": 1,
            "review_status": "auto",
            "evidence": [f"{row['report_id']}#char={row['evidence_start']},{row['evidence_end']}"],
        }
    return {
        "dateline_id": row["event_id"],
        "n_reports": row["n_reports"],
        "n_independent_sources": row["n_origins"],
        "review_status": "auto",
        "evidence": row["evidence"],
    }


def plain(value: Any) -> Any:
    """A cell as JSON has it: days as ISO 8601, whole numbers without a point."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
