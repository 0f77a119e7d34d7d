"""Fetching what an address holds: politely, within limits, and from nowhere that it must not come from."""

import time
import urllib.robotparser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from dateline.errors import FetchError, UnreadableInput
from dateline.read.http_body import expand_body
from dateline.read.network import Transport
from dateline.read.options import WebOptions

AGENT = "dateline"
_USER_AGENT = "dateline/0.1 (reads news; obeys robots.txt)"
_REDIRECTS = {301, 302, 303, 307, 308}
_LATER = {429, 500, 502, 503, 504}
_HOPS = 5
_LONGEST_PAUSE = 60.0  # seconds; whoever asks for more is asked again another time
_LARGEST_ROBOTS = 512_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found. `url` is where it was in the end; `body` is empty for the status 304 (not modified)."""

    url: str
    status: int
    body: bytes
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


class Web:
    """Fetches addresses one at a time, and remembers what hosts want: robots.txt and pauses.

    `sleep` and `clock` are those of the time module.
    """

    def __init__(
        self,
        options: WebOptions,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._options = options
        self._sleep, self._clock = sleep, clock
        self._robots: dict[str, urllib.robotparser.RobotFileParser | FetchError] = {}
        self._free: dict[str, float] = {}

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """What is at `url`; only if it changed, where `etag` or `modified` of an earlier answer is given.

        Raises FetchError when it may not or cannot be had; its `later` tells that it may be had another time.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in asked.items() if value}
        for tried in range(1, self._options.tries + 1):
            try:
                return self._follow(url, headers)
            except FetchError as error:
                wait = error.wait if error.wait is not None else self._options.pause * 2**tried
                if not error.later or tried == self._options.tries or wait > _LONGEST_PAUSE:
                    raise
                self._sleep(wait)
        raise AssertionError("unreachable")

    def _follow(self, url: str, headers: Mapping[str, str]) -> Answer:
        deadline = time.monotonic() + self._options.deadline
        for _ in range(_HOPS + 1):
            host = _host(url)
            self._obey(url, host)
            answer, target = self._ask(url, host, headers, deadline)
            if target is None:
                return answer
            url = urljoin(url, target)
        raise FetchError(f"more than {_HOPS} redirects, the last to {url}")

    def _obey(self, url: str, host: str) -> None:
        """Raises FetchError where robots.txt forbids the address."""
        if host not in self._robots:
            self._robots[host] = self._read_robots(url, host)
        rules = self._robots[host]
        if isinstance(rules, FetchError):
            del self._robots[host]
            raise rules
        if not rules.can_fetch(AGENT, url):
            raise FetchError(f"robots.txt of {host} forbids it; save the page by hand, and give the file")

    def _read_robots(self, url: str, host: str) -> urllib.robotparser.RobotFileParser | FetchError:
        """The rules of a host. As RFC 9309 has it, none when it has none, and no access when it fails."""
        rules = urllib.robotparser.RobotFileParser()
        place = urljoin(url, "/robots.txt")
        deadline = time.monotonic() + self._options.deadline
        try:
            for _ in range(_HOPS + 1):
                answer, target = self._ask(place, _host(place), {}, deadline)
                if target is None:
                    break
                place = urljoin(place, target)
        except FetchError as error:
            if error.status is None or error.status >= 500 or error.status == 429:
                return error
            answer = Answer(url=place, status=error.status, body=b"")
        rules.parse(answer.body[:_LARGEST_ROBOTS].decode(errors="replace").splitlines())
        return rules

    def _ask(
        self, url: str, host: str, headers: Mapping[str, str], deadline: float
    ) -> tuple[Answer, str | None]:
        """One request: the answer, and where it redirects to, if it does."""
        wait = self._free.get(host, 0.0) - self._clock()
        if wait > 0:
            self._sleep(wait)
        try:
            return _request(url, headers, self._options, deadline + max(wait, 0.0))
        finally:
            self._free[host] = self._clock() + self._pause(host)

    def _pause(self, host: str) -> float:
        rules = self._robots.get(host)
        asked = rules.crawl_delay(AGENT) if isinstance(rules, urllib.robotparser.RobotFileParser) else None
        return max(self._options.pause, min(float(asked or 0), _LONGEST_PAUSE))


def _host(url: str) -> str:
    """The host and port of an address that may be fetched. Raises FetchError for others."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError(f"{url!r} is no address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{url!r} is no address on the web; one begins with http:// or https://")
    if parts.username or parts.password:
        raise FetchError(f"the address at {parts.hostname} holds a user's name or password; leave them out")
    return f"{parts.hostname}:{port or (443 if parts.scheme == 'https' else 80)}"


def _request(
    url: str, headers: Mapping[str, str], options: WebOptions, deadline: float
) -> tuple[Answer, str | None]:
    sent = {"User-Agent": _USER_AGENT, "Accept-Encoding": "gzip, deflate", "Accept": "*/*", **headers}
    transport = Transport(allow_private=options.allow_private, deadline=deadline)
    try:
        with (
            httpx.Client(transport=transport, follow_redirects=False, trust_env=False) as client,
            client.stream("GET", url, headers=sent) as response,
        ):
            target = response.headers.get("location") if response.status_code in _REDIRECTS else None
            if target:
                return Answer(url=url, status=response.status_code, body=b""), target
            _check_status(response)
            raw = b"" if response.status_code == 304 else _read(response, options.max_download, deadline)
            return _answer(url, response, raw, options), None
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise FetchError(f"no whole answer within {options.deadline:g} seconds", later=True) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.TransportError, OSError) as error:
        raise FetchError(f"cannot be fetched: {error}", later=True) from error
    except (httpx.InvalidURL, httpcore.UnsupportedProtocol, UnicodeError) as error:
        raise FetchError(f"{url!r} is no address: {error}") from error


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if status not in (200, 304):
        raise FetchError(
            f"the server answers {status} {response.reason_phrase}".strip(),
            status=status,
            later=status in _LATER,
            wait=_retry_after(response.headers.get("retry-after")),
        )


def _retry_after(said: str | None) -> float | None:
    if not said:
        return None
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except ValueError:
        return None


def _read(response: httpx.Response, limit: int, deadline: float) -> bytes:
    too_large = FetchError(f"larger than {limit:,} bytes (--max-download)")
    if int(response.headers.get("content-length") or 0) > limit:
        raise too_large
    raw = bytearray()
    for piece in response.iter_raw():
        raw += piece
        if len(raw) > limit:
            raise too_large
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("the deadline is over")
    return bytes(raw)


def _answer(url: str, response: httpx.Response, raw: bytes, options: WebOptions) -> Answer:
    try:
        body = expand_body(raw, response.headers.get("content-encoding"), limit=options.max_download)
    except UnreadableInput as error:
        raise FetchError(str(error)) from error
    answer = Answer(
        url=url,
        status=response.status_code,
        body=body,
        etag=response.headers.get("etag"),
        modified=response.headers.get("last-modified"),
    )
    media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
    return replace(answer, media_type=media_type, charset=response.charset_encoding)
