"""Short forms: "the Observatory", where the Syrian Observatory for Human Rights was named, is that body."""

import re
from collections.abc import Mapping

from dateline.annotate.page import Page

_CAPITALISED = re.compile(r"\b[A-ZĐ][^\W\d_]{4,}")


def short_forms(page: Page) -> Mapping[str, str]:
    """Each capitalised word of a name of several words, and the codebook id that it alone can mean here.

    Words that are names themselves ("Syrian") and words that two named bodies share stand for neither.
    """
    meant: dict[str, set[str]] = {}
    own: set[str] = set()
    for hit in page.scan.hits.get("alias", ()):
        quote = page.text[hit.start : hit.end]
        words = _CAPITALISED.findall(quote)
        if hit.entry.data["role"] == "name" and len(quote.split()) > 1:
            for word in words:
                meant.setdefault(word, set()).add(hit.entry.data["entity"])
        elif len(quote.split()) == 1:
            own.add(quote)
    return {word: ids.pop() for word, ids in meant.items() if len(ids) == 1 and word not in own}


def entity_of(quote: str, forms: Mapping[str, str]) -> str | None:
    """The codebook id that a name without one stands for, by its short form."""
    found = {forms[word] for word in _CAPITALISED.findall(quote) if word in forms}
    return found.pop() if len(found) == 1 else None
