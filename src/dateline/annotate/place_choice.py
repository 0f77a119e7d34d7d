"""Choose what each name means by the report as a whole.

Countries and provinces that the report names, places printed inside one another, and nearness weigh
more than size. A name means one place throughout a report, save for the level that its class noun fixes.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.annotate.place_names import Name, Words
from dateline.annotate.place_rules import PlaceRules
from dateline.annotate.place_setting import Setting
from dateline.gazetteer import Candidate

_KEPT = 10
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
_COUNTRY_PULL = 3.0
_PROVINCE_PULL = 2.5
_INSIDE = 4.0
_HOLDS = 3.0


@dataclass(slots=True, kw_only=True)
class Group:
    """A spelling of a report: what it may mean, where it stands, and what was chosen."""

    candidates: tuple[Candidate, ...]
    at: list[int] = field(default_factory=list)
    parents: set[int] = field(default_factory=set)
    children: set[int] = field(default_factory=set)
    scores: list[float] = field(default_factory=list)
    fixed: bool = False

    @property
    def best(self) -> Candidate:
        """The candidate with the highest score; the better known of equals."""
        return self.candidates[max(range(len(self.scores)), key=lambda i: (self.scores[i], -i))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """How much the report speaks of each country and province: shares that add up to 1 at most."""

    countries: Mapping[str, float]
    provinces: Mapping[str, float]
    told: bool


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
    words: Words, names: Sequence[Name], settings: Sequence[Setting], rules: PlaceRules
) -> list[Group]:
    """Gather the names that are spelt alike, and link those that are printed one inside the other."""
    groups: list[Group] = []
    by_meaning: dict[tuple[str, ...], int] = {}
    group_of: list[int] = []
    for i, name in enumerate(names):
        key = tuple(candidate.gazetteer_id for candidate in name.candidates[:_KEPT])
        if key not in by_meaning:
            by_meaning[key] = len(groups)
            groups.append(Group(candidates=name.candidates, fixed=name.role is not None))
        groups[by_meaning[key]].at.append(i)
        group_of.append(by_meaning[key])
    for i in range(len(names) - 1):
        between = words.text[words.ends[settings[i].outer_last] : words.starts[settings[i + 1].outer_first]]
        if settings[i + 1].outer_first <= settings[i].outer_last or len(between) > 20:
            continue
        joined = between.strip().casefold()
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
    context = _context(groups, outlet_country)
    for group in groups:
        group.candidates = _shortlist(group.candidates, context)
    for group in groups:
        group.scores = [_prior(c) + _pull(c, context, group) for c in group.candidates]
    for group in groups:
        _add_levels(group, settings)
        _add_containment(group, groups)
    anchors = [group.best for group in groups if group.best.level not in ("country", "region")][:16]
    for group in groups:
        _add_nearness(group, anchors)
    return context


def _shortlist(candidates: tuple[Candidate, ...], context: Context) -> tuple[Candidate, ...]:
    if len(candidates) <= _KEPT:
        return candidates
    near = [c for c in candidates[_KEPT:] if c.admin1 in context.provinces]
    return (*candidates[:_KEPT], *near[:_KEPT])


def _prior(candidate: Candidate) -> float:
    size = _SIZE * math.log10(candidate.population + 1)
    own = candidate.gazetteer_id.startswith("dl:")
    return (
        (max(size, _OWN_WORTH) if own else size)
        + _LEVEL_WORTH[candidate.level]
        + (0.8 if candidate.main else 0.0)
        + (1.2 if candidate.capital else 0.0)
        - (1.5 if candidate.match == "weak" else 0.0)
    )


def _context(groups: Iterable[Group], outlet_country: str | None) -> Context:
    countries: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    for group in groups:
        weight = math.sqrt(len(group.at))
        head = group.candidates[:6]
        total = sum(math.exp(_prior(candidate)) for candidate in head)
        for candidate in head:
            share = weight * math.exp(_prior(candidate)) / total
            if candidate.level in ("country", "province"):
                countries[candidate.country] += share * (0.7 if group.fixed else 1.0)
                if candidate.level == "province":
                    provinces[candidate.admin1] += share
            elif candidate.match == "exact" and candidate.country:
                # Unknown small names are many and agree on nothing; known ones lend what they weigh.
                trust = 0.25 if candidate.population < 100_000 else 0.6
                countries[candidate.country] += share * trust
                provinces[candidate.admin1] += share * trust
    if outlet_country:
        countries[outlet_country] += 0.5
    del provinces[""]
    return Context(countries=_shares(countries), provinces=_shares(provinces), told=countries.total() >= 1.0)


def _shares(counts: Counter[str]) -> dict[str, float]:
    total = max(counts.total(), 1.0)
    return {code: count / total for code, count in counts.items()}


def _pull(candidate: Candidate, context: Context, group: Group) -> float:
    if candidate.level == "country":
        return 0.5 * _COUNTRY_PULL * context.countries.get(candidate.country, 0.0)
    pull = _COUNTRY_PULL * math.sqrt(context.countries.get(candidate.country, 0.0))
    if candidate.level != "province" and candidate.admin1:
        pull += _PROVINCE_PULL * math.sqrt(context.provinces.get(candidate.admin1, 0.0))
    return pull


def _add_levels(group: Group, settings: Sequence[Setting]) -> None:
    levels = Counter(level for i in group.at for level in settings[i].levels[:3])
    if levels:
        for i, candidate in enumerate(group.candidates):
            group.scores[i] += 1.5 if levels[candidate.level] else -0.8


def _add_containment(group: Group, groups: Sequence[Group]) -> None:
    for i, candidate in enumerate(group.candidates):
        if any(
            contains(parent, candidate) for at in group.parents for parent in groups[at].candidates[:_KEPT]
        ):
            group.scores[i] += _INSIDE
        if any(contains(candidate, child) for at in group.children for child in groups[at].candidates):
            group.scores[i] += _HOLDS


def _add_nearness(group: Group, anchors: Sequence[Candidate]) -> None:
    if len(group.candidates) < 2 or group.fixed:
        return
    own = {candidate.gazetteer_id for candidate in group.candidates}
    others = [anchor for anchor in anchors if anchor.gazetteer_id not in own]
    ranked = sorted(range(len(group.scores)), key=group.scores.__getitem__, reverse=True)
    for i in ranked[:6]:
        near = sum(km(group.candidates[i], other) < _NEAR_KM for other in others)
        group.scores[i] += 0.8 * math.sqrt(near)
