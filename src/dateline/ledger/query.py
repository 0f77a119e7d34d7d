"""Asking: read-only SQL, and filters over claims and events with every value bound, never written in."""

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypedDict

import duckdb
from pyarrow.lib import ArrowException, Table

from dateline.errors import LedgerError, QueryError
from dateline.ledger import wide

_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)

_PARTY = """c.id IN (SELECT p.claim_id FROM participants p WHERE p.role = '{role}' {among} AND (
    lower(p.entity) = lower(${role}) OR starts_with(lower(p.entity), lower(${role}) || '.')
    OR has_words(p.name, ${role}) OR has_words(p.quote, ${role})))"""

# What each filter asks of a claim `c`. Days are ISO 8601 and compare as strings.
_CONDITIONS: Mapping[str, str] = {
    "place": "c.{column} IN ({names})",
    "type": "(c.event = $type OR starts_with(c.event, $type || '.'))",
    "since": "c.time_last >= $since",
    "until": "c.time_first < $until",
    "min_confidence": "c.confidence >= $min_confidence",
    "lang": "c.report_id IN (SELECT r.id FROM reports r WHERE r.language = $lang)",
    "contested": """c.id IN (SELECT ec.claim_id FROM event_claims ec JOIN events ev ON ev.id = ec.event_id
        WHERE ev.contested = $contested {among_ec})""",
    "actor": _PARTY.replace("{role}", "actor"),
    "target": _PARTY.replace("{role}", "target"),
    "source": """(c.report_id IN (SELECT r.id FROM reports r WHERE has_words(r.outlet, $source))
        OR c.id IN (SELECT s.claim_id FROM sources s WHERE (
            lower(s.entity) = lower($source) OR starts_with(lower(s.entity), lower($source) || '.')
            OR has_words(s.name, $source) OR has_words(s.quote, $source)) {among_s}))""",
}
# Names of places repeat: each is looked at once, and folded only where its letters hold the first word.
_NAMES = """SELECT name FROM (SELECT DISTINCT {column} AS name FROM claims)
WHERE CASE WHEN contains(replace(strip_accents(lower(name)), 'đ', 'd'), $word)
    THEN contains(fold(name), $folded) ELSE FALSE END"""
# Filters on columns of claims: cheap, and asked first, so that the others look at what is left.
_CHEAP = ("place", "type", "since", "until", "min_confidence")
# Ids that an index is asked for one by one: so many at most, and one claim in so many. Else the view is made
# whole, which is quicker in a small ledger.
_FEW, _PART = 20_000, 50
_ALL_CLAIMS = "SELECT * EXCLUDE (seq, ordinal) FROM {rows} ORDER BY seq, ordinal"
_ALL_EVENTS = "SELECT * EXCLUDE (seq) FROM {rows} ORDER BY first_day NULLS LAST, seq, event_id"


class Options(TypedDict, total=False):
    """The names of the filters, as keyword arguments; `Filters` says what they mean."""

    place: str | None
    actor: str | None
    target: str | None
    type: str | None
    since: str | None
    until: str | None
    source: str | None
    lang: str | None
    min_confidence: float | None
    contested: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to ask for; None asks for all.

    `place` is a part of the place's name or quote, in any case and with or without diacritics. `actor`,
    `target` and `source` are whole words of a name or quote, or an entity id (whole or up to a dot);
    `source` may be the outlet too. `type` is an event code or its first part. `since` and `until` are
    YYYY, YYYY-MM or YYYY-MM-DD and meet the claim's days; a claim without days does not pass them.
    `contested` asks for claims of events that are contested, or (False) that are not.
    """

    place: str | None = None
    actor: str | None = None
    target: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    lang: str | None = None
    min_confidence: float | None = None
    contested: bool | None = None

    def bound(self) -> dict[str, Any]:
        """The filters that are set, by name, as values to bind. Raises QueryError for one that cannot be."""
        values = {name: getattr(self, name) for name in _CONDITIONS if getattr(self, name) is not None}
        for name, value in values.items():
            if isinstance(value, str) and not value.strip():
                raise QueryError(f"{name} is empty; leave it out to ask for all")
        if "since" in values:
            values["since"] = day(values["since"], last=False).isoformat()
        if "until" in values:
            # Days may go on with an hour: all of the last day is before the next.
            values["until"] = (day(values["until"], last=True) + timedelta(days=1)).isoformat()
        return values


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows that answer a question, to be taken in the shape that suits."""

    table: Table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def arrow(self) -> Table:
        """As an Arrow table; days are date32."""
        return self.table

    def rows(self) -> list[dict[str, Any]]:
        """As one dictionary a row; days are datetime.date."""
        rows: list[dict[str, Any]] = self.table.to_pylist()
        return rows

    def pandas(self) -> Any:
        """As a pandas DataFrame. Raises LedgerError when pandas is not installed."""
        try:
            import pandas  # noqa: F401
        except ImportError:
            raise LedgerError("pandas is not installed; run `pip install 'dateline[frames]'`") from None
        return self.table.to_pandas()

    def polars(self) -> Any:
        """As a polars DataFrame. Raises LedgerError when polars is not installed."""
        try:
            import polars
        except ImportError:
            raise LedgerError("polars is not installed; run `pip install 'dateline[frames]'`") from None
        return polars.from_arrow(self.table)


