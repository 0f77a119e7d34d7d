"""The date stamp that some collections put before a text: "date 2017-11" or "date 2017-11-17".

The stamp is metadata: the reader takes the published date from it, the cleaner labels it boilerplate.
"""

import re

_STAMP = re.compile(r"\s*(?P<stamp>date[ \t]*:?[ \t]+(?P<value>\d{4}(?:-\d{2}(?:-\d{2})?)?))(?![\w-])", re.I)


def find_stamp(text: str) -> tuple[int, int, str] | None:
    """Start, end and date of the stamp that `text` opens with, or None."""
    found = _STAMP.match(text)
    return (found.start("stamp"), found.end("stamp"), found["value"]) if found else None
