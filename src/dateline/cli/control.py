"""`dateline control`: who is said to have held a place, day by day, with the passages that say so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli import options
from dateline.cli.output import note, print_json, print_passage

if TYPE_CHECKING:
    from dateline.ledger import Ledger

Row = Mapping[str, Any]

Actor = Annotated[
    str | None, typer.Option(help="Who holds it: words of the name, or a codebook id.", metavar="NAME")
]
Contested = Annotated[
    bool, typer.Option("--contested", help="Only what somebody else's word stands against.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines, with the passages.")]

EXAMPLES = (
    'dateline control war.duckdb --place "Abu Kamal"',
    "dateline control war.duckdb --actor is --since 2017-11 --json",
)


def control(
    ledger: options.LedgerFile,
    place: options.Place = None,
    actor: Actor = None,
    since: options.Since = None,
    until: options.Until = None,
    contested: Contested = False,
    json: Json = False,
    names: options.Names = False,
) -> None:
    """Tell who is said to have held a place, how much of it, since when and until when, on whose word.

    Claims of advance, withdrawal, siege and control are put in order of their days. Rival claims stand side
    by side; nothing is inferred for villages when a district falls.
    """
    from dateline.ledger import Ledger

    with Ledger(ledger, read_only=True) as opened:
        wanted = {"place": place, "actor": actor, "since": since, "until": until}
        given = {name: value for name, value in wanted.items() if value is not None}
        rows = opened.control(**given, **({"contested": True} if contested else {})).rows()
        told = _words(opened, rows, names=names)
    if json:
        print_json({**row, "words": told.get(row["hold_id"], [])} for row in rows)
    elif not rows:
        note("nobody is said to have held such a place; leave out a filter, or see control --help")
    else:
        _print(rows, told)


def _words(ledger: "Ledger", rows: Sequence[Row], *, names: bool) -> dict[str, list[dict[str, Any]]]:
    """The claims for each hold and against it, private persons masked unless `names`."""
    from dateline.cli.private import names_by_report
    from dateline.masking import masker

    words = ledger.control_words([row["hold_id"] for row in rows]).rows()
    private = {} if names else names_by_report(ledger, {word["report_id"] for word in words})
    told: dict[str, list[dict[str, Any]]] = {}
    for word in words:
        mask = masker(private.get(word["report_id"], ()))
        masked = {name: mask(word[name]) for name in ("name", "evidence_quote")}
        told.setdefault(word.pop("hold_id"), []).append({**word, **masked})
    return told


def _print(rows: Sequence[Row], told: Mapping[str, Sequence[Row]]) -> None:
    place = None
    for row in rows:
        if row["place"] != place:
            place = row["place"]
            print_passage(place, style="bold underline")
        print_passage(f"  {_days(row)}  {_state(row)}", style="bold red" if row["contested"] else "bold")
        for line, style in _lines(told.get(row["hold_id"], ())):
            print_passage(line, style=style)


def _state(row: Row) -> str:
    did = f"{row['actor']} {row['how']}{_share(row)}"
    return f"{did} (contested)" if row["contested"] else did


def _share(row: Row) -> str:
    """How much of the place, in words; nothing for a siege."""
    least, most = row["share_min"], row["share_max"]
    if row["how"] == "besieges":
        return " it"
    if row["how"] == "left":
        return " it" if most == 0 else " it, not said how far"
    if least is None:
        return " it" if most is not None else " a part of it"
    if most is None or most == 1:
        return " all of it" if least == 1 else f" at least {least:.0%} of it"
    return f" {least:.0%} of it" if least >= most else f" {least:.0%} to {most:.0%} of it"


def _lines(words: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Each passage once, those for it first; a passage that several reports print tells how many."""
    seen: dict[tuple[bool, str, str], list[Row]] = {}
    for word in words:
        quote = " ".join(word["evidence_quote"].split())
        seen.setdefault((word["against"], word["name"], quote), []).append(word)
    for (against, name, quote), printed in sorted(seen.items(), key=lambda item: item[0][0]):
        yield f"    {'against: ' if against else ''}{name}: “{quote}”", "red" if against else ""
        first = printed[0]
        where = ", ".join(str(part) for part in (first["outlet"], first["published"]) if part)
        more = f", and {len(printed) - 1} more" if len(printed) > 1 else ""
        yield f"      {where}{more}; claim {first['claim_id'][:12]}", "dim"


def _days(row: Row) -> str:
    since: date = row["since"]
    until: date | None = row["until"]
    return f"{since} to {until}" if until else f"{since} on"
