"""`dateline packs`: the language packs that are installed, and whether their examples hold."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.output import Column, note, print_json, print_table

if TYPE_CHECKING:
    from dateline.pack import Pack

Check = Annotated[
    bool,
    typer.Option("--check", help="Try the examples of every pack, and print those that do not hold."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines, with the words of each table.")]

EXAMPLES = ("dateline packs", "dateline packs --check")


def packs(check: Check = False, json: Json = False) -> None:
    """List the language packs with their version, how many words each holds, and how many examples.

    A pack whose examples fail does not load. Exit status 1 when --check finds one.
    """
    from dateline import pack
    from dateline.examples import read

    loaded = [pack.load(code) for code in pack.available()]
    rows = [
        {
            "pack": one.code,
            "name": one.table("pack").get("name", one.code),
            "version": one.version,
            "words": {name: _count(table) for name, table in sorted(one.tables.items()) if name != "pack"},
            "examples": len(read(one)),
        }
        for one in loaded
    ]
    if json:
        print_json(rows)
    else:
        _print(rows)
    if check and not _all_hold(loaded):
        raise typer.Exit(1)


def _print(rows: list[dict[str, Any]]) -> None:
    """A column a pack: there are more tables than languages."""
    columns = [Column(name="pack", style="bold", wrap=False)]
    columns += [Column(name=row["pack"], right=True) for row in rows]
    lines = [[cell, *(str(row[cell]) for row in rows)] for cell in ("name", "version", "examples")]
    tables = sorted({name for row in rows for name in row["words"]})
    lines += [[f"words of {name}", *(str(row["words"].get(name, "-")) for row in rows)] for name in tables]
    print_table(columns, lines)


def _count(value: object) -> int:
    """The words of a table: each form of each pattern in its lists."""
    return sum(1 for _ in _words(value))


def _words(value: object) -> Iterator[str]:
    from dateline.pack import expand

    if isinstance(value, Mapping):
        for item in value.values():
            yield from _words(item)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str):
                yield from expand(item)
            else:
                yield from _words(item)


def _all_hold(loaded: "list[Pack]") -> bool:
    """Try the examples of all packs; what fails goes to standard error."""
    from dateline.examples import check
    from dateline.pipeline import Engine

    engine = Engine.open([one.code for one in loaded], check=False)
    failures = [failure for one in loaded for failure in check(engine, one.code)]
    for failure in failures:
        note(str(failure))
    note(f"examples that fail: {len(failures)}" if failures else "all examples hold")
    return not failures
