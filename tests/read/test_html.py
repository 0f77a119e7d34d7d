"""News pages."""

import hashlib
import json
from pathlib import Path

import pytest

from dateline.model import Interval, Reject, Report
from dateline.pipeline import Engine
from dateline.read import ReadOptions, read

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


def test_captions_and_credits_follow_the_text_as_blocks(tmp_path: Path) -> None:
    figure = (
        "<figure><img src=x.jpg><figcaption>A tank near Arden. <span class='photo-credit'>Jo Doe/AFP</span>"
        "</figcaption></figure>"
    )
    elsewhere = "<aside><figure><figcaption>Another story altogether</figcaption></figure></aside>"
    raw = page([BODY[0] + "</p>" + figure + "<p>", *BODY[1:]]).replace("</footer>", f"</footer>{elsewhere}")
    report = read_page(tmp_path / "a.html", raw.encode())
    assert isinstance(report, Report)
    assert [(block.kind, report.text[block.start : block.end]) for block in report.blocks] == [
        ("caption", "A tank near Arden."),
        ("credit", "Jo Doe/AFP"),
    ]
    assert report.text.endswith("\nA tank near Arden.\nJo Doe/AFP")


def test_the_ranges_lead_from_the_text_to_the_page(tmp_path: Path) -> None:
    raw = page(BODY, charset="windows-1252").encode("windows-1252")
    report = read_page(tmp_path / "a.html", raw)
    assert isinstance(report, Report) and report.page
    assert report.page.sha256 == hashlib.sha256(raw).hexdigest()
    source = raw.decode(report.page.encoding)
    for part in report.page.ranges:
        assert source[part.page_start : part.page_end] == report.text[part.start : part.end]
    assert len(report.page.ranges) == len(report.text.split("\n"))


def test_what_the_page_declares_of_its_article(tmp_path: Path) -> None:
    declared = {
        "@graph": [
            {"@type": "Person", "@id": "#jo", "name": "Jo Doe"},
            {
                "@type": ["NewsArticle"],
                "headline": "Army enters villages",
                "datePublished": "2019-05-03T23:30:00-05:00",
                "author": [{"@id": "#jo"}, {"name": "Ann Roe"}, "Ann Roe"],
            },
        ]
    }
    script = f'<script type="application/ld+json">{json.dumps(declared)}</script></head>'
    raw = page(BODY).replace(
        'content="Army enters villages"', 'content="Army enters villages | World | Radio"'
    )
    report = read_page(tmp_path / "a.html", raw.replace("</head>", script).encode())
    assert isinstance(report, Report)
    assert report.authors == ("Jo Doe", "Ann Roe")
    assert report.title == "Army enters villages"
    assert report.published == Interval(start="2019-05-03", end="2019-05-03", grain="day")


def test_a_page_that_shows_its_text_by_script_only_is_read_from_its_declaration(tmp_path: Path) -> None:
    article = {"@type": "NewsArticle", "articleBody": "\n".join(BODY)}
    raw = (
        '<html><head><title>x</title><script type="application/ld+json">'
        f"{json.dumps(article)}</script></head>"
        "<body><p>Please turn on JavaScript to read this page of ours, thank you very much.</p></body></html>"
    )
    report = read_page(tmp_path / "a.html", raw.encode())
    assert isinstance(report, Report) and report.text == "\n".join(BODY)


@pytest.mark.parametrize(
    "broken", ["{", "[]", "null", '{"@type": 3}', '{"@type":"NewsArticle","author":[[]]}']
)
def test_a_broken_declaration_is_passed_over(tmp_path: Path, broken: str) -> None:
    script = f'<script type="application/ld+json">{broken}</script></head>'
    report = read_page(tmp_path / "a.html", page(BODY).replace("</head>", script).encode())
    assert isinstance(report, Report) and report.title == "Army enters villages"


def test_the_fast_tier(tmp_path: Path) -> None:
    pytest.importorskip("resiliparse")
    path = tmp_path / "a.html"
    path.write_text(page(BODY), encoding="utf-8")
    (report,) = read([path], options=ReadOptions(html="fast"))
    assert isinstance(report, Report) and report.title == "Army enters villages"
    assert all(paragraph in report.text for paragraph in BODY)


def test_an_article_keeps_its_labels_through_the_pipeline(tmp_path: Path) -> None:
    report = read_page(
        tmp_path / "a.html",
        page(
            [*BODY, "</p><figure><figcaption>A tank.</figcaption></figure><p>Last word of the army on it."]
        ).encode(),
    )
    assert isinstance(report, Report)
    blocks = Engine.open(["en"], check=False).extract(report).report.blocks
    assert ("caption", "A tank.") in [(block.kind, report.text[block.start : block.end]) for block in blocks]
    unknown = Engine.open([], check=False).extract(report).report.blocks
    assert [block.kind for block in unknown] == ["body", "caption"]
