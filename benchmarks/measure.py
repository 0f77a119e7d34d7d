"""Clocks and tables that the benchmarks share."""

import platform
import resource
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
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
    status = Path("/proc/self/status")
    if status.exists():
        # Linux counts ru_maxrss from before the process was started, by whoever started it; VmHWM is its own.
        return next(int(line.split()[1]) for line in status.open() if line.startswith("VmHWM")) / (1 << 10)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


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
