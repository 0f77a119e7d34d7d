"""`dateline gazetteer`: add places of your own, list and remove what was added, see what a name may mean."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.group import REFUSED
from dateline.cli.output import Column, console, note, plural, print_json, print_table, progress

if TYPE_CHECKING:
    from dateline.cli.gazetteer_context import Ranked
    from dateline.gazetteer import entries
    from dateline.gazetteer.added import Prepared
    from dateline.gazetteer.merge import Merged

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "add": (
        "dateline gazetteer add SY.zip",
        "dateline gazetteer add villages.tsv --name deir-ezzor",
        "dateline gazetteer add whosonfirst-data-admin-sy-latest.db --name wof-sy",
    ),
    "list": ("dateline gazetteer list",),
    "remove": ("dateline gazetteer remove deir-ezzor",),
    "find": (
        'dateline gazetteer find "Tell Touqan" --country SY',
        'dateline gazetteer find Hajin --context "Shells fell on Hajin, in Deir Ezzor province"',
    ),
}
_NAMES = 6
_FOUND = ("rank", "name", "level", "lat", "lon", "in", "people", "why", "from", "id", "other names")


class FormatName(StrEnum):
    """What a file of places may be."""

    geonames = "geonames"
    wof = "wof"
    tsv = "tsv"


File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A GeoNames country dump (SY.txt, SY.zip), Who's On First (.db; GeoJSON as a file, folder or "
        "zip) or a table (.tsv, .csv) with the columns name, lat and lon.",
        show_default=False,
    ),
]
Called = Annotated[str, typer.Argument(metavar="NAME", help="What it is called.", show_default=False)]
OwnName = Annotated[
    str | None,
    typer.Option("--name", help="What to call it; else it is called like the file.", metavar="NAME"),
]
Format = Annotated[
    FormatName | None, typer.Option("--format", help="What the file is; else it is guessed, and told.")
]
SkipBad = Annotated[
    bool, typer.Option("--skip-bad", help="Leave out lines that cannot be read, and add the rest.")
]
Replace = Annotated[bool, typer.Option("--replace", help="Put it in place of one of the same name.")]
AddJson = Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines with all that is known.")]
Place = Annotated[str, typer.Argument(metavar="NAME", help="The place's name, in any script.")]
Context = Annotated[
    str | None,
    typer.Option(
        "--context", help="Words that the name stands among: what they tell decides first.", metavar="TEXT"
    ),
]
Country = Annotated[
    str | None, typer.Option("--country", help="Only places in this country: SY, Syria.", metavar="CODE")
]
Lang = Annotated[
    str | None, typer.Option("--lang", help="Language of the context; else it is detected.", metavar="CODE")
]
Limit = Annotated[int, typer.Option("--limit", min=0, help="List at most so many; 0 lists all.", metavar="N")]

app = typer.Typer(
    name="gazetteer",
    help="Add gazetteers of your own, list and remove them, and see what a place name may mean. What was "
    "added is used by every command from then on.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    epilog="Start: **dateline gazetteer add villages.tsv**",
)


def _epilog(command: str) -> str:
    return "Examples:\n\n" + "\n\n".join(f"- {example}" for example in EXAMPLES[command])


@app.command(epilog=_epilog("add"))
def add(
    file: File,
    name: OwnName = None,
    format: Format = None,
    skip_bad: SkipBad = False,
    replace: Replace = False,
    json: AddJson = False,
) -> None:
    """Add the places of a file to those that every command knows.

    Places that are known already get the names that are new. A file with a line that cannot be read is
    refused with the lines named, and nothing is added. Exit status 3 when --skip-bad left lines out.
    """
    from dateline.errors import GazetteerError
    from dateline.gazetteer import added, shelf

    called = shelf.name_of(file) if name is None else name
    if called in shelf.names() and not replace:
        raise GazetteerError(
            f"there is a gazetteer named {called!r} already; give --replace to put this one in its place, or "
            "another --name"
        )
    with progress("opening the gazetteer") as advance:
        kind: entries.Format | None = format.value if format else None
        prepared = added.prepare(file, name=called, format=kind, skip_bad=skip_bad, advance=advance)
        merged = added.add(prepared, advance=advance)
    if json:
        print_json([_summary(prepared, merged)])
    else:
        _tell(prepared, merged, guessed=format is None)
    if prepared.vetted.bad:
        raise typer.Exit(REFUSED)


def _summary(prepared: "Prepared", merged: "Merged") -> dict[str, Any]:
    head, vetted = prepared.shelved.head, prepared.vetted
    return {
        **asdict(head), "new": merged.new, "known": merged.known, "renamed": merged.renamed,
        "repeated": vetted.repeated, "bad": [asdict(bad) for bad in vetted.bad],
        "outside": vetted.outside, "no_province": vetted.no_province,
    }  # fmt: skip


def _tell(prepared: "Prepared", merged: "Merged", *, guessed: bool) -> None:
    from dateline.gazetteer.formats import TOLD
    from dateline.gazetteer.vet import told

    head, vetted = prepared.shelved.head, prepared.vetted
    lines = [
        f"{head.source}: {TOLD[prepared.format]}"
        + (", guessed (--format says otherwise)" if guessed else ""),
        f"{plural(head.places, 'place')} with {plural(head.names, 'name')} added as {head.name!r}: "
        f"{merged.new:,} new, {merged.known:,} known already, {merged.renamed:,} of those with new names.",
    ]
    if vetted.repeated:
        lines.append(f"{vetted.repeated:,} said the same as a line before; their names were put together.")
    if vetted.left_out:
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in vetted.left_out.most_common(5))
        lines.append(f"{vetted.left_out.total():,} left out, of kinds that are not taken: {kinds}")
    if vetted.outside:
        lines.append(f"{_some(vetted.outside)} outside of the country named: look whether that is right.")
    if vetted.no_province:
        lines.append(f"{_some(vetted.no_province)} in no province known: that of the nearest town was taken.")
    if vetted.bad:
        lines.append(
            f"{plural(len(vetted.bad), 'line')} left out that could not be read:\n{told(vetted.bad)}"
        )
    lines.append(f"Every command uses it now; `dateline gazetteer remove {head.name}` takes it out.")
    for line in lines:
        console().print(line, markup=False, soft_wrap=True)


def _some(lines: Sequence[str], most: int = 3) -> str:
    more = f" and {len(lines) - most:,} more" if len(lines) > most else ""
    return ", ".join(lines[:most]) + more + (" lies" if len(lines) == 1 else " lie")


@app.command(name="list", epilog=_epilog("list"))
def list_(json: Json = False) -> None:
    """List the gazetteers that are used: the built-in one and those that were added."""
    from datetime import UTC, datetime

    from dateline.gazetteer import Gazetteer, shelf

    base = Gazetteer.open()
    rows: list[dict[str, Any]] = [
        {
            "name": shelf.BUILT_IN,
            "format": "dateline",
            "places": len(base.columns["level"]),
            "version": base.version,
        }
    ]
    for name in shelf.names():
        shelved = shelf.load(name)
        assert shelved.path is not None
        when = datetime.fromtimestamp(shelved.path.stat().st_mtime, UTC)
        rows.append({**asdict(shelved.head), "added": f"{when:%Y-%m-%d}", "path": str(shelved.path)})
    if json:
        print_json(rows)
        return
    columns = [
        Column(name="name", style="bold", wrap=False), Column(name="format"),
        Column(name="places", right=True), Column(name="names", right=True), Column(name="from"),
        Column(name="added", wrap=False), Column(name="version", style="dim", wrap=False),
    ]  # fmt: skip
    print_table(columns, [_listed(row) for row in rows])
    note(f"those that are added lie in {shelf.folder()} ({shelf.VARIABLE} names another folder)")


def _listed(row: Mapping[str, Any]) -> list[str]:
    names, version = row.get("names"), row.get("sha256", row.get("version", ""))
    return [
        row["name"], row["format"], f"{row['places']:,}", "" if names is None else f"{names:,}",
        row.get("source", ""), row.get("added", ""), version.removeprefix("gazetteer-")[:16],
    ]  # fmt: skip


@app.command(epilog=_epilog("remove"))
def remove(name: Called) -> None:
    """Take a gazetteer that was added out again; everything is then as it was before."""
    from dateline.gazetteer import added

    with progress("removing") as advance:
        advance("removing, and compiling what stays")
        added.remove(name)
    console().print(f"{name} is out; no command uses it any more.", markup=False, soft_wrap=True)


@app.command(epilog=_epilog("find"))
def find(
    name: Place,
    context: Context = None,
    country: Country = None,
    lang: Lang = None,
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """List the places that a name may mean, best first, and why each is one.

    The key tells how the name met the place: exact (but for case and hyphens), folded (but for accents too),
    transliterated (but for what romanisations differ in) or fuzzy (by likeness).
    """
    from dateline.cli.gazetteer_context import country_code, rank
    from dateline.gazetteer import open_gazetteer
    from dateline.gazetteer.why import explain

    with progress("opening the gazetteer") as advance:
        gazetteer = open_gazetteer()
        code = country_code(country, gazetteer) if country else None
        found = explain(gazetteer, name, country=code)
        if context:
            advance("reading the context")
        ranked = rank(found, name, context=context, lang=lang, gazetteer=gazetteer)
    most = limit or len(ranked)
    if json:
        print_json(_found_json(n, one) for n, one in enumerate(ranked[:most], 1))
    elif ranked:
        _print_found(ranked[:most])
    if not ranked:
        where = f" in {code}" if code else ""
        note(f"no place is known as {name!r}{where}; add places with `dateline gazetteer add FILE`")
    elif len(ranked) > most:
        note(f"{most:,} of {len(ranked):,} shown; --limit 0 shows all")


def _found_json(n: int, one: "Ranked") -> dict[str, Any]:
    explained = one.explained
    c = explained.candidate
    return {
        "rank": n, "id": c.gazetteer_id, "name": c.name, "level": c.level, "lat": c.lat, "lon": c.lon,
        "country": c.country or None, "admin1": c.admin1 or None, "province": explained.province or None,
        "population": c.population or None, "capital": c.capital, "key": explained.key,
        "spelling": explained.spelling, "chosen": one.chosen, "reasons": list(one.reasons),
        "gazetteers": list(explained.gazetteers), "names": list(explained.names),
    }  # fmt: skip


def _print_found(ranked: "Sequence[Ranked]") -> None:
    rows = [_found_cells(n, one) for n, one in enumerate(ranked, 1)]
    if not console().is_terminal:
        print_table([Column(name=name) for name in _FOUND], rows)
        return
    # On a terminal what belongs together stands in one cell: it is narrower than eleven columns.
    columns = [
        Column(name="", style="dim", right=True, wrap=False), Column(name="place", style="bold"),
        Column(name="where"), Column(name="why", style="cyan"), Column(name="other names"),
    ]  # fmt: skip
    print_table(columns, [_drawn(dict(zip(_FOUND, row, strict=True))) for row in rows])


def _drawn(cells: Mapping[str, str]) -> list[str]:
    people = f"{cells['people']} people" if cells["people"] else ""
    where = f"{cells['lat']}, {cells['lon']}", cells["in"], people
    return [
        cells["rank"],
        "\n".join((cells["name"], cells["level"], cells["id"])),
        "\n".join(filter(None, where)),
        "\n".join((*cells["why"].split("; "), f"from {cells['from']}")),
        cells["other names"],
    ]


def _found_cells(n: int, one: "Ranked") -> list[str]:
    explained = one.explained
    c = explained.candidate
    others = [name for name in explained.names if name != c.name]
    more = f", and {len(others) - _NAMES} more" if len(others) > _NAMES else ""
    met = explained.key if explained.spelling == c.name else f"{explained.key}: {explained.spelling}"
    return [
        str(n), c.name, c.level, f"{c.lat:.4f}", f"{c.lon:.4f}",
        ", ".join(filter(None, (explained.province, c.country))), f"{c.population:,}" if c.population else "",
        "; ".join((met, *one.reasons)), ", ".join(explained.gazetteers), c.gazetteer_id,
        ", ".join(others[:_NAMES]) + more,
    ]  # fmt: skip
