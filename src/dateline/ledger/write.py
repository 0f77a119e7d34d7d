"""Writing extractions: each batch whole or not at all, and nothing that the ledger holds already."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import duckdb
from pyarrow.lib import Schema, Table

from dateline.ledger import flatten
from dateline.ledger.assemble import load
from dateline.ledger.connect import transaction
from dateline.ledger.flatten import Row
from dateline.ledger.rows import Run, WriteSummary, canonical, content_hash, now
from dateline.model import Claim, Extraction, Reject
from dateline.record import to_record

# A batch of huge reports is cut short, so that memory stays bounded.
_BATCH_CHARACTERS = 32_000_000
_IN_LIST = "(SELECT unnest(?::VARCHAR[]))"
_THEIR_CLAIMS = f"(SELECT id FROM claims WHERE report_id IN {_IN_LIST})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """A ledger's connection and the columns of its tables."""

    connection: duckdb.DuckDBPyConnection
    schemas: Mapping[str, Schema]

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows, keyed by column; a column that is left out is null."""
        if rows:
            self.connection.register("incoming", Table.from_pylist(rows, schema=self.schemas[table]))
            self.connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
            self.connection.unregister("incoming")

    def ask(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """The rows of a query with its parameters bound."""
        return self.connection.execute(query, parameters).fetchall()

    def rows(self, query: str) -> list[Row]:
        """The rows of a query, keyed by column."""
        rows: list[Row] = self.connection.execute(query).to_arrow_table().to_pylist()
        return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """An extraction with the hash that it is known by and the hash of all that it says."""

    key: str
    digest: str
    given_id: str
    extraction: Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A report that the ledger holds."""

    id: str
    digest: str
    seq: int


def batches(items: Iterable[Extraction | Reject], *, size: int) -> Iterator[list[Extraction | Reject]]:
    """The items in lists of at most `size`, fewer where texts are huge."""
    batch: list[Extraction | Reject] = []
    characters = 0
    for item in items:
        batch.append(item)
        characters += len(item.report.text) if isinstance(item, Extraction) else 0
        if len(batch) >= size or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def write_batch(tables: Tables, items: Iterable[Extraction | Reject], *, run: Run) -> WriteSummary:
    """Write one batch in one transaction."""
    readings, rejects, repeated = _weigh(items)
    with transaction(tables.connection):
        note_run(tables, run)
        known = _known(tables, readings)
        fresh = [reading for reading in readings if reading.key not in known]
        revised = [
            reading
            for reading in readings
            if reading.key in known and known[reading.key].digest != reading.digest
        ]
        settled = _settle(tables, [*fresh, *revised], known)
        start = tables.ask("SELECT coalesce(max(seq) + 1, 0) FROM reports")[0][0]
        standing = _set_aside(tables, settled[len(fresh) :], run=run)
        seqs = {item.key: start + n for n, item in enumerate(fresh)}
        seqs |= {key: held.seq for key, held in known.items()}
        _insert(tables, settled, seqs, run=run)
        summary = WriteSummary(
            new_reports=len(fresh),
            known_reports=len(readings) - len(fresh) - len(revised) + repeated,
            revised_reports=len(revised),
            claims=sum(len(reading.extraction.claims) for reading in settled) - standing,
            rejects=insert_rejects(tables, rejects, run=run),
        )
        if summary != WriteSummary(known_reports=summary.known_reports):
            tables.ask("UPDATE runs SET finished = ? WHERE id = ?", now(), run.id)
    return summary


def note_run(tables: Tables, run: Run) -> None:
    """Add the run's row unless it is there."""
    if not tables.ask("SELECT 1 FROM runs WHERE id = ?", run.id):
        row = {"id": run.id, "version": run.version, "started": run.started}
        packs, configuration = canonical(run.packs), canonical(run.configuration)
        tables.insert("runs", [{**row, "packs": packs, "configuration": configuration}])


def insert_rejects(tables: Tables, rejects: Iterable[Reject], *, run: Run) -> int:
    """Add the rejects that are not there yet, and tell how many."""
    rows = {(item.origin, item.sha256, item.reason): item for item in rejects}
    held = set(
        tables.ask(
            f"SELECT origin, sha256, reason FROM rejects WHERE sha256 IN {_IN_LIST}",
            sorted({item.sha256 for item in rows.values()}),
        )
    )
    added = [item for key, item in rows.items() if key not in held]
    tables.insert(
        "rejects",
        [
            {
                "origin": item.origin,
                "reason": item.reason,
                "sha256": item.sha256,
                "report_id": item.report_id,
                "run": run.id,
            }
            for item in added
        ],
    )
    return len(added)


def _weigh(items: Iterable[Extraction | Reject]) -> tuple[list[_Reading], list[Reject], int]:
    """Hash each extraction; one that cannot be stored is rejected, one met before in the batch counted."""
    readings: dict[str, _Reading] = {}
    rejects: list[Reject] = []
    repeated = 0
    for item in items:
        if isinstance(item, Reject):
            rejects.append(item)
            continue
        try:
            reading = _reading(item)
        except UnicodeEncodeError:
            rejects.append(_unwritable(item))
            continue
        repeated += reading.key in readings
        readings.setdefault(reading.key, reading)
    return list(readings.values()), rejects, repeated


def _reading(extraction: Extraction) -> _Reading:
    record = to_record(extraction)
    # The same report met at another path, or in another copy of its page, is no other reading.
    origin = record["report"].pop("origin")
    origin.encode()
    record["report"].pop("page", None)
    report = extraction.report
    del record["report"]["text"]  # the key holds it
    return _Reading(
        key=content_hash(report.id, report.text),
        digest=content_hash(canonical(record)),
        given_id=report.id,
        extraction=extraction,
    )


