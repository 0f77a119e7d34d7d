"""From drafts to claims: accept or drop each, then spell out every cell as a quotation with its reason."""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from dateline.annotate.mentions import PlaceMention, TimeMention, inside
from dateline.annotate.page import Page
from dateline.claim import accept
from dateline.claim.candidates import Candidate
from dateline.claim.carry import carry
from dateline.claim.credit import credit
from dateline.claim.draft import Draft, draft_sentence, is_to_come
from dateline.claim.echo import resolve
from dateline.claim.history import is_history, news_since
from dateline.claim.identity import short_forms
from dateline.claim.roles import Link
from dateline.claim.rules import ClaimRules, compile_rules
from dateline.claim.when import TimeChoice
from dateline.claim.where import PlaceChoice, atlas
from dateline.codebook import Codebook
from dateline.model import Claim, Interval, Participant, Place, Quantity, Reason, Report, Time, cut

__all__ = ["claims", "compile_rules", "drafts"]

# Below this confidence a draft is dropped; `--min-confidence` can only raise it. Around it F1 on held-out
# folds hardly changes (scripts/fit.py), and precision and recall are near each other.
ACCEPT = 0.28
# A report none of whose drafts is as likely as this tells no news of conflict, and yields no claim.
_NEWS = 0.55


def drafts(page: Page, rules: ClaimRules, *, published: Interval | None) -> tuple[Draft, ...]:
    """Every draft of a report's news in text order; place and time are carried from sentence to sentence."""
    found: list[Draft] = []
    places = atlas(page)
    last: PlaceMention | None = None
    time: TimeMention | None = None
    for index in range(len(page.sentences)):
        these = draft_sentence(page, index, rules, places=places, last=last, time=time)
        found += these
        last = next((draft.place.mention for draft in reversed(these) if draft.place is not None), last)
        time = _last_time(page, index, time)
    since = news_since(page, published)
    told = carry(page, resolve(found), rules.carry)
    return tuple(draft for draft in told if not is_history(draft, since))


def claims(report: Report, page: Page, rules: ClaimRules, codebook: Codebook) -> tuple[Claim, ...]:
    """The claims of one report in text order."""
    accepted: list[Claim] = []
    drafted = drafts(page, rules, published=report.published)
    forms = short_forms(page)
    sure = accept.confidences(page, drafted, rules.models, published=report.published)
    if max(sure, default=0.0) < _NEWS:
        return ()
    seed = hashlib.sha256(f"{report.id}\0{report.text}\0".encode()).copy  # long texts are hashed once
    for draft, confidence in zip(drafted, sure, strict=True):
        if confidence >= ACCEPT:
            identity = _identify(seed, draft.trigger)
            accepted.append(_claim(report, draft, identity, confidence, codebook, forms))
    return tuple(accepted)


def _last_time(page: Page, index: int, before: TimeMention | None) -> TimeMention | None:
    here = [
        t
        for t in inside(page.times, page.sentences[index])
        if t.first is not None and t.grain in ("day", "part", "hour", "minute")
    ]
    return here[-1] if here else before


def _claim(
    report: Report,
    draft: Draft,
    identity: str,
    confidence: float,
    codebook: Codebook,
    forms: Mapping[str, str],
) -> Claim:
    text, trigger = report.text, draft.trigger
    reasons = [
        Reason(cell="event", rule=trigger.rule, note=f"{text[trigger.start : trigger.end]!r} names it")
    ]
    actors = _participants(text, draft.roles.actors, "actors", reasons, codebook)
    targets = _participants(text, draft.roles.targets, "targets", reasons, codebook)
    supporters = _participants(text, draft.roles.supporters, "supporters", reasons, codebook)
    cue = draft.judgement.cue
    reasons.append(Reason(cell="modality", rule=draft.judgement.rule, note=draft.judgement.modality))
    return Claim(
        id=identity,
        event=trigger.event,
        evidence=cut(text, draft.sentence.start, draft.sentence.end),
        trigger=cut(text, trigger.start, trigger.end),
        actors=actors,
        targets=targets,
        supporters=supporters,
        place=_place(text, draft.place, reasons),
        time=_time(text, draft, report.published, reasons),
        sources=credit(report, draft.attributions, codebook, forms, reasons),
        modality=draft.judgement.modality,
        modality_cue=cut(text, *cue) if cue else None,
        quantities=_quantities(text, draft),
        confidence=round(confidence, 4),
        rule=trigger.rule,
        reasons=tuple(reasons),
    )


