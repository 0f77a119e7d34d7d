"""Who is who: sources, participants and outlets that go by more than one name are made one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

from dateline.corroborate.words import fold
from dateline.model import Claim, Extraction, Participant, Report, Source

_LONG = 4  # characters of a word that says who is meant: shorter ones are articles and the like


class Who(Protocol):
    """What is known of names; `codebook.directory.Directory` is one."""

    def find(self, name: str) -> str | None:
        """The id of who goes by that name, or has that site; None where nobody is known."""

    def short_for(self, name: str) -> frozenset[str]:
        """The ids of those whom a short form means where their long name stands in the same report."""

    def name(self, id: str) -> str:
        """The name of an id."""

    def behind(self, id: str) -> str:
        """Whose mouthpiece that is; the id itself when it speaks for itself."""


class Nobody:
    """Knows no name."""

    def find(self, name: str) -> str | None:
        """None."""
        return None

    def short_for(self, name: str) -> frozenset[str]:
        """Nobody."""
        return frozenset()

    def name(self, id: str) -> str:
        """The id."""
        return id

    def behind(self, id: str) -> str:
        """The id."""
        return id


NOBODY: Who = Nobody()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """Whom a report names in full: the words that each is called by."""

    words: Mapping[str, frozenset[str]]
    endings: Mapping[str, frozenset[str]]
    names: Mapping[str, str | None]

    def means(self, quote: str, who: Who) -> str | None:
        """The one of them that a shorter name means ("the Observatory", "army"), else None."""
        short = who.short_for(quote) & self.words.keys()
        if len(short) == 1:
            return min(short)
        words = _telling(quote)
        fits = [id_ for id_, known in self.words.items() if words and words <= known]
        return fits[0] if len(fits) == 1 else None

    def ends_with(self, quote: str) -> str | None:
        """The one of them whose name ends in these words ("army" after "the Syrian army"), else None."""
        short = fold(quote)
        fits = [id_ for id_, endings in self.endings.items() if short in endings]
        return fits[0] if len(fits) == 1 else None


def known(extraction: Extraction, who: Who) -> Extraction:
    """The extraction with the entity of each source and actor that its report elsewhere names in full.

    A name that the directory knows is that one. A source's shorter name means the only one named in the
    report whose name holds its words ("the Observatory" after "the Syrian Observatory for Human Rights"), an
    actor's the only one whose name ends in it. Nothing else of the claims is changed.
    """
    claims = [
        replace(claim, sources=tuple(_looked_up(source, who) for source in claim.sources))
        for claim in extraction.claims
    ]
    named = _named(chain.from_iterable(map(_parties, claims)))
    return replace(extraction, claims=tuple(_settled(claim, named, who) for claim in claims))


def outlet_of(report: Report, who: Who) -> tuple[str, str]:
    """The key of a report's outlet ("entity:sohr", "outlet:riversidedaily", "report:r1") and its name.

    A report without an outlet is taken for its site's.
    """
    for name in filter(None, (report.outlet, report.url)):
        id_ = who.find(name)
        if id_ is not None:
            return f"entity:{id_}", who.name(id_)
    if report.outlet:
        return f"outlet:{site_or_name(report.outlet)}", report.outlet
    return f"report:{report.id}", report.id


def site_or_name(outlet: str) -> str:
    """An outlet's name in one form: without case, spaces and bracket; of a site its name alone."""
    host = outlet.strip().casefold().removeprefix("https://").removeprefix("http://").split("/")[0]
    if "." in host and " " not in host:
        return max(host.split(".")[:-1], key=len).replace("-", "") or fold(outlet)
    return fold(outlet).replace(" ", "") or outlet


def _named(parties: Iterable[Source | Participant]) -> _Named:
    words: dict[str, frozenset[str]] = {}
    endings: dict[str, frozenset[str]] = {}
    names: dict[str, str | None] = {}
    for party in parties:
        if party.entity:
            quote = fold(party.span.quote).split()
            tails = {" ".join(quote[start:]) for start in range(1, len(quote))}
            called = _telling(f"{party.name or ''} {party.span.quote}")
            words[party.entity] = words.get(party.entity, frozenset()) | called
            endings[party.entity] = endings.get(party.entity, frozenset()) | tails
            names.setdefault(party.entity, party.name)
    return _Named(words=words, endings=endings, names=names)


def _parties(claim: Claim) -> tuple[Source | Participant, ...]:
    return *claim.sources, *claim.actors, *claim.targets


def _looked_up(source: Source, who: Who) -> Source:
    if source.entity:
        return source
    id_ = next(filter(None, map(who.find, _calls(source))), None)
    return replace(source, entity=id_, name=who.name(id_)) if id_ else source


def _calls(source: Source) -> Iterator[str]:
    if source.name:
        yield source.name
    yield source.span.quote


def _settled(claim: Claim, named: _Named, who: Who) -> Claim:
    return replace(
        claim,
        sources=tuple(_source(source, named, who) for source in claim.sources),
        actors=tuple(_party(party, named) for party in claim.actors),
    )


def _source(source: Source, named: _Named, who: Who) -> Source:
    # "a military source" is nobody that was named: a short form begins with a capital somewhere.
    if source.entity or source.name or not any(map(str.isupper, source.span.quote)):
        return source
    id_ = named.means(source.span.quote, who)
    return replace(source, entity=id_, name=named.names[id_]) if id_ else source


def _party(party: Participant, named: _Named) -> Participant:
    if party.entity:
        return party
    id_ = named.ends_with(party.span.quote)
    return replace(party, entity=id_, name=named.names[id_]) if id_ else party


def _telling(name: str) -> frozenset[str]:
    return frozenset(word for word in fold(name).split() if len(word) >= _LONG)
