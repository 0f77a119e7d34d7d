"""The stages in order: the one place that knows all of them.

read -> clean -> annotate -> claim -> corroborate -> ledger
"""

import hashlib
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from dateline import examples
from dateline import pack as packs
from dateline.annotate import language
from dateline.annotate.page import Page, Tools, annotate, compile_tools
from dateline.claim import build
from dateline.claim.rules import ClaimRules
from dateline.clean import BlockRules, compile_rules, fill_blocks, label_blocks
from dateline.codebook import Codebook
from dateline.codebook import load as load_codebook
from dateline.codebook.directory import Directory
from dateline.corroborate import find_copies, group
from dateline.errors import DatelineError
from dateline.gazetteer import Gazetteer, open_gazetteer
from dateline.model import Extraction, Reject, Report

if TYPE_CHECKING:
    from dateline.ledger import Ledger, Run

# Reports a worker is handed at once: large enough to hide the hand-over, small enough to keep order cheap.
_BATCH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """All that one language needs, compiled."""

    blocks: BlockRules
    tools: Tools
    claims: ClaimRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Compiled packs, codebook and gazetteer. Open one with `Engine.open`, then call `extract`."""

    languages: dict[str, _Language]
    codebook: Codebook
    gazetteer: Gazetteer
    versions: dict[str, str]

    @classmethod
    def open(
        cls,
        languages: Sequence[str] | None = None,
        *,
        check: bool = True,
        gazetteer: Gazetteer | None = None,
    ) -> "Engine":
        """Compile the packs of `languages` (all there are when None), and hold them to their examples.

        Places come from `gazetteer`; when None, from the built-in one and those that the user added.
        Raises PackError for a language without a pack or whose examples fail (unless `check` is false),
        GazetteerError when no gazetteer can be built.
        """
        codebook = load_codebook()
        opened = open_gazetteer() if gazetteer is None else gazetteer
        compiled: dict[str, _Language] = {}
        versions = {"codebook": codebook.version, **opened.versions()}
        for code in packs.available() if languages is None else languages:
            pack = packs.load(code)
            versions[f"pack:{code}"] = pack.version
            compiled[code] = _Language(
                blocks=compile_rules(pack),
                tools=compile_tools(pack, codebook, opened),
                claims=build.compile_rules(pack),
            )
        engine = cls(languages=compiled, codebook=codebook, gazetteer=opened, versions=versions)
        if check:
            # A pack is held to its examples on the built-in places: what a user adds is no fault of the pack.
            examples.require(engine, plain=lambda: cls.open(languages, check=False, gazetteer=opened.alone()))
        return engine

    def extract(self, report: Report) -> Extraction:
        """One report's labelled blocks and its claims; no claims where its language has no pack."""
        prepared, page = self.page(report)
        if page is None:
            return Extraction(report=prepared, claims=())
        rules = self.languages[str(prepared.language)].claims
        return Extraction(report=prepared, claims=build.claims(prepared, page, rules, self.codebook))

    def page(self, report: Report) -> tuple[Report, Page | None]:
        """The report with language and blocks filled in, and its annotations (None without a pack)."""
        code = report.language or language.detect(report.text)
        known = self.languages.get(code or "")
        if known is None:
            return replace(report, language=code, blocks=fill_blocks(report.text, report.blocks)), None
        blocks = label_blocks(report.text, title=report.title, rules=known.blocks, given=report.blocks)
        prepared = replace(report, language=code, blocks=blocks)
        return prepared, annotate(report.text, blocks, known.tools, published=report.published)

    def refusal(self, report: Report) -> Reject | None:
        """Why a report yields no claims although it was read: its language has no pack."""
        if report.language in self.languages:
            return None
        code = report.language
        told = f"no pack for language {code!r}" if code else "its language cannot be told"
        return Reject(
            origin=report.origin or report.id,
            reason=f"{told}; there are packs for {', '.join(sorted(self.languages))}",
            sha256=hashlib.sha256(report.text.encode()).hexdigest(),
            report_id=report.id,
        )


def extract_all(
    reports: Iterable[Report | Reject], *, workers: int = 1, engine: Engine | None = None
) -> Generator[Extraction | Reject, None, None]:
    """Extract reports in input order, whatever the number of `workers`; rejects pass through.

    A report without a pack comes out as an Extraction with no claims, followed by a Reject that says so.
    Raises what `Engine.open` raises, before any worker starts, and DatelineError when a worker is ended.
    Close it when it is not read to its end: workers are ended then.
    """
    opened = engine or Engine.open()
    if workers <= 1:
        for item in reports:
            yield from _run_one(opened, item)
    else:
        yield from _extract_shared(reports, workers, opened)


def _extract_shared(
    reports: Iterable[Report | Reject], workers: int, engine: Engine
) -> Iterator[Extraction | Reject]:
    # Spawned rather than forked workers: DuckDB and Arrow keep threads that a fork would break.
    what = tuple(engine.languages), engine.gazetteer.folders()
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_open_engine, initargs=what
    )
    try:
        waiting: deque[Future[list[Extraction | Reject]]] = deque()
        for batch in _batches(reports):
            waiting.append(pool.submit(_run_batch, batch))
            if len(waiting) > workers * 4:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise DatelineError(
            "a worker process was ended before its work was done, perhaps for want of memory; "
            "try again with fewer workers"
        ) from error
    finally:
        # Whoever stops early does not wait for what nobody will read.
        pool.shutdown(cancel_futures=True)


def _run_one(engine: Engine, item: Report | Reject) -> Iterator[Extraction | Reject]:
    if isinstance(item, Reject):
        yield item
        return
    extraction = engine.extract(item)
    yield extraction
    refusal = engine.refusal(extraction.report)
    if refusal:
        yield refusal


def _batches(items: Iterable[Report | Reject]) -> Iterator[list[Report | Reject]]:
    batch: list[Report | Reject] = []
    for item in items:
        batch.append(item)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Corroborated:
    """What corroboration found in a ledger."""

    copies: int
    events: int


def corroborate(ledger: "Ledger", *, run: "Run", codebook: Codebook | None = None) -> Corroborated:
    """Find the copies among all reports of a ledger and group all its claims into events."""
    who = Directory.of(codebook or load_codebook())
    copies = find_copies(ledger.reports(), again=ledger.reports)
    found = group(
        ledger.extractions(),
        copies,
        side_of=who.side,
        acts=who.acts,
        who=who,
        held=ledger.event_claims(),
    )
    ledger.write_corroborated(copies=copies, events=found.events, control=found.control, run=run)
    return Corroborated(copies=len(copies), events=len(found.events))


class _Worker:
    """What a worker process works with, from its initializer: compiling costs more than a batch."""

    engine: Engine | DatelineError | None = None


def _open_engine(languages: tuple[str, ...], places: tuple[Path, ...]) -> None:
    """Open the packs, which hold to their examples already. An error waits for the first batch to be told."""
    # Ctrl-C is for the process that started the workers: it ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        gazetteer = Gazetteer.open_together(places)
        _Worker.engine = Engine.open(languages, check=False, gazetteer=gazetteer)
    except DatelineError as error:
        _Worker.engine = error


def _run_batch(batch: list[Report | Reject]) -> list[Extraction | Reject]:
    engine = _Worker.engine
    if isinstance(engine, DatelineError):
        raise engine
    assert engine is not None
    return [out for item in batch for out in _run_one(engine, item)]
