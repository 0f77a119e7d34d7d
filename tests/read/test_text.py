"""Plain text files: stamp, encodings, and what is no text."""

import hashlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UnreadableInput
from dateline.model import Interval, Reject, Report
from dateline.read import ReadOptions, read
from dateline.read.encoding import decode, why_not_text

VIETNAMESE = "Quân đội tiến vào ba ngôi làng ở phía bắc hôm thứ hai, người phát ngôn nói với báo giới. "
RUSSIAN = "Армия вошла в три деревни на севере в понедельник, сообщил журналистам представитель. "
FRENCH = "L'armée est entrée lundi dans trois villages du nord, a déclaré à la presse un porte-parole. "


def read_one(path: Path, raw: bytes, options: ReadOptions | None = None) -> Report | Reject:
    path.write_bytes(raw)
    (item,) = read([path], options=options)
    return item


def report_of(path: Path, raw: bytes, options: ReadOptions | None = None) -> Report:
    item = read_one(path, raw, options)
    assert isinstance(item, Report)
    return item


def reject_of(path: Path, raw: bytes, options: ReadOptions | None = None) -> Reject:
    item = read_one(path, raw, options)
    assert isinstance(item, Reject)
    return item


def test_the_text_is_kept_but_for_its_normal_form(tmp_path: Path) -> None:
    report = report_of(tmp_path / "a.txt", unicodedata.normalize("NFD", f" {VIETNAMESE}\r\n").encode())
    assert report.text == f" {VIETNAMESE}\r\n"
    assert report.title is None
    assert report.origin == str(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("stamp", "published"),
    [
        ("date 2017-11 ", Interval(start="2017-11-01", end="2017-11-30", grain="month")),
        ("\n  date 2017-11-17\n", Interval(start="2017-11-17", end="2017-11-17", grain="day")),
        ("Date: 2017 ", Interval(start="2017-01-01", end="2017-12-31", grain="year")),
        ("up to date 2017-11 ", None),
        ("date 2017-11-17-2 ", None),
        ("", None),
    ],
)
def test_a_leading_stamp_is_the_published_date(
    tmp_path: Path, stamp: str, published: Interval | None
) -> None:
    report = report_of(tmp_path / "a.txt", (stamp + VIETNAMESE).encode())
    assert report.published == published
    assert report.text == stamp + VIETNAMESE


def test_options_stand_instead_of_what_the_input_says(tmp_path: Path) -> None:
    day = Interval(start="2020-01-02", end="2020-01-02", grain="day")
    stamped = f"date 2017-11 {VIETNAMESE}".encode()
    options = ReadOptions(outlet="Radio", published=day, language="vi", title="Title", url="https://x.org")
    report = report_of(tmp_path / "a.txt", stamped, options)
    assert (report.outlet, report.published, report.language) == ("Radio", day, "vi")
    assert (report.title, report.url) == ("Title", "https://x.org")


def test_options_fill_what_the_input_does_not_say(tmp_path: Path) -> None:
    day = Interval(start="2020-01-02", end="2020-01-02", grain="day")
    options = ReadOptions(outlet="Radio", published=day, language="vi", fill=True)
    report = report_of(tmp_path / "a.txt", VIETNAMESE.encode(), options)
    assert (report.outlet, report.published, report.language) == ("Radio", day, "vi")
    stamped = report_of(tmp_path / "b.txt", f"date 2017-11 {VIETNAMESE}".encode(), options)
    assert stamped.published == Interval(start="2017-11-01", end="2017-11-30", grain="month")


def test_the_id_is_made_of_the_content(tmp_path: Path) -> None:
    one = report_of(tmp_path / "a.txt", VIETNAMESE.encode())
    same = report_of(tmp_path / "b.txt", VIETNAMESE.encode())
    other = report_of(tmp_path / "a.txt", VIETNAMESE.encode(), ReadOptions(outlet="Radio"))
    assert one.id == same.id != other.id
    assert one.id.startswith("r-") and len(one.id) == 18


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (VIETNAMESE, "utf-8"),
        (VIETNAMESE, "utf-8-sig"),
        (VIETNAMESE, "utf-16"),
        (VIETNAMESE, "utf-32"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (FRENCH * 4, "cp1252"),
        (RUSSIAN * 4, "cp1251"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str) -> None:
    assert report_of(tmp_path / "a.txt", text.encode(encoding)).text == text


def test_a_file_cut_within_a_letter_is_still_utf8(tmp_path: Path) -> None:
    cut = (VIETNAMESE + "ở").encode()[:-1]
    assert report_of(tmp_path / "a.txt", cut).text == VIETNAMESE + "�"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "its text is empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "not text: a NUL character at character 8"),
        (b"\x01\x02\x03\x04 abc", "not text: 4 control characters among 8"),
        (b"%PDF-1.7 ...", "not text: a PDF"),
        (b"\x89PNG....", "not text: a PNG image"),
    ],
)
def test_what_is_no_text_is_set_aside_with_its_hash(tmp_path: Path, raw: bytes, reason: str) -> None:
    reject = reject_of(tmp_path / "a.txt", raw)
    assert reject == Reject(
        origin=str(tmp_path / "a.txt"), reason=reason, sha256=hashlib.sha256(raw).hexdigest()
    )


@pytest.mark.parametrize("length", [11, 100])
def test_a_text_over_the_limit_is_set_aside(tmp_path: Path, length: int) -> None:
    raw = b"x" * length
    reject = reject_of(tmp_path / "a.txt", raw, ReadOptions(max_chars=10))
    assert "max_chars" in reject.reason
    assert reject.sha256 == hashlib.sha256(raw).hexdigest()
    assert report_of(tmp_path / "b.txt", b"x" * 10, ReadOptions(max_chars=10)).text == "x" * 10


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    try:
        text = decode(raw)
    except UnreadableInput as error:
        assert str(error).startswith("not text: ")
    else:
        assert why_not_text(text) is None


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if not text.startswith(("%PDF", "PK\x03", "\ufeff", "GIF8", "{\\rtf", "PAR1", "SQLite format")):
        assert decode(text.encode()) == text
