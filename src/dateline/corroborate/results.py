"""What corroboration finds: copies, counts of origins, and events. Frozen values of plain types."""

from dataclasses import dataclass

from dateline.model import CopyKind, Level


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

    `figures` keeps the tolls side by side, each with its origin, never averaged. `contested` is true when
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
    contested: bool = False
    reasons: tuple[str, ...] = ()


def _plural(count: str, noun: str) -> str:
    return f"{count} {noun}" if count == "1" else f"{count} {noun}s"
