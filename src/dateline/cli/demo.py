"""`dateline demo`: the sample reports read into a ledger, and what that ledger says of them."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.contested import sides
from dateline.cli.output import Column, console, figure, print_passage, print_table
from dateline.cli.show import itself, who

if TYPE_CHECKING:
    from dateline.corroborate import Copy, Event
    from dateline.ledger import Ledger

Row = Mapping[str, Any]

# Marks a ledger as the demo's own, which it may remove and make anew.
_MARK = {"demo": True}
_ROWS = 14
_SIDES = 6
# Narrower terminals get fewer and fuller columns.
_WIDE = 100
_COLUMNS = (
    Column(name="day", wrap=False),
    Column(name="what", style="cyan", wrap=False),
    Column(name="where", wrap=False),
    Column(name="who"),
    Column(name="origins", style="bold", right=True, wrap=False),
    Column(name="reports", style="dim", wrap=False),
    Column(name="on whose word"),
    Column(name="", style="bold red", wrap=False),
)
_FEWER = (
    Column(name="day", wrap=False),
    Column(name="what, where", style="cyan", wrap=False),
    Column(name="who"),
    Column(name="origins", style="bold", right=True, wrap=False),
    Column(name="on whose word"),
)
# The events that rest on most words; what is only planned, or only denied, did not happen on anybody's word.
_EVENTS = f"""
WITH told AS (
    SELECT e.event_id, bool_and(c.modality = 'hedged') AS hedged
    FROM event_claims e JOIN claims c ON c.id = e.claim_id
    GROUP BY e.event_id HAVING bool_or(c.modality IN ('asserted', 'hedged'))
), main AS (
    SELECT w.*, told.hedged FROM events_wide w JOIN told ON told.event_id = w.event_id
    WHERE w.first_day IS NOT NULL AND w.place_name IS NOT NULL
    ORDER BY w.n_origins + w.n_origins_most + w.contested::INTEGER
            + (coalesce(w.killed_max, 0) > 0)::INTEGER DESC,
        w.n_reports DESC, w.confidence DESC, w.event_id
    LIMIT {_ROWS}
)
FROM main ORDER BY first_day, last_day, seq, event_id
"""
# The names that most claims of an event give, those of the codebook first.
_PARTIES = """
SELECT event_id, role, list(name ORDER BY known DESC, told DESC, name)[:2] AS names FROM (
    SELECT e.event_id, p.role, coalesce(p.name, p.quote) AS name, bool_or(p.entity IS NOT NULL) AS known,
        count(*) AS told
    FROM event_claims e JOIN participants p ON p.claim_id = e.claim_id
    WHERE p.role IN ('actor', 'target') AND e.event_id IN (SELECT unnest(?))
    GROUP BY ALL
) GROUP BY event_id, role
"""

LedgerOption = Annotated[
    Path,
    typer.Option(
        "--ledger", help="The ledger's file. An earlier demo's is replaced; no other is.", metavar="FILE"
    ),
]

EXAMPLES = ("dateline demo", "dateline demo --ledger try.duckdb")


def demo(ledger: LedgerOption = Path("demo.duckdb")) -> None:
    """Read thirty sample reports about one battle into a ledger, and tell what happened on whose word.

    The reports are invented, in English and Vietnamese, with reprints, a correction and rival claims.
    """
    from dateline.ledger import Ledger

    _remove_former(ledger)
    _read_samples(ledger)
    with Ledger(ledger, read_only=True) as opened:
        _print_head(opened, ledger)
        rows = _main_events(opened)
        _print_events(rows)
        _print_dispute(opened)
        _print_copies(opened)
        _print_next(opened, ledger)


# -- making the ledger --------------------------------------------------------------------------------


def _remove_former(path: Path) -> None:
    """Remove what an earlier demo left at `path`. Raises LedgerError for anything else that stands there."""
    import json

    from dateline.errors import LedgerError
    from dateline.ledger import Ledger

    if not path.exists():
        return
    with Ledger(path, read_only=True) as former:
        runs = former.sql("SELECT configuration FROM runs").to_pylist()
    if any(json.loads(run["configuration"]) != _MARK for run in runs):
        raise LedgerError(f"{path} holds more than the demo; name another file with --ledger")
    path.unlink()
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)


def _read_samples(path: Path) -> None:
    from dateline import __version__
    from dateline.ledger import Ledger, Run
    from dateline.pipeline import Engine, corroborate, extract_all
    from dateline.read import read
    from dateline.samples import reports_path

    target = console(errors=True)
    with target.status("reading the sample reports") if target.is_terminal else nullcontext():
        engine = Engine.open()
        run = Run(version=__version__, packs=engine.versions, configuration=_MARK)
        with Ledger(path) as opened:
            opened.write(extract_all(read([str(reports_path())]), engine=engine), run=run)
            corroborate(opened, run=run, codebook=engine.codebook)


# -- what it says -------------------------------------------------------------------------------------


def _print_head(ledger: "Ledger", path: Path) -> None:
    (held,) = ledger.sql(
        "SELECT (SELECT count(*) FROM reports) AS reports, (SELECT count(*) FROM claims) AS claims,"
        " (SELECT count(*) FROM events) AS events"
    ).to_pylist()
    _say(
        f"{held['reports']} reports about one battle were read into {path}: {held['claims']} claims that"
        f" tell of {held['events']} happenings."
    )
    _say("The reports are invented: no outlet, figure or quotation in them is real.", "dim")
    _say()


def _main_events(ledger: "Ledger") -> list[dict[str, Any]]:
    """The events of the table, with the names that most claims give, private persons masked."""
    from dateline.cli.private import mask_events

    rows = ledger.sql(_EVENTS).to_pylist()
    parties = {
        (found["event_id"], found["role"]): "; ".join(found["names"])
        for found in ledger.sql(_PARTIES, [[row["event_id"] for row in rows]]).to_pylist()
    }
    for row in rows:
        row["actors"] = parties.get((row["event_id"], "actor"))
        row["targets"] = parties.get((row["event_id"], "target"))
    return list(mask_events(ledger, rows))


def _print_events(rows: Sequence[Row]) -> None:
    _title("What happened, and on whose word")
    _say(f"The {len(rows)} happenings that rest on most words, of {_months(rows)}.")
    target = console()
    if target.is_terminal and target.width < _WIDE:
        print_table(_FEWER, map(_fuller_cells, rows))
    else:
        print_table(_COLUMNS, map(_cells, rows))
    _say("origins: whose word it finally is, each counted once. reports: how often it was printed.", "dim")
    _say()


def _cells(row: Row) -> list[str]:
    least, most = row["n_origins"], row["n_origins_most"]
    toll = _number(row["killed_min"], row["killed_max"], "killed")
    return [
        _days(row["first_day"], row["last_day"]),
        f"{row['event']}\n{toll}".strip(),
        row["place_name"],
        who(row),
        str(most) if least == most else f"{least}-{most}",
        f"in {row['n_reports']}",
        row["origins"] or itself(row["outlets"]),
        "contested" if row["contested"] else "hedged" if row["hedged"] else "",
    ]


def _fuller_cells(row: Row) -> list[str]:
    day, what, where, parties, origins, reports, word, standing = _cells(row)
    return [day, "\n".join(filter(None, (what, where, standing))), parties, f"{origins}\n{reports}", word]


def _print_dispute(ledger: "Ledger") -> None:
    """The contested event that rests on most origins: what each says, in its passage's words."""
    contested = [event for event in ledger.read_events() if event.contested]
    if not contested:
        return
    event = max(contested, key=_dispute_rank)
    found = sides(ledger, [{"event_id": event.id}], names=False)[event.id]
    place = f" at {event.place.name}" if event.place else ""
    day = f", {_days(_date(event.start), _date(event.end))}" if event.start else ""
    _title(f"Contested: {event.type}{place}{day}")
    _say("Side by side, nothing averaged:")
    for side in [side for side in found if not side["revised"]][:_SIDES]:
        what = f"{side['topic']}: {side['says']}" if side["kind"] == "toll" else side["says"]
        _say(f"  {side['name']} says: {what}", "bold")
        _say(f"    “{' '.join(side['evidence_quote'].split())}”")
        _say(f"    {_where({**side, 'published': side['told']})}, claim {side['claim_id'][:12]}", "dim")
    _say()


