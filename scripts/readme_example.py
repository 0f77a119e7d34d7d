"""Write the example at the head of README.md: a report, the row that it becomes, and the quotes behind it.

python scripts/readme_example.py            # rewrite the example
python scripts/readme_example.py --check    # exit code 1 when it is not what dateline yields today
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import dateline
from dateline import Claim, Participant, Span

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- example: written by scripts/readme_example.py -->\n", "<!-- end of example -->\n"
OUTLET = "Euphrates Wire (sample)"
PUBLISHED = "2017-11-18"
REPORT = """\
BEIRUT — Militants of Islamic State shelled the eastern outskirts of Albu Kamal on Friday evening, killing \
at least four people, the Syrian Observatory for Human Rights said, citing a doctor in the town.

Photo: AFP.
"""


def main() -> None:
    text = README.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    before, tail = rest.split(END)
    now = section()
    if "--check" in sys.argv[1:]:
        sys.exit(
            None if before == now else "README.md: the example is old; run python scripts/readme_example.py"
        )
    README.write_text(f"{head}{BEGIN}{now}{END}{tail}", encoding="utf-8")


def section() -> str:
    """The example as it should stand between the markers."""
    (claim,) = dateline.extract(REPORT, published=PUBLISHED, outlet=OUTLET)
    lines = [
        "",
        "A report. It is a sample: the outlet does not exist, and nothing in it is true.",
        "",
        f"    {OUTLET}, {PUBLISHED}",
        "",
        *(f"    {line}".rstrip() for line in wrapped(REPORT)),
        "",
        "The row that it becomes:",
        "",
        *table(tuple(row(claim)), [tuple(row(claim).values())]),
        "",
        "The quotes that prove it, by their place in the text, counted in characters:",
        "",
        *table(("cell", "quote", "characters", "derived"), list(quotes(claim))),
        "",
    ]
    return "\n".join(lines) + "\n"


def wrapped(text: str) -> Iterator[str]:
    """The text in lines that fit a page, its own line breaks kept."""
    import textwrap

    for paragraph in text.rstrip("\n").split("\n"):
        yield from textwrap.wrap(paragraph, 100, break_on_hyphens=False) or [""]


def row(claim: Claim) -> dict[str, str]:
    """The claim as one row of a table."""
    time, place = claim.time, claim.place
    return {
        "event": claim.event,
        "who": names(claim.actors),
        "to whom": names(claim.targets),
        "where": " ".join(filter(None, (place.relation, place.name))) if place else "",
        "when": (time.start or "") if time else "",
        "toll": ", ".join(f"{number(q.min, q.max)} {q.what}" for q in claim.quantities),
        "on whose word": ", citing ".join(source.name or source.span.quote for source in claim.sources),
        "told as": claim.modality,
    }


def quotes(claim: Claim) -> Iterator[tuple[str, ...]]:
    """One row a cell: what it is, its quote, where that stands, and what was derived from it."""
    yield quoted("event", claim.trigger, claim.event)
    for actor in claim.actors:
        yield quoted("who", actor.span, derived(actor))
    for target in claim.targets:
        yield quoted("to whom", target.span, derived(target))
    if claim.place:
        point = f"{claim.place.lat:.2f}, {claim.place.lon:.2f}" if claim.place.lat and claim.place.lon else ""
        yield quoted("where", claim.place.span, f"{claim.place.name}, {claim.place.level}, {point}")
    if claim.time and claim.time.span:
        yield quoted("when", claim.time.span, f"{claim.time.start}, from the day of publication")
    for quantity in claim.quantities:
        yield quoted("toll", quantity.span, f"{number(quantity.min, quantity.max)} {quantity.what}")
    for source in claim.sources:
        yield quoted("on whose word", source.span, ", ".join(filter(None, (source.kind, source.name))))


def quoted(cell: str, span: Span, meaning: str) -> tuple[str, ...]:
    return cell, f"“{span.quote}”", f"{span.start}-{span.end}", meaning


def derived(participant: Participant) -> str:
    return f"{participant.name} (`{participant.entity}`)" if participant.entity else ""


def names(participants: tuple[Participant, ...]) -> str:
    return "; ".join(one.name or one.span.quote for one in participants)


def number(least: float | None, most: float | None) -> str:
    if most is None:
        return f"at least {least:g}"
    if least is None:
        return f"up to {most:g}"
    return f"{least:g}" if least == most else f"{least:g} to {most:g}"


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    """A table in Markdown."""
    for cells in (header, ("---",) * len(header), *rows):
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
