"""Choose what each name means by the report as a whole.

Countries and provinces that the report names, places printed inside one another, and nearness weigh
more than size. A name means one place throughout a report, save for the level that its class noun fixes.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.annotate.place_names import Name, Words
from dateline.annotate.place_rules import PlaceRules
from dateline.annotate.place_setting import Setting
from dateline.gazetteer import Candidate

_KEPT = 10
# The longest words between two names that tell that one lies in the other.
_LINKED = 20
_NEAR_KM = 150.0
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
_CAPITAL = 1.2
_COUNTRY_PULL = 3.6
_PROVINCE_PULL = 2.5
_INSIDE = 4.0
_HOLDS = 3.0
# A lead that nearness cannot make up for.
_DECIDED = 2.8


@dataclass(slots=True, kw_only=True)
class Group:
    """A spelling of a report: what it may mean, where it stands, and what was chosen.

    `parents` and `children` are the groups printed around it ("X, Y province"); `held` tells that the
    choice fits one of them, `alone` that it stands somewhere outside longer names.
    """

    candidates: tuple[Candidate, ...]
    at: list[int] = field(default_factory=list)
    parents: set[int] = field(default_factory=set)
    children: set[int] = field(default_factory=set)
    scores: list[float] = field(default_factory=list)
    fixed: bool = False
    held: bool = False
    alone: bool = False
    votes: dict[str, float] = field(default_factory=dict)
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
        return self.total - group.vote >= 1.0


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
    return child.level not in ("province", "region") and km(parent, child) < 40


def group_names(
    words: Words, names: Sequence[Name], settings: Sequence[Setting], rules: PlaceRules, barred: bytearray
) -> list[Group]:
    """Gather the names that are spelt alike, and link those that are printed one inside the other.

    `barred` marks the code points of longer names ("máy bay Nga"): what stands only in those tells less.
    """
    groups: list[Group] = []
    by_meaning: dict[tuple[str, str | None, int, bool], int] = {}
    group_of: list[int] = []
    for i, name in enumerate(names):
        top = name.candidates[0]
        key = top.gazetteer_id, name.role, len(name.candidates), top.match == "exact"
        if key not in by_meaning:
            by_meaning[key] = len(groups)
            groups.append(Group(candidates=name.candidates, fixed=name.role is not None))
        groups[by_meaning[key]].at.append(i)
        if 1 not in barred[words.starts[name.first] : words.ends[name.last]]:
            groups[by_meaning[key]].alone = True
        group_of.append(by_meaning[key])
    for i in range(len(names) - 1):
        end, start = words.ends[settings[i].outer_last], words.starts[settings[i + 1].outer_first]
        if not 0 < start - end <= _LINKED:
            continue
        joined = words.text[end:start].strip().casefold()
        if joined in rules.child_first:
            _link(groups, child=group_of[i], parent=group_of[i + 1])
        elif joined in rules.parent_first:
            _link(groups, child=group_of[i + 1], parent=group_of[i])
    return groups


def _link(groups: Sequence[Group], *, child: int, parent: int) -> None:
    if child != parent:
        groups[child].parents.add(parent)
        groups[parent].children.add(child)


def choose(groups: Sequence[Group], settings: Sequence[Setting], outlet_country: str | None) -> Context:
    """Score the candidates of every group; the context that they were scored in comes back."""
    priors = [[_prior(candidate) for candidate in group.candidates] for group in groups]
    context = _context(groups, priors, outlet_country)
    for group, prior in zip(groups, priors, strict=True):
        scores = [worth + _pull(c, context, group) for c, worth in zip(group.candidates, prior, strict=True)]
        if len(scores) > _KEPT:
            kept = [*range(_KEPT), *_near_ones(group.candidates, context)]
            group.candidates = tuple(group.candidates[i] for i in kept)
            scores = [scores[i] for i in kept]
        group.scores = scores
        _add_levels(group, settings)
    for group in groups:
        if group.parents or group.children:
            _add_containment(group, groups)
    anchors = [group.best for group in groups if group.best.level not in ("country", "region")][:8]
    for group in groups:
        _add_nearness(group, anchors)
    return context


def _near_ones(candidates: Sequence[Candidate], context: Context) -> list[int]:
    rest = range(_KEPT, len(candidates))
    return [i for i in rest if candidates[i].admin1 in context.provinces][:_KEPT]


def _prior(candidate: Candidate) -> float:
    size = _SIZE * math.log10(candidate.population + 1)
    if candidate.gazetteer_id.startswith("dl:"):
        size = max(size, _OWN_WORTH)
    size += _LEVEL_WORTH[candidate.level]
    if candidate.main:
        size += 0.8
    if candidate.capital:
        size += _CAPITAL
    return size if candidate.match == "exact" else size - 1.5


def _context(groups: Sequence[Group], priors: Sequence[list[float]], outlet_country: str | None) -> Context:
    countries: dict[str, float] = {}
    provinces: dict[str, float] = {}
    for group, prior in zip(groups, priors, strict=True):
        chances = [math.exp(worth) for worth in prior[:6]]
        weight = math.sqrt(len(group.at)) / sum(chances)
        for candidate, chance in zip(group.candidates, chances, strict=False):
            share = weight * chance
            if candidate.level == "country":
                share *= 0.7 if group.fixed or not group.alone else 1.0
            elif candidate.level == "settlement":
                # Little known names are many and agree on nothing.
                share *= 0.25 if candidate.population < 100_000 or candidate.match == "weak" else 0.6
            group.votes[candidate.country] = group.votes.get(candidate.country, 0.0) + share
            if candidate.admin1:
                provinces[candidate.admin1] = provinces.get(candidate.admin1, 0.0) + share
        group.votes.pop("", None)
        group.vote = sum(group.votes.values())
        for code, vote in group.votes.items():
            countries[code] = countries.get(code, 0.0) + vote
    if outlet_country:
        countries[outlet_country] = countries.get(outlet_country, 0.0) + 0.5
    return Context(countries=countries, provinces=_shares(provinces), total=sum(countries.values()))


def _shares(counts: Mapping[str, float]) -> dict[str, float]:
    total = max(sum(counts.values()), 1.0)
    return {code: count / total for code, count in counts.items()}


def _pull(candidate: Candidate, context: Context, group: Group) -> float:
    share = context.share(candidate.country, group)
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


def _add_nearness(group: Group, anchors: Sequence[Candidate]) -> None:
    if len(group.scores) < 2 or group.fixed:
        return
    ranked = sorted(range(len(group.scores)), key=group.scores.__getitem__, reverse=True)[:4]
    if group.scores[ranked[0]] - group.scores[ranked[1]] > _DECIDED:
        return
    own = {candidate.gazetteer_id for candidate in group.candidates}
    others = [anchor for anchor in anchors if anchor.gazetteer_id not in own]
    for i in ranked:
        near = sum([_is_near(group.candidates[i], other) for other in others])
        group.scores[i] += 0.8 * math.sqrt(near)


def _is_near(a: Candidate, b: Candidate) -> bool:
    return abs(a.lat - b.lat) < 1.4 and abs(a.lon - b.lon) < 2.8 and km(a, b) < _NEAR_KM
