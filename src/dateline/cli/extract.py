"""`dateline extract`: reports in, one JSON object a report out. No ledger is kept."""

from contextlib import closing
from dataclasses import replace

import typer

from dateline.cli import options
from dateline.cli.group import REFUSED
from dateline.cli.output import note, standard_output
from dateline.cli.reading import Wanted, reads

EXAMPLES = (
    "dateline extract story.txt --published 2017-11-17",
    "cat reports.jsonl | dateline extract - > claims.jsonl",
)


@reads
def extract(
    paths: options.Paths,
    *,
    wanted: Wanted,
    workers: options.Workers = 1,
    min_confidence: options.Confidence = 0.0,
    gazetteer: options.Gazetteers = None,
    follow: options.Follow = False,
) -> None:
    """Write the claims of reports as JSON Lines, one object a report, and keep nothing.

    Every cell carries the characters that it was read from: text[start:end] is its quote. What is set aside
    is told on standard error. Names are not masked.
    """
    from dateline.model import Reject
    from dateline.pipeline import extract_all
    from dateline.read import read as read_reports
    from dateline.record import dumps, to_record

    asked = replace(wanted.options, follow=follow)
    reports = read_reports(paths, options=asked, sidecar=wanted.sidecar)
    out = standard_output()
    refused = 0
    engine = options.open_engine(gazetteer) if gazetteer else None
    with closing(extract_all(reports, workers=workers, engine=engine)) as items:
        for item in items:
            if isinstance(item, Reject):
                refused += 1
                note(f"{item.origin}: {item.reason}")
            else:
                out.write(dumps(to_record(options.at_least(item, min_confidence))) + "\n")
    if refused:
        raise typer.Exit(REFUSED)
