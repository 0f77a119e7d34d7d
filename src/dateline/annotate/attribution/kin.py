"""Sources named shortly after they were named in full: "the source", "Abdel Rahman", "nguồn tin này"."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.annotate.attribution.rules import AttributionRules
from dateline.annotate.attribution.tokens import tokenise
from dateline.annotate.mentions import SourceMention

_MEMORY = 60  # sources: a name is looked for among so many before it


def with_kin(
    text: str, source: SourceMention, earlier: Sequence[SourceMention], rules: AttributionRules
) -> SourceMention:
    """`source` with the kind and entity of the earlier, fuller mention that it points back to."""
    if source.entity is not None or not earlier:
        return source
    quote = text[source.start : source.end]
    if " ".join(quote.lower().split()) in rules.anaphors:
        known = next((one for one in reversed(earlier) if one.end <= source.start), None)
        if known is None:
            return source
        return replace(source, kind=known.kind, entity=known.entity, name=known.name)
    if source.kind not in (rules.named_kind, "unnamed"):
        return source
    names = _names(quote)
    for known in reversed(earlier[-_MEMORY:]):
        if known.start != source.start and known.kind not in (rules.named_kind, "unnamed"):
            other = _names(text[known.start : known.end])
            if names and names[-1] in other[-2:] and not _has_head(text, source, rules):
                return replace(source, kind=known.kind, entity=known.entity, name=known.name)
    return source


def _has_head(text: str, source: SourceMention, rules: AttributionRules) -> bool:
    """True when a noun in the source gives it a kind of its own: no mere name."""
    return any(kind is not None for kind in tokenise(text, source.start, source.end, rules.vocabulary).kinds)


def _names(quote: str) -> list[str]:
    return [word.strip(",.()'’\"") for word in quote.split() if word[:1].isupper() and len(word) > 2]
