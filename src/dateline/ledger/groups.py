"""What corroboration finds, written and read back: copies and events, each time replaced as a whole."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from dateline.corroborate import (
    Contradiction,
    Control,
    Copy,
    Event,
    EventPlace,
    Figure,
    OriginCount,
    Shared,
    Voice,
)
from dateline.errors import LedgerError
from dateline.ledger import holds
from dateline.ledger.connect import transaction
from dateline.ledger.flatten import Row
from dateline.ledger.rows import Run, canonical
from dateline.ledger.write import Tables, note_run

# Events whose rows are made and written together.
_AT_ONCE = 5_000
_PLACE = ("name", "level", "lat", "lon", "gazetteer_id", "country")


def write_copies(tables: Tables, copies: Iterable[Copy], *, run: Run) -> int:
    """Replace all copies. Raises LedgerError when they name a report that the ledger does not hold."""
    found = _weigh_copies(tables, copies)
    with transaction(tables.connection):
        note_run(tables, run)
        _replace_copies(tables, found, run=run)
    return len(found)


def write_all(
    tables: Tables,
    copies: Iterable[Copy],
    events: Iterable[Event],
    control: Iterable[Control],
    *,
    run: Run,
) -> None:
    """Replace copies, events and control, all or nothing. Raises what the others raise."""
    found_copies = _weigh_copies(tables, copies)
    found_events = _weigh_events(tables, events)
    with transaction(tables.connection):
        note_run(tables, run)
        _replace_copies(tables, found_copies, run=run)
        _replace_events(tables, found_events, run=run)
        holds.replace_control(tables, control, run=run)


def read_copies(tables: Tables) -> tuple[Copy, ...]:
    """The copies as they were written, by report."""
    rows = tables.rows("SELECT * EXCLUDE (run) FROM copies ORDER BY report_a, report_b, kind")
    return tuple(
        Copy(**{**row, "shared": tuple(_shared(piece) for piece in json.loads(row["shared"]))})
        for row in rows
    )


def write_events(tables: Tables, events: Iterable[Event], *, run: Run) -> int:
    """Replace all events; an id that vanishes leaves a tombstone that names what took its claims over.

    Raises LedgerError when two events share an id, or one has a claim that the ledger does not hold.
    """
    found = _weigh_events(tables, events)
    with transaction(tables.connection):
        note_run(tables, run)
        _replace_events(tables, found, run=run)
    return len(found)


def read_events(tables: Tables) -> tuple[Event, ...]:
    """The events as they were written, by id."""
    claims = read_members(tables)
    voices = _read_voices(tables)
    sides: dict[str, list[Contradiction]] = {}
    for row in tables.rows("SELECT * EXCLUDE (ordinal) FROM sides ORDER BY event_id, ordinal"):
        sides.setdefault(row.pop("event_id"), []).append(Contradiction(**row))
    figures: dict[str, list[Figure]] = {}
    for row in tables.rows("SELECT * EXCLUDE (ordinal) FROM figures ORDER BY event_id, ordinal"):
        figures.setdefault(row.pop("event_id"), []).append(Figure(**row))
    return tuple(
        _event(row, claims.get(row["id"], ()), figures.get(row["id"], ()), voices, sides)
        for row in tables.rows("SELECT * FROM events ORDER BY id")
    )


def read_members(tables: Tables) -> dict[str, list[str]]:
    """The ids of the claims of each event."""
    claims: dict[str, list[str]] = {}
    for event_id, claim_id in tables.ask(
        "SELECT event_id, claim_id FROM event_claims ORDER BY event_id, ordinal"
    ):
        claims.setdefault(event_id, []).append(claim_id)
    return claims


def _weigh_copies(tables: Tables, copies: Iterable[Copy]) -> list[Copy]:
    found = sorted(copies, key=lambda copy: (copy.report_a, copy.report_b, copy.kind))
    _all_held(tables, "copies", "reports", {id_ for copy in found for id_ in (copy.report_a, copy.report_b)})
    return found


def _replace_copies(tables: Tables, found: Sequence[Copy], *, run: Run) -> None:
    tables.ask("DELETE FROM copies")
    tables.insert("copies", [{**asdict(copy), "shared": _pieces(copy), "run": run.id} for copy in found])


def _weigh_events(tables: Tables, events: Iterable[Event]) -> list[Event]:
    found = sorted(events, key=lambda event: event.id)
    if len({event.id for event in found}) < len(found):
        twice = next(id_ for id_, n in Counter(event.id for event in found).items() if n > 1)
        raise LedgerError(f"two events have the id {twice}; ids of events are to be told apart")
    _all_held(tables, "events", "claims", {claim for event in found for claim in event.claim_ids})
    return found


def _replace_events(tables: Tables, found: Sequence[Event], *, run: Run) -> None:
    new = {event.id: event for event in found}
    old = {event.id: event for event in read_events(tables)}
    runs = dict(tables.ask("SELECT id, run FROM events"))
    stones = _tombstones(old, new, run=run)
    for table in ("events", "event_claims", "figures", "sides"):
        tables.ask(f"DELETE FROM {table}")
    tables.insert("tombstones", stones)
    # What stands as it was keeps the run that grouped it.
    kept = {id_: runs[id_] for id_, event in new.items() if old.get(id_) == event}
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        tables.insert("events", [_event_row(event, run=kept.get(event.id, run.id)) for event in some])
        tables.insert("event_claims", [row for event in some for row in _claim_rows(event)])
        tables.insert("figures", [row for event in some for row in _figure_rows(event)])
        tables.insert("sides", [row for event in some for row in _side_rows(event)])


def _pieces(copy: Copy) -> str:
    return json.dumps([[piece.a_start, piece.a_end, piece.b_start, piece.b_end] for piece in copy.shared])


def _shared(piece: Sequence[int]) -> Shared:
    a_start, a_end, b_start, b_end = piece
    return Shared(a_start=a_start, a_end=a_end, b_start=b_start, b_end=b_end)


def _all_held(tables: Tables, what: str, table: str, ids: set[str]) -> None:
    held = tables.ask(f"SELECT id FROM {table} WHERE id IN (SELECT unnest(?::VARCHAR[]))", sorted(ids))
    missing = sorted(ids - {row[0] for row in held})
    if missing:
        some = ", ".join(missing[:5])
        raise LedgerError(
            f"{what} name {len(missing)} {table} that the ledger does not hold ({some}); write these first"
        )


def _event_row(event: Event, *, run: str) -> Row:
    return {
        "id": event.id,
        "event": event.type,
        **{f"place_{cell}": event.place and getattr(event.place, cell) for cell in _PLACE},
        "first_day": event.start,
        "last_day": event.end,
        "report_ids": event.report_ids,
        "outlets": event.outlets,
        "n_reports": event.origins.reports,
        "n_outlets": event.origins.outlets,
        "origins_min": event.origins.origins_min,
        "origins_max": event.origins.origins_max,
        "origins_reasons": event.origins.reasons,
        "contested": event.contested,
        "reasons": event.reasons,
        "run": run,
    }


def _read_voices(tables: Tables) -> dict[str, list[Voice]]:
    voices: dict[str, list[Voice]] = {}
    for event_id, claim_id, origin, name, credited in tables.ask(
        "SELECT event_id, claim_id, origin, origin_name, credited FROM event_claims"
        " WHERE origin IS NOT NULL ORDER BY event_id, ordinal"
    ):
        voice = Voice(claim_id=claim_id, origin=origin, name=name, credited=credited)
        voices.setdefault(event_id, []).append(voice)
    return voices


def _claim_rows(event: Event) -> list[Row]:
    voices = {voice.claim_id: voice for voice in event.voices}
    return [
        {"event_id": event.id, "ordinal": n, "claim_id": claim_id, **_voice(voices.get(claim_id))}
        for n, claim_id in enumerate(event.claim_ids)
    ]


def _voice(voice: Voice | None) -> Row:
    if voice is None:
        return {}
    return {"origin": voice.origin, "origin_name": voice.name, "credited": voice.credited}


def _side_rows(event: Event) -> list[Row]:
    return [
        {"event_id": event.id, "ordinal": n, **asdict(side)} for n, side in enumerate(event.contradictions)
    ]


def _figure_rows(event: Event) -> list[Row]:
    return [{"event_id": event.id, "ordinal": n, **asdict(figure)} for n, figure in enumerate(event.figures)]


def _event(
    row: Row,
    claims: Sequence[str],
    figures: Sequence[Figure],
    voices: Mapping[str, Sequence[Voice]],
    sides: Mapping[str, Sequence[Contradiction]],
) -> Event:
    place = EventPlace(**{cell: row[f"place_{cell}"] for cell in _PLACE})
    return Event(
        id=row["id"],
        type=row["event"],
        place=place if row["place_name"] is not None else None,
        start=row["first_day"],
        end=row["last_day"],
        claim_ids=tuple(claims),
        report_ids=tuple(row["report_ids"]),
        outlets=tuple(row["outlets"]),
        origins=OriginCount(
            reports=row["n_reports"],
            outlets=row["n_outlets"],
            origins_min=row["origins_min"],
            origins_max=row["origins_max"],
            reasons=tuple(row["origins_reasons"]),
        ),
        figures=tuple(figures),
        voices=tuple(voices.get(row["id"], ())),
        contradictions=tuple(sides.get(row["id"], ())),
        contested=row["contested"],
        reasons=tuple(row["reasons"]),
    )


def _tombstones(old: Mapping[str, Event], new: Mapping[str, Event], *, run: Run) -> list[Row]:
    """What events were, where they vanish into others or are split."""
    homes = {claim: event.id for event in new.values() for claim in event.claim_ids}
    stones = []
    for id_, event in old.items():
        went = sorted({homes[claim] for claim in event.claim_ids if claim in homes})
        if id_ in new and len(went) < 2:
            continue
        heir = id_ if id_ in new else _heir(event.claim_ids, homes)
        stones.append(
            {
                "id": id_,
                "kind": "event",
                "reason": _fate(went),
                "merged_into": heir,
                "body": canonical(asdict(event)),
                "run": run.id,
            }
        )
    return stones


def _fate(went: Sequence[str]) -> str:
    if len(went) > 1:
        return f"split into {', '.join(went)}"
    return "merged" if went else "its claims are gone"


def _heir(claims: Iterable[str], homes: Mapping[str, str]) -> str | None:
    """The event that most of the claims went to; of equals, the one met first by claim id."""
    votes = Counter(homes[claim] for claim in sorted(claims) if claim in homes)
    return votes.most_common(1)[0][0] if votes else None
