"""dateline reads news of conflict and keeps a ledger of claims: who is said to have done what, on whose word.

import dateline

for claim in dateline.extract(text, published="2017-11-17", outlet="Euphrates Wire"):
    print(claim.event, [a.span.quote for a in claim.actors], claim.place and claim.place.name)

with dateline.Ledger("battle.duckdb") as ledger:
    ledger.claims(place="Abu Kamal").pandas()
"""

from functools import cache
from typing import TYPE_CHECKING

from dateline.errors import (
    CodebookError,
    DatelineError,
    GazetteerError,
    InputError,
    LedgerError,
    MissingInput,
    PackError,
    QueryError,
    SpanError,
    UnreadableInput,
)
from dateline.model import (
    Block,
    Claim,
    Extraction,
    Interval,
    Participant,
    Place,
    Quantity,
    Reason,
    Reject,
    Report,
    Source,
    Span,
    Time,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dateline.ledger import Ledger
    from dateline.pipeline import Engine

__version__ = "0.1.0"

__all__ = [
    "Block",
    "Claim",
    "CodebookError",
    "DatelineError",
    "Extraction",
    "GazetteerError",
    "InputError",
    "Interval",
    "Ledger",
    "LedgerError",
    "MissingInput",
    "PackError",
    "Participant",
    "Place",
    "Quantity",
    "QueryError",
    "Reason",
    "Reject",
    "Report",
    "Source",
    "Span",
    "SpanError",
    "Time",
    "UnreadableInput",
    "__version__",
    "extract",
    "read",
]


def extract(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    lang: str | None = None,
) -> "tuple[Claim, ...]":
    """The claims of one report's text, in text order.

    `published` is an ISO date ("2017-11-17", "2017-11"); without it times in the text stay unanchored where
    only it could anchor them. Offsets of the claims' spans are code points into the NFC form of `text`.
    Returns no claims for a language without a pack. Raises InputError for a date that cannot be read.
    """
    from dateline.clean import nfc
    from dateline.dates import parse_published
    from dateline.read.build import content_id

    normal = nfc(text)
    when = parse_published(published) if published is not None else None
    report = Report(
        id=content_id(normal, title, outlet, when),
        text=normal,
        title=title,
        outlet=outlet,
        published=when,
        language=lang,
    )
    return _engine().extract(report).claims


def read(*paths: "str | Path") -> "Iterator[Report | Reject]":
    """The reports at `paths` (files, folders, globs), and what had to be set aside, in order.

    Raises MissingInput when nothing is there to read.
    """
    from dateline.read import read as read_paths

    return read_paths([str(path) for path in paths])


@cache
def _engine() -> "Engine":
    # Compiling the packs takes longer than extracting many reports, so it is done once.
    from dateline.pipeline import Engine

    return Engine.open()


def __getattr__(name: str) -> object:
    """Import the ledger (and with it DuckDB and Arrow) only when it is asked for."""
    if name == "Ledger":
        from dateline.ledger import Ledger

        return Ledger
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
