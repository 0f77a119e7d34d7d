"""Where the claims of one event contradict one another: side by side, with who says which and when.

Nothing is averaged and nothing is decided. A figure that its own origin replaced later is no side of its own
any more, but stays beside the others, marked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from dateline.corroborate.likeness import figures_meet
from dateline.corroborate.results import Contradiction, Control, Figure, Voice
from dateline.model import Claim, Report

# What is counted in people or things lost or taken, and so can be contradicted.
_TOLLS = frozenset({"killed", "wounded", "captured", "missing", "displaced", "detained"})

Told = Sequence[tuple[Claim, Report]]
Voices = Mapping[str, Voice]


def contradictions(
    told: Told, voices: Voices, figures: Sequence[Figure], side_of: Callable[[str], str]
) -> tuple[Contradiction, ...]:
    """The sides of all contradictions of an event, by kind and topic; `voices` by claim id."""
    return (
        *_denials(told, voices),
        *_tolls(figures, voices),
        *_doers(told, voices, side_of),
    )


def reasons(sides: Iterable[Contradiction]) -> tuple[str, ...]:
    """The contradictions in words, one for each topic."""
    listed = list(sides)
    words = []
    for kind, topic in dict.fromkeys((side.kind, side.topic) for side in listed):
        mine = [side for side in listed if (side.kind, side.topic) == (kind, topic) and not side.revised]
        if kind == "denial":
            names = sorted({side.name for side in mine if side.against})
            words.append(f"denied by {', '.join(names)}")
        else:
            said = dict.fromkeys(f"{side.says} ({side.name})" for side in mine)
            words.append(f"{topic}: {'; '.join(said)}")
    return tuple(words)


def control_sides(state: Control) -> Iterator[Contradiction]:
    """The words for a state of control and against it, one of each origin."""
    seen: set[tuple[str, bool]] = set()
    standing = next(word.claim_id for word in state.words if not word.against)
    rival = next(word.claim_id for word in state.words if word.against)
    for word in state.words:
        if (word.origin, word.against) in seen:
            continue
        seen.add((word.origin, word.against))
        yield Contradiction(
            kind="control",
            topic=f"{state.actor_name} {state.how} {state.place.name}",
            says="otherwise" if word.against else "so",
            origin=word.origin,
            name=word.name,
            claim_id=word.claim_id,
            against=standing if word.against else rival,
            day=state.since,
        )


def number(low: float | None, high: float | None) -> str:
    """A range as it is said: "12", "at least 12", "12 to 15"."""
    if low is None:
        return "some" if high is None else f"up to {high:g}"
    if high is None:
        return f"at least {low:g}"
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _denials(told: Told, voices: Voices) -> Iterator[Contradiction]:
    """Each denial against the first claim of another origin that it denies, and that claim."""
    ordered = sorted(told, key=lambda pair: (_published(pair[1]) or "9999", pair[0].id))
    denied = [pair for pair in ordered if pair[0].modality == "denied"]
    others = [pair for pair in ordered if pair[0].modality not in ("denied", "planned")]
    if not denied or not others:
        return
    topic = "that it happened"
    seen: set[tuple[str, bool]] = set()
    for claim, report in (*denied, *others):
        denies = claim.modality == "denied"
        voice = voices[claim.id]
        if (voice.origin, denies) in seen:
            continue
        seen.add((voice.origin, denies))
        yield Contradiction(
            kind="denial",
            topic=topic,
            says="it did not happen" if denies else "it happened",
            origin=voice.origin,
            name=voice.name,
            claim_id=claim.id,
            against=_denied_by(voice, others, voices) if denies else None,
            day=_published(report),
        )


def _denied_by(voice: Voice, others: Told, voices: Voices) -> str:
    foreign = [claim for claim, _ in others if voices[claim.id].origin != voice.origin]
    return (foreign or [others[0][0]])[0].id


def _tolls(figures: Sequence[Figure], voices: Voices) -> Iterator[Contradiction]:
    """All figures of a kind of toll on which two origins cannot both be right."""
    counted = [figure for figure in figures if figure.what in _TOLLS]
    for what, of in sorted({(figure.what, figure.of or "") for figure in counted}):
        mine = [figure for figure in counted if (figure.what, figure.of or "") == (what, of)]
        rivals: dict[int, str] = {}
        for (i, a), (j, b) in combinations(enumerate(mine), 2):
            if a.origin != b.origin and not (a.replaced or b.replaced) and not figures_meet(a, b):
                rivals.setdefault(i, b.claim_id)
                rivals.setdefault(j, a.claim_id)
        if not rivals:
            continue
        disputed = {mine[index].origin for index in rivals}
        for index, figure in enumerate(mine):
            if index in rivals or (figure.replaced and figure.origin in disputed):
                yield Contradiction(
                    kind="toll",
                    topic=f"{what} {of}".strip(),
                    says=number(figure.min, figure.max),
                    origin=figure.origin,
                    name=voices[figure.claim_id].name,
                    claim_id=figure.claim_id,
                    against=rivals.get(index),
                    day=figure.day,
                    revised=figure.replaced,
                )


def _doers(told: Told, voices: Voices, side_of: Callable[[str], str]) -> Iterator[Contradiction]:
    """Who did it, where origins name different sides of what only one can have done."""
    named: dict[str, list[tuple[Claim, Report, str]]] = {}
    for claim, report in told:
        sides = {side_of(actor.entity) for actor in claim.actors if actor.entity}
        if len(sides) == 1 and claim.modality != "planned" and claim.event.startswith("strike."):
            who = next(actor for actor in claim.actors if actor.entity)
            named.setdefault(min(sides), []).append((claim, report, who.name or who.span.quote))
    origins = {side: {voices[claim.id].origin for claim, _, _ in told} for side, told in named.items()}
    if len(named) < 2 or len(set().union(*origins.values())) < 2:
        return
    for side, claims in sorted(named.items()):
        other = next(rival[0][0].id for key, rival in sorted(named.items()) if key != side)
        seen: set[str] = set()
        for claim, report, name in claims:
            voice = voices[claim.id]
            if voice.origin in seen:
                continue
            seen.add(voice.origin)
            yield Contradiction(
                kind="actor",
                topic="who did it",
                says=name,
                origin=voice.origin,
                name=voice.name,
                claim_id=claim.id,
                against=other,
                day=_published(report),
            )


def _published(report: Report) -> str | None:
    return report.published.start[:10] if report.published else None
