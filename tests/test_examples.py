"""A pack is held to its examples: what they may say, what is compared, and that a pass is remembered."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.factories import TEXT, claim, full_claim, on, place, source, span, toll

from dateline import examples
from dateline.errors import PackError
from dateline.examples import Example, differences, read, try_out
from dateline.model import Extraction, Interval, Participant, Report, Time
from dateline.pack import Pack
from dateline.pipeline import Engine


def pack(*lines: Any) -> Pack:
    written = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return Pack(code="xx", version="1", tables={}, examples=written)


# --- what a line may say


def test_a_line_is_a_text_and_its_claims() -> None:
    (example,) = read(pack({"text": "They fled.", "claims": [{"event": "harm.displacement"}], "note": "n"}))
    assert (example.line, example.text, example.note, example.exact) == (1, "They fled.", "n", False)
    assert example.claims == ({"event": "harm.displacement"},)


def test_a_text_that_tells_nothing_is_exact() -> None:
    assert read(pack({"text": "It rained.", "nothing": True}))[0].exact


def test_lines_are_counted_with_the_empty_ones() -> None:
    found = read(pack({"text": "a", "nothing": True}, "", {"text": "b", "nothing": True}))
    assert [example.line for example in found] == [1, 3]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "no example"),
        ([], 'needs a "text"'),
        ({"claims": []}, 'needs a "text"'),
        ({"text": "a"}, 'needs "claims", or "nothing"'),
        ({"text": "a", "claims": [{"event": "x"}], "nothing": True}, 'needs "claims", or "nothing"'),
        ({"text": "a", "nothing": True, "lang": "en"}, "unknown 'lang'; there are claims, exact"),
        ({"text": "a", "claims": [{"event": "strike.air", "actor": []}]}, "unknown 'actor'"),
        ({"text": "a", "claims": [{"event": "strike.sea"}]}, "'strike.sea' is no event"),
        ({"text": "a", "claims": [{"actors": []}]}, "None is no event"),
        ({"text": "a", "claims": [{"event": "strike.air", "actors": ["b"]}]}, "'b' does not stand in its"),
        ({"text": "a", "claims": [{"event": "strike.air", "place": "b"}]}, "'b' does not stand in its text"),
        ({"text": "a", "nothing": True, "published": "soon"}, "published date 'soon'"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_example_is_refused_with_its_number(line: Any, message: str) -> None:
    with pytest.raises(PackError, match=r"packs/xx/examples\.jsonl:2 is no example") as caught:
        read(pack({"text": "a", "nothing": True}, line), events={"strike.air": None})
    assert message in str(caught.value)


# --- what is compared

FULL = full_claim(time=on("2017-11-17"))


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"trigger": "shelled"},
        {"actors": ["Northern Army"], "targets": ["12 civilians"], "supporters": ["News"]},
        {"place": "Đồng Xá"},
        {"time": ["2017-11-17", "2017-11-17"]},
        {"sources": ["Riverside News", "army source"]},
        {"modality": "hedged"},
        {"quantities": [["killed", 12, None]]},
    ],
)
def test_what_is_as_wanted(cells: dict[str, Any]) -> None:
    assert differences(TEXT, {"event": "strike.shelling", **cells}, FULL) == ()


@pytest.mark.parametrize(
    ("cells", "cell"),
    [
        ({"event": "strike.air"}, "event"),
        ({"trigger": "killing"}, "trigger"),
        ({"actors": []}, "actors"),  # none was wanted
        ({"actors": ["civilians"]}, "actors"),  # another one was wanted
        ({"targets": ["civilians", "Northern Army"]}, "targets"),  # one more was wanted
        ({"sources": ["Riverside News"]}, "sources"),  # one more came
        ({"place": None}, "place"),
        ({"place": "Friday"}, "place"),
        ({"time": None}, "time"),
        ({"time": ["2017-11-17", "2017-11-18"]}, "time"),
        ({"modality": "asserted"}, "modality"),
        ({"quantities": []}, "quantities"),
        ({"quantities": [["killed", 12, 12]]}, "quantities"),
        ({"quantities": [["wounded", 12, None]]}, "quantities"),
    ],
)
def test_what_is_not_as_wanted(cells: dict[str, Any], cell: str) -> None:
    assert differences(TEXT, {"event": "strike.shelling"} | cells, FULL) == (cell,)


def test_nothing_is_as_wanted_as_nothing() -> None:
    bare = claim(time=None)
    wanted = {"event": "strike.shelling", "actors": [], "place": None, "time": None, "quantities": []}
    assert differences(TEXT, wanted, bare) == ()
    unanchored = Time(span=span(TEXT, "Friday"), start=None, end=None, grain="day", anchor="text", rule="r")
    assert differences(TEXT, wanted, claim(time=unanchored)) == ("time",)


def test_a_quotation_meets_any_of_its_places() -> None:
    text = "Rebels shelled rebels."
    second = text.rindex("rebels")
    got = claim(
        text, targets=(Participant(span=examples.Span(start=second, end=21, quote="rebels", text=text)),)
    )
    assert differences(text, {"event": "strike.shelling", "targets": ["rebels"]}, got) == ()
    assert differences(text, {"event": "strike.shelling", "targets": ["Rebels"]}, got) == ("targets",)


# --- trying one out


class Fake:
    """An engine that gives what it was told to."""

    def __init__(self, *claims: Any) -> None:
        self.claims = claims
        self.asked: list[Report] = []

    def extract(self, report: Report) -> Extraction:
        self.asked.append(report)
        return Extraction(report=report, claims=self.claims)


def example(*claims: dict[str, Any], **fields: Any) -> Example:
    return Example(pack="xx", line=4, text=TEXT, claims=claims, **fields)


def attempt(engine: Fake, wanted: Example) -> str | None:
    failure = try_out(engine, wanted)  # type: ignore[arg-type]
    return None if failure is None else str(failure)


SHELLING = {"event": "strike.shelling"}


def test_further_claims_do_no_harm_unless_it_is_exact() -> None:
    engine = Fake(claim(id="1"), claim(id="2", event="strike.air"))
    assert attempt(engine, example(SHELLING)) is None
    assert "should give 1 claims; it gives" in str(attempt(engine, example(SHELLING, exact=True)))


def test_each_expected_claim_needs_one_of_its_own() -> None:
    assert attempt(Fake(claim()), example(SHELLING, SHELLING)) is not None
    assert attempt(Fake(claim(id="1"), claim(id="2")), example(SHELLING, SHELLING)) is None


def test_the_narrow_expectation_is_met_although_the_wide_one_comes_first() -> None:
    engine = Fake(claim(id="1", quantities=(toll("at least 12", 12, None),)), claim(id="2"))
    wanted = example(SHELLING, {**SHELLING, "quantities": [["killed", 12, None]]})
    assert attempt(engine, wanted) is None


def test_a_failure_names_pack_line_what_was_expected_and_what_came() -> None:
    got = claim(place=place("Đồng Xá"), sources=(source("an army source"),))
    told = str(attempt(Fake(got), example({**SHELLING, "place": None})))
    assert told.startswith("packs/xx/examples.jsonl:4: 'The Northern Army shelled")
    assert 'should give {"event": "strike.shelling", "place": null}; it gives {"event"' in told
    assert '"place": "Đồng Xá"' in told and '"sources": ["an army source"]' in told
    assert str(attempt(Fake(), example(SHELLING))).endswith("it gives no claim")
    assert "should give no claim; it gives" in str(attempt(Fake(claim()), example(exact=True)))


def test_the_report_is_read_in_the_packs_language_on_its_day() -> None:
    engine = Fake()
    attempt(engine, example(published="2017-11", exact=True))
    (report,) = engine.asked
    assert report.language == "xx"
    assert report.published == Interval(start="2017-11-01", end="2017-11-30", grain="month")


# --- opening


def lies_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = SimpleNamespace(user_cache_dir=lambda name: str(folder / name))
    monkeypatch.setattr(examples, "platformdirs", folders)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The examples' cache; the gazetteer keeps its own."""
    lies_in(tmp_path, monkeypatch)
    return tmp_path / "dateline"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.open(["en"], check=False)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The packs that were checked, each of which holds."""
    done: list[str] = []
    monkeypatch.setattr(examples, "check", lambda engine, code: done.append(code) or ())
    return done


def test_a_pass_is_remembered(engine: Engine, cache: Path, checks: list[str]) -> None:
    examples.require(engine)
    examples.require(engine)
    assert checks == ["en"]
    (stamp,) = cache.iterdir()
    assert stamp.name.startswith("examples-en-") and stamp.stat().st_size == 0


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What stands in for the files of dateline."""
    folder = tmp_path / "package"
    for path in ("claim/weights.toml", "annotate/places.py", "codebook/events.toml", "packs/vi/pack.toml"):
        (folder / path).parent.mkdir(parents=True)
        (folder / path).write_text(path, encoding="utf-8")
    monkeypatch.setattr(examples, "files", lambda name: folder)
    return folder


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("what", ["claim/weights.toml", "annotate/places.py", "codebook/events.toml"])
def test_a_pass_counts_for_the_code_and_data_it_was_made_with(
    what: str, engine: Engine, checks: list[str], package: Path
) -> None:
    examples.require(engine)
    (package / what).write_text("changed", encoding="utf-8")
    examples.require(engine)
    assert checks == ["en", "en"]


