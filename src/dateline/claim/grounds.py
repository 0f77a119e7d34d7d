"""Why a participant was taken: the weightiest of the features that a reader would call a reason."""

import re
from collections.abc import Iterable

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
    named = [
        (model.weights.get(feature, 0.0), found.expand(name))
        for feature in features
        for pattern, name in _NAMES
        if (found := pattern.match(feature))
    ]
    weight, name = max(named, default=(0.0, ""))
    return f"{role}.{name}" if weight > 0 else f"{role}.position"
