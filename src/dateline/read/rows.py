"""Rows of a table, whatever file they come from: each is a report."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dateline.errors import UnreadableInput
from dateline.model import Reject, Report
from dateline.read.build import Draft, build, reject
from dateline.read.encoding import decode
from dateline.read.options import ReadOptions


def read_rows(
    fields: Sequence[str], rows: Iterable[tuple[str, Sequence[Any]]], options: ReadOptions
) -> Iterator[Report | Reject]:
    """The reports of rows. `fields` names what each cell holds; a row comes with its origin."""
    for origin, cells in rows:
        try:
            values = {field: _cell(value, field) for field, value in zip(fields, cells, strict=True)}
        except UnreadableInput as error:
            yield reject(origin, str(error), _raw(cells))
            continue
        yield from build(_draft(values, origin, _raw(cells)), options)


def _draft(values: Mapping[str, str | None], origin: str, raw: bytes) -> Draft:
    return Draft(
        origin=origin,
        raw=raw,
        text=values.get("text") or "",
        id=values.get("id"),
        title=values.get("title"),
        outlet=values.get("outlet"),
        url=values.get("url"),
        published=values.get("published"),
        language=values.get("lang"),
    )


def _cell(value: Any, field: str) -> str | None:
    """A cell as text. Raises UnreadableInput for a text that is none."""
    if isinstance(value, str):
        return value
    if value is None or value != value:  # NaN stands for nothing
        return None
    if isinstance(value, bytes):
        return decode(value) if value else None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if field == "text":
        raise UnreadableInput(f"its text is no string: {type(value).__name__}")
    return str(value)


def _raw(cells: Sequence[Any]) -> bytes:
    """What is hashed when a row is set aside: its cells as JSON."""
    return json.dumps(list(cells), ensure_ascii=False, default=str).encode(errors="surrogatepass")
