"""What places.toml says, compiled: every word that can stand with a place name, in one table."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast, get_args

from dateline.annotate.place_distance import DistanceRules, distance_rules
from dateline.errors import PackError
from dateline.gazetteer import Candidate, Gazetteer
from dateline.model import Level
from dateline.pack import Pack, expand

_WORDS = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """What a phrase can be where it stands before a name, or after one (`*_after`)."""

    levels: tuple[Level, ...] = ()
    levels_after: tuple[Level, ...] = ()
    side: str | None = None
    part: bool = False
    rural: bool = False
    near: bool = False
    measure: bool = False
    part_after: bool = False
    link: bool = False
    preposition: int = 0
    owner: bool = False
    people: bool = False
    title: bool = False
    acts_after: bool = False
    territory: bool = False
    seat: bool = False
    body_after: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRules:
    """Compiled from places.toml and a gazetteer.

    `phrases` is keyed by words in lower case joined by one space; `phrase_openings` and `phrase_ends` tell
    of a word how long the longest phrase is that begins, or ends, with it.
    """

    gazetteer: Gazetteer
    phrases: Mapping[str, Phrase]
    phrase_openings: Mapping[str, int]
    phrase_ends: Mapping[str, int]
    openers: frozenset[str]
    articles: frozenset[str]
    particles: frozenset[str]
    dotted: frozenset[str]
    prefixes: frozenset[str]
    side_with_class: str
    child_first: frozenset[str]
    parent_first: frozenset[str]
    stop: frozenset[str]
    names: frozenset[str]
    abbreviation: re.Pattern[str] | None
    abbreviations: Mapping[str, str]
    demonyms: Mapping[str, tuple[Candidate, str]]
    demonym_openings: frozenset[str]
    longest_demonym: int
    distances: DistanceRules


def compile_rules(pack: Pack, gazetteer: Gazetteer) -> PlaceRules:
    """Compile `places.toml` of a pack. Raises PackError when the table is missing or names no known place."""
    table = pack.table("places")
    short = table["abbreviations"]
    longest_first = sorted(short, key=len, reverse=True)
    demonyms = dict(_demonyms(table, gazetteer, pack.code))
    phrases = _phrases(table, pack.code)
    return PlaceRules(
        gazetteer=gazetteer,
        phrases=phrases,
        phrase_openings=_longest(phrases, 0),
        phrase_ends=_longest(phrases, -1),
        openers=frozenset(table["openers"]),
        articles=frozenset(table["articles"]),
        particles=frozenset(table["particles"]) | frozenset(table["articles"]),
        dotted=frozenset(table["dotted"]),
        prefixes=frozenset(table["prefixes"]),
        side_with_class=table["side_with_class"],
        child_first=frozenset(table["containment"]["child_first"]),
        parent_first=frozenset(table["containment"]["parent_first"]),
        stop=frozenset(map(spoken, table["stop"]["words"])),
        names=frozenset(map(spoken, table["stop"]["names"])),
        abbreviation=_standing_alone(longest_first) if short else None,
        abbreviations=dict(short),
        demonyms=demonyms,
        demonym_openings=frozenset(key.split(" ")[0] for key in demonyms),
        longest_demonym=max((key.count(" ") + 1 for key in demonyms), default=0),
        distances=distance_rules(table["relations"], table["sides"]),
    )


def _standing_alone(forms: Sequence[str]) -> re.Pattern[str]:
    """Any of `forms`, no part of a word. First letters come before what is asked of them, for speed."""
    rests: dict[str, list[str]] = {}
    for form in forms:
        rests.setdefault(re.escape(form[0]), []).append(re.escape(form[1:]))
    choices = (f"{first}(?<!\\w{first})(?:{'|'.join(rest)})" for first, rest in rests.items())
    return re.compile(rf"(?:{'|'.join(choices)})(?!\w)")


def _longest(phrases: Iterable[str], at: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for phrase in phrases:
        words = phrase.split(" ")
        found[words[at]] = max(found.get(words[at], 0), len(words))
    return found


def spoken(phrase: str) -> str:
    """A phrase as the tables key it: words in lower case, one space between."""
    return " ".join(_WORDS.findall(phrase.lower()))


def _phrases(table: Mapping[str, Any], code: str) -> dict[str, Phrase]:
    found: dict[str, Phrase] = {}

    def add(items: Iterable[str], **features: Any) -> None:
        for item in items:
            for form in expand(item):
                key = spoken(form)
                if key:
                    found[key] = replace(found.get(key, Phrase()), **features)

    for group in table["class"]:
        unknown = set(group["levels"]) - set(get_args(Level))
        if unknown:
            raise PackError(f"packs/{code}/places.toml: no such level: {', '.join(sorted(unknown))}")
        for item in (form for pattern in group["before"] for form in expand(pattern)):
            add([item], levels=_merge(found.get(spoken(item), Phrase()).levels, group["levels"]))
        for item in (form for pattern in group["after"] for form in expand(pattern)):
            add([item], levels_after=_merge(found.get(spoken(item), Phrase()).levels_after, group["levels"]))
    relations, roles = table["relations"], table["roles"]
    add(relations["parts"], part=True)
    add(relations["rural"], rural=True, part=True)
    add(relations["near"], near=True)
    add(relations["measure"], measure=True)
    add(relations["after"], part_after=True)
    for side, words in table["sides"].items():
        add(words, side=side)
    add(table["links"], link=True)
    add(table["prepositions"]["place"], preposition=1)
    add(table["prepositions"]["strong"], preposition=2)
    add(roles["titles"], title=True)
    add(roles["owners"], owner=True)
    add(roles["people_before"], people=True)
    add(roles["actor_verbs"], acts_after=True)
    # The longest phrase counts: these keep "đã" of "đã bị" from making an actor of whom it happened to.
    add(roles["passives"])
    add(roles["territory"], territory=True)
    add(roles["seat"], seat=True)
    add(roles["bodies_after"], body_after=True)
    add(roles["named_after"], named=True)
    return found


def _merge(old: tuple[Level, ...], new: Iterable[str]) -> tuple[Level, ...]:
    return tuple(dict.fromkeys([*old, *(cast(Level, level) for level in new)]))


def _demonyms(
    table: Mapping[str, Any], gazetteer: Gazetteer, code: str
) -> Iterable[tuple[str, tuple[Candidate, str]]]:
    for kind in ("demonyms", "region_demonyms"):
        for place, forms in table[kind].items():
            found = (
                gazetteer.country(place) if kind == "demonyms" else next(iter(gazetteer.lookup(place)), None)
            )
            if found is None:
                raise PackError(f"packs/{code}/places.toml: the gazetteer has no {place!r} ({kind})")
            adjectives, _, people = forms.partition("|")
            for role, words in (("adjective", adjectives), ("people", people)):
                for word in filter(None, words.split(",")):
                    yield spoken(word), (found, role)
