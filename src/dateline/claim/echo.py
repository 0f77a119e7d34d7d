"""General words take their meaning from the report: "the attack" after an air strike is the air strike.

A trigger whose pack tags it `generic` names no means of its own. When its clause gives none either, it is
read as an echo of the strike told last before it (or, in a lead, next after it), unless another side acts;
one told in a word of its own ("shelling") goes before one that only its company makes a strike.
"""

from collections.abc import Sequence
from dataclasses import replace

from dateline.claim.candidates import Candidate
from dateline.claim.draft import Draft

# How many drafts back and ahead an echo may reach.
_BACK, _AHEAD = 8, 4
_GENERAL = ("battle.clash", "civilians.attack", "strike.air")
_SPECIFIC = ("strike.", "civilians.attack")


def resolve(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The drafts with general words read by the report's own context. Earlier ones are settled first."""
    settled: list[Draft] = []
    for i, draft in enumerate(drafts):
        if _is_general(draft.trigger):
            model = _model(draft, settled[-_BACK:], drafts[i + 1 : i + 1 + _AHEAD])
            if model is not None and model.trigger.event != draft.trigger.event:
                trigger = replace(draft.trigger, event=model.trigger.event, rule=f"{draft.trigger.rule}>echo")
                draft = replace(draft, trigger=trigger)
        settled.append(draft)
    return tuple(settled)


def _is_general(trigger: Candidate) -> bool:
    return trigger.tag == "generic" and trigger.event in _GENERAL and not _has_company(trigger)


def _has_company(trigger: Candidate) -> bool:
    """True when the words around the trigger already decided its means."""
    return ">" in trigger.rule and not trigger.rule.endswith((">unarmed", ">unarmed-target"))


def _model(draft: Draft, before: Sequence[Draft], after: Sequence[Draft]) -> Draft | None:
    fitting = [o for o in (*reversed(before), *after) if _is_specific(o.trigger) and _same_side(draft, o)]
    return next((o for o in fitting if o.trigger.strength == "strong"), fitting[0] if fitting else None)


def _is_specific(trigger: Candidate) -> bool:
    return trigger.event.startswith(_SPECIFIC) and not _is_general(trigger)


def _same_side(draft: Draft, other: Draft) -> bool:
    """True when the draft names no one who acted, or one of those who act in the other."""
    mine = {_key(link.mention.entity, link.mention.cls) for link in draft.roles.actors}
    theirs = {_key(link.mention.entity, link.mention.cls) for link in other.roles.actors}
    return not mine or bool(mine & theirs)


def _key(entity: str | None, cls: str) -> str:
    return entity or cls
