"""Addresses as input, from a server on this machine."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.server import Site, serve

from dateline.model import Reject, Report
from dateline.read import ReadOptions, WebOptions, read

STORY = "".join(
    f"<p>The army entered Arden on Monday, and residents told a reporter that they saw {n} tanks.</p>"
    for n in range(4)
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def read_url(*urls: str, **options: Any) -> list[Report | Reject]:
    web = WebOptions(allow_private=True, pause=0.0, tries=1)
    return list(read(urls, options=ReadOptions(**{"web": web, **options})))


def page(site: Site, path: str, town: str) -> str:
    return site.put(path, f"<html><body><article>{STORY.replace('Arden', town)}</article></body></html>")


def test_a_page(site: Site) -> None:
    url = page(site, "/2019/05/04/a", "Arden")
    (report,) = read_url(url)
    assert isinstance(report, Report)
    assert (report.origin, report.url) == (url, url)
    assert report.page


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_of_another_kind(site: Site, packed: bool) -> None:
    raw = (json.dumps({"text": "The army entered Arden.", "id": "a"}) + "\n").encode()
    url = site.put(
        "/a.jsonl" + ".gz" * packed, gzip.compress(raw) if packed else raw, Content_Type="application/x"
    )
    (report,) = read_url(url)
    assert isinstance(report, Report)
    assert (report.text, report.origin) == ("The army entered Arden.", f"{url}:1")


def test_without_leave_this_machine_is_not_asked(site: Site) -> None:
    (reject,) = read_url(page(site, "/a", "Arden"), web=WebOptions())
    assert isinstance(reject, Reject)
    assert "not fetched: " in reject.reason and "--allow-private" in reject.reason
    assert not site.asked


def test_links_are_followed_when_asked_for(site: Site) -> None:
    page(site, "/a", "Arden")
    page(site, "/b", "Borin")
    pages = "".join(f"<url><loc>{site.url}/{name}</loc></url>" for name in "aba")
    site.put("/s.xml", f"<urlset>{pages}</urlset>", Content_Type="application/xml")
    index = f"<sitemapindex><sitemap><loc>{site.url}/s.xml</loc></sitemap></sitemapindex>"
    url = site.put("/index.xml", index, Content_Type="application/xml")
    (told,) = read_url(url)
    assert isinstance(told, Reject) and told.reason.startswith("a sitemap of sitemaps (1 addresses)")
    reports = read_url(url, follow=True)
    assert [item.origin for item in reports] == [site.url + "/a", site.url + "/b"]
    assert site.count("/a") == 1


def test_links_in_a_file_are_followed_too(site: Site, tmp_path: Any) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(
        f"<rss><channel><item><title>T</title><link>{page(site, '/a', 'Arden')}</link></item></channel></rss>"
    )
    (report,) = read_url(str(path), follow=True)
    assert isinstance(report, Report) and report.origin == site.url + "/a"


def test_a_circle_of_lists_ends(site: Site) -> None:
    index = f"<sitemapindex><sitemap><loc>{site.url}/index.xml</loc></sitemap></sitemapindex>"
    assert read_url(site.put("/index.xml", index, Content_Type="text/xml"), follow=True) == []
    assert site.count("/index.xml") == 1


def test_what_is_not_there_is_set_aside_and_the_rest_goes_on(site: Site) -> None:
    gone, there = read_url(site.url + "/gone", page(site, "/a", "Arden"))
    assert isinstance(gone, Reject) and gone.reason == "not fetched: the server answers 404 Not Found"
    assert isinstance(there, Report)
