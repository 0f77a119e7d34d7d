"""What corroboration finds: copies, counts of origins, and events. Frozen values of plain types."""

from dataclasses import dataclass
from typing import Literal

from dateline.model import CopyKind, Level

ContradictionKind = Literal["toll", "denial", "actor", "control"]
How = Literal["took", "holds", "left", "besieges"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A passage that both reports hold: `[a_start, a_end)` of one, `[b_start, b_end)` of the other.

    It is the same word for word, or with small edits within.
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two reports of which one repeats the other's text, wholly or in part.

    `containment_a` is the share of a's words (0 to 1) that stand in `shared` passages, `containment_b` that
    of b's. `likely_first` is the id of the report that seems to have come first, None where neither dates
    nor credit lines tell; `first_outlet` is that report's outlet.
    `signature` names the way of hashing: copies found under different signatures are not to be compared.
    """

    report_a: str
    report_b: str
    kind: CopyKind
    containment_a: float
    containment_b: float
    shared: tuple[Shared, ...]
    likely_first: str | None = None
    first_outlet: str | None = None
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginCount:
    """How many reports and outlets tell something, and how many origins it goes back to.

    The origins are a range: two unnamed sources may be the same person. `reasons` says in plain words why.
    """

    reports: int
    outlets: int
    origins_min: int
    origins_max: int
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        origins = (
            str(self.origins_min)
            if self.origins_min == self.origins_max
            else f"{self.origins_min} to {self.origins_max}"
        )
        counted = ", ".join(
            (
                _plural(str(self.reports), "report"),
                _plural(str(self.outlets), "outlet"),
                _plural(origins, "independent origin"),
            )
        )
        return f"{counted}: {'; '.join(self.reasons)}" if self.reasons else counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """On whose word a claim is: the key of its origin, and how a reader would call it.

    `credited` is false where the claim credits nobody, so that it is the outlet's own word.
    """

    claim_id: str
    origin: str
    name: str
    credited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """One side of a contradiction: what one origin says where another says otherwise.

    `kind` is "toll" (another number), "denial" (that it happened at all), "actor" (who did it) or "control"
    (who holds the place). `topic` names what is in dispute, the same for all its sides; `against` is the id
    of a claim that it stands against. `revised` is true when the same origin gave another figure later.
    """

    kind: ContradictionKind
    topic: str
    says: str
    origin: str
    name: str
    claim_id: str
    against: str | None
    day: str | None
    revised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One toll as one claim gives it, and the origin whose word it is.

    `replaced` is true when the same origin gave another figure in a later report.
    """

    what: str
    of: str | None
    min: float | None
    max: float | None
    origin: str
    claim_id: str
    day: str | None
    replaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace:
    """Where an event happened: the finest place that its claims agree on."""

    name: str
    level: Level
    lat: float | None
    lon: float | None
    gazetteer_id: str | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Claims about the same happening. `start` and `end` are ISO dates, both included.

    `figures` keeps the tolls side by side, each with its origin, never averaged; `voices` has the origin of
    each claim, in the order of `claim_ids`. `contested` is true when
    the claims contradict one another, and `reasons` says how.
    """

    id: str
    type: str
    place: EventPlace | None
    start: str | None
    end: str | None
    claim_ids: tuple[str, ...]
    report_ids: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: OriginCount
    figures: tuple[Figure, ...] = ()
    voices: tuple[Voice, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    contested: bool = False
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One claim that bears on a state of control: for it, or against it where `against`."""

    claim_id: str
    origin: str
    name: str
    against: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A side's hold on a place from `since` to `until` (ISO days; None where it is not known to have ended).

    `how` tells whether it took the place, holds, left or besieges it. The share that it holds lies between
    `share_min` and `share_max`, each None where it is not said; 0 after it left. `actor` is a codebook id.
    `contested` is true when somebody else's word stands against it.
    """

    id: str
    place: EventPlace
    actor: str
    actor_name: str
    how: How
    share_min: float | None
    share_max: float | None
    since: str
    until: str | None
    words: tuple[Word, ...]
    contested: bool = False


def _plural(count: str, noun: str) -> str:
    return f"{count} {noun}" if count == "1" else f"{count} {noun}s"
