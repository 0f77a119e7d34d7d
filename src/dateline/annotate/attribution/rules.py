"""What attribution.toml says, compiled."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from dateline.annotate.attribution.quotes import QuoteRules, quote_rules
from dateline.annotate.attribution.tokens import (
    Cue,
    Flag,
    Kind,
    Phrase,
    Role,
    Vocabulary,
    vocabulary,
    words_of,
)
from dateline.annotate.lexicon import Entry, Lexicon
from dateline.errors import PackError
from dateline.model import SourceKind
from dateline.pack import Pack, expand

_WORDS: Mapping[str, int] = {
    "determiners": Role.DETERMINER,
    "links": Role.LINK,
    "coordinators": Role.AND,
    "relatives": Role.RELATIVE,
    "stops": Role.STOP,
    "contrasts": Role.STOP | Role.CONTRAST,
    "object_relatives": Role.STOP | Role.RELATIVE,
    "finite": Role.FINITE,
    "between": Role.BETWEEN,
    "times": Role.TIME,
    "time_links": Role.TIME_LINK,
    "pronouns": Role.PRONOUN,
    "things": Role.PRONOUN | Role.THING,
    "titles": Role.TITLE,
    "openers": Role.OPENER,
    "complementisers": Role.THAT,
    "manners": Role.MANNER,
    "agents": Role.AGENT,
    "noun_before": Role.NOUN_BEFORE,
    "noun_after": Role.NOUN_AFTER,
    "audiences": Role.AUDIENCE,
    "back": Role.BACK,
    "adjectives": Role.ADJECTIVE,
    "masks": 0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionRules:
    """Compiled from a pack's attribution.toml."""

    cues: Lexicon
    vocabulary: Vocabulary
    quotes: QuoteRules
    head_last: bool
    determiner_first: bool
    comma_opens_content: bool
    named_kind: SourceKind
    participle_endings: tuple[str, ...]
    anaphors: frozenset[str]
    flags: Mapping[str, Flag]


def compile_rules(pack: Pack) -> AttributionRules:
    """Compile the pack's attribution.toml. Raises PackError when it is missing or misses a key."""
    table = pack.table("attribution")
    try:
        reading = table["reading"]
        cue_phrases = list(_cues(table["cues"]))
        phrases = [*cue_phrases, *_words(table["words"]), *_kinds(table["kinds"])]
        quotes = quote_rules(table["quotes"]["pairs"], table["quotes"]["toggles"])
        marks = {*quotes.pairs, *quotes.pairs.values(), *quotes.toggles}
        flags = {phrase.cue.name: phrase.cue.flag for phrase in cue_phrases if phrase.cue is not None}
        return AttributionRules(
            flags=flags,
            cues=Lexicon(
                Entry(term=" ".join(phrase.words[: phrase.take]), category="cue") for phrase in cue_phrases
            ),
            vocabulary=vocabulary(
                phrases,
                quotes=marks,
                particles=reading["name_particles"],
                verb_endings=reading["verb_endings"],
            ),
            quotes=quotes,
            head_last=reading["head"] == "last",
            determiner_first=reading["determiner_first"],
            comma_opens_content=reading["comma_opens_content"],
            named_kind=cast(SourceKind, reading["named_kind"]),
            participle_endings=tuple(reading["participle_endings"]),
            anaphors=frozenset(form for item in reading["anaphors"] for form in expand(item)),
        )
    except (KeyError, TypeError) as error:
        raise PackError(f"packs/{pack.code}/attribution.toml lacks or misspells {error}") from error


def _phrases(
    forms: list[str], role: int, cue: Cue | None = None, kind: Kind | None = None
) -> Iterator[Phrase]:
    """Phrases of brace patterns; a bar ends the token: "dẫn | nguồn tin" needs three words, takes one."""
    for pattern in forms:
        for form in expand(pattern):
            head, _, tail = form.partition("|")
            words = words_of(head)
            if words:
                yield Phrase(
                    words=words + words_of(tail), take=len(words), role=role | Role.WORD, cue=cue, kind=kind
                )


def _cues(groups: list[Mapping[str, Any]]) -> Iterator[Phrase]:
    for group in groups:
        cue = Cue(**{key: value for key, value in group.items() if key not in ("forms", "example")})
        yield from _phrases(group["forms"], Role.CUE, cue=cue)


def _words(groups: Mapping[str, list[str]]) -> Iterator[Phrase]:
    for name, forms in groups.items():
        yield from _phrases(forms, _WORDS[name])


def _kinds(groups: list[Mapping[str, Any]]) -> Iterator[Phrase]:
    for group in groups:
        kind = Kind(kind=group["kind"], strength=group["strength"], document=group.get("document", False))
        yield from _phrases(group["words"], Role.HEAD, kind=kind)
