"""JSON Lines and JSON files."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Interval, Reject, Report
from dateline.read import ReadOptions, read
from dateline.read.jsonl import read_record

TEXT = "The army entered three villages in the north on Monday."
FULL = {
    "id": "a-1",
    "text": TEXT,
    "title": "Army enters villages",
    "outlet": "Radio",
    "published": "2017-11-17T08:00:00Z",
    "url": "https://example.org/a",
    "lang": "en-GB",
    "unknown": [1, 2],
}


def lines(*records: Any) -> str:
    return "".join((record if isinstance(record, str) else json.dumps(record)) + "\n" for record in records)


def read_lines(path: Path, content: str, **options: Any) -> list[Report | Reject]:
    path.write_text(content, encoding="utf-8")
    return list(read([path], options=ReadOptions(**options)))


def reasons(items: list[Report | Reject]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Reject)]


def test_all_fields(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    assert read_lines(path, lines(FULL)) == [
        Report(
            id="a-1",
            text=TEXT,
            title="Army enters villages",
            outlet="Radio",
            url="https://example.org/a",
            published=Interval(start="2017-11-17", end="2017-11-17", grain="day"),
            language="en",
            origin=f"{path}:1",
        )
    ]


def test_a_record_that_dateline_wrote_is_read_again(tmp_path: Path) -> None:
    published = {"start": "2017-11-01", "end": "2017-11-30", "grain": "month"}
    record = {"report": {"id": "a", "text": TEXT, "language": "en", "published": published}, "claims": []}
    (report,) = read_lines(tmp_path / "a.jsonl", lines(record))
    assert isinstance(report, Report)
    assert (report.id, report.language) == ("a", "en")
    assert report.published == Interval(start="2017-11-01", end="2017-11-30", grain="month")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "a', "broken JSON at line 2, column 10: Unterminated string starting at"),
        ('{"id": "b"}', 'no "text" field (it holds: id)'),
        ('{"text": 5}', 'its "text" is a number, not a string (it holds: text)'),
        ('{"text": null}', 'its "text" is null, not a string (it holds: text)'),
        ('{"text": "  "}', "its text is empty"),
        ("[1]", "not a report: a list where an object is wanted"),
        ('{"text": "a\\u0000b"}', "not text: a NUL character at character 2"),
        ('{"text": "a\\ud800b"}', "not text: half a surrogate pair (U+D800) at character 2"),
        ("[" * 100_000, "broken JSON at line 2: "),
    ],
)
def test_a_bad_line_is_set_aside_and_the_others_go_on(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    first, bad, last = read_lines(path, lines(FULL, line, {"text": "Another text."}))
    assert isinstance(first, Report) and isinstance(last, Report) and isinstance(bad, Reject)
    assert bad.reason.startswith(reason)
    assert bad.origin == f"{path}:2"
    assert bad.sha256 == hashlib.sha256(line.encode() + b"\n").hexdigest()


def test_a_line_over_the_limit_is_set_aside_by_its_hash(tmp_path: Path) -> None:
    long = json.dumps({"text": "x" * 500})
    bad, good = read_lines(tmp_path / "a.jsonl", lines(long, {"text": "short"}), max_chars=50)
    assert isinstance(bad, Reject) and "max_chars" in bad.reason
    assert bad.sha256 == hashlib.sha256(long.encode() + b"\n").hexdigest()
    assert isinstance(good, Report) and good.origin.endswith(":2")


def test_a_date_that_cannot_be_read_costs_the_date_alone(tmp_path: Path) -> None:
    report, note = read_lines(tmp_path / "a.jsonl", lines({"id": "a", "text": TEXT, "published": "soon"}))
    assert isinstance(report, Report) and report.published is None
    assert isinstance(note, Reject) and note.report_id == "a"
    assert note.reason.startswith("read without its published date: ")
    assert "'soon'" in note.reason


def test_the_same_report_again_is_known_and_another_under_its_id_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(lines({"id": 1, "text": TEXT}, {"id": "1", "text": TEXT}, {"id": 1, "text": "Else."}))
    known: list[Report] = []
    items = list(read([path], on_known=known.append))
    assert [type(item) for item in items] == [Report, Reject]
    assert [report.origin for report in known] == [f"{path}:2"]
    assert items[1].origin == f"{path}:3"
    assert reasons(items) == ["its id belongs to another text read before: '1'; give each report its own"]


def test_blank_lines_marks_and_line_ends_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(FULL).encode() + b'\r\n\r\n{"text": "Last."}')
    assert [item.origin for item in read([path])] == [f"{path}:1", f"{path}:3"]
    assert not reasons(list(read([path])))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_utf16_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(FULL, {"text": "Thứ hai."}).encode(encoding))
    assert [item.text for item in read([path]) if isinstance(item, Report)] == [TEXT, "Thứ hai."]


def test_utf16_may_be_longer_than_the_longest_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(*({"text": f"Thứ hai \u2028 {n}"} for n in range(200))).encode("utf-16"))
    assert len(list(read([path], options=ReadOptions(max_chars=50)))) == 200


def test_other_encodings_are_refused_by_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "café"}\n{"text": "tea"}\n'.encode("cp1252"))
    bad, good = read([path])
    assert isinstance(bad, Reject) and bad.reason.startswith("not UTF-8 at byte 14 ")
    assert isinstance(good, Report)


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (json.dumps([{"text": "One."}, {"text": "Two."}], indent=1), ["One.", "Two."]),
        (json.dumps({"text": "One."}, indent=1), ["One."]),
        (lines({"text": "One."}, {"text": "Two."}), ["One.", "Two."]),
        (lines('{"text": ', {"text": "Two."}), ["Two."]),
        (
            lines('{"text": ', *({"text": f"{n} is a number."} for n in range(9))),
            [f"{n} is a number." for n in range(9)],
        ),
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a"])
def test_json_files(tmp_path: Path, name: str, content: str, texts: list[str]) -> None:
    items = read_lines(tmp_path / name, content)
    assert [item.text for item in items if isinstance(item, Report)] == texts


def test_a_broken_json_file_says_where(tmp_path: Path) -> None:
    items = read_lines(tmp_path / "a.json", '[\n {"text": "One."},\n {"text" "Two."}\n]')
    assert reasons(items) == ["broken JSON at line 3, column 10: Expecting ':' delimiter"]


def test_a_broken_gzip_gives_what_comes_before_the_break(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    records = [{"id": n, "text": hashlib.sha256(str(n).encode()).hexdigest() * 9} for n in range(99)]
    path.write_bytes(gzip.compress(lines(*records).encode())[:-900])
    *reports, broken = read([path])
    assert 0 < len(reports) < 99
    assert isinstance(broken, Reject) and f"after {path}:{len(reports)}" in broken.reason


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(["id", "text", "title", "outlet", "published", "url", "lang", "report"])


@given(st.one_of(VALUES, st.dictionaries(NAMES, VALUES)))
def test_any_json_is_a_report_or_refused(record: object) -> None:
    items = list(read_record(record, origin="x:1", raw=b"", options=ReadOptions()))
    assert 1 <= len(items) <= 2
    assert isinstance(items[0], Report) or len(items) == 1
