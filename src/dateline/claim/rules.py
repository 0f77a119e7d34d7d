"""What the claim stage takes from a pack, compiled, and the fitted models."""

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.claim.candidates import TriggerRules
from dateline.claim.candidates import compile_rules as compile_triggers
from dateline.claim.linear import LinearModel, load_models
from dateline.pack import Pack


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryRules:
    """Words that mark a noun as known, before and after it, and whether a bare noun opening a sentence is."""

    before: frozenset[str]
    after: tuple[str, ...]
    opening: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRules:
    """One language's rules. `coordination` joins clauses' nouns, `coordinators` participants."""

    triggers: TriggerRules
    carry: CarryRules
    coordination: frozenset[str]
    coordinators: frozenset[str]
    models: Mapping[str, LinearModel]


def compile_rules(pack: Pack) -> ClaimRules:
    """Read what the claim stage needs from the pack, and the fitted weights."""
    grammar = pack.table("grammar")
    anaphora = grammar["anaphora"]
    return ClaimRules(
        triggers=compile_triggers(pack),
        carry=CarryRules(
            before=frozenset(anaphora["definite_before"]),
            after=tuple(anaphora["definite_after"]),
            opening=anaphora["opening"],
        ),
        coordination=frozenset(grammar["clause"]["coordination"]),
        coordinators=frozenset(pack.table("participants")["modifiers"]["coordinators"]),
        models=load_models(),
    )
