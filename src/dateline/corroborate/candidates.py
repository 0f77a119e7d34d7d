"""Which pairs of reports are worth comparing: those that share some of their sampled runs of words.

The samples are joined in DuckDB, which puts on disk what does not fit into its memory, so the work grows with
the texts and not with their pairs.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

import duckdb
import numpy as np
from pyarrow.lib import Table, array, binary, string

from dateline.corroborate.shingles import Hashes

_COMMON = 64  # a run of words in more reports than this ties neighbours only
_HITS = 3  # sampled runs that two reports share at the least
_BATCH = 1_000_000  # sampled runs that are handed to DuckDB at a time
_AT_ONCE = 50_000  # rows that are fetched at a time
_MEMORY = "1GB"

# Reports with equal words are tied to the first of them, and only that one is compared with others. A place
# is a report's rank by id, so that nothing depends on the order in which reports come.
_PLACES = """
    CREATE TABLE placed AS
    SELECT number, id, words, row_number() OVER (ORDER BY id) AS place,
        first_value(id) OVER (PARTITION BY digest ORDER BY day, id) AS first
    FROM texts
"""
_EQUAL = """
    SELECT least(id, first), greatest(id, first), words, words FROM placed WHERE id <> first ORDER BY ALL
"""
_TIED = f"""
    WITH held AS (
        SELECT samples.hash, placed.place FROM samples JOIN placed ON samples.number = placed.number
        WHERE placed.id = placed.first
    ),
    counted AS (SELECT hash, count(*) AS reports FROM held GROUP BY hash HAVING count(*) > 1),
    shared AS (SELECT held.hash, place, reports FROM held JOIN counted ON held.hash = counted.hash),
    rare AS (SELECT hash, place FROM shared WHERE reports <= {_COMMON}),
    meetings AS (
        SELECT x.place AS x, y.place AS y FROM rare x JOIN rare y ON x.hash = y.hash AND x.place < y.place
        UNION ALL
        SELECT x, y FROM (
            SELECT lag(place) OVER (PARTITION BY hash ORDER BY place) AS x, place AS y
            FROM shared WHERE reports > {_COMMON}
        ) WHERE x IS NOT NULL
    ),
    pairs AS (SELECT x, y FROM meetings GROUP BY x, y HAVING count(*) >= {_HITS})
    SELECT a.id, b.id, a.words, b.words FROM pairs
    JOIN placed a ON a.place = x JOIN placed b ON b.place = y ORDER BY ALL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What is kept of a report: its day, how many words it has, their hash, and its sampled runs of words."""

    id: str
    day: str
    words: int
    digest: bytes
    sample: Hashes


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two reports to be compared, smaller id first, with their numbers of words.

    `equal` tells that their words are known to be the same.
    """

    a: str
    b: str
    words_a: int
    words_b: int
    equal: bool


@contextmanager
def candidates(sketches: Iterable[Sketch]) -> Iterator[Iterator[Candidate]]:
    """The pairs to be compared, by their ids, equal ones before. Ids must be unique; their order is free."""
    # DuckDB makes this folder when it first needs it, and removes it when it is closed.
    folder = Path(gettempdir()) / f"dateline-copies-{uuid4().hex}"
    with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(folder)}) as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(
            "CREATE TABLE texts (number INTEGER, id VARCHAR, day VARCHAR, words INTEGER, digest BLOB)"
        )
        connection.execute("CREATE TABLE samples (hash UBIGINT, number INTEGER)")
        _fill(connection, sketches)
        connection.execute(_PLACES)
        yield _pairs(connection)


def _pairs(connection: duckdb.DuckDBPyConnection) -> Iterator[Candidate]:
    for query, equal in ((_EQUAL, True), (_TIED, False)):
        answer = connection.execute(query)
        while rows := answer.fetchmany(_AT_ONCE):
            yield from (
                Candidate(a=a, b=b, words_a=words_a, words_b=words_b, equal=equal)
                for a, b, words_a, words_b in rows
            )


def _fill(connection: duckdb.DuckDBPyConnection, sketches: Iterable[Sketch]) -> None:
    batch: list[Sketch] = []
    held = start = 0
    for sketch in sketches:
        batch.append(sketch)
        held += len(sketch.sample)
        if held >= _BATCH:
            _insert(connection, batch, start)
            start += len(batch)
            batch, held = [], 0
    _insert(connection, batch, start)


def _insert(connection: duckdb.DuckDBPyConnection, batch: list[Sketch], start: int) -> None:
    if not batch:
        return
    numbers = np.arange(start, start + len(batch), dtype=np.int32)
    texts = Table.from_pydict(
        {
            "number": numbers,
            "id": array([sketch.id for sketch in batch], string()),
            "day": array([sketch.day for sketch in batch], string()),
            "words": np.array([sketch.words for sketch in batch], dtype=np.int32),
            "digest": array([sketch.digest for sketch in batch], binary()),
        }
    )
    samples = Table.from_pydict(
        {
            "hash": np.concatenate([sketch.sample for sketch in batch]),
            "number": np.repeat(numbers, [len(sketch.sample) for sketch in batch]),
        }
    )
    for name, rows in (("texts", texts), ("samples", samples)):
        connection.register("incoming", rows)
        connection.execute(f"INSERT INTO {name} SELECT * FROM incoming")
        connection.unregister("incoming")
