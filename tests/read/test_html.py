"""News pages."""

from pathlib import Path

import pytest

from dateline.model import Interval, Reject, Report
from dateline.read import read

BODY = [
    "The army entered three villages in the north on Monday, a spokesman told reporters in the capital.",
    "Residents of Arden said by telephone that shelling had gone on through the night and into the morning.",
    "The rebels denied it and said that their fighters still held the road to the border — all of it.",
]


def page(body: list[str], *, charset: str = "utf-8", date: str = "2019-05-04T10:00:00+02:00") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}"><title>Army enters villages | Radio North</title>
<meta property="og:title" content="Army enters villages"><meta property="og:site_name" content="Radio North">
<meta property="article:published_time" content="{date}"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Army enters villages</h1>{paragraphs}</article>
<section class="comments"><p>I do not believe a word of this, said the reader below the line.</p></section>
<footer>Subscribe to our newsletter</footer></body></html>"""


def read_page(path: Path, raw: bytes) -> Report | Reject:
    path.write_bytes(raw)
    (item,) = read([path])
    return item


def test_text_title_outlet_and_date(tmp_path: Path) -> None:
    report = read_page(tmp_path / "a.html", page(BODY).encode())
    assert isinstance(report, Report)
    assert report.title == "Army enters villages"
    assert report.outlet == "Radio North"
    assert report.published == Interval(start="2019-05-04", end="2019-05-04", grain="day")
    assert all(paragraph in report.text for paragraph in BODY)
    assert "newsletter" not in report.text and "reader" not in report.text


@pytest.mark.parametrize(
    ("declared", "actual"),
    [
        ("windows-1252", "windows-1252"),
        ("utf-8", "windows-1252"),
        ("iso-8859-1", "utf-8"),
        ("nonsense", "utf-8"),
    ],
)
def test_encodings_declared_rightly_and_wrongly(tmp_path: Path, declared: str, actual: str) -> None:
    report = read_page(tmp_path / "a.html", page(BODY, charset=declared).encode(actual))
    assert isinstance(report, Report)
    assert BODY[2] in report.text


def test_a_page_is_known_without_its_suffix(tmp_path: Path) -> None:
    report = read_page(tmp_path / "saved", page(BODY).encode())
    assert isinstance(report, Report) and report.title == "Army enters villages"


@pytest.mark.parametrize(
    "raw", [b"<html></html>", b"<html><body><nav>Home</nav></body></html>", b"<!doctype html>"]
)
def test_a_page_without_an_article_is_set_aside(tmp_path: Path, raw: bytes) -> None:
    reject = read_page(tmp_path / "a.html", raw)
    assert isinstance(reject, Reject) and reject.reason == "no article was found in the page"


def test_bytes_that_are_no_page_are_set_aside(tmp_path: Path) -> None:
    reject = read_page(tmp_path / "a.html", b"\x7fELF\0\0\0")
    assert isinstance(reject, Reject) and reject.reason.startswith("not text: ")
