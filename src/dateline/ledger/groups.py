"""Writing what corroboration finds: copies and events, which each finding replaces as a whole."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from dateline.errors import LedgerError
from dateline.ledger.connect import transaction
from dateline.ledger.flatten import Row
from dateline.ledger.rows import Copy, Event, Run, canonical
from dateline.ledger.write import Tables, note_run


def write_copies(tables: Tables, copies: Iterable[Copy], *, run: Run) -> int:
    """Replace all copies, and work out the groups of exact and near ones anew."""
    found = sorted(copies, key=lambda item: (item.report_a, item.report_b, item.kind))
    with transaction(tables.connection):
        note_run(tables, run)
        order = _order(tables, {id_ for item in found for id_ in (item.report_a, item.report_b)})
        tables.ask("DELETE FROM copies")
        tables.ask("DELETE FROM copy_groups")
        tables.insert(
            "copies",
            [{**asdict(item), "shared": _pieces(item), "run": run.id} for item in found],
        )
        pairs = [(item.report_a, item.report_b) for item in found if item.kind != "partial"]
        groups = _join(pairs, order)
        tables.insert("copy_groups", [{"report_id": one, "group_id": first} for one, first in groups.items()])
    return len(found)


def write_events(tables: Tables, events: Iterable[Event], *, run: Run) -> int:
    """Replace all events; an id that vanishes leaves a tombstone that names what took its claims over."""
    found = sorted(events, key=lambda item: item.id)
    _check(tables, found)
    with transaction(tables.connection):
        note_run(tables, run)
        old = _standing(tables)
        runs = {id_: str(event.pop("run")) for id_, event in old.items()}
        new = {item.id: {**asdict(item), "claims": sorted(item.claims)} for item in found}
        homes = {claim: item.id for item in found for claim in item.claims}
        stones = [
            {
                "id": id_,
                "kind": "event",
                "reason": "grouped otherwise",
                "merged_into": _heir(event["claims"], homes),
                "body": canonical(event),
                "run": run.id,
            }
            for id_, event in old.items()
            if id_ not in new
        ]
        tables.ask("DELETE FROM events")
        tables.ask("DELETE FROM event_claims")
        tables.insert("tombstones", stones)
        kept = {id_ for id_, event in new.items() if old.get(id_) == event}
        tables.insert(
            "events",
            [
                {**event, "claims": None, "run": runs[id_] if id_ in kept else run.id}
                for id_, event in new.items()
            ],
        )
        tables.insert(
            "event_claims",
            [{"event_id": id_, "claim_id": claim} for id_, event in new.items() for claim in event["claims"]],
        )
    return len(found)


def _pieces(copy: Copy) -> str:
    return "[" + ", ".join(str(list(piece)) for piece in copy.shared) + "]"


def _order(tables: Tables, ids: set[str]) -> dict[str, int]:
    """When each report came in. Raises LedgerError for one that the ledger does not hold."""
    held = "SELECT id, seq FROM reports WHERE id IN (SELECT unnest(?::VARCHAR[]))"
    order: dict[str, int] = dict(tables.ask(held, sorted(ids)))
    _all_held("copies", "reports", ids - order.keys())
    return order


def _join(pairs: Sequence[tuple[str, str]], order: Mapping[str, int]) -> dict[str, str]:
    """Each report with the first of the group that the pairs tie it into."""
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while above.setdefault(one, one) != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for a, b in pairs:
        first, second = sorted((top(a), top(b)), key=order.__getitem__)
        above[second] = first
    return {one: top(one) for one in sorted(above, key=order.__getitem__)}


def _check(tables: Tables, events: Sequence[Event]) -> None:
    """Raises LedgerError when two events share an id, or one has a claim that the ledger does not hold."""
    twice = [id_ for id_, n in Counter(item.id for item in events).items() if n > 1]
    if twice:
        raise LedgerError(f"two events have the id {twice[0]}; ids of events are to be told apart")
    ids = {claim for item in events for claim in item.claims}
    held = tables.ask("SELECT id FROM claims WHERE id IN (SELECT unnest(?::VARCHAR[]))", sorted(ids))
    _all_held("events", "claims", ids - {row[0] for row in held})


def _all_held(what: str, of: str, missing: set[str]) -> None:
    if missing:
        some = ", ".join(sorted(missing)[:5])
        raise LedgerError(
            f"{what} name {len(missing)} {of} that the ledger does not hold ({some}); write these first"
        )


def _standing(tables: Tables) -> dict[str, Row]:
    """The events of the ledger, each with its claims in order."""
    events: list[Row] = (
        tables.connection.execute("SELECT * FROM events ORDER BY id").to_arrow_table().to_pylist()
    )
    claims: dict[str, list[str]] = {}
    for event_id, claim_id in tables.ask("SELECT event_id, claim_id FROM event_claims ORDER BY ALL"):
        claims.setdefault(event_id, []).append(claim_id)
    return {event["id"]: {**event, "claims": claims.get(event["id"], [])} for event in events}


def _heir(claims: Iterable[str], homes: Mapping[str, str]) -> str | None:
    """The event that most of the claims went to; of equals, the first by id."""
    votes = Counter(sorted(homes[claim] for claim in claims if claim in homes))
    return votes.most_common(1)[0][0] if votes else None
