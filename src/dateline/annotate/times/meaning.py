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
class Tale:
    """How far the text has got: the date last mentioned, the last one told to the day or month, the last
    quarter, the last month or quarter of the sentence (`told`), and the year before Christ last mentioned (0
    when a later one came after).
    """

    mentioned: Period | None = None
    thread: Period | None = None
    quarter: Period | None = None
    told: Period | None = None
    antique: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What surrounds an expression: what it is told against, the tale so far, its cue word, and whether the
    clause looks ahead. `spans` are the counts that vague stretches are taken for.
    """

    frame: Frame
    tale: Tale
    cue: str
    future: bool
    spans: Mapping[str, int]
