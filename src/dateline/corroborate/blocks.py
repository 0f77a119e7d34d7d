"""Which tellings are worth comparing: those of neighbouring days that share a cell of the map, a name, or,
where one is told no closer than a province, a toll or a side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dateline.corroborate.origins import fold
from dateline.corroborate.telling import Telling, is_local

_CELL = 0.3  # degrees: more than the farthest that places are compared at, but near the poles
_CROWD = 200  # tellings of one day and bucket that are all compared with one another

Key = tuple[object, ...]


def pairs(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Pairs of indices, smaller first, that may tell of one happening; some may come twice.

    Where more than a crowd would be compared on one day, only those are that share more: type, then toll or
    side; and of a crowd of these, neighbours in the order of `tellings`.
    """
    days: dict[int, set[int]] = defaultdict(set)
    first: dict[int, set[int]] = defaultdict(set)
    for index, telling in enumerate(tellings):
        for start, end in telling.days:
            for day in range(start, end + 2):
                days[day].add(index)
            first[start].add(index)
    for day in sorted(days):
        buckets: dict[Key, list[int]] = defaultdict(list)
        for index in sorted(days.pop(day)):
            for key in _keys(tellings[index]):
                buckets[key].append(index)
        found: set[tuple[int, int]] = set()
        for key, members in buckets.items():
            wide = key[0] in ("toll", "side")
            for a, b in _compared(members, first[day], tellings):
                if tellings[a].report == tellings[b].report:
                    continue
                if not wide or not (tellings[a].points and tellings[b].points):
                    found.add((a, b))
        yield from sorted(found)


def _compared(
    members: Sequence[int], fresh: set[int], tellings: Sequence[Telling]
) -> Iterator[tuple[int, int]]:
    """The pairs of a bucket of which one begins on the day; two meet on the later one's first day."""
    for crowd in _split(members, tellings):
        for position, index in enumerate(crowd):
            for other in crowd[max(0, position - _CROWD) : position]:
                if index in fresh or other in fresh:
                    yield other, index


def _split(members: Sequence[int], tellings: Sequence[Telling]) -> Iterable[Sequence[int]]:
    if len(members) <= _CROWD:
        return [members]
    finer: dict[Key, list[int]] = defaultdict(list)
    for index in members:
        telling = tellings[index]
        marks = [*_tolls(telling), *sorted(telling.actors)]
        for type_ in sorted(telling.types):
            for mark in marks:
                finer[type_, mark].append(index)
    return list(finer.values())


def _keys(telling: Telling) -> Iterator[Key]:
    """The buckets of a telling. A cell is listed with those above, right and both: neighbours meet in one."""
    keys: set[Key] = set()
    countries = {place.country for place in telling.places}
    for place in telling.places:
        if is_local(place) and place.lat is not None and place.lon is not None:
            row, column = int(place.lat // _CELL), int(place.lon // _CELL)
            keys |= {("cell", row + down, column + right) for down in (0, 1) for right in (0, 1)}
        elif place.lat is None:
            keys.add(("name", fold(place.name)))
    for country in countries:
        keys |= {("toll", country, *toll) for toll in _tolls(telling)}
        keys |= {("side", country, side) for side in telling.actors}
    yield from sorted(keys, key=repr)


def _tolls(telling: Telling) -> list[tuple[str, float]]:
    return sorted(
        {
            (what, low)
            for what, ranges in telling.tolls.items()
            for low, _ in ranges
            if what != "munitions" and low is not None
        }
    )
