"""What resolving takes and gives: an expression's setting, and its meaning."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dateline.annotate.times.frame import Frame
from dateline.annotate.times.periods import Period
from dateline.model import Anchor, Grain


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Days (None when they cannot be told), grain, TIMEX3 value and kind; `anchor` is what they hang on."""

    first: date | None
    last: date | None
    grain: Grain
    value: str
    anchor: Anchor
    kind: str = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What surrounds an expression: the date last mentioned (and the last one told to the month or day), its
    cue word, and whether the clause looks ahead. `quarter` is the quarter last mentioned, `told` the month or
    quarter last mentioned in the sentence, `antique` the year before Christ last mentioned, or 0.
    """

    frame: Frame
    mentioned: Period | None
    thread: Period | None
    quarter: Period | None
    told: Period | None
    cue: str
    future: bool
    antique: int
    spans: Mapping[str, int]
