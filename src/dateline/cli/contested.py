"""What `dateline show --contested` prints: each contested event, and under it what each side says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dateline.cli.output import print_json, print_passage

if TYPE_CHECKING:
    from dateline.ledger import Ledger

Row = Mapping[str, Any]

_SIDES = """
SELECT event_id, kind, topic, says, name, origin, told, revised, evidence_quote, outlet, report_id,
    claim_id, against
FROM contradictions WHERE event_id IN (SELECT unnest(?)) ORDER BY event_id, ordinal
"""


def sides(ledger: "Ledger", events: Sequence[Row], *, names: bool) -> dict[str, list[dict[str, Any]]]:
    """The sides of each event's contradictions, private persons masked unless `names`."""
    from dateline.cli.private import names_by_report
    from dateline.masking import masker

    rows = ledger.sql(_SIDES, [[event["event_id"] for event in events]]).to_pylist()
    private = {} if names else names_by_report(ledger, {row["report_id"] for row in rows})
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        mask = masker(private.get(row["report_id"], ()))
        masked = {name: mask(row[name]) for name in ("name", "evidence_quote")}
        found.setdefault(row.pop("event_id"), []).append({**row, **masked})
    return found


def print_contested(events: Sequence[Row], found: Mapping[str, Sequence[Row]], *, json: bool) -> None:
    """The events with their sides: as JSON Lines, or in words."""
    if json:
        print_json({**event, "sides": found.get(event["event_id"], [])} for event in events)
        return
    for event in events:
        print_passage(_head(event), style="bold underline")
        for line, style in _lines(found.get(event["event_id"], ())):
            print_passage(line, style=style)


def _head(event: Row) -> str:
    days = dict.fromkeys(str(day) for day in (event["first_day"], event["last_day"]) if day)
    parts = (" to ".join(days), event["event"], event["place_name"], event["actors"])
    return ", ".join(part for part in parts if part) + f"  [{event['event_id'][:12]}]"


def _lines(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    topic = None
    for row in rows:
        if (row["kind"], row["topic"]) != topic:
            topic = row["kind"], row["topic"]
            yield f"  {row['topic']}", "bold"
        told = f", told {row['told']}" if row["told"] else ""
        later = ", replaced later" if row["revised"] else ""
        yield f"    {row['name']}: {row['says']}{told}{later}", "dim" if row["revised"] else "red"
        quote = " ".join(row["evidence_quote"].split())
        yield f"      “{quote}” {row['outlet'] or row['report_id']}, claim {row['claim_id'][:12]}", ""
