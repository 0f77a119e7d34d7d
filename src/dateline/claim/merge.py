"""One happening, one trigger: names of the same act in one clause are merged, tolls join their attack."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.claim.candidates import Candidate
from dateline.claim.clause import Skeleton

_ATTACKS = ("strike.", "battle.clash", "civilians.attack")
_REACH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A trigger that stands for a happening, and the toll words that tell its harm."""

    trigger: Candidate
    tolls: tuple[Candidate, ...] = ()


def is_attack(event: str) -> bool:
    """True for events that kill and wound."""
    return event.startswith(_ATTACKS)


def is_toll(candidate: Candidate) -> bool:
    """True for words of harm that are no attack of their own ("killed", "death toll")."""
    return candidate.tag in ("toll", "toll-verb")


def merge(candidates: Sequence[Candidate], bones: Skeleton) -> tuple[Act, ...]:
    """The acts of one sentence in text order."""
    if not candidates:
        return ()
    alone = [c for c in candidates if not is_toll(c) and not _is_result(c, candidates)]
    acts = _merge_same(alone, bones)
    tolls = [c for c in candidates if c not in alone]
    if not tolls:
        return tuple(Act(trigger=t) for t in acts)
    owned: dict[int, list[Candidate]] = {}
    orphans: list[Candidate] = []
    for toll in tolls:
        owner = _owner(toll, acts, bones)
        if owner is None:
            orphans.append(toll)
        else:
            owned.setdefault(owner, []).append(toll)
    out = [Act(trigger=t, tolls=tuple(owned.get(i, ()))) for i, t in enumerate(acts)]
    if orphans:
        out.append(Act(trigger=_leading(orphans), tolls=tuple(orphans)))
    return tuple(sorted(out, key=lambda act: act.trigger.start))


def _is_result(candidate: Candidate, candidates: Sequence[Candidate]) -> bool:
    """True for what an attack told before in the sentence did: "bombed the camp, destroying two depots"."""
    return candidate.tag == "result" and any(
        c.start < candidate.start and is_attack(c.event) and c.tag != "result" and not is_toll(c)
        for c in candidates
    )


def _merge_same(candidates: Sequence[Candidate], bones: Skeleton) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in candidates:
        previous = kept[-1] if kept else None
        if previous is not None and _same(previous, candidate, bones):
            kept[-1] = _joined(previous, candidate)
        else:
            kept.append(candidate)
    return kept


def _same(first: Candidate, second: Candidate, bones: Skeleton) -> bool:
    if second.start - first.end > _REACH:
        return False
    family = first.event.split(".")[0] == second.event.split(".")[0]
    if not family and not (is_attack(first.event) and is_attack(second.event)):
        return False
    boundary = bones.between(first.end, second.start)
    if boundary == "none":
        return (
            first.event == second.event
            or "weak" in (first.strength, second.strength)
            or first.pos != second.pos
        )
    return boundary == "relative" and second.strength == "weak"


def _joined(first: Candidate, second: Candidate) -> Candidate:
    """The first of the two, with the more telling event of both."""
    if first.event == second.event or not _is_vague(first) or _is_vague(second):
        return first
    return replace(first, event=second.event, rule=f"{first.rule}+{second.rule}")


def _is_vague(candidate: Candidate) -> bool:
    return candidate.tag == "generic" or candidate.strength == "weak"


def _owner(toll: Candidate, acts: Sequence[Candidate], bones: Skeleton) -> int | None:
    """The attack that a toll belongs to: the nearest one of the sentence."""
    found = [
        (abs(act.start - toll.start) + (80 if bones.between(*_gap(act, toll)) == "strong" else 0), i)
        for i, act in enumerate(acts)
        if is_attack(act.event)
    ]
    return min(found)[1] if found else None


def _gap(a: Candidate, b: Candidate) -> tuple[int, int]:
    first, second = (a, b) if a.start <= b.start else (b, a)
    return first.end, max(first.end, second.start)


def _leading(tolls: Sequence[Candidate]) -> Candidate:
    """The toll word that stands for the rest: the first verb of killing, else the first."""
    return next((t for t in tolls if t.tag == "toll-verb"), tolls[0])
