"""When a happening was: the time told in its clause, or the one told before."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.mentions import TimeMention
from dateline.claim.candidates import Candidate
from dateline.claim.clause import BOUNDARIES, Skeleton


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeChoice:
    """A time with the rule that chose it; `mention` is None when the published day stands in."""

    mention: TimeMention | None
    rule: str
    carried: bool


def choose_time(
    trigger: Candidate,
    bones: Skeleton,
    times: Sequence[TimeMention],
    before: TimeMention | None,
    *,
    planned: bool,
) -> TimeChoice | None:
    """The time of one trigger among those of its sentence, else the date told last before.

    A time that cannot be anchored ("now", without a published day) gives way to the date told before.
    """
    usable = [t for t in times if t.first is not None or _is_date(t)]
    if usable:
        best = min(usable, key=lambda t: (_time_cost(trigger, bones, t), t.start))
        if best.first is not None or before is None:
            return TimeChoice(mention=best, rule="time.in-sentence", carried=False)
    if before is not None and not planned:
        return TimeChoice(mention=before, rule="time.told-before", carried=True)
    return None


def _is_date(time: TimeMention) -> bool:
    """True for a day that only lacks its year ("XXXX-11-17"): worth showing even unanchored."""
    return time.kind == "date" and time.value.startswith("XXXX-") and time.grain in ("day", "part")


def _time_cost(trigger: Candidate, bones: Skeleton, time: TimeMention) -> float:
    before = time.end <= trigger.start
    low, high = (time.end, trigger.start) if before else (trigger.end, time.start)
    cost = max(high - low, 0) / 8 + 5 * BOUNDARIES.index(bones.between(low, max(low, high)))
    if time.first is None:
        cost += 30
    if time.kind in ("duration", "set"):
        cost += 8
    if time.grain in ("year", "decade"):
        cost += 10
    return cost
