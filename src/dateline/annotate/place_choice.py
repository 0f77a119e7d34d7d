"""Choose what each name means by the report as a whole.

Countries and provinces that the report names, places printed inside one another, and nearness weigh
more than size. A name means one place throughout a report, save for the level that its class noun fixes.
"""

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.annotate.place_names import Name, Words
from dateline.annotate.place_rules import PlaceRules
from dateline.annotate.place_setting import Setting
from dateline.gazetteer import Candidate
from dateline.model import Alternative

_KEPT = 10
# The longest words between two names that tell that one lies in the other.
_LINKED = 20
_NEAR_KM = 150.0
_TOWN_KM = 40.0
# The votes that it takes to tell which country a report is about.
_TOLD = 0.9
_LEVEL_WORTH = {
    "country": 3.0,
    "region": 2.5,
    "province": 1.6,
    "district": 1.0,
    "site": 1.0,
    "settlement": 0.0,
}
_SIZE = 0.5
_OWN_WORTH = 2.0
_MAIN = 0.8
_LEAST = 2.0
_WEAK = 1.5
_CAPITAL = 0.8
_COUNTRY_PULL = 3.6
_PROVINCE_PULL = 2.5
_INSIDE = 3.0
_HOLDS = 2.0
_NEARNESS = 0.8
# A lead that nearness cannot make up for.
_DECIDED = 2.8
_SETTLED = 5.0
_ANCHORS = 24
_LIKELY = 0.2
_RANKED = 6
_VOTERS = 6
# How much a name has to say that is a person's elsewhere, is part of a longer one, or stands bare.
_PERSONAL, _PARTIAL, _BARE = 0.2, 0.8, 0.6


