"""On whose word: the sources of a claim, outermost first, tied to the codebook where it knows them."""

from collections.abc import Mapping, Sequence

from dateline.annotate.mentions import Attribution, SourceMention
from dateline.claim.identity import entity_of
from dateline.codebook import Codebook
from dateline.model import Reason, Report, Source, cut

_FEWEST = 3  # letters of a name that may be looked for in an outlet's


def credit(
    report: Report,
    attributions: Sequence[Attribution],
    codebook: Codebook,
    forms: Mapping[str, str],
    reasons: list[Reason],
) -> tuple[Source, ...]:
    """Whom the passage is credited to, each once; the report's own outlet is nobody's source.

    `forms` are the short forms of the report (see `identity`). Adds a reason for each cell to `reasons`.
    """
    out: list[Source] = []
    seen: set[tuple[int, int]] = set()
    for attribution in attributions:
        for source in attribution.sources:
            place = (source.start, source.end)
            if place in seen:
                continue
            seen.add(place)
            made = _source(report.text, source, attribution, codebook, forms)
            own = _is_own(made, report.outlet)
            note = f"{made.span.quote!r}" + (", the report's own outlet: left out" if own else "")
            reasons.append(Reason(cell="sources", rule=attribution.rule, note=note))
            if not own:
                out.append(made)
    if not out:
        note = "the report says it in its own voice"
        reasons.append(Reason(cell="sources", rule="sources.none", note=note))
    return tuple(out)


def _source(
    text: str,
    source: SourceMention,
    attribution: Attribution,
    codebook: Codebook,
    forms: Mapping[str, str],
) -> Source:
    quote = text[source.start : source.end]
    actor = codebook.actors.get(source.entity or entity_of(quote, forms) or "")
    return Source(
        span=cut(text, source.start, source.end),
        kind=source.kind,
        entity=actor.id if actor else None,
        name=actor.name if actor else source.name,
        cue=cut(text, attribution.cue_start, attribution.cue_end),
        carried=attribution.carried,
    )


def _is_own(source: Source, outlet: str | None) -> bool:
    """True when the source is the outlet of the report itself: "told SANA" in a report by SANA."""
    if not outlet or source.kind not in ("media", "party", "monitor", "ngo"):
        return False
    own = outlet.casefold()
    names = [n.casefold() for n in (source.span.quote, source.name) if n is not None]
    return any(len(n) >= _FEWEST and (n == own or f" {n} " in f" {own} ") for n in names)
