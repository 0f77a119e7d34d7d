"""`dateline explain`: one claim, cell by cell, with the characters and the rule that each came from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import options
from dateline.cli.output import Column, console, print_json, print_table, standard_output

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.model import Claim, Extraction, Participant, Place, Span

# How each kind of cell is marked in the passage.
_STYLES = {
    "trigger": "bold reverse",
    "actor": "bold cyan",
    "target": "bold red",
    "supporter": "bold blue",
    "place": "bold green",
    "time": "bold magenta",
    "source": "bold yellow",
    "quantity": "bold bright_red",
    "modality": "italic underline",
}
_COLUMNS = (
    Column(name="cell", style="bold", wrap=False),
    Column(name="value"),
    Column(name="quote"),
    Column(name="at", style="dim", wrap=False),
    Column(name="why", style="dim"),
)
# The reasons of a claim name the cell in its own words.
_REASONS = {
    "actor": "actors",
    "target": "targets",
    "supporter": "supporters",
    "source": "sources",
    "trigger": "event",
    "quantity": "quantities",
}

ClaimId = Annotated[
    str, typer.Argument(metavar="CLAIM", help="The claim's id, or the beginning of it.", show_default=False)
]
Json = Annotated[bool, typer.Option("--json", help="Print the claim as one JSON object.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """One row of the explanation; without a span the cell is empty or inferred."""

    kind: str
    value: str
    span: "Span | None" = None
    carried: str | None = None
    rule: str | None = None


EXAMPLES = (
    "dateline explain war.duckdb 3fa9c1",
    "dateline explain war.duckdb 3fa9c1 --names",
)


def explain(
    ledger: options.LedgerFile, claim: ClaimId, names: options.Names = False, json: Json = False
) -> None:
    """Show the passage that a claim was read from, and for each cell its quote, its offsets and its rule.

    Offsets count the characters (code points) of the report's text. A cell that was left empty says why.
    """
    from dateline.cli.private import names_by_report
    from dateline.ledger import Ledger
    from dateline.masking import masker

    with Ledger(ledger, read_only=True) as opened:
        extraction = opened.explain(claim)
        report = extraction.report.id
        private = () if names else names_by_report(opened, [report]).get(report, ())
    mask = masker(private)
    if json:
        print_json([{key: _masked(value, mask) for key, value in _record(extraction).items()}])
        return
    found = extraction.claims[0]
    cells = list(_cells(found))
    _print_head(extraction, found, mask)
    _print_passage(found, cells, mask)
    print_table(_COLUMNS, (_row(cell, found, mask) for cell in cells))


def _record(extraction: "Extraction") -> "dict[str, object]":
    from dateline.record import to_record

    record = to_record(extraction)
    report = {key: value for key, value in record["report"].items() if key not in ("text", "blocks")}
    return {"report": report, "claim": record["claims"][0]}


def _masked(value: object, mask: "Callable[[str], str]") -> object:
    """The value with every string in it masked."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [_masked(item, mask) for item in value]
    if isinstance(value, dict):
        return {key: _masked(item, mask) for key, item in value.items()}
    return value


def _print_head(extraction: "Extraction", claim: "Claim", mask: "Callable[[str], str]") -> None:
    report = extraction.report
    published = report.published and report.published.start
    about = [report.title and mask(report.title), report.outlet, published, report.url, report.origin]
    out = standard_output()
    out.write(f"{claim.id}  {claim.event}  {claim.modality}  confidence {claim.confidence:.2f}\n")
    out.write(f"{report.id}  {'  '.join(str(part) for part in about if part)}\n\n")


def _print_passage(claim: "Claim", cells: Iterable[_Cell], mask: "Callable[[str], str]") -> None:
    """The evidence with its cells marked: in colours on a terminal, else in labelled brackets."""
    from rich.text import Text

    target = console()
    coloured = target.is_terminal and not target.no_color and target.color_system is not None
    passage = Text()
    used: list[str] = []
    for piece, kind in _pieces(claim, cells):
        shown = mask(" ".join(piece.split(" ")))
        if kind and kind not in used:
            used.append(kind)
        if kind and not coloured:
            shown = f"[{kind}: {shown}]"
        passage.append(shown, style=_STYLES[kind] if kind and coloured else "")
    target.print(passage, soft_wrap=not target.is_terminal)
    if coloured:
        target.print(Text("  ").join(Text(kind, style=_STYLES[kind]) for kind in used))
    target.print()


