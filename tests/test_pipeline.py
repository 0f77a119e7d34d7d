"""The stages in order: the same reports through one process or several."""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.factories import report

from dateline import pipeline
from dateline.errors import DatelineError, PackError
from dateline.model import Report
from dateline.pipeline import Engine, extract_all


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