def claims(connection: duckdb.DuckDBPyConnection, filters: Filters) -> Answer:
    """The rows of claims_wide that pass, in the order in which the reports came in."""
    values = filters.bound()
    if not values:
        return _ask(connection, _ALL_CLAIMS.format(rows="claims_wide"), {})
    ids = _passing(connection, values)
    if _are_few(connection, ids):
        return _few(connection, wide.take_claims, ids, _ALL_CLAIMS)
    some = "(FROM claims_wide WHERE claim_id IN (SELECT unnest($ids::VARCHAR[])))"
    return _ask(connection, _ALL_CLAIMS.format(rows=some), {"ids": ids})


def events(connection: duckdb.DuckDBPyConnection, filters: Filters) -> Answer:
    """The rows of events_wide of which some claim passes, by day."""
    values = filters.bound()
    if not values:
        return _ask(connection, _ALL_EVENTS.format(rows="events_wide"), {})
    query = "SELECT DISTINCT event_id FROM event_claims WHERE claim_id IN (SELECT unnest($ids::VARCHAR[]))"
    passing = _passing(connection, values)
    ids = _column(connection, query, {"ids": passing})
    if _are_few(connection, passing):
        return _few(connection, wide.take_events, ids, _ALL_EVENTS)
    some = "(FROM events_wide WHERE event_id IN (SELECT unnest($ids::VARCHAR[])))"
    return _ask(connection, _ALL_EVENTS.format(rows=some), {"ids": ids})


