"""Candidate triggers: words that may name a happening, with the event that their company makes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.annotate.lexicon import Hit
from dateline.annotate.mentions import Sentence
from dateline.annotate.scan import Scan, covered
from dateline.claim.clause import Skeleton
from dateline.pack import Pack

_STRENGTH = {"strong": 0, "normal": 1, "weak": 2}
# How far, in code points, the company that decides a word's meaning may stand.
_COMPANY = 110
_LIGHT_REACH = 24
_HOLDERS = ("alias", "noun", "decoy", "cue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refinement:
    """An event that becomes another when a context class is near."""

    events: tuple[str, ...]
    near: str
    unless: str | None
    tag: str | None
    frames: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRules:
    """What triggers.toml and grammar.toml say of triggers beyond their forms."""

    refinements: tuple[Refinement, ...]
    passive_gap: int
    participles: frozenset[str]
    participle_endings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A trigger at `[start, end)`. `voice` is "active", "passive" or "nominal".

    `passive_at` is where the passive marker stands, so that an agent between marker and verb can be told.
    """

    start: int
    end: int
    event: str
    frame: str
    pos: str
    strength: str
    tag: str | None
    voice: str
    modality: str | None
    rule: str
    passive_at: int | None = None


def compile_rules(pack: Pack) -> TriggerRules:
    """Read refinements and voice from the pack."""
    voice = pack.table("grammar")["voice"]
    refinements = tuple(
        Refinement(
            events=tuple(item["from"]),
            near=item["near"],
            unless=item.get("unless"),
            tag=item.get("tag"),
            frames=tuple(item.get("frames", ())),
            to=item["to"],
        )
        for item in pack.table("triggers").get("refine", ())
    )
    return TriggerRules(
        refinements=refinements,
        passive_gap=voice["passive_gap"],
        participles=frozenset(voice["participles"]),
        participle_endings=tuple(voice["participle_endings"]),
    )


def find_candidates(
    text: str,
    sentence: Sentence,
    scan: Scan,
    bones: Skeleton,
    rules: TriggerRules,
    *,
    taken: Sequence[tuple[int, int]] = (),
) -> tuple[Candidate, ...]:
    """The triggers of one sentence, none overlapping, in text order.

    `taken` are spans that mean something else ("March" the month). Names and nouns that hold a trigger word
    ("al-Aqsa Martyrs Brigades", "suicide bombers") and phrases of support hold no happening either.
    """
    where = sentence.start, sentence.end
    triggers = scan.within("trigger", *where)
    if not triggers:
        return ()
    inside = [(h.start, h.end) for c in ("alias", "noun", "decoy") for h in scan.within(c, *where)]
    inside += [(h.start, h.end) for h in scan.within("marker", *where) if h.entry.data["kind"] == "support"]
    by_span: dict[tuple[int, int], list[Hit]] = {}
    for hit in triggers:
        span = hit.start, hit.end
        if span in by_span:
            by_span[span].append(hit)
        elif not _is_held(span, inside, taken):
            by_span[span] = [hit]
    light = scan.within("light", *where)
    candidates: list[Candidate] = []
    end = -1
    for span in sorted(by_span, key=lambda s: (s[0], -s[1])):
        if span[0] < end:
            continue
        candidate = _choose(text, sentence, scan, bones, by_span[span], rules)
        if candidate:
            if candidates and _only_carries(candidates[-1], candidate, light, bones):
                candidates.pop()
            candidates.append(candidate)
            end = span[1]
    return tuple(candidates)


def _is_held(
    span: tuple[int, int], inside: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]
) -> bool:
    """True for a span that a longer word of those `inside` touches, or that lies in one `taken`."""
    first, last = span
    for start, end in inside:
        if start < last and first < end and end - start > last - first:
            return True
    return any(start <= first and last <= end for start, end in taken)


