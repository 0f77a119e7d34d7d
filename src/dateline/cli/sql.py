"""`dateline sql`: ask the ledger in SQL."""

from typing import Annotated, Any

import typer

from dateline.cli import options
from dateline.cli.output import Column, print_json, print_table, standard_output

Query = Annotated[
    str, typer.Argument(metavar="QUERY", help="One statement that only reads.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]


EXAMPLES = (
    'dateline sql war.duckdb "select event, count(*) from claims group by all order by 2 desc"',
    'dateline sql war.duckdb "describe events_wide"',
    'dateline sql war.duckdb "from rejects" --csv',
)


def sql(ledger: options.LedgerFile, query: Query, json: Json = False, csv: Csv = False) -> None:
    """Answer a question in SQL (DuckDB's); nothing is ever changed. Names are not masked.

    The views claims_wide and events_wide hold one row a claim or event; DESCRIBE tells their columns.
    """
    from dateline.ledger import Ledger

    if json and csv:
        raise typer.BadParameter("choose one of --json and --csv")
    with Ledger(ledger, read_only=True) as opened:
        table = opened.sql(query)
    if json:
        print_json(table.to_pylist())
    elif csv:
        _print_csv(table)
    else:
        rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
        columns = [Column(name=name) for name in table.column_names]
        print_table(columns, ([_cell(value) for value in row] for row in rows))


def _print_csv(table: Any) -> None:
    import csv

    writer = csv.writer(standard_output())
    writer.writerow(table.column_names)
    for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        writer.writerow(map(_cell, row))


def _cell(value: Any) -> str:
    return "" if value is None else str(value)
