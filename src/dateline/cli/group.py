"""How commands end: one clear line for an error, and the exit status that the help promises."""

from typing import Any

import typer
from typer.core import TyperGroup

from dateline.errors import DatelineError

FAILED = 1
REFUSED = 3


class Group(TyperGroup):
    """The group of all commands."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error of dateline's own is told without a traceback."""
        try:
            return super().invoke(ctx)
        except DatelineError as error:
            typer.echo(f"dateline: {error}", err=True)
            raise typer.Exit(FAILED) from None

    def main(self, *args: Any, **options: Any) -> Any:
        """Run, with a wrong use of the command line ending in 1 as any other failure."""
        try:
            return super().main(*args, **options)
        except SystemExit as end:
            raise SystemExit(FAILED if end.code == 2 else end.code) from None
