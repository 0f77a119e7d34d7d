"""What the reader is told about the input, and how much it may take."""

from dataclasses import dataclass

from dateline.model import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """`outlet`, `published` and `language` are for reports that name none themselves.

    Limits, each of which sets aside what is over it: `max_chars`, code points of a text; `max_expanded`,
    bytes that one compressed input or archive may expand to in all; `max_ratio`, how many times its size a
    compressed stream or member may expand to (once it is over 64 MB); `max_members`, files in one archive;
    `max_held`, bytes of what can only be read as a whole, such as a zip within a zip.
    """

    outlet: str | None = None
    published: Interval | None = None
    language: str | None = None
    max_chars: int = 20_000_000
    max_expanded: int = 32 << 30
    max_ratio: int = 200
    max_members: int = 500_000
    max_held: int = 256 << 20

    @property
    def max_bytes(self) -> int:
        """The most bytes that a text within the limit can take."""
        return 4 * self.max_chars
