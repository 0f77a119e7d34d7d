"""CSV: one row a claim or an event, safe to open in a spreadsheet."""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from dateline.export.format import Format, Of, Row, common, plain

_PLACE = (
    "place_name",
    "place_level",
    "place_lat",
    "place_lon",
    "place_country",
    "place_gazetteer_id",
)
_DAYS = ("first_day", "last_day")
_TOLL = ("killed_min", "killed_max", "wounded_min", "wounded_max")
_COMMON = ("dateline_id", "n_reports", "n_independent_sources", "review_status", "evidence")

COLUMNS: Mapping[Of, tuple[str, ...]] = {
    "claims": (
        *("event", "actors", "targets", "supporters"),
        *("place_quote", "place_relation", *_PLACE, "place_radius_km"),
        *(*_DAYS, "time_grain"),
        *("sources", "source_kinds", "origin", "modality"),
        *("quantities", *_TOLL),
        *("evidence_quote", "evidence_start", "evidence_end"),
        *("trigger_quote", "trigger_start", "trigger_end", "confidence", "rule"),
        *("event_id", "report_id", "outlet", "published", "language", "title", "url"),
        *_COMMON,
    ),
    "events": (
        *("event", "actors", "targets", *_PLACE, *_DAYS, *_TOLL),
        *("n_origins_most", "n_outlets", "n_claims", "origins", "outlets", "languages"),
        *("contested", "contested_by", "confidence"),
        *_COMMON,
    ),
}

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*", re.ASCII)
# What a spreadsheet would take for the start of a formula, full-width forms too.
_FORMULA = tuple("=+-@＝＋－＠")


def write(rows: Iterable[Row], out: TextIO, *, of: Of) -> int:
    """A header, then one line a row (RFC 4180); several names in a cell are parted by "; "."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS[of])
    written = 0
    for row in rows:
        cells = {**row, **common(row, of=of)}
        writer.writerow([_cell(cells[name]) for name in COLUMNS[of]])
        written += 1
    return written


def _cell(value: Any) -> str:
    """The cell as text; an apostrophe before what would run as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool | list):
        return json.dumps(value, ensure_ascii=False)
    text = str(plain(value))
    if (
        isinstance(value, str)
        and text.lstrip()[:1] in _FORMULA
        and text.strip()
        and not _NUMBER.fullmatch(text)
    ):
        return "'" + text
    return text


FORMAT = Format(name="csv", suffix=".csv", write=write)
