"""Who did it to whom: each participant near a trigger is judged by how the two stand to each other.

The features are language-neutral (side, voice, marker before the participant, boundary between, class of
the head noun), so one set of weights serves every pack. Weights are fitted by `scripts/fit.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.annotate.mentions import ParticipantMention
from dateline.claim.candidates import Candidate
from dateline.claim.clause import Skeleton
from dateline.claim.linear import LinearModel

_COARSE = {
    "force": "armed", "group": "armed", "carrier": "armed", "entity": "armed",
    "people": "people", "person": "people", "name": "name", "surname": "name",
    "object": "thing", "site": "thing",
}  # fmt: skip
# Where F1 is best on held-out folds (see scripts/fit.py).
_ACTS, _SUFFERS = 0.35, 0.3


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
    """A participant tied to a trigger, with the model's probability and the feature that decided."""

    mention: ParticipantMention
    probability: float
    rule: str


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


def features(
    scene: Scene, trigger: Candidate, group: tuple[int, ...], before: Before | None = None
) -> tuple[str, ...]:
    """What can be said of how a group of coordinated participants stands to a trigger."""
    first, last = scene.mentions[group[0]], scene.mentions[group[-1]]
    left = last.end <= trigger.start
    side = "L" if left else "R"
    start, end = (last.end, trigger.start) if left else (trigger.end, first.start)
    bones = scene.bones
    boundary = bones.between(start, end)
    verbs = sum(1 for t in scene.triggers if t is not trigger and start <= t.start and t.end <= end)
    others = sum(1 for g in scene.groups if g != group and start <= scene.mentions[g[0]].start < end)
    marker = bones.marker_before(first.outer_start) or "-"
    cls = _COARSE.get(first.cls, first.cls)
    base = f"{trigger.pos[0]}{trigger.voice[0]}"
    family = trigger.event.split(".")[0]
    touching = end - start <= 1
    out = [
        f"{base}|{side}|{marker}",
        f"{base}|{side}|{cls}",
        f"{base}|{side}|{boundary}",
        f"{base}|{side}|others{min(others, 3)}",
        f"{side}|verbs{min(verbs, 2)}|{boundary}",
        f"{trigger.frame}|{side}|{cls}",
        f"{trigger.frame}|{side}|{marker}|{trigger.voice[0]}",
        f"{marker}|{cls}|{side}",
        f"{family}|{cls}|{side}",
        f"{trigger.event}|{cls}",
        f"{trigger.event}|{side}|{trigger.voice[0]}",
        f"far{min((end - start) // 40, 4)}|{side}",
    ]
    if touching:
        out.append(f"{base}|{side}|touching|{cls}")
    if left and others == 0 and verbs == 0 and marker == "-":
        out.append(f"{base}|subject|{cls}")
    if not left and others == 0 and verbs == 0:
        out.append(f"{base}|object|{boundary}|{marker}")
        if marker == "-" and boundary == "none":
            out.append(f"{trigger.frame}|{base}|object|{cls}")
    if trigger.passive_at is not None and left:
        inside = first.start >= trigger.passive_at
        out.append(f"{'inside' if inside else 'before'}-passive|{trigger.frame}")
    if left and trigger.voice == "nominal" and marker == "-" and boundary == "none" and others == 0:
        out.append(f"modifier|{cls}|{min(len(bones.text[start:end].split()), 3)}")
    if before is not None:
        shared = bones.between(before.trigger.end, trigger.start)
        for role, members in (("actor", before.actors), ("target", before.targets)):
            if set(members) & set(group):
                out += (f"was-{role}|{base}", f"was-{role}|{base}|{shared}|{before.trigger.voice[0]}")
    if any(s < last.end and first.start < e for s, e in scene.speakers):
        out.append(f"speaker|{side}|{boundary}")
    if first.number is not None:
        out.append(f"numbered|{side}|{base}")
    if scene.groups and group == scene.groups[0]:
        out.append(f"first|{base}")
    return tuple(out)


def assign(
    scene: Scene, trigger: Candidate, models: Mapping[str, LinearModel], before: Before | None = None
) -> Roles:
    """The participants of one trigger: best actor group, every likely target group, marked supporters."""
    outside = [g for g in scene.groups if not overlaps(scene, g, trigger)]
    if not outside:
        return Roles()
    judged = [(g, features(scene, trigger, g, before)) for g in outside]
    acting = [(models["actor"].probability(f), g, f) for g, f in judged]
    suffering = [(models["target"].probability(f), g, f) for g, f in judged]
    supporters = _supporters(scene, judged)
    helped = {g for g, _ in supporters}
    actor = max((a for a in acting if a[1] not in helped), key=lambda a: (a[0], a[1]), default=None)
    actors: tuple[Link, ...] = ()
    taken: tuple[int, ...] = ()
    if actor and actor[0] >= _ACTS:
        actors = _links(scene, actor[1], actor[0], models["actor"].strongest(actor[2]))
        taken = actor[1]
    targets = tuple(
        link
        for p, g, f in suffering
        if p >= _SUFFERS and g != taken and g not in helped
        for link in _links(scene, g, p, models["target"].strongest(f))
    )
    if trigger.frame == "mutual" and len(taken) >= 2 and not targets:
        targets = tuple(reversed(actors))
    return Roles(
        actors=actors,
        targets=targets,
        supporters=tuple(link for g, rule in supporters for link in _links(scene, g, 0.9, rule)),
    )


def recall(scene: Scene, trigger: Candidate, roles: Roles) -> Before:
    """What the next trigger of the sentence may share with this one."""
    place = {id(mention): i for i, mention in enumerate(scene.mentions)}
    return Before(
        trigger=trigger,
        actors=tuple(place[id(link.mention)] for link in roles.actors),
        targets=tuple(place[id(link.mention)] for link in roles.targets),
    )


def _supporters(
    scene: Scene, judged: Sequence[tuple[tuple[int, ...], tuple[str, ...]]]
) -> list[tuple[tuple[int, ...], str]]:
    return [
        (group, "marker.support")
        for group, _ in judged
        if scene.bones.marker_before(scene.mentions[group[0]].outer_start) == "support"
    ]


def _links(scene: Scene, group: tuple[int, ...], probability: float, rule: str) -> tuple[Link, ...]:
    return tuple(Link(mention=scene.mentions[i], probability=probability, rule=rule) for i in group)


def overlaps(scene: Scene, group: tuple[int, ...], trigger: Candidate) -> bool:
    """True when the participants stand on the trigger itself."""
    first, last = scene.mentions[group[0]], scene.mentions[group[-1]]
    return first.start < trigger.end and trigger.start < last.end