def _dispute_rank(event: "Event") -> tuple[object, ...]:
    """Tolls and denials first: there two sides speak of one thing."""
    kinds = {side.kind for side in event.contradictions}
    return len(kinds & {"toll", "denial"}), event.origins.origins_min, len(event.report_ids), event.id


def _print_copies(ledger: "Ledger") -> None:
    """The largest group of reports that repeat one another's text."""
    copies = ledger.read_copies()
    group = _largest_group(copies)
    if not group:
        return
    told = ledger.sql(
        "SELECT count(*) AS n FROM events WHERE len(list_intersect(report_ids, ?)) > 1", [sorted(group)]
    ).to_pylist()[0]["n"]
    reports = ledger.sql(
        "SELECT id AS report_id, outlet, title, published_start FROM reports WHERE id IN (SELECT unnest(?))"
        " ORDER BY published_start NULLS LAST, id",
        [sorted(group)],
    ).to_pylist()
    _title(f"Copies: these {len(reports)} reports are one voice")
    for report in reports:
        _say(f"  {report['report_id']}  {report['outlet']}, {report['published_start']}: {report['title']}")
        for copy in copies:
            if report["report_id"] in _later(copy) and {copy.report_a, copy.report_b} <= group:
                _say(f"    {_share(copy, report['report_id'])}", "dim")
    _say(f"{told} happenings are told by more than one of them; a reprint adds no origin.")
    _say()