def _identify(seed: Callable[[], "hashlib._Hash"], trigger: Candidate) -> str:
    """A claim's id: the hash of its report's words (`seed`), where it stands in them and what it says."""
    digest = seed()
    digest.update(f"{trigger.start}\0{trigger.end}\0{trigger.event}".encode())
    return "c-" + digest.hexdigest()[:16]


def _participants(
    text: str, links: Sequence[Link], cell: str, reasons: list[Reason], codebook: Codebook
) -> tuple[Participant, ...]:
    if not links:
        reasons.append(Reason(cell=cell, rule=f"{cell}.none", note="no participant near the trigger fits"))
    out: list[Participant] = []
    for link in links:
        span = cut(text, *(link.mention.refers or (link.mention.start, link.mention.end)))
        actor = codebook.actors.get(link.mention.entity or "")
        reasons.append(Reason(cell=cell, rule=link.rule, note=f"{span.quote!r}, {link.probability:.2f}"))
        out.append(
            Participant(
                span=span,
                entity=actor.id if actor else None,
                name=actor.name if actor else None,
                carried=link.carried or ("pronoun" if link.mention.refers else None),
            )
        )
    return tuple(out)


def _place(text: str, choice: PlaceChoice | None, reasons: list[Reason]) -> Place | None:
    if choice is None:
        reasons.append(Reason(cell="place", rule="place.none", note="the report names no place before this"))
        return None
    spot, around = choice.mention, choice.within
    reasons.append(Reason(cell="place", rule=choice.rule, note=_place_note(spot, around)))
    return Place(
        span=cut(text, spot.start, spot.end),
        name=spot.name,
        level=spot.level,
        lat=spot.lat if around is None else around.lat,
        lon=spot.lon if around is None else around.lon,
        gazetteer_id=spot.gazetteer_id,
        country=spot.country,
        relation=spot.relation,
        confidence=spot.confidence,
        carried=choice.rule if choice.carried else None,
        radius_km=spot.radius_km if around is None else around.radius_km,
        alternatives=spot.alternatives,
    )


def _place_note(spot: PlaceMention, around: PlaceMention | None) -> str:
    """How the point came about, or why there is none."""
    if around is not None:
        return f"not in the gazetteer; the point is that of {around.name}, around it"
    if spot.lat is None:
        return f"{spot.rule}: no such name in the gazetteer, so no point; the words around it tell a place"
    return spot.rule


def _time(text: str, draft: Draft, published: Interval | None, reasons: list[Reason]) -> Time | None:
    choice: TimeChoice | None = draft.time
    if choice is None or choice.mention is None:
        told_as_news = not is_to_come(draft.trigger, draft.judgement)
        if published is not None and published.grain == "day" and told_as_news:
            reasons.append(Reason(cell="time", rule="time.published", note="told as the day's news"))
            return Time(
                span=None,
                start=published.start,
                end=published.end,
                grain="day",
                anchor="published",
                rule="time.published",
            )
        reasons.append(
            Reason(cell="time", rule="time.none", note="no time is told, and none can be inferred")
        )
        return None
    told = choice.mention
    reasons.append(Reason(cell="time", rule=choice.rule, note=told.rule))
    return Time(
        span=cut(text, told.start, told.end),
        start=told.first,
        end=told.last,
        grain=told.grain,
        anchor="carried" if choice.carried else told.anchor,
        rule=told.rule,
    )


def _quantities(text: str, draft: Draft) -> tuple[Quantity, ...]:
    return tuple(
        Quantity(span=cut(text, c.number.start, c.number.end), what=c.what, min=c.min, max=c.max, of=c.of)
        for c in sorted(draft.counts, key=lambda c: (c.number.start, c.what))
    )
