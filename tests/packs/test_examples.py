"""Every example that a pack carries holds: its sentences, its trigger words, its cues."""

from collections.abc import Iterator
from typing import Any

import pytest

from dateline import examples, pack
from dateline.annotate import sentences
from dateline.annotate.attribution import compile_rules, find_attributions
from dateline.claim import build
from dateline.model import Report
from dateline.pipeline import Engine

PACKS = {code: pack.load(code) for code in pack.available()}
EXAMPLES = [example for one in PACKS.values() for example in examples.read(one)]


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine.open(check=False)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.pack}-{e.line}-{e.note}")
def test_the_sentence_gives_its_claims(engine: Engine, example: examples.Example) -> None:
    failure = examples.try_out(engine, example)
    assert failure is None, str(failure)


@pytest.mark.parametrize("code", PACKS)
def test_a_pack_shows_every_event_and_what_is_none(code: str, engine: Engine) -> None:
    mine = [example for example in EXAMPLES if example.pack == code]
    assert {claim["event"] for example in mine for claim in example.claims} == set(engine.codebook.events)
    assert sum(1 for example in mine if not example.claims) >= 8
    assert len(mine) >= 60


@pytest.mark.parametrize("code", PACKS)
def test_each_example_is_another_and_says_what_it_shows(code: str) -> None:
    mine = [example for example in EXAMPLES if example.pack == code]
    assert len({(example.text, example.published) for example in mine}) == len(mine)
    assert all(example.note for example in mine)


def groups(key: str) -> Iterator[Any]:
    for code, one in PACKS.items():
        for item in one.table("triggers")[key]:
            event = item["event"] if key == "trigger" else item["to"]
            yield pytest.param(code, event, item["example"], id=f"{code}-{event}-{item['example'][:30]}")


def drafted(engine: Engine, code: str, text: str) -> list[str]:
    """The events that are drafted for a text, accepted or not."""
    _, page = engine.page(Report(id="example", text=text, language=code))
    assert page is not None
    return [
        draft.trigger.event for draft in build.drafts(page, engine.languages[code].claims, published=None)
    ]


@pytest.mark.parametrize(("code", "event", "text"), list(groups("trigger")))
def test_a_trigger_group_is_drafted_in_its_example(engine: Engine, code: str, event: str, text: str) -> None:
    assert event in drafted(engine, code, text)


@pytest.mark.parametrize(("code", "event", "text"), list(groups("refine")))
def test_a_refinement_is_drafted_in_its_example(engine: Engine, code: str, event: str, text: str) -> None:
    assert event in drafted(engine, code, text)


def cues() -> Iterator[Any]:
    for code, one in PACKS.items():
        for group in one.table("attribution")["cues"]:
            yield pytest.param(code, group["example"], id=f"{code}-{group['name']}")


@pytest.mark.parametrize(("code", "text"), list(cues()))
def test_a_cue_group_credits_somebody_in_its_example(code: str, text: str) -> None:
    lines = sentences.split(text, sentences.compile_rules(PACKS[code]))
    found = find_attributions(text, lines, compile_rules(PACKS[code]))
    assert any(attribution.sources for attribution in found)
