"""Reading feeds again and again: what is new in them, and what must be remembered until the next time."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from dateline.errors import FetchError, InputError
from dateline.model import Reject, Report
from dateline.read.fetch import Answer, Web
from dateline.read.options import Link, ReadOptions
from dateline.read.web import cannot, follow_links, read_answer
from dateline.read.xml import is_list, read_markup

_DONE = 0
_TRIES = 5  # rounds in which a page that cannot be had is asked for
_LONGEST_REST = 86_400.0  # seconds that a failing feed is left alone, at most
_FEEDS_AT_MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is known of a feed from earlier rounds.

    `pages`: the addresses that it listed last, each with how often it could not be had (0: it was read).
    `not_before`: seconds since 1970 until which it is left alone, after `failures` in a row.
    """

    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    not_before: float = 0.0
    pages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one look at a feed brought. `outcome` is "read", "unchanged", "failed" or "resting"."""

    outcome: str
    state: FeedState
    items: tuple[Report | Reject, ...] = ()


def poll(feed: str, state: FeedState, *, web: Web, options: ReadOptions, now: float, every: float) -> Polled:
    """Look at a feed: its whole reports, and with `options.follow` the pages that are new in it.

    A feed that fails is left alone for twice as long each time, from `every` seconds on.
    """
    if now < state.not_before:
        return Polled(outcome="resting", state=state)
    try:
        answer = web.fetch(feed, etag=state.etag, modified=state.modified)
    except FetchError as error:
        rest = min(max(error.wait or 0.0, every * 2**state.failures), _LONGEST_REST)
        failed = replace(state, failures=state.failures + 1, not_before=now + rest)
        return Polled(outcome="failed", state=failed, items=(cannot(feed, error),))
    if answer.status == 304:
        return Polled(outcome="unchanged", state=replace(state, failures=0, not_before=0.0))
    return _read(answer, state, web, options)


def _read(answer: Answer, state: FeedState, web: Web, options: ReadOptions) -> Polled:
    links: list[Link] = []
    on_link = links.append if options.follow else None
    items = list(read_answer(answer, replace(options, on_link=on_link)))
    pages: dict[str, int] = {}
    for link in links:
        tried = state.pages.get(link.url)
        if tried is None or _DONE < tried < _TRIES:
            found = list(follow_links([link], web=web, options=options))
            items += found
            tried = _DONE if _is_settled(found) else (tried or 0) + 1
        pages[link.url] = tried
    # An answer without all its pages is asked for whole the next time.
    waiting = any(_DONE < tried < _TRIES for tried in pages.values())
    fresh = FeedState(
        etag=None if waiting else answer.etag, modified=None if waiting else answer.modified, pages=pages
    )
    return Polled(outcome="read", state=fresh, items=tuple(items))


def _is_settled(items: Iterable[Report | Reject]) -> bool:
    """False where a page was not fetched, but may be another time."""
    return not any(isinstance(item, Reject) and item.reason.startswith("not fetched: ") for item in items)


def find_feeds(arguments: Iterable[str], *, options: ReadOptions) -> list[str]:
    """The addresses of the feeds that the arguments mean: addresses themselves, and OPML lists in files.

    Raises InputError for what is neither.
    """
    found: dict[str, None] = {}
    for argument in arguments:
        if argument.lower().startswith(("http://", "https://")):
            found[argument] = None
        else:
            found |= dict.fromkeys(_listed(Path(argument).expanduser(), options))
    if not found:
        raise InputError("there is no feed to watch; give the addresses of feeds, or an OPML list of them")
    return list(found)[:_FEEDS_AT_MOST]


def _listed(path: Path, options: ReadOptions) -> Iterator[str]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} is neither an address nor a list that can be read: {error.strerror}; addresses begin "
            "with http:// or https://"
        ) from error
    links: list[Link] = []
    if is_list(raw):
        wanted = replace(options, on_link=links.append)
        for _ in read_markup(raw, origin=str(path), options=wanted):
            pass
    if not links:
        raise InputError(f"{path} lists no feeds; give an OPML file, or the feeds' addresses")
    yield from (link.url for link in links)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is remembered between rounds: the feeds by address, and whether events wait to be grouped."""

    feeds: Mapping[str, FeedState] = field(default_factory=dict)
    ungrouped: bool = False

    @classmethod
    def load(cls, path: Path) -> "Memory":
        """What `save` wrote, or nothing where there is no file yet. Raises InputError for any other file."""
        try:
            said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            feeds = {url: FeedState(**state) for url, state in said["feeds"].items()}
            return cls(feeds=feeds, ungrouped=bool(said["ungrouped"]))
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise InputError(
                f"{path} does not hold what is known of the feeds ({error}); remove it to read them anew"
            ) from error

    def save(self, path: Path) -> None:
        """Write it; the file is replaced as a whole, so that a stop leaves it whole."""
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        fresh.replace(path)

    def knowing(self, feed: str, state: FeedState) -> "Memory":
        """This memory with what is now known of a feed."""
        return replace(self, feeds={**self.feeds, feed: state})
