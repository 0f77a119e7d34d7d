"""Clocks and tables that the benchmarks share."""

import platform
import resource
import sys
from collections.abc import Callable, Iterable, Sequence
from time import process_time

from dateline import __version__


def best_of(rounds: int, work: Callable[[], object], *, clock: Callable[[], float] = process_time) -> float:
    """Seconds of the quickest of some rounds: the others measure what else the machine was doing."""
    times = []
    for _ in range(rounds):
        begin = clock()
        work()
        times.append(clock() - begin)
    return min(times)


def peak_megabytes() -> float:
    """The most memory that this process has held at once."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def print_head(about: str) -> None:
    """What is measured, and on what."""
    print(f"{about}\ndateline {__version__}, Python {platform.python_version()}, {platform.machine()}\n")


def print_rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table: the first column to the left, the others to the right."""
    lines = [list(header), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        first, *others = (
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        print("  ".join((first, *others)).rstrip())
    print()
