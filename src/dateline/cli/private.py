"""Which names of private persons a ledger holds in the reports that an answer comes from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dateline.masking import MaskRules, compile_rules, is_private_source, is_private_target, mask_row

if TYPE_CHECKING:
    from dateline.ledger import Ledger

_CANDIDATES = """
WITH told AS (SELECT c.id, c.report_id FROM claims c WHERE c.report_id IN (SELECT unnest(?)))
SELECT told.report_id, 'target' AS part, p.quote, p.name, p.entity,
    substring(r.text, greatest(1, p.span_start - 59), least(60, p.span_start)) AS before
FROM participants p JOIN told ON told.id = p.claim_id JOIN reports r ON r.id = told.report_id
WHERE p.role = 'target' AND p.entity IS NULL
UNION ALL
SELECT told.report_id, 'source', s.quote, s.name, s.entity, ''
FROM sources s JOIN told ON told.id = s.claim_id
WHERE s.kind = 'witness'
"""
_REPORTS = """
SELECT e.event_id, list(DISTINCT c.report_id ORDER BY c.report_id) AS reports
FROM event_claims e JOIN claims c ON c.id = e.claim_id
WHERE e.event_id IN (SELECT unnest(?)) GROUP BY e.event_id
"""


def masked(
    ledger: "Ledger", rows: Sequence[Mapping[str, Any]], *, as_events: bool
) -> Iterator[dict[str, Any]]:
    """Rows of events or claims without the names of private persons."""
    return (mask_events if as_events else mask_claims)(ledger, rows)


def mask_claims(ledger: "Ledger", rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows of claims without the names of the private persons in their reports."""
    names = names_by_report(ledger, {row["report_id"] for row in rows})
    return (mask_row(row, names.get(row["report_id"], ())) for row in rows)


def mask_events(ledger: "Ledger", rows: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows of events without the names of the private persons in the reports that tell of them."""
    found = ledger.sql(_REPORTS, [[row["event_id"] for row in rows]]).to_pylist()
    reports: dict[str, list[str]] = {row["event_id"]: row["reports"] for row in found}
    names = names_by_report(ledger, {report for several in reports.values() for report in several})
    for row in rows:
        told = reports.get(row["event_id"], ())
        yield mask_row(row, [name for report in told for name in names.get(report, ())])


def names_by_report(ledger: "Ledger", reports: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each report that names private persons, their names."""
    rules = mask_rules()
    names: dict[str, tuple[str, ...]] = {}
    for row in ledger.sql(_CANDIDATES, [sorted(reports)]).to_pylist():
        if _is_private(row, rules):
            found = (row["quote"], row["name"] or row["quote"])
            names[row["report_id"]] = tuple(dict.fromkeys((*names.get(row["report_id"], ()), *found)))
    return names


def mask_rules() -> MaskRules:
    """The rules of all packs there are."""
    from dateline import pack

    return compile_rules(pack.load(code) for code in pack.available())


def _is_private(row: Mapping[str, Any], rules: MaskRules) -> bool:
    if row["part"] == "target":
        return is_private_target(row["quote"], entity=row["entity"], before=row["before"], rules=rules)
    return is_private_source(row["quote"], kind="witness", entity=row["entity"], rules=rules)