def _largest_group(copies: Iterable["Copy"]) -> frozenset[str]:
    """The most reports that copies tie together, by id; of equals, those that share most of their text."""
    groups: list[set[str]] = []
    shared: dict[str, float] = {}
    for copy in copies:
        pair = {copy.report_a, copy.report_b}
        for report in pair:
            shared[report] = max(shared.get(report, 0), min(copy.containment_a, copy.containment_b))
        meeting = [group for group in groups if group & pair]
        groups = [group for group in groups if not group & pair] + [pair.union(*meeting)]
    if not groups:
        return frozenset()
    best = max(groups, key=lambda group: (len(group), sum(shared[report] for report in group)))
    return frozenset(best)


def _later(copy: "Copy") -> set[str]:
    """The report of the two that repeats the other; both where nobody is known to be first."""
    return {copy.report_a, copy.report_b} - {copy.likely_first}


def _share(copy: "Copy", report: str) -> str:
    share = copy.containment_a if report == copy.report_a else copy.containment_b
    other = copy.report_b if report == copy.report_a else copy.report_a
    return f"{copy.kind} copy: {share:.0%} of its words stand in {other} too"


def _print_next(ledger: "Ledger", path: Path) -> None:
    (claim,) = ledger.sql(
        "SELECT claim_id, place_name FROM claims_wide WHERE place_name IS NOT NULL AND sources IS NOT NULL"
        " AND actors IS NOT NULL AND targets IS NOT NULL ORDER BY confidence DESC, claim_id LIMIT 1"
    ).to_pylist() or ({"claim_id": "CLAIM", "place_name": "Aleppo"},)
    _title("Next")
    program = _program()
    for command in (
        f"show {path} --source Amaq",
        f'control {path} --place "Abu Kamal"',
        f"explain {path} {claim['claim_id'][:12]}",
        f"export {path} --as geojson --out demo.geojson",
        f'sql {path} "select outlet, count(*) from claims_wide group by all order by 2 desc"',
    ):
        _say(f"  {program} {command}")


def _program() -> str:
    """What a shell calls this program: `make demo` runs it from an environment that is not activated."""
    import shutil
    import sys

    called = sys.argv[0]
    elsewhere = shutil.which("dateline") is None and Path(called).name == "dateline"
    return called if elsewhere else "dateline"


# -- words --------------------------------------------------------------------------------------------


def _title(text: str) -> None:
    _say(text, "bold underline")


def _say(text: str = "", style: str = "") -> None:
    print_passage(text, style=style)


def _where(claim: Row) -> str:
    return ", ".join(str(part) for part in (claim["outlet"], claim["published"], claim["report_id"]) if part)


def _months(rows: Sequence[Row]) -> str:
    days = [row["first_day"] for row in rows]
    return " to ".join(dict.fromkeys(f"{day:%B %Y}" for day in (min(days), max(days)))) if days else ""


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day[:10]) if day else None


def _days(first: date | None, last: date | None) -> str:
    if first is None or last is None or first == last:
        day = first or last
        return f"{day.day} {day:%b}" if day else ""
    same = (first.year, first.month) == (last.year, last.month)
    return f"{first.day}-{last.day} {last:%b}" if same else f"{first.day} {first:%b}-{last.day} {last:%b}"


def _number(least: float | None, most: float | None, what: str) -> str:
    return figure(least, most, what, at_least="at least {:g}")
