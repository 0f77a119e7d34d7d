"""The stages in order: the same reports through one process or several, a ledger without its texts."""

import os
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.factories import on, place, report, told

from dateline import pipeline
from dateline.corroborate import Copy, Event, candidates, copies
from dateline.errors import DatelineError, PackError
from dateline.ledger import Ledger, Run
from dateline.model import Extraction, Report
from dateline.pipeline import Engine, corroborate, extract_all


class _Fatal(Report):
    """A report that ends the process that unpickles it, as a lack of memory would."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Callable[[int], Any], tuple[int]]:
        return os._exit, (1,)


def test_a_pack_that_does_not_load_is_told_before_any_worker_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(languages: object = None, *, check: bool = True) -> Engine:
        raise PackError("pack 'en' fails 1 of its examples")

    started: list[object] = []
    monkeypatch.setattr(Engine, "open", fail)
    monkeypatch.setattr(pipeline, "ProcessPoolExecutor", lambda *args, **options: started.append(args))
    with pytest.raises(PackError, match="fails 1 of its examples"):
        list(extract_all([report()], workers=2))
    assert not started


def test_workers_open_the_packs_of_the_engine_and_their_errors_are_told() -> None:
    engine = Engine.open(["en"], check=False)
    gone = replace(engine, languages={"xx": engine.languages["en"]})
    with pytest.raises(PackError, match="no pack for language 'xx'"):
        list(extract_all([report()], workers=2, engine=gone))


def test_a_worker_that_is_ended_is_told_in_a_sentence() -> None:
    engine = Engine.open(["en"], check=False)
    fatal = _Fatal(id="r1", text="Rebels fled.")
    with pytest.raises(DatelineError, match="a worker process was ended before its work was done"):
        list(extract_all([fatal], workers=2, engine=engine))


class _Text(str):
    """A text whose end can be seen."""


def _story(seed: int) -> str:
    """Forty words, the same for the same seed."""
    return " ".join(Random(seed).choices(["shell", "hill", "town", "army", "road", "river", "men"], k=40))


class _Shelf:
    """A ledger of many reports that counts how many of their texts are held."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.texts: list[weakref.ref[_Text]] = []
        self.most = 0
        self.copies: tuple[Copy, ...] = ()
        self.events: tuple[Event, ...] = ()

    def extractions(self, ids: Sequence[str] | None = None) -> Iterator[Extraction]:
        for n in range(self.count):
            if ids is None or f"r{n:03}" in ids:
                words = f"{_story(n // 2)} {_story(n)[:20]}"
                made = told(f"r{n:03}", words, outlet=f"Outlet {n}")
                text = _Text(words)
                self.texts = [*(ref for ref in self.texts if ref() is not None), weakref.ref(text)]
                self.most = max(self.most, len(self.texts))
                yield replace(made, report=replace(made.report, text=text))

    def reports(self, ids: Sequence[str] | None = None) -> Iterator[Report]:
        for extraction in self.extractions(ids):
            yield extraction.report

    def event_claims(self) -> dict[str, list[str]]:
        return {}

    def write_corroborated(
        self, *, copies: tuple[Copy, ...], events: tuple[Event, ...], control: object, run: Run
    ) -> None:
        self.copies, self.events = copies, events


def test_no_more_texts_are_held_than_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, blockwise = _Shelf(80), _Shelf(80)
    corroborate(whole, run=Run(version="1"))  # type: ignore[arg-type]
    monkeypatch.setattr(copies, "_WORDS", 200)
    monkeypatch.setattr(candidates, "_AT_ONCE", 5)
    corroborate(blockwise, run=Run(version="1"))  # type: ignore[arg-type]
    assert blockwise.most < 12
    assert len(blockwise.copies) == 40 and len(blockwise.events) == 40
    assert (blockwise.copies, blockwise.events) == (whole.copies, whole.events)


def test_what_comes_in_several_runs_is_grouped_as_in_one_and_keeps_its_ids(tmp_path: Path) -> None:
    run, words = Run(version="1"), "Shelled Arden, killing 12 people."
    cells = {"place": place("Arden", text=words), "time": on("2017-11-17")}
    reports = [told(f"r{n}", words, outlet=f"Outlet {n}", claims=[cells]) for n in (5, 3, 8, 1)]
    with Ledger(tmp_path / "once.duckdb") as once:
        once.write(reports, run=run)
        corroborate(once, run=run)
        (whole,) = once.read_events()
    with Ledger(tmp_path / "often.duckdb") as often:
        ids = []
        for one in reports:
            often.write([one], run=run)
            corroborate(often, run=run)
            ids += [event.id for event in often.read_events()]
        (event,) = often.read_events()
        assert often.sql("SELECT count(*) AS n FROM tombstones").to_pylist() == [{"n": 0}]
    assert len(ids) == 4 and len(set(ids)) == 1
    assert event.claim_ids == whole.claim_ids
