"""All annotators over one report: the page that the claim stage reads."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.annotate import (
    attribution,
    dateline,
    numbers,
    participants,
    places,
    sentences,
    times,
    vocabulary,
)
from dateline.annotate.lexicon import Lexicon
from dateline.annotate.mentions import (
    Attribution,
    NumberMention,
    ParticipantMention,
    PlaceMention,
    Sentence,
    SourceMention,
    TimeMention,
    touching,
)
from dateline.annotate.scan import Scan, scan
from dateline.codebook import Codebook
from dateline.gazetteer import Gazetteer
from dateline.model import Block, Interval, SourceKind
from dateline.pack import Pack

# Blocks whose sentences are read for claims; credits, repeats, teasers and boilerplate are not.
_READ = ("title", "body", "caption")

_SOURCE_KINDS: dict[str, SourceKind] = {
    "state_force": "military",
    "police": "police",
    "government": "official",
    "armed_group": "party",
    "militia": "party",
    "coalition": "military",
    "peacekeeper": "military",
    "monitor": "monitor",
    "ngo": "ngo",
    "un": "un",
    "media": "media",
    "party_media": "party",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Every annotator's rules, compiled for one language."""

    pack: Pack
    lexicon: Lexicon
    codebook: Codebook
    sentences: sentences.SentenceRules
    numbers: numbers.NumberRules
    times: times.TimeRules
    places: places.PlaceRules
    participants: participants.ParticipantRules
    attribution: attribution.AttributionRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the annotators found in one report.

    `participants` and `attributions` run parallel to `sentences`. Those without any trigger word have no
    participants looked for; an attribution stands with each sentence that its cue or its content reaches.
    """

    text: str
    sentences: tuple[Sentence, ...]
    scan: Scan
    numbers: tuple[NumberMention, ...]
    times: tuple[TimeMention, ...]
    places: tuple[PlaceMention, ...]
    participants: tuple[tuple[ParticipantMention, ...], ...]
    attributions: tuple[tuple[Attribution, ...], ...]


def compile_tools(pack: Pack, codebook: Codebook, gazetteer: Gazetteer) -> Tools:
    """Compile each annotator's rules from the pack. Raises PackError when a table is missing."""
    return Tools(
        pack=pack,
        lexicon=vocabulary.build(pack, codebook),
        codebook=codebook,
        sentences=sentences.compile_rules(pack),
        numbers=numbers.compile_rules(pack),
        times=times.compile_rules(pack),
        places=places.compile_rules(pack, gazetteer),
        participants=participants.compile_rules(pack),
        attribution=attribution.compile_rules(pack),
    )


def annotate(text: str, blocks: Sequence[Block], tools: Tools, *, published: Interval | None) -> Page:
    """Find sentences, numbers, times, places, participants and attributions in the blocks that tell news."""
    found = scan(text, tools.lexicon)
    lines = _lines(text, blocks, tools)
    dates = times.find_times(text, lines, tools.times, published=published)
    taken = [(t.start, t.end) for t in dates]
    amounts = _amounts(text, tools, dates)
    named = _named_sources(found, tools.codebook)
    blocked = [
        (hit.start, hit.end) for hit in found.hits.get("alias", ()) if hit.entry.data["role"] == "name"
    ]
    spots = dateline.mark(
        text, lines, places.find_places(text, lines, tools.places, blocked=[*blocked, *taken])
    )
    heads = [dateline.extent(text, p) for p in spots if p.role == "dateline"]
    bounds = [*taken, *((p.start, p.end) for p in spots if p.role == "place")]
    eventful = [i for i, line in enumerate(lines) if found.within("trigger", line.start, line.end)]
    return Page(
        text=text,
        sentences=lines,
        scan=found,
        numbers=amounts,
        times=dates,
        places=spots,
        participants=participants.find_all(
            text,
            [_after(line, heads) for line in lines],
            found,
            tools.participants,
            numbers=amounts,
            blocked=bounds,
            wanted=frozenset(eventful),
        ),
        attributions=_by_sentence(
            lines, attribution.find_attributions(text, lines, tools.attribution, named=named)
        ),
    )


def _lines(text: str, blocks: Sequence[Block], tools: Tools) -> tuple[Sentence, ...]:
    """The sentences of the blocks that tell news."""
    return tuple(
        sentence
        for block in blocks
        if block.kind in _READ
        for sentence in sentences.split(text, tools.sentences, start=block.start, end=block.end)
    )


def _by_sentence(
    lines: Sequence[Sentence], found: Sequence[Attribution]
) -> tuple[tuple[Attribution, ...], ...]:
    """For each sentence the attributions whose cue or content it holds, or a part of it."""
    told: list[list[Attribution]] = [[] for _ in lines]
    begins, ends = [line.start for line in lines], [line.end for line in lines]
    for one in found:
        spans = (one.content_start, one.content_end), (one.cue_start, one.cue_end)
        for i in sorted({i for a, z in spans for i in range(bisect_right(ends, a), bisect_left(begins, z))}):
            told[i].append(one)
    return tuple(map(tuple, told))


def _after(line: Sentence, heads: Sequence[tuple[int, int]]) -> Sentence:
    """A sentence without the dateline that it opens with, where nobody acts."""
    ends = [end for start, end in heads if line.start <= start and end < line.end]
    return replace(line, start=max(ends)) if ends else line


def _amounts(text: str, tools: Tools, taken: Sequence[TimeMention]) -> tuple[NumberMention, ...]:
    """The numbers outside the times that are `taken`."""
    return tuple(
        number
        for number in numbers.find_numbers(text, tools.numbers)
        if not touching(taken, number.start, number.end)
    )


def _named_sources(found: Scan, codebook: Codebook) -> tuple[SourceMention, ...]:
    """Codebook names that can be credited, longest first at each place."""
    sources: list[SourceMention] = []
    end = -1
    for hit in found.hits.get("alias", ()):
        actor = codebook.actors[hit.entry.data["entity"]]
        if hit.start >= end and hit.entry.data["role"] in ("name", "metonym"):
            kind = _SOURCE_KINDS[actor.kind]
            sources.append(
                SourceMention(start=hit.start, end=hit.end, kind=kind, entity=actor.id, name=actor.name)
            )
            end = hit.end
    return tuple(sources)
