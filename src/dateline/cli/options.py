"""Options that several commands share, each said once."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dateline.ledger.query import Options
    from dateline.model import Extraction
    from dateline.pipeline import Engine

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files, folders (read to their depths), globs, addresses (http://, https://: they are fetched), "
        "or - for standard input: text, HTML, JSON Lines, JSON, CSV, TSV, Parquet, Arrow, WARC, WACZ, RSS, "
        "Atom; also in gzip, zstd, bzip2, xz, zip and tar.",
        show_default=False,
    ),
]
LedgerFile = Annotated[Path, typer.Argument(metavar="LEDGER", help="The ledger's file.", show_default=False)]

Workers = Annotated[
    int,
    typer.Option(
        min=1, help="Processes to work with; what comes out is the same for any number.", metavar="N"
    ),
]
Gazetteers = Annotated[
    list[str] | None,
    typer.Option(
        "--gazetteer",
        help="For this run use this gazetteer beside the built-in one, a file or the name of one that was "
        "added, and no other. May be given several times; "
        "`none` is the built-in one alone.",
        metavar="FILE|NAME",
    ),
]
Confidence = Annotated[
    float,
    typer.Option(
        "--min-confidence", min=0.0, max=1.0, help="Keep claims that are at least as sure.", metavar="0-1"
    ),
]

Follow = Annotated[
    bool, typer.Option("--follow", help="Fetch the pages that feeds, sitemaps and OPML lists lead to.")
]

Place = Annotated[
    str | None, typer.Option(help="Part of a place's name, with or without accents.", metavar="NAME")
]
Actor = Annotated[
    str | None, typer.Option(help="Who does it: words of the name, or a codebook id.", metavar="NAME")
]
Type = Annotated[
    str | None, typer.Option(help="Event code, or its first part: strike, battle.clash.", metavar="CODE")
]
Since = Annotated[
    str | None, typer.Option(help="Happened on or after: YYYY, YYYY-MM or YYYY-MM-DD.", metavar="DATE")
]
Until = Annotated[
    str | None, typer.Option(help="Happened on or before: YYYY, YYYY-MM or YYYY-MM-DD.", metavar="DATE")
]
SourceName = Annotated[
    str | None,
    typer.Option(
        "--source", help="On whose word: words of the name, a codebook id, or the outlet.", metavar="NAME"
    ),
]
ReportLanguage = Annotated[str | None, typer.Option("--lang", help="Language of the report.", metavar="CODE")]
Names = Annotated[
    bool,
    typer.Option(
        "--names", help="Show the names of private persons (victims, witnesses), which are masked else."
    ),
]


def open_engine(gazetteers: list[str] | None) -> "Engine":
    """The engine with these gazetteers, or with all that were added. Raises what `Engine.open` raises."""
    from dateline.gazetteer import open_gazetteer
    from dateline.pipeline import Engine

    return Engine.open(gazetteer=open_gazetteer(gazetteers)) if gazetteers else Engine.open()


def filters(
    *,
    place: str | None,
    actor: str | None,
    type: str | None,
    since: str | None,
    until: str | None,
    source: str | None,
    lang: str | None,
) -> "Options":
    """The ledger's filters, those that are given."""
    given = {
        "place": place,
        "actor": actor,
        "type": type,
        "since": since,
        "until": until,
        "source": source,
        "lang": lang,
    }
    wanted: Options = {name: value for name, value in given.items() if value is not None}  # type: ignore[assignment]
    return wanted


def at_least(extraction: "Extraction", confidence: float) -> "Extraction":
    """The extraction with the claims that are at least so sure."""
    if confidence <= 0:
        return extraction
    kept = tuple(claim for claim in extraction.claims if claim.confidence >= confidence)
    return replace(extraction, claims=kept)
