"""`dateline packs`."""

import json
from collections.abc import Callable

import pytest
from typer.testing import Result

from dateline import examples, pack
from dateline.pipeline import Engine

Dateline = Callable[..., Result]


@pytest.fixture
def unchecked(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine, "open", lambda languages=None, check=True: engine)


def test_each_pack_is_listed_with_its_version_and_its_words(dateline: Dateline) -> None:
    lines = [line.split() for line in dateline("packs").stdout.splitlines()]
    codes = lines[0][1:]
    told = {" ".join(line[: -len(codes)]): line[-len(codes) :] for line in lines}
    assert codes == list(pack.available())
    assert told["version"] == [pack.load(code).version for code in codes]
    assert all(int(words) > 100 for words in told["words of triggers"])


def test_json_has_a_line_a_pack(dateline: Dateline) -> None:
    rows = [json.loads(line) for line in dateline("packs", "--json").stdout.splitlines()]
    assert [row["pack"] for row in rows] == list(pack.available())
    assert all(row["words"]["quantities"] > 50 and row["examples"] >= 0 for row in rows)


@pytest.mark.usefixtures("unchecked")
def test_check_ends_well_when_all_examples_hold(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "check", lambda engine, code: ())
    ended = dateline("packs", "--check")
    assert ended.exit_code == 0 and "all examples hold" in ended.stderr


@pytest.mark.usefixtures("unchecked")
def test_check_tells_what_fails_and_ends_in_1(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    example = examples.Example(pack="en", line=7, text="Rain fell.", claims=({"event": "strike.air"},))
    failure = examples.Failure(example=example, expected='{"event": "strike.air"}', found="no claim")
    monkeypatch.setattr(examples, "check", lambda engine, code: (failure,) if code == "en" else ())
    ended = dateline("packs", "--check")
    assert ended.exit_code == 1
    assert "packs/en/examples.jsonl:7: 'Rain fell.' should give" in ended.stderr
    assert "examples that fail: 1" in ended.stderr