def _only_carries(first: Candidate, second: Candidate, light: Sequence[Hit], bones: Skeleton) -> bool:
    """True when the first is a light verb for the second: "triển khai không kích", "mounted an assault"."""
    return (
        any(hit.start < first.end and first.start < hit.end for hit in light)
        and second.start - first.end <= _LIGHT_REACH
        and bones.between(first.end, second.start) == "none"
        and first.pos == "verb"
    )


def company(scan: Scan, sentence: Sentence, start: int, end: int) -> frozenset[str]:
    """The context classes near `[start, end)`, the words of the trigger itself included."""
    low, high = max(sentence.start, start - _COMPANY), min(sentence.end, end + _COMPANY)
    found = scan.within("context", low, high)
    if any((hit.start, hit.end) in scan.inside for hit in found):
        # The air force of "air force base" flies no sortie.
        sites = [h for h in scan.within("noun", low, high) if h.entry.data["class"] in ("site", "ground")]
        found = tuple([hit for hit in found if not any(_holds(site, hit) for site in sites)])
    return frozenset([hit.entry.data["name"] for hit in found])


def _holds(outer: Hit, inner: Hit) -> bool:
    """True when a hit lies in a longer one."""
    if not outer.start <= inner.start or not inner.end <= outer.end:
        return False
    return outer.end - outer.start > inner.end - inner.start


def _choose(
    text: str, sentence: Sentence, scan: Scan, bones: Skeleton, hits: Sequence[Hit], rules: TriggerRules
) -> Candidate | None:
    """The first meaning of a form that its company supports, refined by that company."""
    start, end = hits[0].start, hits[0].end
    near = company(scan, sentence, start, end)
    for hit in sorted(hits, key=lambda h: (_STRENGTH[h.entry.data["strength"]], h.entry.data["order"])):
        data = hit.entry.data
        if data["needs"] and not near & set(data["needs"]):
            continue
        event, refined = _refine(data, near, rules.refinements)
        voice, passive_at = _voice(text, scan, bones, hit, rules)
        return Candidate(
            start=start,
            end=end,
            event=event,
            frame=data["frame"],
            pos=data["pos"],
            strength=data["strength"],
            tag=data["tag"],
            voice=voice,
            modality=data["modality"],
            rule=f"trigger.{data['event']}.{data['strength']}" + (f">{refined}" if refined else ""),
            passive_at=passive_at,
        )
    return None


def _refine(
    data: Mapping[str, Any], near: frozenset[str], refinements: Sequence[Refinement]
) -> tuple[str, str | None]:
    for rule in refinements:
        if data["event"] not in rule.events or rule.near not in near:
            continue
        if rule.tag is not None and data["tag"] != rule.tag:
            continue
        if rule.frames and data["frame"] not in rule.frames:
            continue
        if rule.unless is not None and rule.unless in near:
            continue
        return rule.to, rule.near
    return str(data["event"]), None


def _voice(text: str, scan: Scan, bones: Skeleton, hit: Hit, rules: TriggerRules) -> tuple[str, int | None]:
    if hit.entry.data["pos"] == "noun":
        return "nominal", None
    if rules.participle_endings and not _is_participle(text[hit.start : hit.end].lower(), rules):
        return "active", None
    window = max(bones.sentence.start, hit.start - 10 * rules.passive_gap)
    for mark in reversed(scan.within("passive", window, hit.start + (0 if rules.participle_endings else 4))):
        if covered(mark, scan, categories=_HOLDERS):
            continue  # "được cho là", "thiết bị": the marker belongs to the hedge or the noun
        words = text[mark.end : hit.start].split()
        if len(words) <= rules.passive_gap and bones.between(mark.end, hit.start) in ("none", "coordination"):
            return "passive", mark.start
    if bones.marker_after(hit.end) == "agent" and rules.participle_endings:
        return "passive", None
    return "active", None


def _is_participle(form: str, rules: TriggerRules) -> bool:
    words = form.split()
    return any(w.endswith(rules.participle_endings) or w in rules.participles for w in words)


def as_event(candidate: Candidate, event: str, rule: str) -> Candidate:
    """The candidate with another event, and the rule that changed it."""
    return replace(candidate, event=event, rule=f"{candidate.rule}>{rule}")
