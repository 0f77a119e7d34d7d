"""JSON Lines: one object a row, with the columns of the ledger's view."""

import json
from collections.abc import Iterable
from typing import TextIO

from dateline.export.format import Format, Of, Row, plain


def write(rows: Iterable[Row], out: TextIO, *, of: Of) -> int:
    """One line a row, letters as they are."""
    written = 0
    for row in rows:
        cells = {name: plain(value) for name, value in row.items()}
        out.write(json.dumps(cells, ensure_ascii=False) + "\n")
        written += 1
    return written


FORMAT = Format(name="jsonl", suffix=".jsonl", write=write)
