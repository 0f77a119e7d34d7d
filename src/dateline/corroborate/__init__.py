"""Corroboration: copies among reports, origins of claims, the events they tell of, and who holds what."""

from dateline.corroborate.copies import find_copies
from dateline.corroborate.origins import Lineage, count_origins, origin_of, trace
from dateline.corroborate.results import (
    Contradiction,
    Control,
    Copy,
    Event,
    EventPlace,
    Figure,
    OriginCount,
    Shared,
    Voice,
    Word,
)
from dateline.corroborate.same_event import Found, group

__all__ = [
    "Contradiction",
    "Control",
    "Copy",
    "Event",
    "EventPlace",
    "Figure",
    "Found",
    "Lineage",
    "OriginCount",
    "Shared",
    "Voice",
    "Word",
    "count_origins",
    "find_copies",
    "group",
    "origin_of",
    "trace",
]
