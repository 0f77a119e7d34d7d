"""Asserted, hedged, denied or planned: each cue near a trigger is judged by a fitted model.

The features are the cue itself, on which side of the trigger it stands, what stands between them, and which
other cues are near. Where no cue is likelier to govern the trigger than none at all, the claim is asserted.
Weights are fitted by `scripts/fit.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.lexicon import Hit
from dateline.annotate.scan import Scan, covered
from dateline.claim.candidates import Candidate
from dateline.claim.clause import Skeleton
from dateline.claim.linear import LinearModel
from dateline.model import Modality

# Code points: what is farther off belongs to another clause.
_REACH_BEFORE = 110
_REACH_AFTER = 70
# Log odds from which a cue governs its trigger: a cue missed costs as much as one taken wrongly, and on
# held-out reports this is right most often.
_GOVERNS = -0.6
_HOLDERS = ("alias", "noun", "decoy", "trigger")
_STRENGTH = {"denied": 3, "hedged": 2, "planned": 1}
_FAR, _WORDY, _LAST_RANK = 6, 4, 3
_DENIAL = 5  # words that a negation reaches over
_WORD = 24  # code points: no word is longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A modality with its cue's offsets (None when asserted in plain words)."""

    modality: Modality
    cue: tuple[int, int] | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that may take a trigger's assertion back, and the features that speak for its doing so."""

    start: int
    end: int
    modality: Modality
    features: tuple[str, ...]


def judge(
    trigger: Candidate, bones: Skeleton, scan: Scan, triggers: Sequence[Candidate], model: LinearModel
) -> Judgement:
    """The modality of one trigger among the `triggers` of its sentence."""
    if trigger.modality == "planned":
        return Judgement(modality="planned", cue=(trigger.start, trigger.end), rule="modality.trigger")
    told = [(model.score(cue.features), cue) for cue in cues(trigger, bones, scan, triggers)]
    score, cue = max(told, key=lambda item: (item[0], -item[1].start), default=(-1.0, None))
    if cue is None or score <= _GOVERNS:
        return Judgement(modality="asserted", cue=None, rule="modality.none")
    return Judgement(modality=cue.modality, cue=(cue.start, cue.end), rule=f"modality.{cue.modality}")


def cues(trigger: Candidate, bones: Skeleton, scan: Scan, triggers: Sequence[Candidate]) -> tuple[Cue, ...]:
    """Every cue near a trigger in its sentence, the nearest first of those that precede it."""
    start, end = bones.sentence.start, bones.sentence.end
    low, high = max(start, trigger.start - _REACH_BEFORE), min(end, trigger.end + _REACH_AFTER)
    # "không quân", "chỉ định": the cue is part of another word
    before = [h for h in scan.within("cue", low, trigger.start) if not covered(h, scan, categories=_HOLDERS)]
    before = [hit for hit in before if not any(_holds(other, hit) for other in before)]
    before.sort(key=lambda hit: -hit.end)
    hits = [*before, *scan.within("cue_after", trigger.end, high)]
    if not hits:
        return ()
    kinds: list[Modality] = [hit.entry.data["modality"] for hit in hits]
    plain = [i for i in range(len(hits)) if _is_plain(hits[i], trigger, bones)]
    strongest = max(plain, key=lambda i: (_STRENGTH[kinds[i]], hits[i].start), default=None)
    out = []
    for i, (hit, kind) in enumerate(zip(hits, kinds, strict=True)):
        rank = min(i, _LAST_RANK) if i < len(before) else "after"
        beside = sorted({other for j, other in enumerate(kinds) if j != i})
        name = _name(hit)
        features = (
            *_between(hit, trigger, bones, triggers),
            f"{name}|rank{rank}",
            f"{' '.join(bones.text[hit.start : hit.end].lower().split())}|rank{rank}",
            f"{name}|strongest{i == strongest}|{i in plain}",
            *[f"{name}|with-{other}" for other in beside],
        )
        out.append(Cue(start=hit.start, end=hit.end, modality=kind, features=features))
    return tuple(out)


def _holds(longer: Hit, hit: Hit) -> bool:
    """True for a cue inside a longer one ("to" of "preparing to"), unless the longer one is the weaker."""
    inside = longer.start <= hit.start and hit.end <= longer.end
    weaker = longer.entry.data["weak"] and not hit.entry.data["weak"]
    return inside and longer.end - longer.start > hit.end - hit.start and not weaker


def _is_plain(hit: Hit, trigger: Candidate, bones: Skeleton) -> bool:
    """True for a cue that speaks of the trigger by all that is plain: no clause ends between them."""
    if hit.entry.data["weak"]:
        return False
    if hit.start >= trigger.end:
        return bones.between(trigger.end, hit.start) == "none"
    kind, boundary = hit.entry.data["modality"], bones.between(hit.end, trigger.start)
    if boundary in ("strong", "relative") or (boundary in ("comma", "conjunction") and kind != "hedged"):
        return False
    return kind != "denied" or len(bones.text[hit.end : trigger.start].split()) <= _DENIAL


def _name(hit: Hit) -> str:
    """What a cue means, in the features that all cues like it share."""
    return ("weak-" if hit.entry.data["weak"] else "") + str(hit.entry.data["modality"])


def _between(hit: Hit, trigger: Candidate, bones: Skeleton, triggers: Sequence[Candidate]) -> tuple[str, ...]:
    """A cue with what stands between it and the trigger."""
    left = hit.end <= trigger.start
    low, high = (hit.end, trigger.start) if left else (trigger.end, hit.start)
    boundary = bones.between(low, high)
    verbs = min(sum([low <= other.start and other.end <= high for other in triggers]), 2)
    words = len(bones.text[low:high].split())
    near = f"{words}" if words < _WORDY else f"+{min((high - low) // 20, _FAR)}"
    side = "L" if left else "R"
    word = f"{side}|{' '.join(bones.text[hit.start : hit.end].lower().split())}"
    side = f"{side}|{_name(hit)}"
    ahead = _word(bones.text[max(bones.sentence.start, trigger.start - _WORD) : trigger.start], -1)
    after = _word(bones.text[hit.end : min(bones.sentence.end, hit.end + _WORD)], 0) if left else "-"
    return (
        side,
        word,
        f"{word}|{boundary}",
        f"{word}|{trigger.voice}",
        f"{word}|{near}",
        f"{word}|ahead-{ahead}",
        f"{side}|{boundary}",
        f"{side}|{near}",
        f"{side}|{boundary}|{near}",
        f"{side}|verbs{verbs}",
        f"{side}|{boundary}|verbs{verbs}",
        f"{side}|{trigger.voice}|{boundary}",
        f"{side}|{trigger.event}",
        f"{side}|{trigger.tag}",
        f"{side}|after-{after}",
        f"{side}|ahead-{ahead}",
    )


def _word(text: str, which: int) -> str:
    words = text.lower().split()
    return words[which] if words else ""
