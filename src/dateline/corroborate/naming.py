"""The ids of events: an event that was named once keeps its name while it keeps most of its claims."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import count

import xxhash


def names(groups: Sequence[Sequence[str]], held: Mapping[str, Sequence[str]]) -> list[str]:
    """One id for each group of claim ids, all different. `held` has the claims of the events named before.

    Of the groups that an event was split into, the one with most of its claims inherits the id; a group that
    several events were merged into takes that of the one which brought most claims. Ties fall to the smaller
    id. A group that inherits none is named by the hash of its smallest claim id.
    """
    home = {claim: index for index, group in enumerate(groups) for claim in group}
    heirs: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for id_, claims in held.items():
        votes = Counter(home[claim] for claim in claims if claim in home)
        if votes:
            heir = min(votes, key=lambda index: (-votes[index], min(groups[index])))
            heirs[heir].append((-votes[heir], id_))
    inherited = {index: min(offers)[1] for index, offers in heirs.items()}
    taken = {*inherited.values()}
    order = sorted(range(len(groups)), key=lambda index: min(groups[index]))
    given = {}
    for index in order:
        given[index] = inherited.get(index) or _fresh(min(groups[index]), taken)
        taken.add(given[index])
    return [given[index] for index in range(len(groups))]


def _fresh(seed: str, taken: set[str]) -> str:
    """The hash of a claim's id; another where a part of an event that was split goes by that one."""
    tries = (f"event\0{seed}" + f"\0{n}" * bool(n) for n in count())
    ids = (xxhash.xxh3_128_hexdigest(one.encode()) for one in tries)
    return next(id_ for id_ in ids if id_ not in taken)
