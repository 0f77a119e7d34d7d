"""The codebook: event types with their crosswalks, and the actors that conflict news names, as data."""

from dateline.codebook.actors_file import Actor, Kind
from dateline.codebook.book import Codebook, load
from dateline.codebook.events_file import AcledVariant, EventType

__all__ = ["AcledVariant", "Actor", "Codebook", "EventType", "Kind", "load"]
