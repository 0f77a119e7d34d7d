"""Drafts: everything that a sentence says of a happening, before it is decided whether to claim it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.mentions import (
    Attribution,
    NumberMention,
    ParticipantMention,
    PlaceMention,
    Sentence,
    TimeMention,
    inside,
)
from dateline.annotate.page import Page
from dateline.annotate.scan import Scan
from dateline.claim.candidates import Candidate, as_event, company, find_candidates
from dateline.claim.clause import Skeleton, group_coordinated, skeleton
from dateline.claim.headcounts import headcounts
from dateline.claim.linear import LinearModel
from dateline.claim.merge import Act, is_attack, is_toll, merge
from dateline.claim.modality import Judgement, judge
from dateline.claim.roles import Before, Roles, Scene, assign, holder, recall
from dateline.claim.rules import ClaimRules
from dateline.claim.tolls import Count, people_counts, single_victims, thing_counts
from dateline.claim.when import TimeChoice, choose_time
from dateline.claim.where import Atlas, PlaceChoice, Scenery, choose_place

_HANDS = ("force", "group", "carrier", "entity", "adjective", "metonym", "state", "munition")
# Killed by a drone, by shells, by a mine: the thing that kills tells the kind of attack.
_MEANS = {"aircraft": "strike.air", "artillery": "strike.shelling", "bomb": "strike.bomb"}
_SEIZED = {
    "people": "state.arrest", "person": "state.arrest", "name": "state.arrest", "group": "state.arrest",
    "force": "state.arrest", "object": "state.interception", "munition": "state.interception",
}  # fmt: skip
# What aircraft do of these is an air strike.
_BY_ANY_MEANS = ("strike.shelling", "strike.bomb", "battle.clash", "civilians.attack")
_HANDLED = ("carrier", "munition", "object", "adjective")
_AND = 8
_SINGLES = ("state.arrest", "civilians.abduction", "civilians.attack")
_UNARMED = ("people", "person", "name", "surname")
# What may be named beside them: "worshippers in a church".
_AROUND = ("site", "ground", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A happening as drafted: its cells, and what its sentence offers besides (`spots`, `dates`)."""

    index: int
    bones: Skeleton
    sentence: Sentence
    trigger: Candidate
    roles: Roles
    judgement: Judgement
    place: PlaceChoice | None
    time: TimeChoice | None
    attributions: tuple[Attribution, ...]
    counts: tuple[Count, ...]
    spots: tuple[PlaceMention, ...]
    dates: tuple[TimeMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """What a sentence holds for the acts that it tells."""

    numbers: tuple[NumberMention, ...]
    people: tuple[Count, ...]
    spots: tuple[PlaceMention, ...]
    dates: tuple[TimeMention, ...]


def draft_sentence(
    page: Page,
    index: int,
    rules: ClaimRules,
    *,
    places: Atlas,
    last: PlaceMention | None,
    time: TimeMention | None,
) -> tuple[Draft, ...]:
    """The drafts of one sentence, given the time told last before it and the `last` happening's place."""
    sentence = page.sentences[index]
    if not page.scan.within("trigger", sentence.start, sentence.end):
        return ()
    scene, acts = stage(page, index, rules)
    offer, around = _offer(page, index, scene), scenery(page, index, scene)
    drafts: list[Draft] = []
    before: Before | None = None
    for act in acts:
        roles = assign(scene, act, rules.models, before)
        before = recall(scene, act.trigger, roles)
        roles = holder(page.text, act.trigger, roles)
        trigger, judgement = _judged(page, scene, act, roles, rules.models["modality"])
        place = choose_place(trigger, around, places, last, rules.models["place"])
        last = place.mention if place is not None else last
        ahead = is_to_come(trigger, judgement)
        drafts.append(
            Draft(
                index=index,
                bones=scene.bones,
                sentence=sentence,
                trigger=trigger,
                roles=roles,
                judgement=judgement,
                place=place,
                time=choose_time(trigger, scene.bones, offer.dates, time, planned=ahead),
                attributions=_attributions(page.attributions[index], trigger),
                counts=_count(page, scene, offer, act, acts, trigger, roles),
                spots=offer.spots,
                dates=offer.dates,
            )
        )
    return tuple(drafts)


def _offer(page: Page, index: int, scene: Scene) -> _Offer:
    sentence = page.sentences[index]
    numbers = inside(page.numbers, sentence)
    return _Offer(
        numbers=numbers,
        people=people_counts(sentence, page.scan, scene.bones, numbers, scene.mentions),
        spots=inside(page.places, sentence),
        dates=inside(page.times, sentence),
    )


def _judged(
    page: Page, scene: Scene, act: Act, roles: Roles, model: LinearModel
) -> tuple[Candidate, Judgement]:
    """The trigger with the event that its participants and its modality make of it."""
    sentence = scene.bones.sentence
    near = company(page.scan, sentence, act.trigger.start, act.trigger.end)
    trigger = _settle_event(act, roles, near, scene.bones)
    if trigger.event in _BY_ANY_MEANS and _flies(page.scan, roles):
        trigger = as_event(trigger, "strike.air", "from-aircraft")
    judgement = judge(trigger, scene.bones, page.scan, scene.triggers, model)
    if trigger.tag == "reply" and judgement.modality == "planned":
        trigger = as_event(trigger, "statement.threat", "reply-to-come")
    return trigger, judgement


def _count(
    page: Page,
    scene: Scene,
    offer: _Offer,
    act: Act,
    acts: Sequence[Act],
    trigger: Candidate,
    roles: Roles,
) -> tuple[Count, ...]:
    """Everything that is counted of one act: its toll, the things it hit, those who took part."""
    sentence = scene.bones.sentence
    told = (*offer.people, *single_victims(scene.bones, _victims(act, roles), page.scan))
    things = thing_counts(sentence, page.scan, offer.numbers, scene.mentions, trigger.event)
    counts = _counts(act, acts, trigger, told, things)
    return counts + headcounts(trigger.event, roles, offer.people)


def is_to_come(trigger: Candidate, judgement: Judgement) -> bool:
    """True for what lies ahead, which has not the date of the news; a threat itself was made that day."""
    return judgement.modality == "planned" and not trigger.event.startswith("statement.")


def scenery(page: Page, index: int, scene: Scene) -> Scenery:
    """What a sentence offers to the choice of a place."""
    sentence = page.sentences[index]
    return Scenery(
        index=index,
        bones=scene.bones,
        mentions=scene.mentions,
        speakers=scene.speakers,
        anaphor=bool(page.scan.within("anaphor", sentence.start, sentence.end)),
    )


def stage(page: Page, index: int, rules: ClaimRules) -> tuple[Scene, tuple[Act, ...]]:
    """The acts of one sentence, and the scene in which their participants are looked for."""
    sentence = page.sentences[index]
    bones = skeleton(page.text, sentence, page.scan, rules.coordination)
    taken = [(t.start, t.end) for t in inside(page.times, sentence) if t.kind == "date"]
    acts = merge(find_candidates(page.text, sentence, page.scan, bones, rules.triggers, taken=taken), bones)
    return _scene(page, index, bones, tuple(act.trigger for act in acts), rules), acts


def _scene(
    page: Page, index: int, bones: Skeleton, triggers: tuple[Candidate, ...], rules: ClaimRules
) -> Scene:
    mentions = page.participants[index]
    spans = [(m.outer_start, m.end) for m in mentions]
    speakers = tuple(
        (s.start, s.end)
        for a in page.attributions[index]
        if bones.sentence.start <= a.cue_start < bones.sentence.end
        for s in a.sources
    )
    helped = [i for i, m in enumerate(mentions) if bones.marker_before(m.outer_start) == "support"]
    groups = group_coordinated(page.text, spans, rules.coordinators, alone=helped)
    return Scene(bones=bones, triggers=triggers, mentions=mentions, groups=groups, speakers=speakers)


def _settle_event(act: Act, roles: Roles, near: frozenset[str], bones: Skeleton) -> Candidate:
    """The event once it is known who did it to whom: a killing by an armed hand is an attack."""
    trigger = act.trigger
    targets = {link.mention.cls for link in roles.targets}
    if is_toll(trigger):
        return _settle_toll(trigger, roles, near)
    if trigger.tag == "seize" and trigger.event == "battle.advance":
        taken = _object(trigger, roles, bones)
        if taken is not None:
            return as_event(trigger, taken, "what-is-seized")
    if trigger.tag == "result" and trigger.voice == "passive" and not roles.actors:
        return as_event(trigger, "harm.casualties", "no-attack-told")
    if (
        trigger.event == "battle.clash"
        and trigger.frame == "transitive"
        and targets & set(_UNARMED)
        and targets <= {*_UNARMED, *_AROUND}
    ):
        return as_event(trigger, "civilians.attack", "unarmed-target")
    if trigger.event == "civilians.attack" and targets and targets <= {"force", "group", "entity"}:
        return as_event(trigger, "battle.clash", "armed-target")
    return trigger


def _flies(scan: Scan, roles: Roles) -> bool:
    """True when aircraft act: what they fire at, raid or target is struck from the air."""
    return any(
        hit.entry.data["name"] == "aircraft"
        for link in roles.actors
        for hit in scan.within("context", link.mention.outer_start, link.mention.end)
    )


def _settle_toll(trigger: Candidate, roles: Roles, near: frozenset[str]) -> Candidate:
    """A toll word that no attack of its sentence owns: an attack of its own when it names the hand."""
    if trigger.tag != "toll-verb" or not any(link.mention.cls in _HANDS for link in roles.actors):
        return as_event(trigger, "harm.casualties", "no-attack-told")
    means = next((event for word, event in _MEANS.items() if word in near), None)
    if means is not None and any(link.mention.cls in _HANDLED for link in roles.actors):
        return as_event(trigger, means, "killed-with")
    targets = {link.mention.cls for link in roles.targets}
    unarmed = bool(targets & set(_UNARMED)) and not targets & {"force", "group", "entity"}
    return as_event(trigger, "civilians.attack" if unarmed else "battle.clash", "killed-by")


def _object(trigger: Candidate, roles: Roles, bones: Skeleton) -> str | None:
    """What taking people or weapons is: an arrest, or arms seized; None when ground is taken."""
    for link in roles.targets:
        near = 0 <= link.mention.outer_start - trigger.end <= 2
        if near and bones.marker_before(link.mention.outer_start) is None:
            return _SEIZED.get(link.mention.cls)
    return None


def _counts(
    act: Act, acts: Sequence[Act], trigger: Candidate, people: Sequence[Count], things: tuple[Count, ...]
) -> tuple[Count, ...]:
    """The counts that belong to one act: each count of people goes to the act whose word names the fate."""
    mine = tuple(count for count in people if act in _owners(count, acts))
    fits = {
        "captured": ("civilians.abduction", "state.arrest", "battle"),
        "detained": ("state.arrest",),
        "displaced": ("harm.displacement",),
    }
    kept = tuple(c for c in mine if c.what not in fits or trigger.event.startswith(fits[c.what]))
    nearest = tuple(c for c in things if min(acts, key=lambda a: abs(a.trigger.start - c.anchor)) is act)
    return kept + nearest


def _owners(count: Count, acts: Sequence[Act]) -> tuple[Act, ...]:
    """The act whose toll word is meant, and those joined to it ("killed by shelling and air strikes")."""
    first = next(
        (i for i, act in enumerate(acts) for toll in act.tolls if toll.start <= count.anchor < toll.end),
        min(range(len(acts)), key=lambda i: (abs(acts[i].trigger.start - count.anchor), i)),
    )
    last = first
    while last + 1 < len(acts) and _joined(acts[last].trigger, acts[last + 1].trigger):
        last += 1
    return tuple(acts[first : last + 1])


def _joined(first: Candidate, second: Candidate) -> bool:
    """True for two attack nouns with nothing but a short word between."""
    nominal = first.voice == second.voice == "nominal"
    return (
        nominal
        and is_attack(first.event)
        and is_attack(second.event)
        and 0 < second.start - first.end <= _AND
    )


def _victims(act: Act, roles: Roles) -> tuple[ParticipantMention, ...]:
    """Those whose fate a single act tells without a number."""
    tells = act.tolls or act.trigger.event in _SINGLES
    return tuple(link.mention for link in roles.targets if link.mention.number is None) if tells else ()


def _attributions(attributions: Sequence[Attribution], trigger: Candidate) -> tuple[Attribution, ...]:
    return tuple(
        a
        for a in attributions
        if a.content_start <= trigger.start < a.content_end
        and not (a.cue_start < trigger.end and trigger.start < a.cue_end)
    )
