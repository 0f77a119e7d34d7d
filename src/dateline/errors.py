"""Everything that dateline raises on purpose.

    DatelineError
    ├── SpanError          a span that does not equal its quote
    ├── InputError         input that cannot be read
    │   ├── MissingInput       no such file, or a glob that matches nothing
    │   ├── UnreadableInput    not text, not the format it claims, too large
    │   └── FetchError         an address that may not or cannot be fetched
    ├── PackError          a language pack that is missing or broken
    ├── CodebookError      a codebook entry that is missing or broken
    ├── GazetteerError     a gazetteer that cannot be built, read or extended
    └── LedgerError        a ledger that cannot be opened, or is not one
        └── QueryError         a question that the ledger refuses

Each message says what is wrong, where, and what to do next.
"""


class DatelineError(Exception):
    """The root of the tree: catch this to catch all of dateline's own errors."""


class SpanError(DatelineError):
    """A span does not equal its quote, or lies outside its text."""


class InputError(DatelineError):
    """Input that cannot be read."""


class MissingInput(InputError):
    """No such file or folder, or a glob that matches nothing."""


class UnreadableInput(InputError):
    """Bytes that are not text, not of the format they claim, or over a limit."""


class FetchError(InputError):
    """An address may not or cannot be fetched.

    `later` tells that it may be had another time, after `wait` seconds where the server says so; `status` is
    that of the server's answer, if there was one.
    """

    def __init__(
        self, message: str, *, status: int | None = None, later: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.later, self.wait = status, later, wait


class PackError(DatelineError):
    """A language pack is missing, malformed, or fails its own examples."""


class CodebookError(DatelineError):
    """A codebook entry is missing, malformed or contradicts another."""


class GazetteerError(DatelineError):
    """A gazetteer cannot be built, read or extended."""


class LedgerError(DatelineError):
    """A ledger cannot be opened or written, or the file is not a ledger."""


class QueryError(LedgerError):
    """A question that the ledger refuses, such as one that would write."""
