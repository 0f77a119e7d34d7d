"""What the reader is told about the input, and how much it may take."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dateline.model import Interval


def _keep_quiet(origin: str, message: str) -> None:
    """What is done with a remark when nobody asked for any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the user knows of the input, and the limits of what is read.

    `outlet`, `published`, `language`, `title` and `url` are known better than by the input: they stand
    instead of what it says, or, with `fill`, only where it says nothing. `columns` tells which column or
    key holds a field ({"text": "body"}; "" is none); the others are guessed from their names. `note` is
    called with an origin and a remark for the user, such as how its columns were understood.

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
    max_chars: int = 2_000_000
    max_expanded: int = 32 << 30
    max_ratio: int = 200
    max_members: int = 200_000
    max_held: int = 256 << 20

    @property
    def max_bytes(self) -> int:
        """The most bytes that a text within the limit can take."""
        return 4 * self.max_chars
