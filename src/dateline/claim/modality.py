"""Asserted, hedged, denied or planned: the strongest cue in a trigger's clause decides."""

from dataclasses import dataclass

from dateline.annotate.scan import Scan, covered
from dateline.claim.candidates import Candidate
from dateline.claim.clause import Skeleton
from dateline.model import Modality

_REACH = 70
_HOLDERS = ("alias", "noun", "decoy", "trigger")
_STRENGTH = {"denied": 3, "hedged": 2, "planned": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A modality with its cue's offsets (None when asserted in plain words)."""

    modality: Modality
    cue: tuple[int, int] | None
    rule: str


def judge(trigger: Candidate, bones: Skeleton, scan: Scan) -> Judgement:
    """The modality of one trigger."""
    if trigger.modality == "planned":
        return Judgement(modality="planned", cue=(trigger.start, trigger.end), rule="modality.trigger")
    low = max(bones.sentence.start, trigger.start - _REACH)
    best: tuple[int, int, int, Modality] | None = None
    for hit in scan.within("cue_after", trigger.end, min(bones.sentence.end, trigger.end + _REACH)):
        if bones.between(trigger.end, hit.start) == "none":
            late: Modality = hit.entry.data["modality"]
            best = max(best or (0, 0, 0, late), (_STRENGTH[late], hit.start, hit.end, late))
    for hit in scan.within("cue", low, trigger.start):
        if covered(hit, scan, categories=_HOLDERS):
            continue  # "không quân", "chỉ định": the cue is part of another word
        kind: Modality = hit.entry.data["modality"]
        boundary = bones.between(hit.end, trigger.start)
        if boundary in ("strong", "relative") or (boundary in ("comma", "conjunction") and kind != "hedged"):
            continue
        if kind == "denied" and len(bones.text[hit.end : trigger.start].split()) > 5:
            continue
        key = (_STRENGTH[kind], hit.start, hit.end, kind)
        if best is None or key[:2] > best[:2]:
            best = key
    if best is None:
        return Judgement(modality="asserted", cue=None, rule="modality.none")
    return Judgement(modality=best[3], cue=(best[1], best[2]), rule=f"modality.{best[3]}")
