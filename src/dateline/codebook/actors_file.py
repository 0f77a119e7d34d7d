"""Actors: one entry of an `actors/*.toml` file becomes one `Actor`.

Spellings are written with the brace forms of packs ("хусит{ы,ов,ам}"), and all text is NFC. The language
key "any" holds spellings that every language of the Latin script prints alike ("Amaq", "Reuters").
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from dateline.errors import CodebookError
from dateline.pack import expand

Kind = Literal[
    "state_force", "police", "government", "armed_group", "militia", "coalition", "peacekeeper", "monitor",
    "ngo", "un", "media", "party_media",
]  # fmt: skip
Spellings = Mapping[str, tuple[str, ...]]

KINDS: frozenset[str] = frozenset(get_args(Kind))
LANGUAGES = frozenset({"any", "en", "vi", "ar", "ru"})
ROLES = {"aliases": "name", "metonyms": "metonym", "adjectives": "adjective", "weak": "weak"}
_LISTS = (*ROLES, "land", "genitive")
_FIELDS = frozenset({"name", "kind", "country", "parent", "since", "until", "wikidata", "without", *_LISTS})
_NESTED = re.compile(r"\{[^{}]*(?:\{|$)|^[^{]*\}|\}[^{]*\}")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who can act, be acted on, or be a source: an armed force, institution, group, body or outlet.

    `aliases` are its names as printed; `metonyms` what stands for it ("Moscow"); `adjectives` ("Russian");
    `weak` short forms that mean it only where a long name stands in the same report ("SNA"). Each maps a
    language to spellings. `land` is the country's bare names and `genitive` their genitive, which the
    templates of forces.toml are filled with; `without` names the forces that the state does not have.
    `since` and `until` are years, both included. `generated` marks an actor that no file spells out.
    """

    id: str
    name: str
    kind: Kind
    countries: tuple[str, ...] = ()
    parent: str | None = None
    since: int | None = None
    until: int | None = None
    wikidata: str | None = None
    aliases: Spellings = field(default_factory=dict)
    metonyms: Spellings = field(default_factory=dict)
    adjectives: Spellings = field(default_factory=dict)
    weak: Spellings = field(default_factory=dict)
    land: Spellings = field(default_factory=dict)
    genitive: Spellings = field(default_factory=dict)
    without: tuple[str, ...] = ()
    generated: bool = False

    def overlaps(self, other: "Actor") -> bool:
        """True when the years of the two actors have one in common."""
        return (self.since or 0) <= (other.until or 9999) and (other.since or 0) <= (self.until or 9999)


def read_actor(actor_id: str, entry: Mapping[str, Any], *, where: str) -> Actor:
    """The actor of one entry. Raises CodebookError, naming `where`, for a malformed one."""
    if not isinstance(entry, Mapping) or not _ID.fullmatch(actor_id):
        raise CodebookError(f"{where}: {actor_id!r} is no entry with an id of a-z, 0-9 and hyphens")
    at = f"{where}: actor {actor_id!r}"
    if unknown := entry.keys() - _FIELDS:
        raise CodebookError(f"{at} has unknown fields {sorted(unknown)}; known are {sorted(_FIELDS)}")
    if not entry.get("name"):
        raise CodebookError(f"{at} has no name")
    if entry.get("kind") not in KINDS:
        raise CodebookError(f"{at} has the unknown kind {entry.get('kind')!r}; use one of {sorted(KINDS)}")
    if bad := [key for key in ("since", "until") if not isinstance(entry.get(key, 0), int)]:
        raise CodebookError(f"{at}: {' and '.join(bad)} must be a year")
    country = entry.get("country", ())
    lists = {name: _spellings(entry.get(name, {}), at=f"{at}, {name}") for name in _LISTS}
    # A country's bare name is the commonest metonym of its government.
    metonyms = merge(lists["metonyms"], lists["land"])
    return Actor(
        id=actor_id,
        name=entry["name"],
        kind=entry["kind"],
        countries=(country,) if isinstance(country, str) else tuple(country),
        parent=entry.get("parent"),
        since=entry.get("since"),
        until=entry.get("until"),
        wikidata=entry.get("wikidata"),
        without=tuple(entry.get("without", ())),
        aliases=lists["aliases"],
        metonyms=metonyms,
        adjectives=lists["adjectives"],
        weak=lists["weak"],
        land=lists["land"],
        genitive=lists["genitive"],
    )


def merge(first: Spellings, second: Spellings) -> Spellings:
    """Both mappings in one, without repeats, the spellings of `first` first."""
    if not first or not second:
        return first or second
    keys = (*first, *(key for key in second if key not in first))
    return {key: tuple(dict.fromkeys((*first.get(key, ()), *second.get(key, ())))) for key in keys}


def spell(patterns: Iterable[str]) -> tuple[str, ...]:
    """The spellings that brace patterns stand for, NFC, with single spaces, without repeats.

    Raises ValueError for braces that are nested or do not close.
    """
    patterns = tuple(patterns)
    if broken := [pattern for pattern in patterns if _NESTED.search(pattern)]:
        raise ValueError(f"the braces of {broken[0]!r} are nested or do not close")
    return tuple(
        dict.fromkeys(
            " ".join(unicodedata.normalize("NFC", form).split())
            for pattern in patterns
            for form in (expand(pattern) if "{" in pattern else (pattern,))
        )
    )


def _spellings(table: Any, *, at: str) -> Spellings:
    if not isinstance(table, Mapping) or not table.keys() <= LANGUAGES:
        raise CodebookError(f"{at}: needs a table of lists by language, one of {sorted(LANGUAGES)}")
    for language, patterns in table.items():
        if not isinstance(patterns, list) or not all(isinstance(p, str) and p.strip() for p in patterns):
            raise CodebookError(f"{at}.{language}: needs a list of spellings, none of them empty")
    try:
        return {language: spell(patterns) for language, patterns in table.items()}
    except ValueError as error:
        raise CodebookError(f"{at}: {error}") from error
