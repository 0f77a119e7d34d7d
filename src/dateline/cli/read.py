"""`dateline read`: reports in, claims into the ledger."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli import options
from dateline.cli.group import REFUSED
from dateline.cli.output import console, plural, print_json, progress
from dateline.cli.reading import Wanted, reads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dateline.ledger import Run, WriteSummary
    from dateline.model import Extraction, Reject

# A reason without what differs from case to case: numbers, places, the parser's own words.
_DETAIL = re.compile(r" at (?:line|byte|character) .*| \(.*|[:;] .*", re.S)

LedgerOption = Annotated[
    Path,
    typer.Option(
        "--ledger", help="The ledger's file; it is made if there is none.", metavar="FILE", show_default=False
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")]


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What passes through on its way into the ledger."""

    reports: int = 0
    repeated: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    first: dict[str, "Reject"] = field(default_factory=dict)

    def refuse(self, item: "Reject") -> None:
        reason = _DETAIL.sub("", item.reason)
        self.refused[reason] += 1
        self.first.setdefault(reason, item)


EXAMPLES = (
    "dateline read reports/ --ledger war.duckdb",
    'dateline read story.txt --ledger war.duckdb --outlet "Radio North" --published 2017-11-17',
    "dateline read dump.csv.zst --ledger war.duckdb --map text=body,published=date --workers 4",
)


@reads
def read(
    paths: options.Paths,
    ledger: LedgerOption,
    *,
    wanted: Wanted,
    workers: options.Workers = 1,
    min_confidence: options.Confidence = 0.0,
    gazetteer: options.Gazetteers = None,
    follow: options.Follow = False,
    json: Json = False,
) -> None:
    """Read reports, write their claims into a ledger, and group the claims into events.

    A report that the ledger holds already changes nothing, so the same input may be read again at any time.
    """
    from dateline.ledger import Ledger
    from dateline.pipeline import corroborate, extract_all
    from dateline.read import read as read_reports

    tally = _Tally()

    def count_repeated(_: object) -> None:
        tally.repeated += 1

    asked = replace(wanted.options, follow=follow)
    reports = read_reports(paths, options=asked, sidecar=wanted.sidecar, on_known=count_repeated)
    engine = options.open_engine(gazetteer)
    extracting = closing(extract_all(reports, workers=workers, engine=engine))
    with Ledger(ledger) as opened, progress("opening the packs") as advance, extracting as items:
        passing = _passing(items, tally, min_confidence, advance)
        run = run_of(engine, min_confidence)
        written = opened.write(passing, run=run)
        advance("grouping claims into events")
        events = corroborate(opened, run=run, codebook=engine.codebook).events
    _tell(tally, written, events, json=json)
    if tally.refused:
        raise typer.Exit(REFUSED)


def run_of(engine: Any, min_confidence: float) -> "Run":
    """The run that a way of reading is."""
    from dateline import __version__
    from dateline.ledger import Run

    configuration = {"min_confidence": min_confidence} if min_confidence else {}
    return Run(version=__version__, packs=engine.versions, configuration=configuration)


def _passing(
    items: "Iterable[Extraction | Reject]",
    tally: _Tally,
    min_confidence: float,
    advance: "Callable[[str], None]",
) -> "Iterator[Extraction | Reject]":
    from dateline.model import Reject

    for item in items:
        if isinstance(item, Reject):
            tally.refuse(item)
            yield item
        else:
            tally.reports += 1
            advance(f"{tally.reports:,} reports read")
            yield options.at_least(item, min_confidence)


def _tell(tally: _Tally, written: "WriteSummary", events: int, *, json: bool) -> None:
    known = written.known_reports + tally.repeated
    total = tally.reports + tally.repeated
    if json:
        summary = {
            "reports": total,
            "new": written.new_reports,
            "known": known,
            "revised": written.revised_reports,
            "claims": written.claims,
            "events": events,
            "refused": dict(tally.refused.most_common()),
        }
        print_json([summary])
        return
    target = console()
    if total and not written.new_reports and not written.revised_reports:
        target.print(f"Nothing new: {_all(total)} already in the ledger.")
    else:
        revised = f", {written.revised_reports:,} read anew" if written.revised_reports else ""
        target.print(f"{plural(total, 'report')}: {written.new_reports:,} new, {known:,} known{revised}.")
        target.print(f"{plural(written.claims, 'claim')} added; the ledger holds {plural(events, 'event')}.")
    if tally.refused:
        target.print(f"{sum(tally.refused.values()):,} set aside:")
        for reason, count in tally.refused.most_common():
            first = tally.first[reason]
            # One alone is told with what to do about it; of many alike, what they have in common.
            told = f"{reason} ({first.origin} and {count - 1:,} more)"
            told = told if count > 1 else f"{first.reason} ({first.origin})"
            target.print(f"  {told}", markup=False, soft_wrap=True)


def _all(total: int) -> str:
    return "the report was" if total == 1 else f"all {total:,} reports were"
