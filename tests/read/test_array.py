"""JSON arrays, read element by element."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Reject, Report
from dateline.read import ReadOptions, read
from dateline.read.streams import BUFFER


def read_array(path: Path, content: str, **options: int) -> list[Report | Reject]:
    path.write_text(content, encoding="utf-8")
    return list(read([path], options=ReadOptions(**options)))  # type: ignore[arg-type]


def texts(items: list[Report | Reject]) -> list[str]:
    return [item.text for item in items if isinstance(item, Report)]


def reasons(items: list[Report | Reject]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Reject)]


def test_elements_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    items = read_array(path, '\ufeff [ {"text": "One."} ,\n{"text": "Two."}]\n')
    assert [item.origin for item in items] == [f"{path}#1", f"{path}#2"]


@pytest.mark.parametrize("size", [1, BUFFER - 20, BUFFER, 3 * BUFFER])
def test_an_element_may_be_longer_than_the_window(tmp_path: Path, size: int) -> None:
    wanted = ["a" * size, "ở" * size, "b"]
    assert texts(read_array(tmp_path / "a.json", json.dumps([{"text": text} for text in wanted]))) == wanted


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        ('{"text" "Two."}', "broken JSON at line 2, column 9: Expecting ':' delimiter"),
        ('{"text": "a\\qb, ]"}', "broken JSON at line 2, column 12: Invalid \\escape"),
        ('{"text": {"a": [1, 2,, 3]}}', "broken JSON at line 2, column 22: Expecting value"),
        ('{"id": 7}', 'no "text" field (it holds: id)'),
        ("7", "not a report: a number where an object is wanted"),
        ("nonsense", "broken JSON at line 2, column 1: Expecting value"),
        ('{"text": "' + "x" * 600 + '"}', "its text is too long"),
        ('{"text": "' + "x" * 90_000 + '"}', "an element of more than 500 characters (max_chars)"),
        ("[" * 100_000 + "]" * 100_000, "broken JSON: "),
    ],
)  # fmt: skip
def test_a_broken_element_is_set_aside_and_the_rest_goes_on(
    tmp_path: Path, element: str, reason: str
) -> None:
    content = f'[{{"text": "One."}},\n{element},\n{{"text": "Three."}}]'
    items = read_array(tmp_path / "a.json", content, max_chars=500)
    assert texts(items) == ["One.", "Three."]
    (found,) = reasons(items)
    assert found.startswith(reason)
    assert items[1].origin.endswith("#2")


def test_a_long_way_to_the_end_of_a_broken_element(tmp_path: Path) -> None:
    long = json.dumps(["x" * 1000, {"a": ']},"\\'}] * 400)
    items = read_array(tmp_path / "a.json", f'[{{"a" {long}}}, {{"text": "Two."}}]')
    assert texts(items) == ["Two."] and len(items) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[{"text": "One."}', "broken JSON: the list is cut short after 1 elements"),
        ('[{"text": "One."},', "broken JSON: the list is cut short after 1 elements"),
        ('[{"text": "One."}] {"text": "Two."}', "broken JSON at line 1, column 20: Extra data"),
    ],
)
def test_what_is_wrong_with_the_list_itself(tmp_path: Path, content: str, reason: str) -> None:
    items = read_array(tmp_path / "a.json", content)
    assert texts(items) == ["One."] and reasons(items) == [reason]


def test_keys_may_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"Body": "Long.", "text": "Short.", "date": "2017"}]))
    (guessed,) = read([path])
    (named,) = read([path], options=ReadOptions(columns={"text": "Body"}))
    assert isinstance(guessed, Report) and isinstance(named, Report)
    assert (guessed.text, named.text) == ("Short.", "Long.")
    assert guessed.published and guessed.published.grain == "year"


@given(st.text(alphabet='[]{},:"\\ tex1', max_size=40))
def test_any_text_is_read_to_an_end(tmp_path_factory: pytest.TempPathFactory, content: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    assert read_array(path, f"[{content}") is not None
