"""The dateline: the city that a report was filed from ("BEIRUT (Reuters) - ...") is no place of an event.

It opens the report, stands in capitals or before an agency in brackets, and is closed by a dash.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.mentions import PlaceMention, Sentence

# How many of a report's first sentences are looked at: wire copy often opens with a byline or a headline.
_LEADING = 8
# Possessive: a word that could be cut in many ways would be tried in all of them.
_FILLER = r"(?:[,/\s]|[A-Z][\w.]*+|\d{1,4}+(?::\d\d(?:\s?[ap]\.?m)?)?|[|])*"
_AGENCY = re.compile(rf"{_FILLER}\([^()\n]{{2,40}}\)\s*(?:--|[-–—:])?")
_DASH = re.compile(rf"{_FILLER}\s(?:--|[-–—])\s")
# The head of a wire page: the city, a bar, the hour of filing.
_BAR = re.compile(r"\s*\|\s")
_REACH = 90


def mark(
    text: str, sentences: Sequence[Sentence], places: Sequence[PlaceMention]
) -> tuple[PlaceMention, ...]:
    """The places, those of a dateline with role "dateline"."""
    opening = [s.start for s in sentences[:_LEADING]]
    limit = opening[-1] + _REACH if opening else 0
    return tuple(
        replace(place, role="dateline")
        if place.start < limit and place.role in ("place", "actor") and _is_filed_from(text, place)
        else place
        for place in places
    )


def extent(text: str, place: PlaceMention) -> tuple[int, int]:
    """From a dateline's city to its agency and dash: "BEIRUT (Reuters) -"."""
    end = place.outer_end
    after = text[end : end + _REACH]
    closed = _AGENCY.match(after) or _DASH.match(after)
    return place.outer_start, end + (closed.end() if closed else 0)


def _is_filed_from(text: str, place: PlaceMention) -> bool:
    end = place.outer_end
    after = text[end : end + _REACH]
    before = text[max(0, place.outer_start - 2) : place.outer_start]
    starts = not before.strip() or before.strip()[-1:] in '.|\n:"”' or text[place.start : place.end].isupper()
    if not starts:
        return False
    shouted = text[place.start : place.end].isupper()
    return bool(_AGENCY.match(after)) or (shouted and bool(_DASH.match(after) or _BAR.match(after)))
