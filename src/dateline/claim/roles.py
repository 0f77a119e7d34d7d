"""Who did it to whom: each participant near a trigger is judged by how the two stand to each other.

The features are language-neutral (side, voice, marker before the participant, boundary between, class of
the head noun), so one set of weights serves every pack. Weights are fitted by `scripts/fit.py`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from dateline.annotate.mentions import ParticipantMention
from dateline.claim.candidates import Candidate
from dateline.claim.clause import Skeleton
from dateline.claim.grounds import ground
from dateline.claim.linear import LinearModel
from dateline.claim.merge import Act

_COARSE = {
    "force": "armed", "group": "armed", "carrier": "armed", "entity": "armed",
    "people": "people", "person": "people", "name": "name", "surname": "name",
    "object": "thing",
}  # fmt: skip
_BYSTANDERS = ("other", "ground", "munition")
# Where F1 is best on held-out folds (see scripts/fit.py): the log odds of acting against nobody's acting,
# and the probability of suffering.
_ACTS, _SUFFERS = -0.3, 0.25
_WORD = 20  # code points in which a word before or after is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One sentence with its triggers, and its participants grouped where they are coordinated."""

    bones: Skeleton
    triggers: tuple[Candidate, ...]
    mentions: tuple[ParticipantMention, ...]
    groups: tuple[tuple[int, ...], ...]
    speakers: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A participant tied to a trigger, with the model's probability and the feature that decided.

    `carried` names the rule when the participant comes from an earlier clause.
    """

    mention: ParticipantMention
    probability: float
    rule: str
    carried: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The participants of one trigger."""

    actors: tuple[Link, ...] = ()
    targets: tuple[Link, ...] = ()
    supporters: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The roles given for the trigger before in the same sentence, which the next one may share."""

    trigger: Candidate
    actors: tuple[int, ...]
    targets: tuple[int, ...]


def _heads(scene: Scene, group: tuple[int, ...]) -> list[ParticipantMention]:
    """The first participants of the other groups."""
    return [scene.mentions[other[0]] for other in scene.groups if other is not group]


def speaks_of(role: str, act: Act) -> tuple[Candidate, ...]:
    """The words of an act that tell of a role: trigger first, toll verbs of both, other tolls of targets."""
    told = (t for t in act.tolls if role == "target" or t.tag == "toll-verb")
    return (act.trigger, *(t for t in told if t is not act.trigger))


def _suffers(
    sight: "_Sight", group: tuple[int, ...], model: LinearModel, actor: tuple[int, ...]
) -> tuple[float, tuple[str, ...]]:
    """How likely a group suffers in an act, by the best of the words that tell of it, and what told so."""
    triggers = sight.words["target"]
    aside = beside(sight.scene, triggers[0], group, actor)
    told = [(*sight.of(trigger, group), *aside) for trigger in triggers if sight.apart(trigger, group)]
    return max(((model.probability(t), t) for t in told), default=(0.0, ()))


def _acts(sight: "_Sight", group: tuple[int, ...], model: LinearModel) -> tuple[float, tuple[str, ...]]:
    """The log odds of a group's acting in an act, by the best of the words that tell of it."""
    scene = sight.scene
    told = [
        (*sight.of(trigger, group), *words_around(scene, trigger, group))
        for trigger in sight.words["actor"]
        if sight.apart(trigger, group)
    ]
    return max(((model.score(t), t) for t in told), default=(-math.inf, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sight:
    """One act in its scene; the features of its groups are read once for both roles."""

    scene: Scene
    words: Mapping[str, tuple[Candidate, ...]]
    before: "Before | None"
    known: dict[tuple[int, int], tuple[str, ...]]

    def of(self, trigger: Candidate, group: tuple[int, ...]) -> tuple[str, ...]:
        key = trigger.start, group[0]
        if key not in self.known:
            before = self.before if trigger is self.words["actor"][0] else None
            self.known[key] = features(self.scene, trigger, group, before)
        return self.known[key]

    def apart(self, trigger: Candidate, group: tuple[int, ...]) -> bool:
        return not overlaps(self.scene, group, trigger)


def words_around(scene: Scene, trigger: Candidate, group: tuple[int, ...]) -> tuple[str, ...]:
    """The words straight before and after a group, before the trigger, and in a short gap between."""
    first, last = scene.mentions[group[0]], scene.mentions[group[-1]]
    text, sentence = scene.bones.text, scene.bones.sentence
    left = last.end <= trigger.start
    side = f"{'L' if left else 'R'}|{trigger.pos[0]}{trigger.voice[0]}"
    start, end = (last.end, trigger.start) if left else (trigger.end, first.start)
    between = text[start:end].lower().split()
    before_it = text[max(sentence.start, first.outer_start - _WORD) : first.outer_start].lower().split()
    after_it = text[last.end : last.end + _WORD].lower().split()
    before_trigger = text[max(sentence.start, trigger.start - _WORD) : trigger.start].lower().split()
    out = [
        f"prev|{before_it[-1] if before_it else '^'}|{side}",
        f"next|{after_it[0] if after_it else '$'}|{side[0]}",
        f"told-after|{before_trigger[-1] if before_trigger else '^'}|{side[0]}",
        f"known{first.entity is not None}|{side}",
    ]
    if len(between) <= 2:
        out.append(f"gap|{' '.join(between)}|{side}")
    return tuple(out)


class _Stance(NamedTuple):
    """How a group stands to a trigger: `[start, end)` lies between them, `others` and `verbs` stand there."""

    first: ParticipantMention
    last: ParticipantMention
    side: str
    start: int
    end: int
    boundary: str
    verbs: int
    others: int
    marker: str
    cls: str
    base: str


def _stance(scene: Scene, trigger: Candidate, group: tuple[int, ...]) -> _Stance:
    first, last = scene.mentions[group[0]], scene.mentions[group[-1]]
    left = last.end <= trigger.start
    start, end = (last.end, trigger.start) if left else (trigger.end, first.start)
    return _Stance(
        first=first,
        last=last,
        side="L" if left else "R",
        start=start,
        end=end,
        boundary=scene.bones.between(start, end),
        verbs=sum([start <= t.start and t.end <= end for t in scene.triggers if t is not trigger]),
        others=sum([start <= m.start < end and m.cls not in _BYSTANDERS for m in _heads(scene, group)]),
        marker=scene.bones.marker_before(first.outer_start) or "-",
        cls=_COARSE.get(first.cls, first.cls),
        base=f"{trigger.pos[0]}{trigger.voice[0]}",
    )


def features(
    scene: Scene, trigger: Candidate, group: tuple[int, ...], before: Before | None = None
) -> tuple[str, ...]:
    """What can be said of how a group of coordinated participants stands to a trigger."""
    at = _stance(scene, trigger, group)
    side, base, cls, marker, boundary = at.side, at.base, at.cls, at.marker, at.boundary
    family = trigger.event.split(".")[0]
    out = [
        f"{base}|{side}|{marker}",
        f"{base}|{side}|{cls}",
        f"{base}|{side}|{boundary}",
        f"{base}|{side}|others{min(at.others, 3)}",
        f"{side}|verbs{min(at.verbs, 2)}|{boundary}",
        f"{trigger.frame}|{side}|{cls}",
        f"{trigger.frame}|{side}|{marker}|{trigger.voice[0]}",
        f"{marker}|{cls}|{side}",
        f"{family}|{cls}|{side}",
        f"{trigger.event}|{cls}",
        f"{trigger.event}|{side}|{trigger.voice[0]}",
        f"far{min((at.end - at.start) // 40, 4)}|{side}",
    ]
    _add_closeness(out, scene, trigger, at)
    _add_clause_roles(out, scene, trigger, at)
    _add_beyond(out, scene, trigger, group, at, before)
    return tuple(out)


def _add_closeness(out: list[str], scene: Scene, trigger: Candidate, at: _Stance) -> None:
    """A marker alone between the two, or nothing."""
    link = None if at.side == "L" else scene.bones.linked(trigger.end, at.first.outer_start)
    if link is not None:
        out.append(f"linked|{link}|{at.base}")
        out.append(f"linked|{link}|{at.base}|{at.cls}")
        out.append(f"linked|{link}|{trigger.event}")
    if at.end - at.start <= 1:
        out.append(f"{at.base}|{at.side}|touching|{at.cls}")
        out.append(f"{trigger.frame}|{at.side}|touching")
        out.append(f"{at.side}|touching|{trigger.event.split('.')[0]}")


def _add_clause_roles(out: list[str], scene: Scene, trigger: Candidate, at: _Stance) -> None:
    """Subject, object, side of a passive's marker, modifier of a noun."""
    left, alone = at.side == "L", at.others == 0 and at.verbs == 0
    if left and alone and at.marker == "-":
        out.append(f"{at.base}|subject|{at.cls}")
    if not left and alone:
        out.append(f"{at.base}|object|{at.boundary}|{at.marker}")
        if at.marker == "-" and at.boundary == "none":
            out.append(f"{trigger.frame}|{at.base}|object|{at.cls}")
    if trigger.passive_at is not None and left:
        inside = at.first.start >= trigger.passive_at
        out.append(f"{'inside' if inside else 'before'}-passive|{trigger.frame}")
    bare = at.marker == "-" and at.boundary == "none" and at.others == 0
    if left and trigger.voice == "nominal" and bare:
        out.append(f"modifier|{at.cls}|{min(len(scene.bones.text[at.start : at.end].split()), 3)}")


def _add_beyond(
    out: list[str],
    scene: Scene,
    trigger: Candidate,
    group: tuple[int, ...],
    at: _Stance,
    before: Before | None,
) -> None:
    """The group's part in the trigger before, whether it speaks, is counted, or comes first."""
    if before is not None:
        shared = scene.bones.between(before.trigger.end, trigger.start)
        for role, members in (("actor", before.actors), ("target", before.targets)):
            if set(members) & set(group):
                out.append(f"was-{role}|{at.base}")
                out.append(f"was-{role}|{at.base}|{shared}|{before.trigger.voice[0]}")
    if any(s < at.last.end and at.first.start < e for s, e in scene.speakers):
        out.append(f"speaker|{at.side}|{at.boundary}")
    if at.first.number is not None:
        out.append(f"numbered|{at.side}|{at.base}")
    if scene.groups and group == scene.groups[0]:
        out.append(f"first|{at.base}")


def _undergoes(scene: Scene, trigger: Candidate, group: tuple[int, ...]) -> bool:
    """True for the subject of a passive: who stands before its marker suffers, and does not act."""
    if trigger.voice != "passive" or trigger.passive_at is None or trigger.frame == "intransitive":
        return False
    return scene.mentions[group[-1]].end <= trigger.passive_at


def beside(
    scene: Scene, trigger: Candidate, group: tuple[int, ...], actor: tuple[int, ...]
) -> tuple[str, ...]:
    """How a group stands to the one that acts: the only other armed side is as a rule the foe."""
    if not actor or group == actor:
        return (f"no-actor|{trigger.event}",) if not actor else ()
    cls = _COARSE.get(scene.mentions[group[0]].cls, scene.mentions[group[0]].cls)
    armed = [
        g
        for g in scene.groups
        if g != actor and _COARSE.get(scene.mentions[g[0]].cls) == "armed" and not overlaps(scene, g, trigger)
    ]
    rank = min(armed.index(group), 2) if group in armed else 3
    same = scene.mentions[group[0]].entity is not None and any(
        scene.mentions[i].entity == scene.mentions[group[0]].entity for i in actor
    )
    return (
        f"beside|{cls}|{trigger.event}",
        f"armed-others|{min(len(armed), 3)}|{rank}|{trigger.event}",
        f"armed-others|{min(len(armed), 3)}|{rank}",
        f"same-entity|{same}",
    )


def assign(scene: Scene, act: Act, models: Mapping[str, LinearModel], before: Before | None = None) -> Roles:
    """The participants of one act: best actor group, every likely target group, marked supporters."""
    words = {role: speaks_of(role, act) for role in ("actor", "target")}
    sight = _Sight(scene=scene, words=words, before=before, known={})
    groups = [g for g in scene.groups if sight.apart(act.trigger, g)]
    helped = [g for g in groups if scene.bones.marker_before(scene.mentions[g[0]].outer_start) == "support"]
    rest = [g for g in groups if g not in helped]
    actors, taken = _actors(
        sight, [g for g in rest if not _undergoes(scene, act.trigger, g)], models["actor"]
    )
    suffering = [(g, *_suffers(sight, g, models["target"], taken)) for g in rest if g != taken]
    hit = [(g, p, told) for g, p, told in suffering if p >= _SUFFERS]
    if any(not _is_where(scene, g) for g, _, _ in hit):
        hit = [(g, p, told) for g, p, told in hit if not _is_where(scene, g)]
    targets = tuple(
        link
        for group, p, told in hit
        for link in _links(scene, group, p, ground("target", told, models["target"]))
    )
    if act.trigger.frame == "mutual" and len(taken) >= 2 and not targets:
        targets = tuple(reversed(actors))
    return Roles(
        actors=actors,
        targets=targets,
        supporters=tuple(link for g in helped for link in _links(scene, g, 0.9, "marker.support")),
    )


def _is_where(scene: Scene, group: tuple[int, ...]) -> bool:
    """True for a site that others suffer in: the church of "worshippers in a church"."""
    first = scene.mentions[group[0]]
    return first.cls in ("site", "ground") and scene.bones.marker_before(first.outer_start) == "inside"


def _actors(
    sight: _Sight, groups: Sequence[tuple[int, ...]], model: LinearModel
) -> tuple[tuple[Link, ...], tuple[int, ...]]:
    """The group that acts, if one does, as links and as it is."""
    able = [(*_acts(sight, group, model), group) for group in groups]
    best = max(able, key=lambda a: (a[0], a[2]), default=None)
    if best is None or best[0] < _ACTS:
        return (), ()
    # Against the other groups, and against nobody's acting (log odds 0).
    share = math.exp(best[0]) / (1 + sum(math.exp(score) for score, _, _ in able))
    return _links(sight.scene, best[2], share, ground("actor", best[1], model)), best[2]


def holder(text: str, trigger: Candidate, roles: Roles) -> Roles:
    """The holder that stands in the trigger itself: the "rebel" of "rebel-held"."""
    at = text.find("-", trigger.start, trigger.end)
    if roles.actors or trigger.pos != "adjective" or at < 0:
        return roles
    end = at - (text[at - 1] == " ")
    mention = ParticipantMention(start=trigger.start, end=end, outer_start=trigger.start, cls="adjective")
    return replace(roles, actors=(Link(mention=mention, probability=1.0, rule="trigger.holder"),))


def recall(scene: Scene, trigger: Candidate, roles: Roles) -> Before:
    """What the next trigger of the sentence may share with this one."""
    place = {id(mention): i for i, mention in enumerate(scene.mentions)}
    return Before(
        trigger=trigger,
        actors=tuple(place[id(link.mention)] for link in roles.actors),
        targets=tuple(place[id(link.mention)] for link in roles.targets),
    )


def _links(scene: Scene, group: tuple[int, ...], probability: float, rule: str) -> tuple[Link, ...]:
    return tuple(Link(mention=scene.mentions[i], probability=probability, rule=rule) for i in group)


def overlaps(scene: Scene, group: tuple[int, ...], trigger: Candidate) -> bool:
    """True when the participants stand on the trigger itself."""
    first, last = scene.mentions[group[0]], scene.mentions[group[-1]]
    return first.start < trigger.end and trigger.start < last.end
