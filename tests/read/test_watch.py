"""What is remembered of feeds between two looks at them."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from tests.server import Site, serve

from dateline.errors import InputError
from dateline.model import Reject, Report
from dateline.read import ReadOptions, WebOptions
from dateline.read.fetch import Web
from dateline.read.watch import FeedState, Memory, Polled, find_feeds, poll

STORY = "".join(
    f"<p>The army entered Arden on Monday, and residents told a reporter that they saw {n} tanks.</p>"
    for n in range(4)
)

NOTHING = FeedState()


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def rss(*links: str, content: str = "") -> str:
    items = (
        f"<item><title>T</title><link>{link}</link><description>Short.</description>"
        f"<content:encoded>{escape(content)}</content:encoded></item>"
        for link in links
    )
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f"<rss version='2.0' {spaces}><channel><title>F</title>{''.join(items)}</channel></rss>"


def page(site: Site, path: str, town: str) -> str:
    return site.put(path, f"<html><body><article>{STORY.replace('Arden', town)}</article></body></html>")


def look(site: Site, state: FeedState = NOTHING, *, now: float = 0.0, **options: Any) -> Polled:
    web = Web(WebOptions(allow_private=True, pause=0.0, tries=1), sleep=lambda seconds: None)
    wanted = ReadOptions(**{"follow": True, **options})
    return poll(site.url + "/feed", state, web=web, options=wanted, now=now, every=900.0)


def texts(polled: Polled) -> list[str]:
    return [item.text for item in polled.items if isinstance(item, Report)]


def test_pages_are_fetched_once(site: Site) -> None:
    page(site, "/a", "Arden")
    site.put("/feed", rss("/a"), Content_Type="application/rss+xml")
    first = look(site)
    assert (first.outcome, len(texts(first))) == ("read", 1)
    page(site, "/b", "Borin")
    site.put("/feed", rss("/b", "/a"), Content_Type="application/rss+xml")
    (text,) = texts(look(site, first.state))
    assert "Borin" in text
    assert site.count("/a") == 1


def test_a_feed_that_did_not_change_is_not_sent(site: Site) -> None:
    page(site, "/a", "Arden")
    site.put("/feed", rss("/a"), Content_Type="application/rss+xml", ETag='"1"')
    first = look(site)
    again = look(site, first.state)
    assert (again.outcome, again.items) == ("unchanged", ())
    assert again.state == first.state


def test_whole_entries_need_no_page(site: Site) -> None:
    site.put("/feed", rss("/a", content=STORY), Content_Type="application/rss+xml")
    assert len(texts(look(site))) == 1
    assert site.count("/a") == 0


def test_without_following_summaries_are_told(site: Site) -> None:
    site.put("/feed", rss("/a"), Content_Type="application/rss+xml")
    (item,) = look(site, follow=False).items
    assert isinstance(item, Reject) and item.reason.startswith("only a summary")


def test_a_feed_that_fails_rests_longer_each_time(site: Site) -> None:
    site.put("/feed", "", status=503)
    first = look(site, now=1_000.0)
    assert (first.outcome, first.state.not_before) == ("failed", 1_900.0)
    assert look(site, first.state, now=1_899.0).outcome == "resting"
    assert site.count("/feed") == 1
    second = look(site, first.state, now=1_900.0)
    assert second.state.not_before == 1_900.0 + 2 * 900.0
    site.put("/feed", rss(), Content_Type="application/rss+xml")
    assert look(site, second.state, now=9_000.0).state.failures == 0


def test_a_page_that_cannot_be_had_is_tried_again_and_then_given_up(site: Site) -> None:
    site.put("/feed", rss("/a"), Content_Type="application/rss+xml", ETag='"1"')
    site.put("/a", "", status=503)
    state = FeedState()
    for _ in range(7):
        state = look(site, state).state
    assert site.count("/a") == 5


def test_memory_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "war.duckdb.watch.json"
    assert Memory.load(path) == Memory()
    memory = Memory(ungrouped=True).knowing(
        "https://a.example/f", FeedState(etag='"1"', pages={"https://a": 2})
    )
    memory.save(path)
    assert Memory.load(path) == memory
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"feeds": {"a": {"x": 1}}, "ungrouped": false}'])
def test_a_memory_that_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.json"
    path.write_text(text)
    with pytest.raises(InputError, match="remove it to read them anew"):
        Memory.load(path)


def test_feeds_are_addresses_and_lists_of_them(tmp_path: Path) -> None:
    listed = tmp_path / "feeds.opml"
    listed.write_text("<opml><body><outline xmlUrl='https://a.example/f'/><outline text='x'/></body></opml>")
    found = find_feeds([str(listed), "https://b.example/f", "https://a.example/f"], options=ReadOptions())
    assert found == ["https://a.example/f", "https://b.example/f"]


@pytest.mark.parametrize("argument", ["nowhere.opml", "example.org/feed"])
def test_what_is_no_feed(argument: str) -> None:
    with pytest.raises(InputError, match="neither an address nor a list"):
        find_feeds([argument], options=ReadOptions())
