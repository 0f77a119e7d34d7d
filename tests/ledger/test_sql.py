import runpy
from pathlib import Path

import pytest
from tests.factories import full_extraction

from dateline.errors import QueryError
from dateline.ledger import Ledger, Run


@pytest.fixture
def filled(ledger: Ledger, run: Run) -> Ledger:
    ledger.write([full_extraction()], run=run)
    return ledger


@pytest.mark.parametrize(
    "query",
    [
        "SELECT count(*) FROM claims",
        "select 1;",
        "WITH few AS (SELECT * FROM claims) SELECT * FROM few",
        "FROM claims_wide",
        "DESCRIBE claims",
        "SHOW TABLES",
        "SUMMARIZE quantities",
        "EXPLAIN SELECT * FROM claims",
    ],
)
def test_reading_is_answered(filled: Ledger, query: str) -> None:
    assert filled.sql(query).num_rows > 0


def test_parameters_are_bound(filled: Ledger) -> None:
    query = "SELECT count(*) AS n FROM claims WHERE event = ?"
    assert filled.sql(query, ["strike.shelling"]).to_pylist() == [{"n": 1}]
    assert filled.sql(query, ["' OR true --"]).to_pylist() == [{"n": 0}]


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM claims",
        "INSERT INTO ledger VALUES (2)",
        "UPDATE reports SET text = ''",
        "DROP TABLE claims",
        "CREATE TABLE more (a INTEGER)",
        "COPY claims TO 'out.csv'",
        "EXPORT DATABASE 'out'",
        "ATTACH 'other.db'",
        "SET threads = 1",
        "PRAGMA memory_limit = '1GB'",
        "CALL pragma_version()",
        "BEGIN",
        "CHECKPOINT",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE claims",
        "EXPLAIN ANALYZE DELETE FROM claims",
        "",
        "-- nothing",
        "SELEKT 1",
        "SELECT * FROM birds",
        "SELECT 1 / 'a'",
    ],
)
def test_all_else_is_refused(filled: Ledger, query: str) -> None:
    with pytest.raises(QueryError):
        filled.sql(query)
    assert list(filled.extractions()) == [full_extraction()]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM secret_variable",
    ],
)
def test_nothing_beyond_the_ledger_is_read(filled: Ledger, tmp_path: Path, query: str) -> None:
    secret_variable = full_extraction()
    assert secret_variable
    file = tmp_path / "secret.csv"
    file.write_text("a\n1\n")
    with pytest.raises(QueryError):
        filled.sql(query.format(file=file, folder=tmp_path))


def test_the_refusal_says_what_is_answered(filled: Ledger) -> None:
    with pytest.raises(QueryError, match=r"answers SELECT.*not DELETE"):
        filled.sql("DELETE FROM claims")


def test_a_read_only_ledger_answers_the_same(path: Path, run: Run) -> None:
    with Ledger(path) as ledger:
        ledger.write([full_extraction()], run=run)
    with Ledger(path, read_only=True) as ledger:
        assert ledger.sql("SELECT id FROM claims").to_pylist() == [{"id": "c1"}]
        with pytest.raises(QueryError):
            ledger.sql("DELETE FROM claims")


def test_every_table_and_column_is_described(ledger: Ledger) -> None:
    tables = ledger.sql("SELECT table_name AS name FROM duckdb_tables() WHERE comment IS NULL")
    views = ledger.sql("SELECT view_name AS name FROM duckdb_views() WHERE NOT internal AND comment IS NULL")
    columns = ledger.sql(
        "SELECT table_name || '.' || column_name AS name FROM duckdb_columns() "
        "WHERE NOT internal AND comment IS NULL AND table_name NOT LIKE '%_wide'"
    )
    assert [row["name"] for table in (tables, views, columns) for row in table.to_pylist()] == []


def test_the_page_is_what_the_comments_say() -> None:
    script = Path(__file__).parents[2] / "scripts" / "ledger_docs.py"
    made = runpy.run_path(str(script))
    page = made["PAGE"].read_text(encoding="utf-8")
    told = page.split(made["BEGIN"])[1].split(made["END"])[0].strip()
    assert told == "\n".join(made["listing"]()).strip(), "run python scripts/ledger_docs.py"
