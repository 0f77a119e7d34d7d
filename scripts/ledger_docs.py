"""Write the tables and views of docs/ledger.md from the comments of schema.sql and views.sql.

usage: python scripts/ledger_docs.py [--check]

With --check nothing is written, and the exit status is 1 when the page is not what would be written.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.ledger import Ledger

PAGE = Path(__file__).parent.parent / "docs" / "ledger.md"
BEGIN = "<!-- tables: written by scripts/ledger_docs.py -->"
END = "<!-- end of tables -->"

_TABLES = """
SELECT table_name AS name, comment, FALSE AS is_view, table_oid AS place FROM duckdb_tables()
UNION ALL
SELECT view_name, comment, TRUE, view_oid FROM duckdb_views() WHERE NOT internal
ORDER BY is_view, place
"""
_COLUMNS = """
SELECT table_name, column_name, data_type, coalesce(comment, '') AS comment FROM duckdb_columns()
WHERE NOT internal ORDER BY table_name, column_index
"""


def main() -> int:
    """Write the page, or check it."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    made = f"{before}{BEGIN}\n\n{chr(10).join(listing())}\n{END}{after}"
    if "--check" in sys.argv[1:]:
        if made != text:
            print(f"{PAGE.name} is not current; run python scripts/ledger_docs.py", file=sys.stderr)
        return int(made != text)
    PAGE.write_text(made, encoding="utf-8")
    return 0


def listing() -> Iterator[str]:
    """Each table and view with its columns, in Markdown."""
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "empty.duckdb") as ledger:
        tables = ledger.sql(_TABLES).to_pylist()
        columns = ledger.sql(_COLUMNS).to_pylist()
    # A view's column means what the column of that name means in the table that it comes from.
    meanings = {column["column_name"]: column["comment"] for column in columns if column["comment"]}
    kind = None
    for table in tables:
        if table["is_view"] != kind:
            kind = table["is_view"]
            yield "## Views\n" if kind else "## Tables\n"
        yield f"### `{table['name']}`\n"
        yield f"{table['comment']}.\n"
        yield "| column | type | meaning |\n| --- | --- | --- |"
        for column in columns:
            if column["table_name"] == table["name"]:
                meaning = column["comment"] or meanings.get(column["column_name"], "")
                yield f"| `{column['column_name']}` | {column['data_type'].lower()} | {meaning} |"
        yield ""


if __name__ == "__main__":
    sys.exit(main())
