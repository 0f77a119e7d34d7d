"""A small ledger: one attack told by two outlets, with a victim, a general and a witness in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app
from dateline.corroborate import Event
from dateline.corroborate.results import EventPlace, OriginCount
from dateline.ledger import Ledger, Run
from dateline.model import (
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
    cut,
)
from dateline.pipeline import Engine

TEXT = (
    "Rebels shelled Arden on Monday, killing Omar Haddad and wounding General Sami Nasser, "
    "said Layla Karim, who lives there."
)
CLAIM = "c0ffee01"
DAY = Interval(start="2017-11-20", end="2017-11-20", grain="day")


def span(quote: str, text: str = TEXT) -> Span:
    start = text.index(quote)
    return cut(text, start, start + len(quote))


def attack(claim_id: str) -> Claim:
    return Claim(
        id=claim_id,
        event="strike.shelling",
        evidence=span(TEXT),
        trigger=span("shelled"),
        actors=(Participant(span=span("Rebels"), entity="rebels", name="Rebels"),),
        targets=(Participant(span=span("Omar Haddad")), Participant(span=span("Sami Nasser"))),
        place=Place(span=span("Arden"), name="Arden", level="settlement", lat=1.5, lon=2.5, confidence=0.9),
        time=Time(
            span=span("on Monday"), start=DAY.start, end=DAY.end, grain="day",
            anchor="published", rule="weekday",
        ),
        sources=(Source(span=span("Layla Karim"), kind="witness", cue=span("said")),),
        quantities=(Quantity(span=span("killing"), what="killed", min=1, max=1),),
        confidence=0.8,
        rule="verb",
        reasons=(
            Reason(cell="place", rule="place.clause", note="in the clause of the trigger"),
            Reason(cell="supporters", rule="supporters.none", note="no one is named"),
        ),
    )  # fmt: skip


EVENT = Event(
    id="e1",
    type="strike.shelling",
    place=EventPlace(name="Arden", level="settlement", lat=1.5, lon=2.5, gazetteer_id=None, country=None),
    start="2017-11-20",
    end="2017-11-20",
    claim_ids=(CLAIM, "decade02"),
    report_ids=("one", "two"),
    outlets=("Daily South", "Radio North"),
    origins=OriginCount(reports=2, outlets=2, origins_min=1, origins_max=2),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "war.duckdb"
    run = Run(version="1")
    reports = [
        Report(
            id=name, text=TEXT, title="Omar Haddad killed", outlet=outlet, published=DAY, language="en",
            origin=f"{name}.txt",
        )
        for name, outlet in (("one", "Radio North"), ("two", "Daily South"))
    ]  # fmt: skip
    claims = [attack(CLAIM), attack("decade02")]
    with Ledger(path) as opened:
        opened.write(
            (
                Extraction(report=report, claims=(claim,))
                for report, claim in zip(reports, claims, strict=True)
            ),
            run=run,
        )
        opened.write_rejects([Reject(origin="bad.txt", reason="the file is empty", sha256="0" * 64)], run=run)
        opened.write_events([EVENT], run=run)
    return path


Dateline = Callable[..., Result]


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch) -> Dateline:
    """Runs the command line, as in a pipe."""
    monkeypatch.setenv("COLUMNS", "200")
    runner = CliRunner()

    def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
        return runner.invoke(
            app, [str(argument) for argument in arguments], input=stdin, prog_name="dateline"
        )

    return run


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine.open()


@pytest.fixture
def quick(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opens the packs once for all tests."""
    monkeypatch.setattr(Engine, "open", lambda languages=None: engine)
