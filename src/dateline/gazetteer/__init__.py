"""The offline gazetteer: compiled once on this machine, then memory-mapped."""

from dateline.gazetteer.lookup import Candidate, Gazetteer

__all__ = ["Candidate", "Gazetteer"]
