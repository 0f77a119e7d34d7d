"""CSV, TSV and their kin: delimiters, encodings, and rows that are no rows."""

from pathlib import Path
from typing import Any

import pytest

from dateline.model import Interval, Reject, Report
from dateline.read import ReadOptions, read

TEXT = "Quân đội tiến vào ba ngôi làng, người phát ngôn nói."
FRENCH = (
    "L'armée est entrée lundi dans trois villages du nord, a déclaré un porte-parole à la presse étrangère."
)


def read_table(path: Path, content: str | bytes, **options: Any) -> list[Report | Reject]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read([path], options=ReadOptions(**options)))


def texts(items: list[Report | Reject]) -> list[str]:
    return [item.text for item in items if isinstance(item, Report)]


def reasons(items: list[Report | Reject]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Reject)]


def test_all_fields_and_where_each_row_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    head = "id,headline,text,source,date,link,language,views\n"
    row = '7,Title,"One.\nTwo.",Radio,2017-11-17,https://example.org,en-GB,12\n'
    assert read_table(path, head + row + "\n" + row.replace("7,", "8,", 1)) == [
        Report(
            id=number,
            text="One.\nTwo.",
            title="Title",
            outlet="Radio",
            url="https://example.org",
            published=Interval(start="2017-11-17", end="2017-11-17", grain="day"),
            language="en",
            origin=f"{path}:{line}",
        )
        for number, line in (("7", 2), ("8", 5))
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_the_delimiter_is_told_by_the_content(tmp_path: Path, name: str, delimiter: str) -> None:
    rows = [["title", "text"], ["A", f'"{TEXT} ; | {delimiter} "'], ["B", "Short."]]
    content = "\r\n".join(delimiter.join(row) for row in rows)
    assert texts(read_table(tmp_path / name, content)) == [f"{TEXT} ; | {delimiter} ", "Short."]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(TEXT, "utf-8"), (TEXT, "utf-8-sig"), (TEXT, "utf-16"), (FRENCH, "cp1252"), (FRENCH, "utf-8")],
)
def test_the_encoding_is_told(tmp_path: Path, text: str, encoding: str) -> None:
    content = f'id\ttext\na\t"{text}"\nb\t"{text} {text}"\n'
    assert texts(read_table(tmp_path / "a.tsv", content.encode(encoding))) == [text, f"{text} {text}"]


def test_lines_of_another_encoding_far_below_are_read_too(tmp_path: Path) -> None:
    plain = "".join(f"{n},Plain text number {n} with nothing special.\n" for n in range(3000))
    raw = b"id,text\n" + plain.encode() + f'x,"{FRENCH}"\n'.encode("cp1252") + f'y,"{TEXT}"\n'.encode()
    assert texts(read_table(tmp_path / "a.csv", raw))[-2:] == [FRENCH, TEXT]


def test_a_file_without_a_column_of_text_is_refused_by_its_columns(tmp_path: Path) -> None:
    (reason,) = reasons(read_table(tmp_path / "a.csv", "ort,wert\nHajin,3\n"))
    assert reason == "no column with the text; it has ort, wert: name it, as --map text=COLUMN"
    (reason,) = reasons(read_table(tmp_path / "a.csv", "ort,text\nHajin,3\n", columns={"text": "body"}))
    assert reason == "no column 'body', which --map names; it has ort, text"


def test_what_was_understood_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    path = tmp_path / "a.csv"
    read_table(path, "Body,Views,Date\nText.,1,2017\n", note=lambda *said: told.append(said))
    assert told == [(str(path), "text=Body, published=Date (not read: Views)")]


def test_rows_that_are_broken_are_set_aside_and_the_others_go_on(tmp_path: Path) -> None:
    rows = ["id,text,title", "a,One.,A", "b,Two", "c,Three.,C,more", "d,,D", "e,Five.,E"]
    items = read_table(tmp_path / "a.csv", "\n".join(rows))
    assert texts(items) == ["One.", "Five."]
    assert reasons(items) == [
        "the row has 2 cells where the header names 3",
        "the row has 4 cells where the header names 3",
        "its text is empty",
    ]
    assert [item.origin.rpartition(":")[2] for item in items] == ["2", "3", "4", "5", "6"]


def test_a_quote_that_is_never_closed_is_told(tmp_path: Path) -> None:
    items = read_table(tmp_path / "a.csv", 'id,text,title\na,One.,A\nb,"Two.,B\nc,Three.,C\n')
    assert texts(items) == ["One."]
    assert reasons(items) == [
        "the row has 2 cells where the header names 3; it lasts to line 4: is a quote never closed?"
    ]


def test_a_cell_over_the_limit_is_set_aside(tmp_path: Path) -> None:
    items = read_table(tmp_path / "a.csv", f"id,text\na,{'x' * 200_000}\nb,Short.\n", max_chars=150_000)
    assert texts(items) == ["Short."]
    assert "too long" in reasons(items)[0] or "field larger" in reasons(items)[0]


@pytest.mark.parametrize("content", ["", "text\n", "text"])
def test_a_table_without_rows_gives_nothing(tmp_path: Path, content: str) -> None:
    assert texts(read_table(tmp_path / "a.csv", content)) == []