@pytest.mark.usefixtures("cache", "package")
@pytest.mark.parametrize("what", ["pack", "python"])
def test_a_pass_counts_for_its_versions(
    what: str, engine: Engine, checks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    examples.require(engine)
    if what == "pack":
        monkeypatch.setitem(engine.versions, "pack:en", "changed")
    else:
        monkeypatch.setattr(examples.sys, "version", "9.9.9")
    examples.require(engine)
    assert checks == ["en", "en"]


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("what", ["packs/vi/pack.toml", "annotate/__pycache__/places.pyc"])
def test_a_pass_outlives_what_does_not_decide_it(
    what: str, engine: Engine, checks: list[str], package: Path
) -> None:
    examples.require(engine)
    (package / what).parent.mkdir(exist_ok=True)
    (package / what).write_text("changed", encoding="utf-8")
    examples.require(engine)
    assert checks == ["en"]


def test_without_a_cache_the_check_is_made_each_time(
    engine: Engine, checks: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    lies_in(tmp_path / "file", monkeypatch)
    examples.require(engine)
    examples.require(engine)
    assert checks == ["en", "en"]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets so many examples fail."""

    def fail(number: int) -> None:
        failures = tuple(
            examples.Failure(
                example=Example(pack="en", line=n, text=TEXT, claims=()), expected="no claim", found="one"
            )
            for n in range(1, number + 1)
        )
        monkeypatch.setattr(examples, "check", lambda engine, code: failures)

    return fail


@pytest.mark.usefixtures("cache")
def test_a_pack_whose_examples_fail_does_not_load(failing: Callable[[int], None], cache: Path) -> None:
    failing(5)
    with pytest.raises(PackError) as caught:
        Engine.open(["en"])
    told = str(caught.value)
    assert told.startswith("pack 'en' fails 5 of its examples and is not loaded")
    assert "packs/en/examples.jsonl:3" in told and "jsonl:4" not in told and "and 2 more" in told
    assert not cache.exists() or not list(cache.glob("examples-*"))


@pytest.mark.usefixtures("cache")
def test_it_opens_unchecked_for_those_who_mend_it(failing: Callable[[int], None]) -> None:
    failing(1)
    assert "en" in Engine.open(["en"], check=False).languages


@pytest.mark.usefixtures("cache")
def test_check_reads_the_packs_own_examples(engine: Engine) -> None:
    assert all(isinstance(failure, examples.Failure) for failure in examples.check(engine, "en"))
