"""Actors carried over: "the attack" has the attackers of the attack told before.

A happening that is spoken of as known, and names no actor in its own sentence, takes that of the one of its
kind told last. A story that goes on in a sentence without any armed side keeps the side that acted in the
sentence before. The claim marks them `carried`, with the rule. Victims are not carried: of those who suffered
in an attack, coders rarely mean the same when they speak of it again.
"""

from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.page import Page
from dateline.claim.draft import Draft
from dateline.claim.merge import is_attack
from dateline.claim.roles import Link
from dateline.claim.rules import CarryRules

# How many drafts, and how many sentences, a carry-over may reach back.
_DRAFTS, _SENTENCES = 6, 4
_AFTER = 12
_ARMED = frozenset(("force", "group", "carrier", "entity", "adjective", "metonym", "state"))


def carry(page: Page, drafts: Sequence[Draft], rules: CarryRules) -> tuple[Draft, ...]:
    """The drafts with actors carried over where they name none. Earlier ones are settled first."""
    settled: list[Draft] = []
    for draft in drafts:
        settled.append(_settle(page, draft, settled, rules))
    return tuple(settled)


def _settle(page: Page, draft: Draft, settled: Sequence[Draft], rules: CarryRules) -> Draft:
    if draft.roles.actors:
        return draft
    rule, model = "same-event", _model(draft, settled) if _is_known(page.text, draft, rules) else None
    if model is None:
        rule, model = "sentence-before", _acted_before(page, draft, settled)
    if model is None:
        return draft
    return replace(draft, roles=replace(draft.roles, actors=_carried(model.roles.actors, rule)))


def _acted_before(page: Page, draft: Draft, settled: Sequence[Draft]) -> Draft | None:
    """The draft of the same kind in the sentence before, when no armed side stands in this one."""
    if any(mention.cls in _ARMED for mention in page.participants[draft.index]):
        return None
    return next(
        (
            other
            for other in reversed(settled)
            if other.index == draft.index - 1
            and other.trigger.event == draft.trigger.event
            and other.roles.actors
        ),
        None,
    )


def _is_known(text: str, draft: Draft, rules: CarryRules) -> bool:
    trigger = draft.trigger
    if trigger.pos != "noun":
        return False
    before = text[max(draft.sentence.start, trigger.start - 16) : trigger.start].lower().split()
    if before and before[-1] in rules.before:
        return True
    after = text[trigger.end : trigger.end + _AFTER].lower().strip()
    return after.startswith(rules.after) or (rules.opening and trigger.start == draft.sentence.start)


def _model(draft: Draft, settled: Sequence[Draft]) -> Draft | None:
    for other in reversed(settled[-_DRAFTS:]):
        if draft.index - other.index > _SENTENCES or other.index == draft.index:
            continue
        if _alike(draft.trigger.event, other.trigger.event) and other.roles.actors:
            return other
    return None


def _alike(event: str, other: str) -> bool:
    return event == other or (is_attack(event) and is_attack(other) and "battle.clash" in (event, other))


def _carried(links: Sequence[Link], rule: str) -> tuple[Link, ...]:
    return tuple(replace(link, rule=f"carry.{rule}", carried=rule) for link in links)
