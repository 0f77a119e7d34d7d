"""What the reader is told about the input, and how much it may take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from dateline.model import Interval

HtmlTier = Literal["full", "fast"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that an input leads to, and where in the input it stands."""

    url: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebOptions:
    """How addresses are fetched.

    `allow_private`: also from this machine and private networks. Limits: `max_download`, bytes of one answer,
    packed and unpacked; `deadline`, seconds until it must be whole. `pause`: least seconds between two
    requests to one host. `tries`: how often an answer that promises better is asked for.
    """

    allow_private: bool = False
    max_download: int = 20 << 20
    deadline: float = 60.0
    pause: float = 1.0
    tries: int = 3


def _keep_quiet(origin: str, message: str) -> None:
    """What is done with a remark when nobody asked for any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the user knows of the input, and the limits of what is read.

    `outlet`, `published`, `language`, `title` and `url` are known better than by the input: they stand
    instead of what it says, or, with `fill`, only where it says nothing. `columns` tells which column or
    key holds a field ({"text": "body"}; "" is none); the others are guessed from their names. `note` is
    called with an origin and a remark for the user, such as how its columns were understood.

    `html` says how the text of pages is found: "full" is sure, "fast" is quick. `follow`: fetch what feeds
    and lists lead to; `web` says how. `on_link` is told of that instead, where it is given.

    Limits, each of which sets aside what is over it: `max_chars`, code points of a text; `max_expanded`,
    bytes that one compressed input or archive may expand to in all; `max_ratio`, how many times its size a
    compressed stream or member may expand to (once it is over 16 MB); `max_members`, files in one archive;
    `max_held`, bytes of what can only be read as a whole, such as a zip within a zip.
    """

    outlet: str | None = None
    published: Interval | None = None
    language: str | None = None
    title: str | None = None
    url: str | None = None
    fill: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    note: Callable[[str, str], None] = field(default=_keep_quiet, compare=False, repr=False)
    html: HtmlTier = "full"
    follow: bool = False
    web: WebOptions = WebOptions()
    max_chars: int = 2_000_000
    max_expanded: int = 32 << 30
    max_ratio: int = 200
    max_members: int = 200_000
    max_held: int = 256 << 20
    on_link: Callable[[Link], None] | None = field(default=None, compare=False, repr=False)

    @property
    def max_bytes(self) -> int:
        """The most bytes that a text within the limit can take."""
        return 4 * self.max_chars
