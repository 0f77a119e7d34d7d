"""How the search for copies grows with the reports, in time and memory, and what it finds of planted copies.

    python benchmarks/copies.py [--sizes 1000 10000 100000] [--minhash 10000]

Reports of some 1,500 characters are generated: words drawn by their rank (Zipf) with set phrases among them.
Of a hundred, three repeat an earlier report word for word, six with small edits, six hold two of its
paragraphs, and two fill in one of forty forms with figures of their own, which makes no copies. Every size is
measured in a process of its own, small ones in three, of which the quickest counts. Times are CPU time of all
threads, since a machine may be shared; making the texts is taken off. MinHash LSH is datasketch's with 128
permutations, threshold 0.5 and runs of five words.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from time import process_time

import numpy as np

from dateline.corroborate import find_copies
from dateline.model import Report
from measure import peak_megabytes, print_head, print_rows

_WORDS, _PHRASES, _FORMS = 60_000, 3_000, 40
_PARAGRAPHS, _LENGTH = 5, 46  # words a paragraph
_ROUNDS, _SMALL = 3, 10_000
_NEARBY = 50_000  # a reprint is of one of so many reports before it
# What a report is, by its number modulo a hundred.
_COPIES = {"exact": range(3), "near": range(3, 9), "partial": range(9, 15)}
_FORM = range(15, 17)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One size: seconds of the search and of making texts, peak memory, and planted and found pairs."""

    reports: int
    seconds: float
    megabytes: float
    planted: dict[str, int]
    right: dict[str, int]
    others: int


