"""Places: find the names, tell which place each means by the report as a whole, and what part it plays.

A name counts as a place on evidence: a class noun, a preposition, a country that the report is about, size.
What is named with a class noun and is not known keeps its name without coordinates.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from dateline.annotate.mentions import PlaceMention, Sentence
from dateline.annotate.place_choice import Context, Group, choose, group_names
from dateline.annotate.place_given import given_names, with_given
from dateline.annotate.place_names import Name, Words, find_names, split_words
from dateline.annotate.place_point import certainty, resolve
from dateline.annotate.place_relation import join_between, shift_of
from dateline.annotate.place_rules import PlaceRules, compile_rules
from dateline.annotate.place_setting import Setting, mark_leftovers, setting_of, spread_acts
from dateline.annotate.place_unknown import find_unknown, painted
from dateline.gazetteer import Candidate

__all__ = ["PlaceRules", "compile_rules", "find_places", "resolve_places"]

_ENOUGH = 2.5
_ALOFT = 4.5
_STRAY = 4.0
_SPEAKS = 1.0
_WELL_KNOWN = 500_000
_LITTLE, _MIDDLING = 50_000, 300_000
_OFFSET, _OF_EVIDENCE, _OF_CERTAINTY, _ALL = -2.86, 0.36, 3.28, 10.0
_LEVEL_EVIDENCE = {"country": 4.0, "region": 3.0, "province": 2.6, "district": 2.0, "site": 2.0}


class _Found(NamedTuple):
    name: Name
    setting: Setting
    group: Group
    evidence: float
    stray: bool


def find_places(
    text: str,
    sentences: Sequence[Sentence],
    rules: PlaceRules,
    *,
    blocked: Sequence[tuple[int, int]] = (),
    outlet_country: str | None = None,
) -> tuple[PlaceMention, ...]:
    """The places named in `text`, in order.

    Inside the spans of `blocked` (names of actors, sources, persons) nothing has the role "place": it is
    "name" there. Other roles are "adjective" and "people" ("Turkish", "người Syria"), "actor" (a country
    or capital that acts or speaks) and "name" (part of a longer name).
    """
    words = split_words(text, [sentence.start for sentence in sentences], rules)
    barred = painted(len(text), blocked)
    mentions = [
        _mention(words, found, barred, rules)
        for found in _read(words, find_names(words, rules), barred, outlet_country, rules)
        # Of a stray only what is printed speaks: its class noun may still tell a place, but not this one.
        if found.evidence >= _ENOUGH and not found.stray
    ]
    mentions += find_unknown(words, rules, mentions, barred)
    mentions.sort(key=lambda mention: (mention.start, mention.end))
    return tuple(join_between(text, mentions, rules.distances))


def resolve_places(
    text: str,
    sentences: Sequence[Sentence],
    rules: PlaceRules,
    spans: Sequence[tuple[int, int]],
    *,
    outlet_country: str | None = None,
) -> tuple[PlaceMention | None, ...]:
    """What the place names at `spans` mean by the report as a whole; None where no entry is spelt like one.

    A side or distance that is printed outside its span ("southern") does not move a name.
    """
    words = split_words(text, [sentence.start for sentence in sentences], rules)
    given = given_names(words, spans, rules)
    names = with_given(find_names(words, rules), given)
    barred = painted(len(text), ())
    told = {
        (found.name.first, found.name.last): found
        for found in _read(words, names, barred, outlet_country, rules)
    }
    mentions: list[PlaceMention | None] = []
    for name, (start, _) in zip(given, spans, strict=True):
        if name is None:
            mentions.append(None)
            continue
        found = told[name.first, name.last]
        outer = words.starts[found.setting.outer_first]
        if not start <= outer < words.starts[name.first]:
            found.setting.side, found.setting.seat = None, False
        mentions.append(_mention(words, found, barred, rules, moves=False))
    return tuple(mentions)


def _read(
    words: Words, names: list[Name], barred: bytearray, outlet_country: str | None, rules: PlaceRules
) -> list[_Found]:
    """Every name with what it means and how likely it is a place."""
    settings = [setting_of(words, name, rules) for name in names]
    mark_leftovers(words, names, settings, rules)
    spread_acts(words, names, settings, rules)
    groups = group_names(words, names, settings, rules, barred)
    context = choose(groups, settings, outlet_country)
    return _judge(words, names, settings, groups, context, rules)


def _judge(
    words: Words,
    names: Sequence[Name],
    settings: Sequence[Setting],
    groups: Sequence[Group],
    context: Context,
    rules: PlaceRules,
) -> list[_Found]:
    """Every name with the evidence that it is a place; a spelling shares the best evidence of its group."""
    found: list[_Found] = []
    for group in groups:
        best = group.best
        worth, stray = _worth(group, best, context)
        own = [
            worth
            + _printed_evidence(words, names[i], settings[i], rules)
            + (_SPEAKS if best.capital and settings[i].acts else 0.0)
            for i in group.at
        ]
        far = stray or (
            best.level != "country"
            and best.population < 2 * _WELL_KNOWN
            and context.share(best.country, group) < 0.1
        )
        part = 1.5 if best.level != "settlement" or best.population > _WELL_KNOWN else 3.5
        shared = 0.7 * max(own)
        for i, evidence in zip(group.at, own, strict=True):
            leftover = settings[i].left_over or settings[i].right_over or settings[i].title
            total = evidence - part - (2.0 if far else 0.0) if leftover else max(evidence, shared)
            found.append(
                _Found(
                    names[i], settings[i], group, total, stray or _is_odd(group, best, settings[i], context)
                )
            )
    return found


def _worth(group: Group, best: Candidate, context: Context) -> tuple[float, bool]:
    """What speaks for the chosen candidate wherever it is printed, and whether it is a stray: a little place,
    or a name that only meets weakly, in a country that the report does not speak of."""
    small = best.level == "settlement"
    if small:
        worth = 2.5 if best.own else max(0.0, 1.1 * (math.log10(best.population + 1) - 3))
    else:
        # A county is named with its noun: without it the word is mostly another's.
        bare = best.level == "district" and not best.main
        worth = 0.0 if bare else _LEVEL_EVIDENCE[best.level]
    worth += 1.0 if best.capital else 0.0
    if best.match == "weak":
        worth -= 1.5 if small else 3.0
    worth += 2.5 if group.held else 0.0
    if best.level in ("country", "region") or not context.tells(group):
        return worth, False
    share = context.share(best.country, group)
    if share > 0.1:
        # A romanisation of its own is no objection in the country that the report is about.
        return worth + (3.5 if best.match == "weak" else 2.0) * share, False
    stray = not group.held and (
        best.match == "weak" or (small and (best.population < (_MIDDLING if group.parents else _LITTLE)))
    )
    return worth - (_STRAY if stray else 1.0), stray


def _is_odd(group: Group, best: Candidate, setting: Setting, context: Context) -> bool:
    """True when the class noun asks for another level and the report never speaks of that country, or for a
    hospital or a street that is only called after a far town ("al-Quds hospital")."""
    if not setting.levels or best.level in setting.levels or group.held:
        return False
    if best.level == "country" or not best.country:
        return False
    if context.share(best.country, group) >= 0.1:
        return False
    if best.level == "settlement":
        called_after = best.capital or not best.main
        return setting.levels[0] == "site" and called_after and context.tells(group)
    return True


def _printed_evidence(words: Words, name: Name, setting: Setting, rules: PlaceRules) -> float:
    """What speaks for one printed name: the words around it, and what else the word could be."""
    if name.role or name.alias:
        return _ALOFT
    key = words.key(name.first, name.last)
    phrase = rules.phrases.get(key)
    evidence = (0.0, 0.7, 2.0)[setting.preposition]
    # "Tây Nam", "Central" are names somewhere, and sides everywhere.
    evidence -= 4.0 if phrase and (phrase.side or phrase.levels or phrase.part) else 0.0
    evidence += 3.0 if setting.class_known else 0.0
    evidence += 1.5 if setting.related else 0.0
    evidence += 0.8 if name.last > name.first else 0.0
    if key in rules.stop and not setting.owner:
        country = name.candidates[0].level == "country"
        evidence -= 1.5 if country and (setting.preposition or setting.class_known) else 4.0
    evidence += 1.5 if setting.owner else 0.0
    # "bờ Tây sông X" is a bank, not the West Bank.
    evidence -= 4.0 if setting.heads and name.last > name.first else 0.0
    evidence -= 3.0 if key in rules.names else 0.0
    evidence -= 4.0 if setting.title else 0.0
    if name.first == name.last:
        evidence -= 1.0 if setting.opens else 0.0
        evidence -= 2.0 if setting.opens and key in words.seen else 0.0
        evidence -= 1.0 if len(key) < 4 and name.candidates[0].level != "country" else 0.0
    return evidence


def _mention(
    words: Words, found: _Found, barred: bytearray, rules: PlaceRules, *, moves: bool = True
) -> PlaceMention:
    name, setting = found.name, found.setting
    start, end = words.starts[name.first], words.ends[name.last]
    if name.alias:
        end += words.text[end : end + 1] == "."
    plain = name.role is None
    told = moves and plain and (setting.preposition or setting.related)
    shift = shift_of(words, name, setting, rules.distances) if told else None
    place = resolve(found.group, setting, rules.gazetteer, plain=plain, shift=shift)
    sure, others = certainty(found.group, place.candidate) if len(found.group.candidates) > 1 else (1.0, ())
    role = _role(words, found, place.candidate, rules, is_blocked=1 in barred[start:end])
    return PlaceMention(
        start=start,
        end=end,
        outer_start=min(words.starts[setting.outer_first], shift.start if shift else start),
        outer_end=max(end, words.ends[setting.outer_last], shift.end if shift else end),
        name=place.candidate.name,
        level=place.level,
        lat=place.lat,
        lon=place.lon,
        gazetteer_id=place.candidate.gazetteer_id,
        country=place.candidate.country or None,
        confidence=_confidence(found.evidence, sure),
        relation=words.text[shift.start : shift.end].strip() if shift else _relation(words, setting, rules),
        role=role,
        rule=place.rule,
        radius_km=place.radius_km,
        alternatives=others,
    )


def _confidence(evidence: float, sure: float) -> float:
    """The chance that this is a place and the point is right: by a logistic regression on reports with known
    places, of how much speaks for a place and how likely the choice is (see evals/places.py)."""
    odds = _OFFSET + _OF_EVIDENCE * min(evidence, _ALL) + _OF_CERTAINTY * sure
    return round(1 / (1 + math.exp(-odds)), 3)


def _role(words: Words, found: _Found, candidate: Candidate, rules: PlaceRules, *, is_blocked: bool) -> str:
    name, setting = found.name, found.setting
    if is_blocked:
        return name.role or "name"
    if name.alias and candidate.level == "country" and _describes(words, name.last + 1, rules):
        return "adjective"
    if name.role:
        return "place" if setting.territory or setting.seat else name.role
    if setting.people and candidate.level in ("country", "region"):
        return "people"
    if setting.owner:
        return "adjective" if candidate.level in ("country", "region") else "actor"
    if setting.compound or (setting.possessive and candidate.level == "country"):
        return "place" if setting.territory or setting.seat else "adjective"
    if setting.left_over or setting.right_over or setting.body or setting.named:
        return "name"
    speaks = candidate.level in ("country", "site") or candidate.capital
    there = (setting.preposition and not setting.joined) or setting.class_known or setting.related
    if setting.acts and speaks and not there:
        return "actor"
    return "place"


def _describes(words: Words, after: int, rules: PlaceRules) -> bool:
    """True when a plain word follows an abbreviation: the "U.S." of "U.S. officials"."""
    if after >= len(words.printed) or words.text[words.ends[after - 1] : words.starts[after]] != ". ":
        return False
    return words.printed[after].islower() and words.lowered[after] not in rules.phrase_openings


def _relation(words: Words, setting: Setting, rules: PlaceRules) -> str | None:
    for part in (setting.relation, setting.relation_after):
        if part and part[0] < part[1]:
            first, last = part[0], part[1] - 1
            # Of "north of the besieged" only "north of" relates.
            while last - 1 > first and _is_link(words, last, rules) and _is_link(words, last - 1, rules):
                last -= 1
            return words.text[words.starts[first] : words.ends[last]]
    return None


def _is_link(words: Words, i: int, rules: PlaceRules) -> bool:
    phrase = rules.phrases.get(words.lowered[i])
    return phrase is not None and phrase.link
