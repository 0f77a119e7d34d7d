"""Say of each place that a name may mean how the name led to it, and which gazetteers know it."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dateline.gazetteer.build import LEVELS
from dateline.gazetteer.keys import exact_key, printed_key, weak_key
from dateline.gazetteer.lookup import Candidate, Gazetteer
from dateline.gazetteer.shelf import BUILT_IN

Key = Literal["exact", "folded", "transliterated", "fuzzy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A candidate with the reason why it is one.

    `spelling` is the place's name that was met and `key` how: "exact" letter for letter but for case, spaces
    and hyphens, "folded" also but for diacritics, "transliterated" by the key that forgets what
    romanisations differ in, "fuzzy" by likeness. `names` are all its names, `gazetteers` those that hold it,
    `province` the name of its province.
    """

    candidate: Candidate
    key: Key
    spelling: str
    names: tuple[str, ...]
    gazetteers: tuple[str, ...]
    province: str


def explain(gazetteer: Gazetteer, name: str, *, country: str | None = None) -> tuple[Explained, ...]:
    """The places that `name` may mean, best known first; only those in a country when its code is given."""
    candidates = [c for c in gazetteer.lookup(name) if country is None or c.country == country]
    if not candidates:
        return ()
    wanted = {candidate.gazetteer_id for candidate in candidates}
    held: dict[str, list[tuple[str, tuple[str, ...]]]] = {one: [] for one in wanted}
    for part in (gazetteer, *gazetteer.added):
        for one, row in part.rows_of(wanted).items():
            held[one].append((str(part.about.get("name", BUILT_IN)), part.names(row)))
    return tuple(
        _explained(candidate, name, held[candidate.gazetteer_id], gazetteer) for candidate in candidates
    )


def _explained(
    candidate: Candidate, name: str, held: Iterable[tuple[str, tuple[str, ...]]], gazetteer: Gazetteer
) -> Explained:
    held = list(held)
    names = tuple(dict.fromkeys(other for _, others in held for other in others))
    key, spelling = _met(name, names or (candidate.name,))
    return Explained(
        candidate=candidate, key=key, spelling=spelling, names=names,
        gazetteers=tuple(called for called, _ in held),
        province=_province(candidate.admin1, gazetteer) if candidate.level != "province" else "",
    )  # fmt: skip


def _met(name: str, names: Iterable[str]) -> tuple[Key, str]:
    keys: tuple[tuple[Key, str, list[str]], ...] = (
        ("exact", printed_key(name), [printed_key(other) for other in names]),
        ("folded", exact_key(name), [exact_key(other) for other in names]),
        ("transliterated", weak_key(name), [weak_key(other) for other in names]),
    )
    listed = list(names)
    for key, asked, known in keys:
        if asked and asked in known:
            return key, listed[known.index(asked)]
    alike = difflib.SequenceMatcher(b=exact_key(name))

    def likeness(other: str) -> float:
        alike.set_seq1(exact_key(other))
        return alike.ratio()

    return "fuzzy", max(listed, key=likeness)


def _province(admin1: str, gazetteer: Gazetteer) -> str:
    if not admin1 or admin1 not in gazetteer.provinces:
        return ""
    columns = gazetteer.columns
    in_it = columns["admin1"] == gazetteer.provinces.index(admin1)
    rows = np.flatnonzero(in_it & (columns["level"] == LEVELS.index("province")))
    return gazetteer.at(int(rows[0])).name if len(rows) else ""
