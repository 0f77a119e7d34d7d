"""`dateline show`: what a ledger holds, events or claims."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli import options
from dateline.cli.output import Column, figure, note, print_json, print_table

if TYPE_CHECKING:
    from dateline.ledger import Ledger

_ROWS = 50
_PASSAGE = 160

_TOLD = (
    Column(name="event", style="cyan", wrap=False),
    Column(name="when", wrap=False),
    Column(name="where"),
    Column(name="who"),
    Column(name="toll"),
    Column(name="on whose word"),
)
_ID = Column(name="id", style="dim", wrap=False)
_EVENTS = (
    Column(name="origins", style="bold", right=True, wrap=False),
    Column(name="reports", style="dim", right=True, wrap=False),
    *_TOLD,
    _ID,
)
_CLAIMS = (_ID, *_TOLD, Column(name="passage"))

Events = Annotated[
    bool | None,
    typer.Option(
        "--events/--claims",
        help="List events, or the claims they are made of.",
        show_default="events if there are any",
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(
        min=0,
        help="List at most so many; 0 lists all.",
        metavar="N",
        show_default=f"{_ROWS}, with --json all",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines with all columns.")]
Contested = Annotated[
    bool,
    typer.Option("--contested", help="Only events whose claims contradict one another, with what each says."),
]


EXAMPLES = (
    "dateline show war.duckdb --place aleppo --type strike --since 2016-11",
    "dateline show war.duckdb --claims --source SOHR --json",
    "dateline show war.duckdb --contested --place aleppo",
)


def show(
    ledger: options.LedgerFile,
    events: Events = None,
    place: options.Place = None,
    actor: options.Actor = None,
    type: options.Type = None,
    since: options.Since = None,
    until: options.Until = None,
    source: options.SourceName = None,
    lang: options.ReportLanguage = None,
    contested: Contested = False,
    limit: Limit = None,
    json: Json = False,
    names: options.Names = False,
) -> None:
    """List events, with the number of independent origins that each rests on, or claims.

    Copies are no confirmation: "origins" counts whose word it finally is, "reports" how often it was
    printed. A range such as 1-2 means that unnamed sources may be the same.
    """
    from dateline.cli.contested import print_contested, sides
    from dateline.cli.private import masked
    from dateline.ledger import Answer, Ledger

    wanted = options.filters(
        place=place, actor=actor, type=type, since=since, until=until, source=source, lang=lang
    )
    if contested:
        wanted["contested"] = True
    with Ledger(ledger, read_only=True) as opened:
        as_events = _holds_events(opened) if events is None else events
        answer = opened.events(**wanted) if as_events else opened.claims(**wanted)
        most = (0 if json else _ROWS) if limit is None else limit
        rows: Iterable[Mapping[str, Any]] = (Answer(answer.table.slice(0, most)) if most else answer).rows()
        if not names:
            rows = masked(opened, list(rows), as_events=as_events)
        listed = list(rows)
        if contested and as_events and listed:
            print_contested(listed, sides(opened, listed, names=names), json=json)
        else:
            _print(listed, as_events=as_events, json=json)
    if most and len(answer) > most:
        note(f"{most:,} of {len(answer):,} shown; --limit 0 shows all")


def _print(rows: list[Mapping[str, Any]], *, as_events: bool, json: bool) -> None:
    if json:
        print_json(rows)
    elif not rows:
        note(f"no {'events' if as_events else 'claims'} pass; leave out a filter, or see show --help")
    elif as_events:
        print_events(rows)
    else:
        print_table(_CLAIMS, map(_claim_cells, rows))


def print_events(rows: Iterable[Mapping[str, Any]]) -> None:
    """A table of events, rows as a ledger gives them."""
    print_table(_EVENTS, map(_event_cells, rows))


def _holds_events(ledger: "Ledger") -> bool:
    return bool(ledger.sql("SELECT 1 FROM events LIMIT 1").num_rows)


def _event_cells(row: Mapping[str, Any]) -> list[str]:
    least, most = row["n_origins"], row["n_origins_most"]
    toll = _toll(row)
    return [
        str(most) if least == most else f"{least}-{most}",
        f"in {row['n_reports']}",
        row["event"],
        _days(row),
        row["place_name"] or "",
        who(row),
        f"{toll} (contested)".strip() if row["contested"] else toll,
        row["origins"] or itself(row["outlets"]),
        row["event_id"][:12],
    ]


def _claim_cells(row: Mapping[str, Any]) -> list[str]:
    passage = " ".join(row["evidence_quote"].split())
    return [
        row["claim_id"][:12],
        row["event"] if row["modality"] == "asserted" else f"{row['event']} ({row['modality']})",
        _days(row),
        row["place_name"] or "",
        who(row),
        _toll(row),
        row["sources"] or itself(row["outlet"]),
        passage if len(passage) <= _PASSAGE else passage[: _PASSAGE - 1] + "…",
    ]


def itself(outlet: str | None) -> str:
    """Whose word it is where nobody is credited."""
    return f"{outlet or 'the report'} itself"


def who(row: Mapping[str, Any]) -> str:
    """Who did it, and to whom."""
    actors, targets = row["actors"] or "", row["targets"] or ""
    return f"{actors or '?'} → {targets}" if targets else actors


def _days(row: Mapping[str, Any]) -> str:
    first: date | None = row["first_day"]
    last: date | None = row["last_day"]
    if first is None or last is None or first == last:
        return str(first or last or "")
    return f"{first} to {last}"


def _toll(row: Mapping[str, Any]) -> str:
    parts = (figure(row[f"{what}_min"], row[f"{what}_max"], what) for what in ("killed", "wounded"))
    return ", ".join(filter(None, parts))
