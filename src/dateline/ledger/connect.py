"""Opening a ledger's file: what may be opened, how it is shut off from the rest, and its transactions."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb
from pyarrow.lib import Schema

from dateline.errors import LedgerError

SCHEMA_VERSION = 2

# A query may read this file and nothing else: no other file, no network, no Python variable.
_SHUT_OFF: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
    # Up to so many rows are looked up in an index where a query names them; of more, the table is read.
    "dynamic_or_filter_threshold": "2000",
}


def connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open the ledger at `path`, and make it when it is not there yet.

    Raises LedgerError when it is missing (read-only), not a ledger, in use, or of a newer version.
    """
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; name a file in it, such as {path / 'reports.ledger'}")
    if read_only and not path.exists():
        raise LedgerError(f"there is no ledger at {path}; read some reports into one first")
    if not path.parent.is_dir():
        raise LedgerError(f"the folder {path.parent} does not exist; make it first")
    try:
        connection = duckdb.connect(path, read_only=read_only, config=_SHUT_OFF)
    except duckdb.Error as error:
        raise LedgerError(_why_not(path, error)) from None
    try:
        _check(connection, path, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _why_not(path: Path, error: duckdb.Error) -> str:
    """What an error on opening means, and what to do about it."""
    message = str(error)
    if "lock" in message and isinstance(error, duckdb.IOException) and "block" not in message:
        return f"{path} is in use by another process; wait until it is done, or end it, and try again"
    if "different configuration" in message:
        return f"{path} is open in this process already, in another mode; close that ledger first"
    if "version number" in message:
        return f"{path} was written by another version of DuckDB; upgrade dateline and duckdb to read it"
    if "ermission denied" in message:
        return f"{path} may not be opened by this user; change its permissions or open it read-only"
    return f"{path} is not a ledger, or is damaged ({message.splitlines()[0]}); name another file"


def _check(connection: duckdb.DuckDBPyConnection, path: Path, *, read_only: bool) -> None:
    """Lay out a new file; refuse one that is not a ledger or is of another version."""
    tables = {row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not tables and not read_only:
        with transaction(connection):
            for name in ("schema.sql", "views.sql"):
                connection.execute(files("dateline.ledger").joinpath(name).read_text(encoding="utf-8"))
        return
    if "ledger" not in tables:
        raise LedgerError(f"{path} is a DuckDB file but not a ledger; name another file")
    row = connection.execute("SELECT max(schema_version) FROM ledger").fetchone()
    version = row[0] if row else None
    if version != SCHEMA_VERSION:
        what = f"{path} is a ledger of version {version}, this dateline reads version {SCHEMA_VERSION}"
        if version is not None and version < SCHEMA_VERSION:
            raise LedgerError(
                f"{what}: it was made by an older dateline; read the same reports into a new ledger. Nothing "
                "in it was changed, and any DuckDB client still opens it"
            )
        raise LedgerError(f"{what}: it was made by a newer dateline; upgrade dateline to open it")


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of what is done within, or nothing of it. Raises LedgerError for what DuckDB refuses."""
    try:
        connection.begin()
        yield
        connection.commit()
    except duckdb.Error as error:
        _roll_back(connection)
        reason = str(error).splitlines()[0]
        raise LedgerError(f"the ledger could not be written and is as it was: {reason}") from error
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    try:
        connection.rollback()
    except duckdb.Error:
        # The transaction is over already, for instance when the disk is full: nothing is left to undo.
        return


def arrow_schemas(connection: duckdb.DuckDBPyConnection) -> Mapping[str, Schema]:
    """The columns of each table as Arrow types, so that schema.sql alone says what they are."""
    names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    return {
        name: connection.execute(f'SELECT * FROM "{name}" LIMIT 0').to_arrow_table().schema
        for (name,) in names
    }
