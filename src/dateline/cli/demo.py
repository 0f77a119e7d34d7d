"""`dateline demo`: the sample reports read into a ledger, and what happened on most words."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli import read, show
from dateline.cli.output import note

_ROWS = 12
_EVENTS = f"""
SELECT * EXCLUDE (seq) FROM events_wide
ORDER BY n_origins DESC, n_origins_most DESC, n_reports DESC, first_day NULLS LAST, event_id LIMIT {_ROWS}
"""

_CLAIM = "SELECT claim_id FROM event_claims WHERE event_id = ? ORDER BY claim_id LIMIT 1"

LedgerOption = Annotated[
    Path, typer.Option("--ledger", help="The ledger's file, to keep or to throw away.", metavar="FILE")
]

EXAMPLES = ("dateline demo", "dateline demo --ledger try.duckdb")


def demo(ledger: LedgerOption = Path("demo.duckdb")) -> None:
    """Read thirty sample reports about one battle into a ledger and show what most of them agree on.

    The reports are invented, in English and Vietnamese, with reprints, corrections and rival claims.
    """
    from dateline.ledger import Ledger
    from dateline.samples import reports_path

    read.read([str(reports_path())], ledger)
    with Ledger(ledger, read_only=True) as opened:
        rows = opened.sql(_EVENTS).to_pylist()
        show.print_events(list(show.masked(opened, rows, as_events=True)))
        claims = opened.sql(_CLAIM, [row["event_id"] for row in rows[:1]]).to_pylist() if rows else []
    note(f"All events: dateline show {ledger}")
    for claim in claims:
        note(f"One claim, cell by cell: dateline explain {ledger} {claim['claim_id'][:12]}")