def _unwritable(extraction: Extraction) -> Reject:
    report = extraction.report
    return Reject(
        origin=report.origin.encode("utf-8", "replace").decode(),
        reason="holds half of a surrogate pair, which is no character",
        sha256=sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest(),
        report_id=report.id.encode("utf-8", "replace").decode(),
    )


def _known(tables: Tables, readings: Sequence[_Reading]) -> dict[str, _Known]:
    rows = tables.ask(
        f"SELECT key, id, digest, seq FROM reports WHERE key IN {_IN_LIST}", [item.key for item in readings]
    )
    return {key: _Known(id=id_, digest=digest, seq=seq) for key, id_, digest, seq in rows}


def _settle(tables: Tables, readings: Sequence[_Reading], known: Mapping[str, _Known]) -> list[_Reading]:
    """Give every report and claim an id of its own, where inputs or passages share one."""
    if not readings:
        return []
    reports = {
        row[0]
        for row in tables.ask(
            f"SELECT id FROM reports WHERE id IN {_IN_LIST}", [item.given_id for item in readings]
        )
    }
    claims = {
        row[0]
        for row in tables.ask(
            f"SELECT id FROM claims WHERE id IN {_IN_LIST} AND report_id NOT IN {_IN_LIST}",
            [claim.id for item in readings for claim in item.extraction.claims],
            [known[item.key].id for item in readings if item.key in known],
        )
    }
    settled = []
    for item in readings:
        report, held = item.extraction.report, known.get(item.key)
        id_ = held.id if held else _own(report.id, item.key, reports)
        renamed = Extraction(
            report=report if id_ == report.id else replace(report, id=id_),
            claims=tuple(_claim_of_own(claim, item.key, claims) for claim in item.extraction.claims),
        )
        settled.append(replace(item, extraction=renamed))
    return settled


def _claim_of_own(claim: Claim, key: str, taken: set[str]) -> Claim:
    id_ = _own(claim.id, key, taken)
    return claim if id_ == claim.id else replace(claim, id=id_)


def _own(id_: str, key: str, taken: set[str]) -> str:
    """`id_` itself, or with a mark of the report's content behind it when it is taken; takes it."""
    own, n = id_, 1
    while own in taken:
        own = f"{id_}~{key[:8]}" if n == 1 else f"{id_}~{key[:8]}.{n}"
        n += 1
    taken.add(own)
    return own


def _set_aside(tables: Tables, revised: Sequence[_Reading], *, run: Run) -> int:
    """Move what was read otherwise before to the tombstones; returns how many claims stand as they were."""
    if not revised:
        return 0
    ids = [item.extraction.report.id for item in revised]
    old = {item.report.id: item for item in load(tables.connection, ids)}
    stones: list[Row] = []
    standing = 0
    for item in revised:
        id_ = item.extraction.report.id
        found = _tombstones(to_record(old[id_]), to_record(item.extraction))
        standing += len(old[id_].claims) - sum(stone["kind"] == "claim" for stone in found)
        stones += [{**stone, "run": run.id} for stone in found]
    tables.insert("tombstones", stones)
    for table in flatten.CLAIM_TABLES:
        tables.ask(f"DELETE FROM {table} WHERE claim_id IN {_THEIR_CLAIMS}", ids)
    for table in ("claims", "blocks"):
        tables.ask(f"DELETE FROM {table} WHERE report_id IN {_IN_LIST}", ids)
    tables.ask(f"DELETE FROM reports WHERE id IN {_IN_LIST}", ids)
    return standing


def _tombstones(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Row]:
    """The cells of `old`, report and claims, that `new` does not repeat."""
    claims = {claim["id"]: claim for claim in new["claims"]}
    stones = [
        {
            "id": claim["id"],
            "kind": "claim",
            "reason": "coded otherwise" if claim["id"] in claims else "not found again",
            "merged_into": claim["id"] if claim["id"] in claims else None,
            "body": canonical({"report_id": old["report"]["id"], **claim}),
        }
        for claim in old["claims"]
        if claims.get(claim["id"]) != claim
    ]
    before, after = (
        {**report, "text": None, "origin": None, "page": None} for report in (old["report"], new["report"])
    )
    if before != after:
        body = canonical({key: value for key, value in old["report"].items() if key != "text"})
        stone = {"id": before["id"], "kind": "report", "reason": "read otherwise", "body": body}
        stones.append({**stone, "merged_into": before["id"]})
    return stones


def _insert(tables: Tables, settled: Sequence[_Reading], seqs: Mapping[str, int], *, run: Run) -> None:
    extractions = [item.extraction for item in settled]
    claims = [claim for extraction in extractions for claim in extraction.claims]
    tables.insert(
        "reports",
        [
            flatten.report_row(
                item.extraction.report,
                key=item.key,
                digest=item.digest,
                seq=seqs[item.key],
                given_id=item.given_id,
                run=run.id,
            )
            for item in settled
        ],
    )
    tables.insert("blocks", [row for item in extractions for row in flatten.block_rows(item.report)])
    tables.insert("claims", [row for item in extractions for row in flatten.claim_rows(item, run=run.id)])
    tables.insert("participants", [row for claim in claims for row in flatten.participant_rows(claim)])
    tables.insert("sources", [row for claim in claims for row in flatten.source_rows(claim)])
    tables.insert("quantities", [row for claim in claims for row in flatten.quantity_rows(claim)])
    tables.insert("reasons", [row for claim in claims for row in flatten.reason_rows(claim)])
