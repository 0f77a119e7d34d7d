"""The command line, one file a command. Heavy libraries are imported by the commands that need them."""

from collections.abc import Callable
from typing import Annotated

import typer

from dateline import __version__
from dateline.cli import control, demo, explain, export, extract, gazetteer, packs, read, show, sql, watch
from dateline.cli.group import Group

_EPILOG = """
Try: **dateline demo**. Start: **dateline read reports/ --ledger war.duckdb**, then **dateline show
war.duckdb**.

Exit status: 0 all went well; 1 the command could not be carried out; 3 it was, but some input was set aside.
"""

app = typer.Typer(
    cls=Group,
    name="dateline",
    help="Read news of conflict and keep a ledger of claims: who is said to have done what to whom, where "
    "and when, on whose word.",
    epilog=_EPILOG,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass


def _add(command: Callable[..., None], examples: tuple[str, ...]) -> None:
    listed = "\n\n".join(f"- {example}" for example in examples)
    app.command(epilog=f"Examples:\n\n{listed}")(command)


_add(read.read, read.EXAMPLES)
_add(watch.watch, watch.EXAMPLES)
_add(extract.extract, extract.EXAMPLES)
_add(show.show, show.EXAMPLES)
_add(control.control, control.EXAMPLES)
_add(explain.explain, explain.EXAMPLES)
_add(export.export, export.EXAMPLES)
_add(sql.sql, sql.EXAMPLES)
_add(packs.packs, packs.EXAMPLES)
_add(demo.demo, demo.EXAMPLES)
app.add_typer(gazetteer.app)


def main() -> None:
    """Run the command line."""
    app(prog_name="dateline")
