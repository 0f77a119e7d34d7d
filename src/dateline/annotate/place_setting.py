"""What stands around a name: class noun, relation, preposition, owner, verb."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.place_names import (
    BREAK,
    SPACE,
    TIGHT,
    Name,
    Words,
    is_capital,
    phrase_after,
    phrase_before,
)
from dateline.annotate.place_rules import Phrase, PlaceRules
from dateline.model import Level

_STEPS = 6


@dataclass(slots=True, kw_only=True)
class Setting:
    """The setting of one name.

    `outer_first`/`outer_last` are the words that belong to the place's phrase;
    `relation` the words (from, up to but without) of what relates to it ("eastern outskirts of");
    `named` tells that a treaty or the like is called after it, `joined` that only "and" stands before it,
    `heads` that a class noun of what follows stands after it;
    `held` is the group of the name printed as lying in it ("Buffalo, New York"), `wide` tells that this
    lies too far off for a town of its name.
    """

    outer_first: int
    outer_last: int
    levels: tuple[Level, ...] = ()
    class_known: bool = False
    side: str | None = None
    relation: tuple[int, int] | None = None
    relation_after: tuple[int, int] | None = None
    rural: bool = False
    preposition: int = 0
    owner: bool = False
    people: bool = False
    title: bool = False
    acts: bool = False
    territory: bool = False
    compound: bool = False
    body: bool = False
    seat: bool = False
    opens: bool = False
    left_over: bool = False
    right_over: bool = False
    possessive: bool = False
    named: bool = False
    heads: bool = False
    joined: bool = False
    held: int | None = None
    wide: bool = False

    @property
    def related(self) -> bool:
        """True when a relation is printed before or after the name."""
        return self.relation is not None or self.relation_after is not None


def setting_of(words: Words, name: Name, rules: PlaceRules) -> Setting:
    """Read the words before and after `name`."""
    setting = Setting(outer_first=name.first, outer_last=name.last, opens=words.opens(name.first))
    hit = _read_before(words, name.first, rules, setting)
    edge = setting.outer_first
    _read_after(words, name.last + 1, rules, setting)
    if hit:
        setting.preposition = hit[0].preposition
    if edge == name.first and hit:
        phrase = hit[0]
        further = phrase_before(words, edge - hit[1], rules) if phrase.link else None
        phrase = further[0] if further and further[0].owner else phrase
        setting.owner, setting.people = phrase.owner, phrase.people
        setting.title = phrase.title and not phrase.owner
        setting.named = hit[0].named or bool(further and further[0].named)
        setting.joined = words.lowered[name.first - 1] in rules.distances.joiners
    return setting


def _read_before(words: Words, first: int, rules: PlaceRules, setting: Setting) -> tuple[Phrase, int] | None:
    """Walk back over class nouns, sides and relations; return the phrase before them all."""
    at, relation_from, class_from = first, None, None
    hit: tuple[Phrase, int] | None = None
    for _ in range(_STEPS):
        hit = phrase_before(words, at, rules)
        if hit is None or (at == first and _is_owner(hit[0])):
            break
        phrase, n = hit
        begin = at - n
        setting.seat = setting.seat or phrase.seat
        if phrase.levels and not setting.class_known and relation_from is None:
            setting.levels, setting.class_known, class_from = phrase.levels, True, begin
            setting.outer_first = begin
            if phrase.part:
                relation_from = begin
        elif phrase.levels and setting.side and rules.side_with_class == "after" and not setting.class_known:
            setting.levels, setting.class_known, setting.side, relation_from = phrase.levels, True, None, None
            setting.outer_first = begin
        elif phrase.side and class_from == at and rules.side_with_class == "before":
            setting.outer_first = begin
        elif phrase.side or phrase.part or phrase.near or phrase.measure:
            relation_from = begin
            setting.outer_first = begin
            setting.side = setting.side or phrase.side
            setting.rural = setting.rural or phrase.rural
        elif not phrase.link:
            break
        at = begin
    if relation_from is not None:
        stop = class_from if class_from is not None and class_from > relation_from else first
        if setting.class_known and class_from == relation_from:
            stop = first
        setting.relation = (_with_number(words, relation_from, setting), stop)
    return hit if at == setting.outer_first else phrase_before(words, setting.outer_first, rules)


def _is_owner(phrase: Phrase) -> bool:
    return phrase.owner and not phrase.levels


def _with_number(words: Words, begin: int, setting: Setting) -> int:
    """Take "12" into "12 km south of"."""
    if begin and words.printed[begin - 1].isdigit() and words.gaps[begin] != BREAK:
        setting.outer_first = begin - 1
        return begin - 1
    return begin


def _read_after(words: Words, at: int, rules: PlaceRules, setting: Setting) -> None:
    if at < len(words.printed) and words.gaps[at] == TIGHT and len(words.printed[at]) > 2:
        setting.compound = words.printed[at].islower()
    owned = at + 1 if words.lowered[at : at + 1] == ["s"] and words.gaps[at] == TIGHT else at
    hit = phrase_after(words, owned, rules)
    if hit:
        setting.territory, setting.seat = hit[0].territory, setting.seat or hit[0].seat
        setting.body = hit[0].body_after
        setting.heads = bool(hit[0].levels) and words.gaps[at] == SPACE and not hit[0].levels_after
    setting.possessive = owned > at
    if setting.possessive or hit is None:
        return
    phrase, n = hit
    if phrase.levels_after and words.gaps[at] == SPACE:
        setting.levels = setting.levels or phrase.levels_after
        setting.class_known = True
        setting.outer_last = at + n - 1
        hit = phrase_after(words, at + n, rules)
        phrase, n, at = (hit[0], hit[1], at + n) if hit else (Phrase(), 0, at)
    if phrase.part_after and words.gaps[at] == SPACE:
        setting.relation_after = (at, at + n)
        setting.rural = setting.rural or phrase.rural
        setting.outer_last = at + n - 1
    setting.acts = phrase.acts_after


def mark_leftovers(words: Words, names: list[Name], settings: list[Setting], rules: PlaceRules) -> None:
    """Tell which names are part of a longer capitalised run that nothing explains ("London School")."""
    beside: list[tuple[int, int, bool]] = []
    for i, (name, setting) in enumerate(zip(names, settings, strict=True)):
        left = _word_before(words, name.first)
        if left >= 0 and setting.outer_first == name.first and is_capital(words.printed[left]):
            beside.append((i, left, True))
        right = name.last + 1
        follows = right < len(words.printed) and words.gaps[right] == SPACE
        if follows and setting.outer_last == name.last and is_capital(words.printed[right]):
            beside.append((i, right, False))
    if not beside:
        return
    taken = {k for name in names if _is_known(words, name, rules) for k in range(name.first, name.last + 1)}
    towns = {k for name in names if _is_town(name) for k in range(name.first, name.last + 1)}
    for i, at, before in beside:
        # Two towns side by side are one name ("Paris Saint-Germain").
        free = at not in taken or (at in towns and names[i].first in towns)
        if free and not _explained(words, at, rules):
            if before:
                settings[i].left_over = True
            else:
                settings[i].right_over = True


def _word_before(words: Words, first: int) -> int:
    """The word that stands before a name, a space between; -1 for none. Of "Sa'ar Tehran" it is "Sa'ar"."""
    left = first - 1
    if left < 0 or words.gaps[first] != SPACE:
        return -1
    joined = left > 0 and words.gaps[left] == TIGHT and len(words.printed[left]) > 1
    return left - 1 if joined and not is_capital(words.printed[left]) else left


def spread_acts(words: Words, names: Sequence[Name], settings: Sequence[Setting], rules: PlaceRules) -> None:
    """Let those before "and" act too: of "Moscow and Tehran agreed" both."""
    for i in range(len(names) - 1, 0, -1):
        first, second = settings[i - 1], settings[i]
        second.joined = second.joined and names[i].first - names[i - 1].last == 2
        if second.acts and second.joined:
            first.acts = first.acts or not (first.preposition and not first.joined)
            second.acts = first.acts


def _is_town(name: Name) -> bool:
    top = name.candidates[0]
    if name.role or name.alias or top.match != "exact" or top.population < 100_000:
        return False
    return top.level in ("settlement", "province")


def _is_known(words: Words, name: Name, rules: PlaceRules) -> bool:
    """True for a name that stands beside another as a name of its own ("Syrian Aleppo")."""
    top = name.candidates[0]
    if name.role or name.alias:
        return True
    if words.key(name.first, name.last) in rules.names:
        return False
    return top.match == "exact" and (top.level != "settlement" or top.population > 100_000)


def _explained(words: Words, i: int, rules: PlaceRules) -> bool:
    """True for a capital that is no name: a sentence's first word, a title, a headline's "in"."""
    word = words.lowered[i]
    if words.opens(i):
        return word in rules.stop or word in words.seen or word in rules.phrases
    phrase = rules.phrases.get(word)
    if phrase and (phrase.title or phrase.side or phrase.preposition or phrase.link or phrase.near):
        return True
    return word in words.seen and word in rules.stop
