"""Why a participant was taken: the weightiest of the features that a reader would call a reason."""

import re
from collections.abc import Iterable
from functools import lru_cache

from dateline.claim.linear import LinearModel

# What a feature of roles.py is called; those that match none speak of kind or distance alone.
_NAMES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"\w\w\|subject\|", "subject"),
        (r"\w\w\|object\|\w+\|([a-z]+)$", r"after-marker-\1"),
        (r"\w\w\|object\|\w+\|-$|\w+\|\w\w\|object\|", "object"),
        (r"linked\|(\w+)\|", r"after-marker-\1"),
        (r"\w\w\|[LR]\|(agent|owner|toward|mutual|source|inside)$", r"after-marker-\1"),
        (r"before-passive\|", "subject-of-passive"),
        (r"inside-passive\|", "agent-of-passive"),
        (r"modifier\|", "modifier"),
        (r"was-(actor|target)\|", r"\1-of-the-act-before"),
        (r"armed-others\|", "the-other-side"),
        (r".*\|touching\|", "beside-the-trigger"),
    )
)


def ground(role: str, features: Iterable[str], model: LinearModel) -> str:
    """The rule's name, such as "actor.subject"; "actor.position" where no such reason spoke for it."""
    spoke = ((weight, f) for f in features if (weight := model.weights.get(f, 0.0)) > 0)
    named = [(weight, name) for weight, feature in spoke if (name := _name(feature))]
    return f"{role}.{max(named)[1]}" if named else f"{role}.position"


@lru_cache(maxsize=1 << 16)
def _name(feature: str) -> str:
    """What a feature is called, the later in the alphabet of two names; "" when nothing."""
    names = [found.expand(name) for pattern, name in _NAMES if (found := pattern.match(feature))]
    return max(names, default="")
