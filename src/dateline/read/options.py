"""What the reader is told about the input."""

from dataclasses import dataclass

from dateline.model import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """`outlet`, `published` and `language` are for reports that name none themselves.

    A text of more than `max_chars` code points is set aside.
    """

    outlet: str | None = None
    published: Interval | None = None
    language: str | None = None
    max_chars: int = 20_000_000

    @property
    def max_bytes(self) -> int:
        """The most bytes that a text within the limit can take."""
        return 4 * self.max_chars
