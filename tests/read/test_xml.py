"""Feeds, sitemaps and OPML lists."""

import gzip
from html import escape
from pathlib import Path

import pytest

from dateline.model import Interval, Reject, Report
from dateline.read import ReadOptions, read
from dateline.read.fragment import fragment_text

STORY = "<p>The army entered Arden on Monday.</p><p>" + "Residents said that they saw tanks. " * 8 + "</p>"
RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Radio – world</title><link>https://radio.example/</link>{items}</channel></rss>"""


def item(title: str, *, link: str = "/a", content: str = "", description: str = "In short.") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><description>{escape(description)}</description>"
        f"<dc:creator>Jo Doe</dc:creator><pubDate>Mon, 06 Mar 2017 22:30:00 -0500</pubDate>"
        f"<content:encoded>{escape(content)}</content:encoded></item>"
    )


def rss(*items: str, encoding: str = "utf-8") -> bytes:
    return RSS.format(items="".join(items), encoding=encoding).encode(encoding)


def read_file(path: Path, raw: bytes) -> list[Report | Reject]:
    path.write_bytes(raw)
    return list(read([path]))


def test_an_entry_with_its_whole_text_is_a_report(tmp_path: Path) -> None:
    (report,) = read_file(tmp_path / "a.xml", rss(item("Tanks &amp; towns", content=STORY)))
    assert isinstance(report, Report)
    assert report.text.startswith("The army entered Arden on Monday.\nResidents said")
    assert (report.title, report.outlet) == ("Tanks & towns", "radio.example")
    assert (report.url, report.authors) == ("https://radio.example/a", ("Jo Doe",))
    assert report.published == Interval(start="2017-03-06", end="2017-03-06", grain="day")
    assert report.origin == f"{tmp_path / 'a.xml'}#1"


@pytest.mark.parametrize(
    "content", ["", "Only a word.", STORY + "<p>Read more [&hellip;]</p>", STORY + "..."]
)
def test_an_entry_with_a_summary_only_is_told(tmp_path: Path, content: str) -> None:
    (reject,) = read_file(tmp_path / "a.rss", rss(item("Tanks", content=content)))
    assert isinstance(reject, Reject)
    assert reject.reason == (
        "only a summary stands in the feed (https://radio.example/a); --follow fetches its page"
    )


def test_a_long_description_is_a_report(tmp_path: Path) -> None:
    (report,) = read_file(tmp_path / "a.rss", rss(item("Tanks", description=STORY * 3)))
    assert isinstance(report, Report)


def test_atom(tmp_path: Path) -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Radio</title><entry><title>Tanks</title>
    <link rel="alternate" href="https://radio.example/t"/><updated>2017-03-07T01:00:00Z</updated>
    <published>2017-03-06T10:00:00Z</published>
    <content type="html">{escape(STORY)}</content></entry></feed>"""
    (report,) = read_file(tmp_path / "a.atom", feed.encode())
    assert isinstance(report, Report)
    assert report.published and report.published.start == "2017-03-06"


@pytest.mark.parametrize(
    ("name", "encoding"), [("feed", "utf-8"), ("feed.xml", "windows-1252"), ("a.xml", "utf-16")]
)
def test_encodings_and_names(tmp_path: Path, name: str, encoding: str) -> None:
    (report,) = read_file(tmp_path / name, rss(item("Grüße – all", content=STORY), encoding=encoding))
    assert isinstance(report, Report) and report.title == "Grüße – all"


def test_a_gzipped_feed_and_a_cut_one(tmp_path: Path) -> None:
    raw = rss(item("One", content=STORY), item("Two", link="/b", content=STORY.replace("Monday", "Tuesday")))
    assert len(read_file(tmp_path / "a.xml.gz", gzip.compress(raw))) == 2
    first = read_file(tmp_path / "b.xml", raw[: raw.index(b"<title>Two")])[0]
    assert isinstance(first, Report) and first.title == "One"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"<?xml version='1.0'?><rss><channel></channel></rss>", "the feed holds no entries"),
        (b"<?xml version='1.0'?><kml></kml>", "XML that is no feed, sitemap or OPML list: it begins "
         "with <kml>"),
        (b"<urlset></urlset>", "the sitemap holds no addresses"),
        (b"<urlset><url><loc>https://a.example/</loc></url><url><loc>https://a.example/</loc></url></urlset>",
         "a sitemap (1 addresses); --follow fetches them"),
        (b"<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>",
         "a sitemap of sitemaps (1 addresses); --follow fetches them"),
        (b"<opml><body><outline text='News'><outline xmlUrl='https://a.example/rss'/></outline></body></opml>",
         "a OPML list (1 addresses); --follow fetches them"),
    ],
)  # fmt: skip
def test_what_holds_no_report_is_told(tmp_path: Path, raw: bytes, reason: str) -> None:
    (reject,) = read_file(tmp_path / "a.xml", raw)
    assert isinstance(reject, Reject) and reject.reason == reason


def test_entities_are_not_expanded_from_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("https://secret.example/")
    raw = (
        f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "{tmp_path / "secret"}">]>'
        "<urlset><url><loc>&x;</loc></url></urlset>"
    )
    (reject,) = read_file(tmp_path / "a.xml", raw.encode())
    assert isinstance(reject, Reject) and reject.reason == "the sitemap holds no addresses"


def test_links_are_handed_over_where_somebody_takes_them(tmp_path: Path) -> None:
    from dateline.read.xml import read_markup

    found: list[str] = []
    options = ReadOptions(on_link=lambda link: found.append(link.url))
    assert not list(read_markup(rss(item("Tanks")), origin="f", options=options, url="https://b.example/f"))
    assert found == ["https://b.example/a"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Plain < text &\nmore", "Plain < text &\nmore"),
        ("<p>One <b>two</b></p>tail<br>line", "One two\ntail\nline"),
        ("a<script>x()</script>b<!-- c -->d", "abd"),
        ("<li>one<li>two", "one\ntwo"),
        ("AT&amp;T &eacute;", "AT&T é"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_text_of_fragments(markup: str, text: str) -> None:
    assert fragment_text(markup) == text
