"""Fetching, from a server on this machine."""

import gzip
import time
from collections.abc import Iterator
from typing import Any

import pytest
from tests.server import Site, serve

from dateline.errors import FetchError
from dateline.read import network
from dateline.read.fetch import Web
from dateline.read.options import WebOptions


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as running:
        yield running


def web(**options: Any) -> Web:
    return Web(WebOptions(**{"allow_private": True, "pause": 0.0, **options}), sleep=lambda seconds: None)


def test_an_answer_with_its_kind_and_encoding(site: Site) -> None:
    url = site.put("/a", "Grüße".encode("latin-1"), Content_Type="text/plain; charset=ISO-8859-1")
    answer = web().fetch(url)
    assert (answer.status, answer.body, answer.url) == (200, "Grüße".encode("latin-1"), url)
    assert (answer.media_type, answer.charset) == ("text/plain", "iso-8859-1")


def test_compressed_answers_are_unpacked(site: Site) -> None:
    assert web().fetch(site.put("/a", gzip.compress(b"text"), Content_Encoding="gzip")).body == b"text"


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    url = site.put("/a", "text", ETag='"1"')
    first = web().fetch(url)
    assert first.etag == '"1"'
    again = web().fetch(url, etag=first.etag)
    assert (again.status, again.body) == (304, b"")


def test_private_addresses_are_refused_before_anything_is_asked(site: Site) -> None:
    with pytest.raises(FetchError, match="--allow-private"):
        web(allow_private=False).fetch(site.put("/a", "text"))
    assert not site.asked


def test_a_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server poses as a public one; where it sends the reader is not."""
    honest = network.is_public
    monkeypatch.setattr(network, "is_public", lambda address: address == "127.0.0.1" or honest(address))
    url = site.put("/a", "", status=302, Location="http://127.0.0.2:9/secret")
    with pytest.raises(FetchError, match=r"127\.0\.0\.2.*--allow-private"):
        web(allow_private=False).fetch(url)


def test_what_was_checked_is_what_is_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere when it is looked up again gains nothing: one look-up a request."""
    looked_up: list[str] = []

    def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    monkeypatch.setattr(network, "resolve", resolve)
    site.put("/a", "text")
    answer = web(allow_private=False).fetch(site.url.replace("127.0.0.1", "news.example") + "/a")
    assert answer.body == b"text"
    assert looked_up == ["news.example"] * 2  # robots.txt and the page


def test_redirects_are_followed_and_ended(site: Site) -> None:
    site.put("/b", "there")
    assert web().fetch(site.put("/a", "", status=301, Location="/b")).url == site.url + "/b"
    with pytest.raises(FetchError, match="more than 5 redirects"):
        web().fetch(site.put("/loop", "", status=302, Location="/loop"))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://user:word@127.0.0.1/"])
def test_redirects_out_of_the_web_are_refused(site: Site, target: str) -> None:
    with pytest.raises(FetchError, match=r"no address on the web|name or password"):
        web().fetch(site.put("/a", "", status=302, Location=target))


@pytest.mark.parametrize("packed", [False, True])
def test_what_is_too_large_is_refused(site: Site, packed: bool) -> None:
    body = b"x" * 3_000
    url = site.put("/a", gzip.compress(body), Content_Encoding="gzip") if packed else site.put("/a", body)
    with pytest.raises(FetchError, match="1,000 bytes"):
        web(max_download=1_000).fetch(url)
    assert len(web(max_download=3_000).fetch(url).body) == 3_000


def test_what_has_no_length_is_cut_off_at_the_limit(site: Site) -> None:
    def endless(handler: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 1_000)
        except OSError:
            handler.close_connection = True

    site.pages["/a"] = endless
    with pytest.raises(FetchError, match="larger than 50,000 bytes"):
        web(max_download=50_000).fetch(site.url + "/a")


@pytest.mark.parametrize("where", ["body", "header"])
def test_an_answer_that_drips_is_given_up(site: Site, where: str) -> None:
    def drip(handler: Any) -> None:
        try:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if where == "body" else b"X-Slow: "))
            while True:
                handler.wfile.write(b"x")
                time.sleep(0.02)
        except OSError:
            handler.close_connection = True

    site.pages["/a"] = drip
    with pytest.raises(FetchError, match=r"no whole answer within 0\.3 seconds") as failed:
        web(deadline=0.3, tries=1).fetch(site.url + "/a")
    assert failed.value.later


def test_robots_txt_is_obeyed_and_asked_for_once(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n", Content_Type="text/plain")
    site.put("/a", "text")
    site.put("/private/b", "text")
    reader = web()
    assert reader.fetch(site.url + "/a").body == b"text"
    with pytest.raises(FetchError, match=r"robots\.txt of 127\.0\.0\.1:\d+ forbids it"):
        reader.fetch(site.url + "/private/b")
    assert (site.count("/robots.txt"), site.count("/private/b")) == (1, 0)


def test_a_host_whose_robots_txt_fails_is_left_alone(site: Site) -> None:
    site.put("/robots.txt", "", status=503)
    with pytest.raises(FetchError, match="503"):
        web().fetch(site.put("/a", "text"))
    assert site.count("/a") == 0


def test_a_busy_server_is_asked_again_after_the_time_that_it_names(site: Site) -> None:
    waits: list[float] = []

    def better(seconds: float) -> None:
        waits.append(seconds)
        site.put("/a", "text")

    url = site.put("/a", "busy", status=429, Retry_After="7")
    reader = Web(WebOptions(allow_private=True, pause=0.0), sleep=better)
    assert reader.fetch(url).body == b"text"
    assert waits == [7.0]


@pytest.mark.parametrize(("status", "times"), [(404, 1), (503, 3)])
def test_only_what_may_pass_is_tried_again(site: Site, status: int, times: int) -> None:
    with pytest.raises(FetchError, match=str(status)):
        web().fetch(site.put("/a", "", status=status))
    assert site.count("/a") == times


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    now, waits = 100.0, []

    def sleep(seconds: float) -> None:
        nonlocal now
        waits.append(seconds)
        now += seconds

    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 5\n")
    reader = Web(WebOptions(allow_private=True, pause=1.0), sleep=sleep, clock=lambda: now)
    reader.fetch(site.put("/a", "text"))
    reader.fetch(site.url + "/a")
    assert waits == [1.0, 5.0]


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "http://", "http://[", "http://example.org:x/", "nonsense"]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(FetchError, match="is no address"):
        web().fetch(url)


def test_nobody_there() -> None:
    with pytest.raises(FetchError, match="cannot be fetched") as failed:
        web(tries=1).fetch("http://127.0.0.1:9/")
    assert failed.value.later
