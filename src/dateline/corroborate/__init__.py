"""Corroboration: copies among reports, the origins of claims, and the events that claims tell of."""

from dateline.corroborate.copies import find_copies
from dateline.corroborate.origins import Lineage, count_origins, origin_of, trace
from dateline.corroborate.results import Copy, Event, EventPlace, Figure, OriginCount, Shared
from dateline.corroborate.same_event import group

__all__ = [
    "Copy",
    "Event",
    "EventPlace",
    "Figure",
    "Lineage",
    "OriginCount",
    "Shared",
    "count_origins",
    "find_copies",
    "group",
    "origin_of",
    "trace",
]
