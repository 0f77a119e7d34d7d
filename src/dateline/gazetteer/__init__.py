"""The offline gazetteer: compiled once on this machine, then memory-mapped; users add their own to it."""

from dateline.gazetteer.added import open_gazetteer
from dateline.gazetteer.lookup import Candidate, Gazetteer

__all__ = ["Candidate", "Gazetteer", "open_gazetteer"]
