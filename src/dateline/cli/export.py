"""`dateline export`: claims or events in a format that other tools read."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from dateline.cli import options
from dateline.cli.output import note, plural, standard_output


class As(StrEnum):
    """The formats, as the command line offers them; a test holds them to `dateline.export.FORMATS`."""

    CSV = "csv"
    JSONL = "jsonl"
    GEOJSON = "geojson"


class Of(StrEnum):
    """What may be exported."""

    CLAIMS = "claims"
    EVENTS = "events"


AsOption = Annotated[As, typer.Option("--as", help="The format.", show_default=False)]
OfOption = Annotated[Of, typer.Option("--of", help="One row a claim, or one an event.")]
Out = Annotated[
    Path | None,
    typer.Option(help="The file to write; standard output if not given.", metavar="FILE", show_default=False),
]


EXAMPLES = (
    "dateline export war.duckdb --as csv --out events.csv",
    "dateline export war.duckdb --as geojson --of claims --type strike > strikes.geojson",
)


def export(
    ledger: options.LedgerFile,
    as_: AsOption,
    of: OfOption = Of.EVENTS,
    out: Out = None,
    place: options.Place = None,
    actor: options.Actor = None,
    type: options.Type = None,
    since: options.Since = None,
    until: options.Until = None,
    source: options.SourceName = None,
    lang: options.ReportLanguage = None,
    min_confidence: options.Confidence = 0.0,
    names: options.Names = False,
) -> None:
    """Write claims or events as CSV, JSON Lines or GeoJSON.

    Each row tells how many independent sources it rests on and where its passages stand. Places known no
    closer than a district are not drawn as points.
    """
    from dateline.cli.private import masked
    from dateline.export import FORMATS
    from dateline.ledger import Ledger

    wanted = options.filters(
        place=place, actor=actor, type=type, since=since, until=until, source=source, lang=lang
    )
    if min_confidence:
        wanted["min_confidence"] = min_confidence
    with Ledger(ledger, read_only=True) as opened:
        as_events = of is Of.EVENTS
        rows = (opened.events(**wanted) if as_events else opened.claims(**wanted)).rows()
        shown = rows if names else masked(opened, rows, as_events=as_events)
        with _opened(out) as file:
            count = FORMATS[as_.value].write(shown, file, of=of.value)
    if out:
        note(f"{plural(count, of.value.removesuffix('s'))} written to {out}")


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    if path is None:
        yield standard_output()
        return
    from dateline.errors import InputError

    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            yield file
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}; choose another --out") from error
