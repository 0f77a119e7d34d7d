"""The run that writes to a ledger, and what a write comes to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import xxhash


def now() -> str:
    """The time of day, UTC, ISO 8601 to the second. Only runs hold it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def content_hash(*parts: str) -> str:
    """32 hex digits that name these strings. Raises UnicodeEncodeError on lone surrogates."""
    state = xxhash.xxh3_128()
    for part in parts:
        data = part.encode()
        state.update(len(data).to_bytes(8, "big") + data)
    return state.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A way of reading: dateline's version, the hash of each pack, and the options that change the outcome.

    `id` is derived from these three, so the same way of reading is the same run on every day.
    """

    version: str
    packs: Mapping[str, str] = field(default_factory=dict)
    configuration: Mapping[str, Any] = field(default_factory=dict)
    started: str = field(default_factory=now)

    @property
    def id(self) -> str:
        """Hash of version, packs and configuration."""
        return content_hash(self.version, canonical(self.packs), canonical(self.configuration))[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSummary:
    """What a write came to: reports by their fate, and the claims and rejects that it added."""

    new_reports: int = 0
    known_reports: int = 0
    revised_reports: int = 0
    claims: int = 0
    rejects: int = 0

    def __add__(self, other: "WriteSummary") -> "WriteSummary":
        return WriteSummary(
            new_reports=self.new_reports + other.new_reports,
            known_reports=self.known_reports + other.known_reports,
            revised_reports=self.revised_reports + other.revised_reports,
            claims=self.claims + other.claims,
            rejects=self.rejects + other.rejects,
        )


def canonical(value: Mapping[str, Any]) -> str:
    """JSON with sorted keys, so that equal mappings are equal strings."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
