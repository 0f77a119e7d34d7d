"""`dateline watch`: feeds in, again and again, claims into the ledger."""

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import options
from dateline.cli.group import REFUSED
from dateline.cli.output import console, note, plural, print_json
from dateline.cli.read import Json, LedgerOption, run_of
from dateline.cli.reading import Wanted, reads
from dateline.errors import InputError, LedgerError

if TYPE_CHECKING:
    from dateline.ledger import Run, WriteSummary
    from dateline.pipeline import Engine
    from dateline.read import ReadOptions, Sidecar
    from dateline.read.watch import Polled

EXAMPLES = (
    "dateline watch https://example.org/rss.xml --ledger war.duckdb --every 30m",
    "dateline watch feeds.opml --ledger war.duckdb --once",
)
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_SHORTEST = 60.0  # seconds between two looks at a feed

Feeds = Annotated[
    list[str],
    typer.Argument(
        metavar="FEED...",
        help="Addresses of RSS or Atom feeds or sitemaps, or OPML files that list feeds.",
        show_default=False,
    ),
]
Every = Annotated[str, typer.Option(help="Time from one look to the next: 90s, 15m, 2h, 1d.", metavar="TIME")]
Once = Annotated[bool, typer.Option("--once", help="Look once, and end.")]
SummariesOnly = Annotated[
    bool,
    typer.Option("--no-follow", help="Read only what stands whole in the feeds, and fetch no pages."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watch:
    """What stays the same from one round to the next."""

    feeds: Sequence[str]
    ledger: Path
    memory: Path
    engine: "Engine"
    run: "Run"
    options: "ReadOptions"
    sidecar: "Sidecar | None"
    every: float
    min_confidence: float


@reads
def watch(
    feeds: Feeds,
    ledger: LedgerOption,
    *,
    wanted: Wanted,
    every: Every = "15m",
    once: Once = False,
    no_follow: SummariesOnly = False,
    min_confidence: options.Confidence = 0.0,
    gazetteer: options.Gazetteers = None,
    json: Json = False,
) -> None:
    """Keep reading feeds into a ledger, until it is stopped (Ctrl-C).

    Pages that are new in a feed are fetched, one at a time, as robots.txt allows. Only what changed is asked
    for; what is known of the feeds is kept beside the ledger, in LEDGER.watch.json. A stop at any moment
    leaves the ledger whole, and the next start goes on from there.
    """
    from dateline.ledger import Ledger
    from dateline.read.watch import find_feeds

    asked = replace(wanted.options, follow=not no_follow)
    pause = seconds(every)
    addresses = find_feeds(feeds, options=asked)
    Ledger(ledger).close()  # a ledger that cannot be written is told before anything is fetched
    engine = options.open_engine(gazetteer)
    watching = _Watch(
        feeds=addresses, ledger=ledger, memory=ledger.with_name(ledger.name + ".watch.json"), engine=engine,
        run=run_of(engine, min_confidence), options=asked, sidecar=wanted.sidecar, every=pause,
        min_confidence=min_confidence,
    )  # fmt: skip
    _keep_looking(watching, once=once, json=json)


def _keep_looking(watch: _Watch, *, once: bool, json: bool) -> None:
    """Look until it is stopped; a ledger that is in use is waited for."""
    while True:
        began = time.monotonic()
        try:
            whole = _look(watch, json=json)
        except LedgerError as error:
            if once:
                raise
            note(f"{error}; trying again at the next look")
            whole = False
        if once and not whole:
            raise typer.Exit(REFUSED)
        if once:
            return
        time.sleep(max(0.0, began + watch.every - time.monotonic()))


def seconds(said: str) -> float:
    """The seconds of a time such as 15m. Raises InputError when it is none, or under a minute."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd])", said.strip().lower())
    if found is None:
        raise InputError(f"{said!r} is no time; write it as 90s, 15m, 2h or 1d")
    value = float(found[1]) * _UNITS[found[2]]
    if value < _SHORTEST:
        raise InputError(f"{said} is too short: servers are asked once a minute at most; give 1m or more")
    return value


def _look(watch: _Watch, *, json: bool) -> bool:
    """One round: each feed is read, written and remembered before the next; events are grouped at the end.

    False when a feed could not be had, or something was set aside.
    """
    from dateline.ledger import Ledger, WriteSummary
    from dateline.pipeline import corroborate
    from dateline.read.fetch import Web
    from dateline.read.sidecar import apply
    from dateline.read.watch import FeedState, Memory, poll

    web = Web(watch.options.web)
    memory = Memory.load(watch.memory)
    outcomes: Counter[str] = Counter()
    written = WriteSummary()
    for feed in watch.feeds:
        known = memory.feeds.get(feed, FeedState())
        asked = apply(watch.options, watch.sidecar.rows(feed)) if watch.sidecar else watch.options
        polled = poll(feed, known, web=web, options=asked, now=time.time(), every=watch.every)
        outcomes[polled.outcome] += 1
        if polled.items and not memory.ungrouped:
            memory = replace(memory, ungrouped=True)
            memory.save(watch.memory)
        written += _write(watch, polled)
        # Only what is in the ledger is remembered: after a stop in between, a feed is read once more.
        memory = memory.knowing(feed, polled.state)
        memory.save(watch.memory)
    if memory.ungrouped:
        with Ledger(watch.ledger) as opened:
            corroborate(opened, run=watch.run, codebook=watch.engine.codebook)
        replace(memory, ungrouped=False).save(watch.memory)
    _tell(outcomes, written, json=json)
    return not written.rejects and not outcomes["failed"]


def _write(watch: _Watch, polled: "Polled") -> "WriteSummary":
    from dateline.ledger import Ledger, WriteSummary
    from dateline.model import Reject
    from dateline.pipeline import extract_all

    if not polled.items:
        return WriteSummary()
    found = extract_all(polled.items, engine=watch.engine)
    ready = [
        item if isinstance(item, Reject) else options.at_least(item, watch.min_confidence) for item in found
    ]
    for item in ready:
        if isinstance(item, Reject):
            note(f"{item.origin}: {item.reason}")
    with Ledger(watch.ledger) as opened:
        return opened.write(ready, run=watch.run)


def _tell(outcomes: Counter[str], written: "WriteSummary", *, json: bool) -> None:
    if json:
        counts = {"new": written.new_reports, "known": written.known_reports, "claims": written.claims}
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        print_json([{"at": at, "feeds": dict(outcomes), **counts, "set_aside": written.rejects}])
        return
    feeds = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    console().print(
        f"{time.strftime('%H:%M')}  feeds: {feeds}; {plural(written.new_reports, 'new report')}, "
        f"{plural(written.claims, 'claim')}, {written.rejects:,} set aside",
        markup=False,
        soft_wrap=True,
    )