class Maker:
    """Makes the report of any number, always the same."""

    @cached_property
    def words(self) -> Sequence[str]:
        """Words of two to four syllables, the commonest first."""
        chance = np.random.default_rng(7)
        onsets = [
            "b",
            "c",
            "d",
            "g",
            "h",
            "k",
            "l",
            "m",
            "n",
            "p",
            "r",
            "s",
            "t",
            "v",
            "th",
            "tr",
            "kh",
            "ng",
        ]
        syllables = [onset + vowel for onset in onsets for vowel in "aeiou"]
        made: dict[str, None] = {}
        while len(made) < _WORDS:
            parts = chance.integers(len(syllables), size=chance.integers(2, 5))
            made["".join(syllables[k] for k in parts)] = None
        return tuple(made)

    @cached_property
    def ranks(self) -> np.ndarray:
        """The share of the words up to each rank."""
        shares: np.ndarray = np.cumsum(1 / np.arange(3, _WORDS + 3))
        return shares / float(shares[-1])

    @cached_property
    def phrases(self) -> Sequence[str]:
        """Set phrases of three to six words."""
        chance = np.random.default_rng(8)
        return tuple(self._drawn(chance, int(chance.integers(3, 7))) for _ in range(_PHRASES))

    def _drawn(self, chance: np.random.Generator, count: int) -> str:
        return " ".join(self.words[k] for k in np.searchsorted(self.ranks, chance.random(count)))

    def _paragraph(self, chance: np.random.Generator) -> str:
        parts = [self._drawn(chance, 12) for _ in range(_LENGTH // 16)]
        for k in chance.integers(len(parts) + 1, size=len(parts)).tolist():
            parts.insert(k, self.phrases[int(len(self.phrases) * chance.random() ** 2)])
        return " ".join(parts) + f" {chance.integers(1000)}."

    def paragraphs(self, number: int) -> list[str]:
        """What the report of a number says of its own."""
        chance = np.random.default_rng((1, number))
        return [self._paragraph(chance) for _ in range(_PARAGRAPHS)]

    def source(self, number: int) -> tuple[int, str] | None:
        """The report that this one repeats, and how; None when it repeats none."""
        kind = next((kind for kind, numbers in _COPIES.items() if number % 100 in numbers), None)
        if not kind or number < 100:
            return None
        chance = np.random.default_rng((2, number))
        # Only reports that repeat nothing are repeated: their numbers end on 17 to 99.
        hundred = int(chance.integers(max(0, number - _NEARBY) // 100, number // 100))
        return hundred * 100 + int(chance.integers(_FORM.stop, 100)), kind

    def text(self, number: int) -> str:
        """The text of the report of a number."""
        source = self.source(number)
        if source is None:
            return self._form(number) if number % 100 in _FORM else "\n".join(self.paragraphs(number))
        first, kind = source
        copied = self.paragraphs(first)
        if kind == "partial":
            own = self.paragraphs(number)
            return "\n".join([*own[:2], *copied[1:3], *own[2:4]])
        return "\n".join(copied) if kind == "exact" else self._edited("\n".join(copied), number)

    def _edited(self, text: str, number: int) -> str:
        """One word in twenty replaced, and the last tenth cut off."""
        chance = np.random.default_rng((3, number))
        words = text.split(" ")
        for k in chance.integers(len(words), size=len(words) // 20).tolist():
            words[k] = self.words[int(chance.integers(_WORDS))]
        return " ".join(words[: len(words) - len(words) // 10])

    def _form(self, number: int) -> str:
        """A bulletin: sentences that all of its kind have, with figures of its own every seven words."""
        chance = np.random.default_rng((4, number // 100 * 2 % _FORMS))
        figures = np.random.default_rng((5, number))
        sentences = (f"{self._drawn(chance, 7)} {figures.integers(1000)}" for _ in range(30))
        return ". ".join(sentences) + "."


def main() -> None:
    options = _options()
    if options.one:
        print(json.dumps(_measure(options.one)))
        return
    print_head("Copies among generated reports; CPU time, a process each")
    _print_growth([_apart(size) for size in options.sizes])
    if options.minhash:
        _print_beside_minhash(options.minhash)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--minhash", type=int, default=10_000, help="reports MinHash is run on; 0: none")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _apart(size: int) -> Measured:
    """The quickest of some processes."""
    rounds = _ROUNDS if size <= _SMALL else 1
    done = (
        subprocess.run(
            [sys.executable, __file__, "--one", str(size)], stdout=subprocess.PIPE, text=True, check=True
        )
        for _ in range(rounds)
    )
    return min((Measured(**json.loads(one.stdout)) for one in done), key=lambda one: one.seconds)


def _measure(size: int) -> dict[str, object]:
    maker, making = Maker(), [0.0]

    def reports(numbers: Iterable[int]) -> Iterator[Report]:
        for number in numbers:
            begin = process_time()
            report = Report(id=f"{number:08d}", text=maker.text(number))
            making[0] += process_time() - begin
            yield report

    maker.text(0)
    find_copies(reports(range(20)), again=lambda ids: reports(map(int, ids)))
    making[0] = 0.0
    begin = process_time()
    copies = find_copies(reports(range(size)), again=lambda ids: reports(map(int, ids)))
    seconds = process_time() - begin - making[0]
    found = {(int(copy.report_a), int(copy.report_b)): copy.kind for copy in copies}
    sources = {number: source for number in range(size) if (source := maker.source(number))}
    planted = {(first, number): kind for number, (first, kind) in sources.items()}
    kin = {(min(pair), max(pair)) for pair in _kin(sources)}
    return {
        "reports": size,
        "seconds": seconds,
        "megabytes": peak_megabytes(),
        "planted": {kind: sum(one == kind for one in planted.values()) for kind in _COPIES},
        "right": {kind: sum(k == kind == found.get(pair) for pair, k in planted.items()) for kind in _COPIES},
        "others": sum(pair not in planted and pair not in kin for pair in found),
    }


def _kin(sources: dict[int, tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Pairs that repeat the same report, and so one another."""
    takers: dict[int, list[int]] = {}
    for number, (first, _) in sources.items():
        takers.setdefault(first, []).append(number)
    for numbers in takers.values():
        yield from ((a, b) for a in numbers for b in numbers if a < b)


def _print_growth(sizes: Sequence[Measured]) -> None:
    rows = []
    for before, one in zip((None, *sizes), sizes, strict=False):
        recalls = (f"{one.right[kind] / (one.planted[kind] or 1):.3f}" for kind in one.planted)
        growth = f"{one.seconds / before.seconds:.1f}" if before else "-"
        rows.append(
            (
                f"{one.reports:,}",
                f"{one.seconds:,.1f}",
                growth,
                f"{one.reports / one.seconds:,.0f}",
                f"{one.megabytes:,.0f}",
                *recalls,
                f"{one.others:,}",
            )
        )
    header = ("reports", "seconds", "times the one above", "reports/s", "MB", *_COPIES, "others")
    print_rows(header, rows)


def _print_beside_minhash(size: int) -> None:
    from datasketch import MinHash, MinHashLSH

    maker = Maker()
    texts = [maker.text(number) for number in range(size)]
    reports = [Report(id=f"{number:08d}", text=text) for number, text in enumerate(texts)]
    begin = process_time()
    find_copies(reports)
    ours = process_time() - begin
    begin = process_time()
    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    for number, text in enumerate(texts):
        words = text.split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[k : k + 5]).encode() for k in range(len(words) - 4)])
        lsh.query(sketch)
        lsh.insert(number, sketch)
    theirs = process_time() - begin
    rows = [
        (name, f"{size / seconds:,.0f}", f"{theirs / seconds:.1f}")
        for name, seconds in (("dateline", ours), ("datasketch MinHash LSH", theirs))
    ]
    print_rows((f"{size:,} reports", "reports/s", "times MinHash"), rows)


if __name__ == "__main__":
    main()
