"""What commands print: tables for a terminal, plain tables for a pipe, JSON Lines for a program."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from dateline.errors import DatelineError

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its header, how a terminal draws it, and whether it may be wrapped."""

    name: str
    style: str = ""
    right: bool = False
    wrap: bool = True


def standard_output() -> TextIO:
    """Standard output, in UTF-8 whatever the terminal's settings, with line ends as they are written.

    Raises DatelineError when the process was started without one.
    """
    if sys.stdout is None:
        raise DatelineError("standard output is closed; send it to a file or a pipe")
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", newline="")
    return sys.stdout


def console(*, errors: bool = False) -> "Console":
    """A console on standard output, or on standard error."""
    from rich.console import Console

    return Console(stderr=errors, highlight=False, soft_wrap=False)


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
    """A table: drawn on a terminal, aligned with spaces and never cut in a pipe."""
    target = console()
    if not target.is_terminal:
        out = standard_output()
        out.writelines(f"{line}\n" for line in plain_table([column.name for column in columns], rows))
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(
            column.name,
            style=column.style,
            justify="right" if column.right else "left",
            overflow="fold",
            no_wrap=not column.wrap,
        )
    for row in rows:
        table.add_row(*map(Text, row))
    target.print(table)


def plain_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table with columns two spaces apart; a cell is one line, without tabs."""
    from rich.cells import cell_len

    lines = [list(header), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()


def print_passage(text: str, *, style: str = "") -> None:
    """A line in a style; a terminal wraps it under its own indent, a pipe gets it whole."""
    target = console()
    if not target.is_terminal:
        standard_output().write(f"{text}\n")
        return
    from rich.padding import Padding
    from rich.text import Text

    indent = len(text) - len(text.lstrip())
    target.print(Padding(Text(text.lstrip(), style=style), (0, 0, 0, indent)))


def print_json(rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line; days as ISO 8601."""
    import json

    out = standard_output()
    for row in rows:
        out.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")


@contextmanager
def progress(description: str) -> Iterator[Callable[[str], None]]:
    """What tells how far a command is: a line on a terminal, nothing in a pipe."""
    target = console(errors=True)
    if not target.is_terminal:
        yield lambda message: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=target, transient=True) as shown:
        task = shown.add_task(description, total=None)
        yield lambda message: shown.update(task, description=message)


def figure(least: float | None, most: float | None, what: str, *, at_least: str = "{:g}+") -> str:
    """A number of `what` that may be a range, or open; nothing where neither bound is known."""
    if least is None:
        return "" if most is None else f"up to {most:g} {what}"
    if most is None:
        return f"{at_least.format(least)} {what}"
    return f"{least:g} {what}" if least == most else f"{least:g}-{most:g} {what}"


def plural(count: int, noun: str) -> str:
    """So many of something: "1 report", "2,000 reports"."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def note(message: str) -> None:
    """A remark on standard error, beside what is printed."""
    print(message, file=sys.stderr)
