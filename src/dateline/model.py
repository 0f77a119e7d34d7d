"""The record: reports, mentions and claims, as frozen values.

All offsets are code points into the report's text, end exclusive. A `Span` is built against the text
that it quotes and cannot be built otherwise, so whoever holds one holds a true quotation.
"""

from dataclasses import InitVar, dataclass
from typing import Literal

from dateline.errors import SpanError

BlockKind = Literal["title", "body", "caption", "credit", "boilerplate", "repeat", "teaser"]
Grain = Literal["minute", "hour", "part", "day", "week", "month", "season", "year", "decade", "vague"]
Level = Literal["site", "settlement", "district", "province", "country", "region"]
Modality = Literal["asserted", "hedged", "denied", "planned"]
Anchor = Literal["published", "text", "carried"]
SourceKind = Literal[
    "media", "party", "official", "military", "police", "medical", "monitor", "witness", "ngo", "un",
    "social", "unnamed",
]  # fmt: skip
CopyKind = Literal["exact", "near", "partial"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """The characters `[start, end)` of a text, with the quote that stands there.

    Raises SpanError when the text does not hold that quote at that place, or the span is empty.
    """

    start: int
    end: int
    quote: str
    text: InitVar[str]

    def __post_init__(self, text: str) -> None:
        if not 0 <= self.start < self.end <= len(text):
            raise SpanError(
                f"span [{self.start}, {self.end}) is empty or outside a text of {len(text)} code points"
            )
        if text[self.start : self.end] != self.quote:
            raise SpanError(
                f"span [{self.start}, {self.end}) holds {text[self.start : self.end]!r}, not {self.quote!r}"
            )

    def overlaps(self, other: "Span") -> bool:
        """True when the two spans share a character."""
        return self.start < other.end and other.start < self.end


def cut(text: str, start: int, end: int) -> Span:
    """The span of `text` from `start` to `end`."""
    return Span(start=start, end=end, quote=text[start:end], text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Days from `start` to `end` (ISO 8601, both included), and the grain that they were told in."""

    start: str
    end: str
    grain: Grain


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of a report's text and what it is: nothing is cut away, it is labelled."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRange:
    """The characters `[start, end)` of a text stand in `[page_start, page_end)` of the page's source."""

    start: int
    end: int
    page_start: int
    page_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMap:
    """Where a report's paragraphs stand in the source of the page that it was taken from.

    `sha256` is the hash of the page's bytes, `encoding` what they were decoded with; ranges count code points
    of the page so decoded.
    """

    sha256: str
    encoding: str
    ranges: tuple[PageRange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document as received. `text` is its NFC form and never changes.

    `id` is what the input called it, or a hash of its content; `origin` tells where it was read from, and
    `page` where in it, when that was a page. A reader may label blocks that the input itself marks.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: Interval | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    origin: str = ""
    authors: tuple[str, ...] = ()
    page: PageMap | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An actor, target or supporter as the passage names it.

    `entity` is the codebook's id, or None where the text does not make it plain. `carried` is the name of
    the carry-over rule when the span stands in an earlier clause than the trigger, else None.
    """

    span: Span
    entity: str | None = None
    name: str | None = None
    carried: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another place that a name may mean; `confidence` is how likely that is, beside the chosen one's."""

    name: str
    level: Level
    lat: float
    lon: float
    gazetteer_id: str
    country: str | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it happened, as printed, with the gazetteer's point beside it (None where it cannot be told).

    A printed distance and side have moved the point. `radius_km` is how far from it the happening may well
    lie; `alternatives` are the other places that the name may mean, likeliest first.
    """

    span: Span
    name: str
    level: Level
    lat: float | None = None
    lon: float | None = None
    gazetteer_id: str | None = None
    country: str | None = None
    relation: str | None = None
    confidence: float = 0.0
    carried: str | None = None
    radius_km: float | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """When it happened: the expression (None when the published date stands in), and the days it means."""

    span: Span | None
    start: str | None
    end: str | None
    grain: Grain
    anchor: Anchor
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Whom the passage credits; sources of a claim are listed outermost first."""

    span: Span
    kind: SourceKind
    entity: str | None = None
    name: str | None = None
    cue: Span | None = None
    carried: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number that the passage gives: at least `min`, at most `max` (None = open), of `what`, `of` whom."""

    span: Span
    what: str
    min: float | None
    max: float | None
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a cell was filled or left empty: `cell`, the rule's name, and a word for a reader."""

    cell: str
    rule: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One happening as one passage tells it."""

    id: str
    event: str
    evidence: Span
    trigger: Span
    actors: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    supporters: tuple[Participant, ...] = ()
    place: Place | None = None
    time: Time | None = None
    sources: tuple[Source, ...] = ()
    modality: Modality = "asserted"
    modality_cue: Span | None = None
    quantities: tuple[Quantity, ...] = ()
    confidence: float = 0.5
    rule: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Input that was set aside: where it stood, why, and the hash of its bytes."""

    origin: str
    reason: str
    sha256: str
    report_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one report became: itself with its blocks labelled, and its claims in text order."""

    report: Report
    claims: tuple[Claim, ...]
