"""States of control, written and read back; each time replaced as a whole."""

from collections.abc import Iterable
from dataclasses import asdict

from dateline.corroborate import Control, EventPlace, Word
from dateline.ledger.flatten import Row
from dateline.ledger.rows import Run
from dateline.ledger.write import Tables

_PLACE = ("name", "level", "lat", "lon", "gazetteer_id", "country")
_CELLS = ("id", "actor", "actor_name", "how", "share_min", "share_max", "since", "until", "contested")


def replace_control(tables: Tables, control: Iterable[Control], *, run: Run) -> None:
    """Replace all states of control, within a transaction that is open."""
    states = list(control)
    runs = dict(tables.ask("SELECT id, run FROM holds"))
    held = {state.id: state for state in read_control(tables)}
    for table in ("holds", "hold_claims"):
        tables.ask(f"DELETE FROM {table}")
    # What stands as it was keeps the run that folded it.
    kept = {state.id: runs[state.id] for state in states if held.get(state.id) == state}
    tables.insert("holds", [_row(state, run=kept.get(state.id, run.id)) for state in states])
    tables.insert(
        "hold_claims",
        [
            {"hold_id": state.id, "ordinal": n, **asdict(word)}
            for state in states
            for n, word in enumerate(state.words)
        ],
    )


def read_control(tables: Tables) -> tuple[Control, ...]:
    """The states of control as they were written, by place and day."""
    words: dict[str, list[Word]] = {}
    for row in tables.rows("SELECT * EXCLUDE (ordinal) FROM hold_claims ORDER BY hold_id, ordinal"):
        words.setdefault(row.pop("hold_id"), []).append(Word(**row))
    return tuple(
        Control(
            place=EventPlace(**{cell: row[f"place_{cell}"] for cell in _PLACE}),
            words=tuple(words.get(row["id"], ())),
            **{cell: row[cell] for cell in _CELLS},
        )
        for row in tables.rows("SELECT * FROM holds ORDER BY place_name, since, how, actor, id")
    )


def _row(state: Control, *, run: str) -> Row:
    place = {f"place_{cell}": getattr(state.place, cell) for cell in _PLACE}
    return {**place, **{cell: getattr(state, cell) for cell in _CELLS}, "run": run}
