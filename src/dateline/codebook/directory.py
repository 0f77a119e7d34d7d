"""Who is meant by a name that stands alone: an outlet as a report gives it, a site's address, a source."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.codebook.actors_file import Spellings
from dateline.codebook.book import Codebook
from dateline.gazetteer.keys import exact_key

_BRACKETED = re.compile(r"^(.*?)\s*\(([^()]*)\)\s*$", re.DOTALL)
_HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?:[/:?#].*)?", re.IGNORECASE | re.DOTALL)
_MEDIA = ("media", "party_media")
_ACTING = ("state_force", "police", "government", "armed_group", "militia", "coalition", "peacekeeper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The codebook's actors by their names, whatever the language; `Directory.of` makes it.

    Names are compared without case, diacritics, spaces and punctuation, so that "Al Masdar News",
    "Al-Masdar News" and "almasdarnews.com" meet. A name of two actors means neither.
    """

    book: Codebook
    full: Mapping[str, str]
    weak: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, book: Codebook) -> "Directory":
        """The directory of a codebook."""
        full: dict[str, set[str]] = {}
        weak: dict[str, set[str]] = {}
        for actor in book.actors.values():
            for name in (actor.name, *_spellings(actor.aliases)):
                full.setdefault(exact_key(name), set()).add(actor.id)
            for name in _spellings(actor.weak):
                weak.setdefault(exact_key(name), set()).add(actor.id)
        return cls(
            book=book,
            full={key: min(ids) for key, ids in full.items() if key and len(ids) == 1},
            weak={key: frozenset(ids) for key, ids in weak.items() if key},
        )

    def find(self, name: str) -> str | None:
        """The id of the actor of that name, or with that site; None where it is not known."""
        return next((self.full[key] for key in _keys(name) if key in self.full), None)

    def short_for(self, name: str) -> frozenset[str]:
        """The ids of those whom a short form means where their long name stands in the same report."""
        return self.weak.get(exact_key(name), frozenset())

    def name(self, id: str) -> str:
        """The name of an actor; the id where the codebook does not have it."""
        actor = self.book.actors.get(id)
        return actor.name if actor else id

    def side(self, id: str) -> str:
        """The id of whom an actor belongs to in the end: an army to its state."""
        return self.book.lineage(id)[-1] if id in self.book.actors else id

    def behind(self, id: str) -> str:
        """Whose mouthpiece an outlet is, as far as the codebook says; others speak for themselves."""
        actor = self.book.actors.get(id)
        return self.side(id) if actor and actor.kind in _MEDIA else id

    def acts(self, id: str) -> bool:
        """True for those who can hold ground: forces, groups and governments."""
        actor = self.book.actors.get(id)
        return actor is not None and actor.kind in _ACTING


def _keys(name: str) -> Iterator[str]:
    """What a name may be filed under: itself, without a bracket, what stands in the bracket, its site."""
    yield exact_key(name)
    if bracketed := _BRACKETED.match(name):
        yield from map(exact_key, bracketed.groups())
    if host := _HOST.fullmatch(name.strip()):
        yield exact_key(host[1].removeprefix("www."))
        yield exact_key(max(host[1].split(".")[:-1], key=len))


def _spellings(table: Spellings) -> Iterator[str]:
    for forms in table.values():
        yield from forms