def _pieces(claim: "Claim", cells: Iterable[_Cell]) -> Iterator[tuple[str, str | None]]:
    """The evidence cut at the cells in it, leftmost and then longest first where they overlap."""
    evidence = claim.evidence
    inside = [
        (cell.span.start, -cell.span.end, cell.kind)
        for cell in cells
        if cell.span and evidence.start <= cell.span.start and cell.span.end <= evidence.end
    ]
    at = evidence.start
    for start, end, kind in sorted(inside):
        if start < at:
            continue
        yield evidence.quote[at - evidence.start : start - evidence.start], None
        yield evidence.quote[start - evidence.start : -end - evidence.start], kind
        at = -end
    yield evidence.quote[at - evidence.start :], None


def _cells(claim: "Claim") -> Iterator[_Cell]:
    yield _Cell(kind="trigger", value=claim.event, span=claim.trigger)
    yield from _participants("actor", claim.actors)
    yield from _participants("target", claim.targets)
    yield from _participants("supporter", claim.supporters, always=False)
    yield from _setting(claim)
    yield from (
        _Cell(
            kind="source",
            value=_named(source.name, source.entity, source.kind),
            span=source.span,
            carried=source.carried,
        )
        for source in claim.sources
    )
    if not claim.sources:
        yield _Cell(kind="source", value="")
    yield _Cell(kind="modality", value=claim.modality, span=claim.modality_cue)
    for quantity in claim.quantities:
        of = f" of {quantity.of}" if quantity.of else ""
        value = f"{_range(quantity.min, quantity.max)} {quantity.what}{of}"
        yield _Cell(kind="quantity", value=value, span=quantity.span)


def _participants(kind: str, people: "tuple[Participant, ...]", *, always: bool = True) -> Iterator[_Cell]:
    for person in people:
        value = _named(person.name, person.entity) or "not in the codebook"
        yield _Cell(kind=kind, value=value, span=person.span, carried=person.carried)
    if always and not people:
        yield _Cell(kind=kind, value="")


def _setting(claim: "Claim") -> Iterator[_Cell]:
    place, time = claim.place, claim.time
    if place is None:
        yield _Cell(kind="place", value="")
    else:
        yield _Cell(kind="place", value=_told_place(place), span=place.span, carried=place.carried)
    if time is None:
        yield _Cell(kind="time", value="")
    else:
        days = str(time.start or "not anchored")
        if time.end and time.end != time.start:
            days += f" to {time.end}"
        yield _Cell(
            kind="time", value=f"{days} ({time.grain}, from {time.anchor})", span=time.span, rule=time.rule
        )


def _told_place(place: "Place") -> str:
    """Relation, name, level, point with its radius, how sure it is, and what else the name may mean."""
    relation = f"{place.relation} " if place.relation else ""
    about: list[str] = [place.level]
    if place.lat is not None and place.lon is not None:
        radius = "" if place.radius_km is None else f" within {place.radius_km:g} km"
        about.append(f"{place.lat:.4f}, {place.lon:.4f}{radius}")
    about.append(f"confidence {place.confidence:.2f}")
    others = [
        f"{other.name} ({other.level}{f', {other.country}' if other.country else ''}) {other.confidence:.2f}"
        for other in place.alternatives
    ]
    return f"{relation}{place.name} ({'; '.join(about)})" + (f"; or {', '.join(others)}" if others else "")


def _named(*parts: str | None) -> str:
    """A name with the ids behind it, each said once."""
    first, *others = [*dict.fromkeys(part for part in parts if part)] or [""]
    return f"{first} ({', '.join(others)})" if others else first


def _range(least: float | None, most: float | None) -> str:
    if least is None or most is None:
        return f"up to {most:g}" if least is None and most is not None else f"{least or 0:g} or more"
    return f"{least:g}" if least == most else f"{least:g} to {most:g}"


def _row(cell: _Cell, claim: "Claim", mask: "Callable[[str], str]") -> list[str]:
    wanted = _REASONS.get(cell.kind, cell.kind)
    reasons = [
        f"{reason.rule}: {reason.note}"
        for reason in claim.reasons
        if reason.cell in (wanted, cell.kind) and (cell.span is None or _fits(reason.note, cell.span.quote))
    ]
    if cell.rule and not reasons:
        reasons.append(cell.rule)
    if cell.carried:
        reasons.append(f"carried over: {cell.carried}")
    quote = cell.span.quote if cell.span else ""
    at = f"{cell.span.start}-{cell.span.end}" if cell.span else ""
    return [cell.kind, mask(cell.value) or "-", mask(quote), at, mask("; ".join(dict.fromkeys(reasons)))]


def _fits(note: str, quote: str) -> bool:
    """False when a note quotes another participant than this one."""
    return not note.startswith(("'", '"')) or repr(quote) in note