def _are_few(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> bool:
    total = int(_ask(connection, "SELECT count(*) FROM claims", {}).table.column(0)[0].as_py())
    return len(ids) <= min(_FEW, total // _PART)


def select(connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any] = ()) -> Table:
    """The answer to one reading statement, its `?` bound to `parameters`.

    Raises QueryError when it is not one statement, would do more than read, or cannot be answered.
    """
    try:
        statements = duckdb.extract_statements(query)
    except duckdb.Error as error:
        raise QueryError(f"the query cannot be read: {error}") from None
    if len(statements) != 1:
        raise QueryError(f"a query is one statement, this holds {len(statements)}; ask one at a time")
    if statements[0].type not in _READING:
        raise QueryError(
            f"a ledger answers SELECT, WITH, FROM, DESCRIBE, SHOW, SUMMARIZE and EXPLAIN, not "
            f"{statements[0].type.name}; nothing was changed"
        )
    with connection.cursor() as cursor:
        try:
            # Second lock on the same door: a SELECT that calls something that writes fails here.
            cursor.execute("BEGIN TRANSACTION READ ONLY")
            return cursor.execute(statements[0], list(parameters)).to_arrow_table()
        except (duckdb.Error, ArrowException) as error:
            raise QueryError(f"the query cannot be answered: {error}") from None
        finally:
            with suppress(duckdb.Error):
                cursor.rollback()


def resolve(connection: duckdb.DuckDBPyConnection, claim_id: str) -> tuple[str, str]:
    """The ids of the claim that `claim_id` is or begins, and of its report.

    Raises QueryError when no claim fits, or several do.
    """
    found = connection.execute(
        "SELECT id, report_id FROM claims WHERE $id <> '' AND starts_with(id, $id) ORDER BY id LIMIT 9",
        {"id": claim_id},
    ).fetchall()
    exact = [row for row in found if row[0] == claim_id]
    if len(exact or found) == 1:
        id_, report_id = (exact or found)[0]
        return id_, report_id
    if not found:
        raise QueryError(
            f"no claim has an id that begins with {claim_id!r}; list them with `dateline show --claims`"
        )
    listed = ", ".join(row[0] for row in found[:8]) + (" ..." if len(found) > 8 else "")
    raise QueryError(f"{claim_id!r} begins the ids of several claims: {listed}; give more of it")


def day(text: str, *, last: bool) -> date:
    """The first, or the last, day of YYYY, YYYY-MM or YYYY-MM-DD. Raises QueryError for anything else."""
    match = _DAY.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        date(year, month, 1)
        return date(year, month, int(match[3] or (calendar.monthrange(year, month)[1] if last else 1)))
    except ValueError:
        raise QueryError(f"{text!r} is not a day; write it as 2017-11-17, 2017-11 or 2017") from None


def _passing(connection: duckdb.DuckDBPyConnection, values: Mapping[str, Any]) -> list[str]:
    """The ids of the claims that pass. Filters on other tables look at those alone that passed before."""
    cheap = {name: value for name, value in values.items() if name in _CHEAP}
    others = {name: value for name, value in values.items() if name not in _CHEAP}
    among: list[str] | None = None
    if cheap:
        among = _cheap(connection, cheap)
    for name, value in others.items():
        few = among is not None and len(among) <= _FEW
        listed = "IN (SELECT unnest($ids::VARCHAR[]))"
        marks = {"among": "p.claim_id", "among_s": "s.claim_id", "among_ec": "ec.claim_id"}
        condition = _CONDITIONS[name]
        for mark, column in marks.items():
            condition = condition.replace(f"{{{mark}}}", f"AND {column} {listed}" if few else "")
        kept = f"c.id {listed} AND " if among is not None else ""
        bound = {name: value} | ({"ids": among} if among is not None else {})
        among = _column(connection, f"SELECT c.id FROM claims c WHERE {kept}{condition}", bound)
    return among or []


def _cheap(connection: duckdb.DuckDBPyConnection, values: Mapping[str, Any]) -> list[str]:
    """The ids of the claims that pass filters on their own columns, which blocks are skipped by."""
    where = " AND ".join(_CONDITIONS[name] for name in values)
    if "place" not in values:
        return _column(connection, f"SELECT c.id FROM claims c WHERE {where}", values)
    found: dict[str, None] = {}
    folded = _column(connection, "SELECT fold($place)", {"place": values["place"]})[0]
    if not folded:
        return []
    for column in ("place_name", "place_quote"):
        asked = {"folded": folded, "word": folded.split()[0]}
        names = _column(connection, _NAMES.format(column=column), asked)
        bound = {name: value for name, value in values.items() if name != "place"}
        bound |= {f"name_{n}": name for n, name in enumerate(names)}
        if names:
            marks = ", ".join(f"$name_{n}" for n in range(len(names)))
            named = where.format(column=column, names=marks)
            found |= dict.fromkeys(_column(connection, f"SELECT c.id FROM claims c WHERE {named}", bound))
    return list(found)


def _few(
    connection: duckdb.DuckDBPyConnection,
    take: Callable[[duckdb.DuckDBPyConnection, Sequence[str]], str],
    ids: Sequence[str],
    query: str,
) -> Answer:
    """The rows of a wide view of these ids alone."""
    try:
        with connection.cursor() as cursor:
            return Answer(cursor.execute(query.format(rows=f"({take(cursor, ids)})")).to_arrow_table())
    except duckdb.Error as error:
        raise QueryError(f"the question cannot be answered: {error}") from None


def _column(connection: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, Any]) -> list[str]:
    rows: list[str] = _ask(connection, query, values).table.column(0).to_pylist()
    return rows


def _ask(connection: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, Any]) -> Answer:
    try:
        with connection.cursor() as cursor:
            return Answer(cursor.execute(query, values).to_arrow_table())
    except duckdb.Error as error:
        raise QueryError(f"the question cannot be answered: {error}") from None
