"""The sample reports: thirty invented reports about one battle, and how they relate to each other.

The story, its outlets and its figures are made up, each record says `"sample": true`, and every address
is on example.org. `docs/samples.md` tells the story.
"""

from importlib.resources import files
from pathlib import Path

__all__ = ["relations_path", "reports_path"]


def reports_path() -> Path:
    """The sample reports, JSON Lines: id, lang, title, outlet, published (or null), url, text, sample."""
    return _path("reports.jsonl")


def relations_path() -> Path:
    """What is known of the samples' relations, JSON: copies, corrections, rival claims, events."""
    return _path("relations.json")


def _path(name: str) -> Path:
    # The package is installed unpacked (it ships data beside its code), so the resource is a real file.
    return Path(str(files(__name__) / name))
