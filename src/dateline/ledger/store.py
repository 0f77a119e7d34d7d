"""The ledger: one DuckDB file of reports, claims and what corroboration made of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

from pyarrow.lib import Table

from dateline.corroborate import Control, Copy, Event
from dateline.errors import LedgerError
from dateline.ledger import ground, groups, holds, query
from dateline.ledger.assemble import load, load_reports
from dateline.ledger.connect import arrow_schemas, connect
from dateline.ledger.query import Answer, Filters, Options
from dateline.ledger.rows import Run, WriteSummary
from dateline.ledger.write import Tables, batches, write_batch
from dateline.model import Extraction, Reject, Report

_PAGE = 1_000


class Ledger:
    """An open ledger. Use it in a `with` statement, or `close` it.

    One process may have it open for writing, or any number read-only. Opening and writing raise LedgerError;
    a question that is refused or cannot be answered raises QueryError.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False) -> None:
        self.path = Path(path)
        self.read_only = read_only
        self._connection = connect(self.path, read_only=read_only)
        self._tables = Tables(connection=self._connection, schemas=arrow_schemas(self._connection))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the ledger cannot be used after."""
        self._connection.close()

    def write(self, items: Iterable[Extraction | Reject], *, run: Run, batch: int = 1_000) -> WriteSummary:
        """Add reports with their claims, `batch` reports to a transaction, and the rejects among them.

        A report that is held already is left as it is, unless it was read otherwise this time: then the new
        reading stands, and the old goes to the tombstones.
        """
        self._may_write()
        return sum(
            (write_batch(self._tables, some, run=run) for some in batches(items, size=batch)), WriteSummary()
        )

    def write_rejects(self, rejects: Iterable[Reject], *, run: Run) -> int:
        """Add the rejects that are not held yet; how many they are."""
        return self.write(rejects, run=run).rejects

    def write_copies(self, copies: Iterable[Copy], *, run: Run) -> int:
        """Replace all copies by these; how many they are."""
        self._may_write()
        return groups.write_copies(self._tables, copies, run=run)

    def write_events(self, events: Iterable[Event], *, run: Run) -> int:
        """Replace all events by these; ids that vanish leave tombstones. How many events there are."""
        self._may_write()
        return groups.write_events(self._tables, events, run=run)

    def write_corroborated(
        self,
        *,
        copies: Iterable[Copy],
        events: Iterable[Event],
        control: Iterable[Control],
        run: Run,
    ) -> None:
        """Replace copies, events and states of control together: all of them, or nothing."""
        self._may_write()
        groups.write_all(self._tables, copies, events, control, run=run)

    def read_control(self) -> tuple[Control, ...]:
        """The states of control as they were written, by place and day."""
        return holds.read_control(self._tables)

    def read_copies(self) -> tuple[Copy, ...]:
        """The copies as they were written."""
        return groups.read_copies(self._tables)

    def read_events(self) -> tuple[Event, ...]:
        """The events as they were written."""
        return groups.read_events(self._tables)

    def event_claims(self) -> dict[str, list[str]]:
        """The ids of the claims of each event, by the event's id."""
        return groups.read_members(self._tables)

    def sql(self, query_text: str, parameters: Sequence[Any] = ()) -> Table:
        """The answer to one statement that only reads, its `?` bound to `parameters`."""
        return query.select(self._connection, query_text, parameters)

    def claims(self, **options: Unpack[Options]) -> Answer:
        """The claims that pass all filters given (see `Filters`): rows of the view claims_wide."""
        return query.claims(self._connection, Filters(**options))

    def events(self, **options: Unpack[Options]) -> Answer:
        """The events of which some claim passes all filters given: rows of the view events_wide."""
        return query.events(self._connection, Filters(**options))

    def control(self, **options: Any) -> Answer:
        """Who is said to have held which place: rows of the view control.

        Options: `place`, `actor`, `since`, `until` as of `Filters`, and `contested`.
        """
        return ground.control(self._connection, **options)

    def control_words(self, holds: Sequence[str]) -> Answer:
        """The claims for these holds (`hold_id`) and against them, with their passages."""
        return ground.words(self._connection, list(holds))

    def explain(self, claim_id: str) -> Extraction:
        """The report and the one claim whose id is, or begins with, `claim_id`."""
        id_, report_id = query.resolve(self._connection, claim_id)
        (extraction,) = load(self._connection, [report_id])
        return replace(extraction, claims=tuple(claim for claim in extraction.claims if claim.id == id_))

    def reports(self, ids: Sequence[str] | None = None) -> Iterator[Report]:
        """The reports of these ids (all when None), in the order in which they came in."""
        for page in self._pages() if ids is None else [ids]:
            yield from load_reports(self._connection, page)

    def extractions(self) -> Iterator[Extraction]:
        """All reports with their claims, in the order in which they came in."""
        for page in self._pages():
            yield from load(self._connection, page)

    def _pages(self) -> Iterator[list[str]]:
        """The ids of all reports, so many as are read at a time."""
        rows = self._connection.execute("SELECT id FROM reports ORDER BY seq").fetchall()
        for start in range(0, len(rows), _PAGE):
            yield [row[0] for row in rows[start : start + _PAGE]]

    def _may_write(self) -> None:
        if self.read_only:
            raise LedgerError(f"{self.path} was opened read-only; open it with read_only=False to write")