@dataclass(slots=True, kw_only=True)
class Group:
    """A spelling of a report: what it may mean, where it stands, and what was chosen.

    `parents` and `children` are the groups printed around it ("X, Y province"); `shares` are the likelihoods
    of the candidates by their scores, 1 in all; `certain` what was found of that for a choice; `held` tells
    that the choice fits a parent or child, `alone` that it stands somewhere outside longer names, `credit`
    (0 to 1) how far it looks like a place where it is printed: its say about the others.
    """

    candidates: tuple[Candidate, ...]
    at: list[int] = field(default_factory=list)
    parents: set[int] = field(default_factory=set)
    children: set[int] = field(default_factory=set)
    scores: list[float] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    certain: dict[str, tuple[float, tuple[Alternative, ...]]] = field(default_factory=dict)
    fixed: bool = False
    held: bool = False
    alone: bool = False
    credit: float = 0.0
    priors: list[float] = field(default_factory=list)
    votes: dict[str, float] = field(default_factory=dict)
    province_votes: dict[str, float] = field(default_factory=dict)
    vote: float = 0.0

    @property
    def best(self) -> Candidate:
        """The candidate with the highest score; the better known of equals."""
        if len(self.candidates) == 1:
            return self.candidates[0]
        return self.candidates[self.scores.index(max(self.scores))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """How much the report speaks of each country (in votes of its names) and province (in shares)."""

    countries: Mapping[str, float]
    provinces: Mapping[str, float]
    total: float

    def share(self, code: str, group: Group) -> float:
        """The country's share, 0 to 1, without what the group itself says."""
        votes = self.countries.get(code, 0.0) - group.votes.get(code, 0.0)
        return max(0.0, votes) / max(self.total - group.vote, 1.0)

    def tells(self, group: Group) -> bool:
        """True when the names outside the group tell a country."""
        return self.total - group.vote >= _TOLD


def km(a: Candidate, b: Candidate) -> float:
    """The distance of two places, near enough for choosing."""
    x = math.radians(b.lon - a.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    y = math.radians(b.lat - a.lat)
    return 6371.0 * math.hypot(x, y)


def contains(parent: Candidate, child: Candidate) -> bool:
    """True when `child` lies in `parent` as far as codes and distances tell."""
    if parent.gazetteer_id == child.gazetteer_id or child.level == "country":
        return False
    if parent.level == "country":
        return child.country == parent.country
    if parent.level == "province":
        if child.level in ("province", "region") or child.country != parent.country:
            return False
        return (
            child.admin1 == parent.admin1 if child.admin1 and parent.admin1 else km(parent, child) < _NEAR_KM
        )
    if parent.level == "region":
        return km(parent, child) < 400
    return child.level not in ("province", "region") and km(parent, child) < _TOWN_KM


def group_names(
    words: Words, names: Sequence[Name], settings: Sequence[Setting], rules: PlaceRules, barred: bytearray
) -> list[Group]:
    """Gather the names that are spelt alike, and link those that are printed one inside the other.

    `barred` marks the code points of longer names ("máy bay Nga"): what stands only in those tells less.
    """
    groups: list[Group] = []
    has_barred = 1 in barred
    by_meaning: dict[tuple[str, str | None, int, bool], int] = {}
    group_of: list[int] = []
    for i, name in enumerate(names):
        top = name.candidates[0]
        key = top.gazetteer_id, name.role, len(name.candidates), top.match == "exact"
        if key not in by_meaning:
            by_meaning[key] = len(groups)
            groups.append(Group(candidates=name.candidates, fixed=name.role is not None))
        group = groups[by_meaning[key]]
        group.at.append(i)
        group.credit = max(group.credit, _credit(words, name, settings[i], rules))
        if not has_barred or 1 not in barred[words.starts[name.first] : words.ends[name.last]]:
            group.alone = True
        group_of.append(by_meaning[key])
    for i in range(len(names) - 1):
        end, start = words.ends[settings[i].outer_last], words.starts[settings[i + 1].outer_first]
        if not 0 < start - end <= _LINKED:
            continue
        joined = words.text[end:start].strip().casefold()
        if joined in rules.child_first:
            _link(groups, child=group_of[i], parent=group_of[i + 1])
            settings[i + 1].held = group_of[i] if joined == "," else None
        elif joined in rules.parent_first:
            _link(groups, child=group_of[i + 1], parent=group_of[i])
    return groups


def _credit(words: Words, name: Name, setting: Setting, rules: PlaceRules) -> float:
    if name.role or name.alias:
        return 1.0
    single = name.first == name.last
    key = words.key(name.first, name.last)
    told = setting.preposition or setting.class_known or setting.related
    if key in rules.stop or (single and setting.opens and key in words.seen):
        return _PERSONAL if setting.class_known else 0.0
    if key in rules.names or setting.title:
        return _PERSONAL
    over = setting.left_over or setting.right_over
    return (_PARTIAL if over else 1.0) * (_BARE if single and not told else 1.0)


def _link(groups: Sequence[Group], *, child: int, parent: int) -> None:
    if child != parent:
        groups[child].parents.add(parent)
        groups[parent].children.add(child)


def choose(groups: Sequence[Group], settings: Sequence[Setting], outlet_country: str | None) -> Context:
    """Score the candidates of every group; the context that they were scored in comes back."""
    for group in groups:
        group.priors = [_prior(candidate) for candidate in group.candidates[:_KEPT]]
        _vote(group, group.priors)
    context = _context(groups, outlet_country)
    live = [group for group in groups if group.credit or group.parents or group.children]
    for group in groups:
        if len(group.candidates) > _KEPT:
            _keep(group, context)
        group.scores = list(group.priors)
    for group in live:
        if len(group.candidates) > 1:
            _score(group, context)
    _add_print(live, groups, settings)
    # Once more, in the context that the choices of the first round make.
    several = [group for group in live if len(group.candidates) > 1 and _is_open(group)]
    for group in several:
        _vote(group, group.scores)
    context = _context(groups, outlet_country)
    for group in several:
        _score(group, context)
    _add_print(several, groups, settings)
    anchors = _anchors(groups)
    for group in several:
        _prefer_wide(group, settings)
        _add_nearness(group, anchors)
    for group in groups:
        group.shares = _likelihoods(group.scores)
        for i in group.at:
            held = settings[i].held
            if held is not None and groups[held] is not group:
                settings[i].wide = km(group.best, groups[held].best) > _TOWN_KM
    return context


def _is_open(group: Group) -> bool:
    """True when another candidate may still be chosen."""
    first, second = heapq.nlargest(2, group.scores)
    return first - second < _SETTLED


def _keep(group: Group, context: Context) -> None:
    """Of many candidates keep the best known, and those in provinces that the report speaks of."""
    more = [c for c in group.candidates[_KEPT:] if c.admin1 in context.provinces][:_KEPT]
    group.candidates = (*group.candidates[:_KEPT], *more)
    group.priors += map(_prior, more)


def _score(group: Group, context: Context) -> None:
    pulls = {code: context.share(code, group) for code in {c.country for c in group.candidates}}
    group.scores = [
        prior + _pull(candidate, pulls[candidate.country], context)
        for candidate, prior in zip(group.candidates, group.priors, strict=True)
    ]


def _add_print(some: Sequence[Group], groups: Sequence[Group], settings: Sequence[Setting]) -> None:
    """Add what is printed to the scores of `some` of the groups: class nouns, and one name inside another."""
    for group in some:
        if len(group.candidates) > 1:
            _add_levels(group, settings)
        if group.parents or group.children:
            _add_containment(group, groups)


def _prior(candidate: Candidate) -> float:
    size = _SIZE * math.log10(candidate.population + 1)
    if candidate.own:
        size = max(size, _OWN_WORTH)
    elif candidate.level == "province":
        # Of some the people are not known.
        size = max(size, _LEAST)
    size += _LEVEL_WORTH[candidate.level]
    if candidate.main:
        size += _MAIN
    if candidate.capital:
        size += _CAPITAL
    return size if candidate.match == "exact" else size - _WEAK


def _vote(group: Group, worths: Sequence[float]) -> None:
    """Share the group's say among the countries and provinces of its candidates, by what these are worth."""
    group.votes, group.province_votes = {}, {}
    if not group.credit:
        group.vote = 0.0
        return
    chances = [math.exp(worth) for worth in worths[:_VOTERS]] if len(worths) > 1 else [1.0]
    weight = group.credit * math.sqrt(len(group.at)) / sum(chances)
    for candidate, chance in zip(group.candidates, chances, strict=False):
        share = weight * chance
        if candidate.level == "country":
            share *= 0.7 if group.fixed or not group.alone else 1.0
        elif candidate.level == "settlement":
            # Little known names are many and agree on nothing.
            share *= 0.25 if candidate.population < 100_000 or candidate.match == "weak" else 0.6
        if candidate.country:
            group.votes[candidate.country] = group.votes.get(candidate.country, 0.0) + share
        if candidate.admin1:
            group.province_votes[candidate.admin1] = group.province_votes.get(candidate.admin1, 0.0) + share
    group.vote = sum(group.votes.values())


def _context(groups: Sequence[Group], outlet_country: str | None) -> Context:
    countries: dict[str, float] = {outlet_country: 0.5} if outlet_country else {}
    provinces: dict[str, float] = {}
    for group in groups:
        for code, vote in group.votes.items():
            countries[code] = countries.get(code, 0.0) + vote
        for code, vote in group.province_votes.items():
            provinces[code] = provinces.get(code, 0.0) + vote
    return Context(countries=countries, provinces=_shares(provinces), total=sum(countries.values()))


def _likelihoods(scores: Sequence[float]) -> list[float]:
    """The softmax of `scores`."""
    if len(scores) == 1:
        return [1.0]
    top = max(scores)
    chances = [math.exp(score - top) for score in scores]
    total = sum(chances)
    return [chance / total for chance in chances]


def _shares(counts: Mapping[str, float]) -> dict[str, float]:
    total = max(sum(counts.values()), 1.0)
    return {code: count / total for code, count in counts.items()}


def _pull(candidate: Candidate, share: float, context: Context) -> float:
    """What the report's countries and provinces add; `share` is that of the candidate's country."""
    if candidate.level == "country":
        return 0.5 * _COUNTRY_PULL * share
    pull = _COUNTRY_PULL * math.sqrt(share)
    if candidate.level != "province" and candidate.admin1:
        pull += _PROVINCE_PULL * math.sqrt(context.provinces.get(candidate.admin1, 0.0))
    return pull


def _add_levels(group: Group, settings: Sequence[Setting]) -> None:
    levels = {level for i in group.at for level in settings[i].levels[:3]}
    if levels:
        for i, candidate in enumerate(group.candidates):
            group.scores[i] += 1.5 if candidate.level in levels else -0.8


def _add_containment(group: Group, groups: Sequence[Group]) -> None:
    fitting: set[str] = set()
    for i, candidate in enumerate(group.candidates):
        inside = any(contains(p, candidate) for at in group.parents for p in groups[at].candidates[:_KEPT])
        holds = any(contains(candidate, c) for at in group.children for c in groups[at].candidates[:_KEPT])
        group.scores[i] += inside * _INSIDE + holds * _HOLDS
        if inside or holds:
            fitting.add(candidate.gazetteer_id)
    group.held = group.best.gazetteer_id in fitting


def _prefer_wide(group: Group, settings: Sequence[Setting]) -> None:
    """Of a country and a part of it that bears its name ("Mexico", "Kuwait") the country is meant, and of a
    sea or landform and what is called after it ("Red Sea", "Pacific") the former."""
    best = group.best
    asked = {level for i in group.at for level in settings[i].levels}
    if best.level in ("settlement", "province") and (not asked or "region" in asked):
        for i, c in enumerate(group.candidates):
            if (c.level == "country" and c.country == best.country) or (c.level == "region" and c.main):
                group.scores[i] = max(group.scores) + 0.1


def _anchors(groups: Sequence[Group]) -> list[tuple[Candidate, float]]:
    """What the names likely mean, as far as it has a point worth the name: with their likelihoods."""
    found: list[tuple[Candidate, float]] = []
    for group in [group for group in groups if group.credit][:_ANCHORS]:
        found += [
            (candidate, group.credit * share)
            for candidate, share in zip(group.candidates, _likelihoods(group.scores), strict=True)
            if share > _LIKELY and candidate.level not in ("country", "region")
        ]
    return found


def _add_nearness(group: Group, anchors: Sequence[tuple[Candidate, float]]) -> None:
    least = max(group.scores) - _DECIDED
    close = [i for i, score in enumerate(group.scores) if score >= least]
    if len(close) < 2 or group.fixed:
        return
    if len(close) > _RANKED:
        close = heapq.nlargest(_RANKED, close, key=group.scores.__getitem__)
    own = {candidate.gazetteer_id for candidate in group.candidates}
    others = [anchor for anchor in anchors if anchor[0].gazetteer_id not in own]
    for i in close:
        at = group.candidates[i]
        # Most lie far off, and a call costs more than two comparisons.
        near = sum(
            [
                chance
                for other, chance in others
                if -1.4 < other.lat - at.lat < 1.4
                and -2.8 < other.lon - at.lon < 2.8
                and km(at, other) < _NEAR_KM
            ]
        )
        group.scores[i] += _NEARNESS * math.sqrt(near)
