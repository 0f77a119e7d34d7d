"""What commands that read reports are told of them: the options are said here once, for all such commands."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.output import note
from dateline.errors import InputError

if TYPE_CHECKING:
    from dateline.read import ReadOptions, Sidecar

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?", re.I)
_POWERS = " kmgt"
_LIMITS = "Limits of what is read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How reports are to be read."""

    options: "ReadOptions"
    sidecar: "Sidecar | None"


def _size(value: str) -> int:
    """Bytes: "300000", "64MB", "2.5 GB"; in powers of 1,024. Raises InputError."""
    found = _SIZE.fullmatch(value.strip())
    if not found:
        raise InputError(f"{value!r} is no size; write it as 64MB or 2GB")
    return int(float(found[1]) * 1024 ** _POWERS.index(found[2].lower() or " "))


def _limit(help: str, metavar: str, **more: Any) -> Any:
    return typer.Option(help=help, metavar=metavar, rich_help_panel=_LIMITS, show_default=True, **more)


def _wanted(
    outlet: Annotated[
        str | None, typer.Option(help="Who published the reports, whatever they say.", metavar="NAME")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            help="When the reports were published, whatever they say: a day, month or year.", metavar="DATE"
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(help="Language of the reports, whatever they say; else it is detected.", metavar="CODE"),
    ] = None,
    fill: Annotated[
        bool,
        typer.Option(
            "--fill",
            help="Use the three above and the sidecar only where a report says nothing.",
        ),
    ] = False,
    sidecar: Annotated[
        Path | None,
        typer.Option(
            help="A CSV with the column file (a path or glob in the input) and outlet, published, lang, "
            "title or url of the reports in it. It goes before the options.",
            metavar="FILE",
        ),
    ] = None,
    map: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            help="Which column or key holds what: text=body,published=date. Else it is guessed from the "
            "names, and told. May be given several times.",
            metavar="FIELD=COLUMN,...",
        ),
    ] = None,
    html: Annotated[
        str,
        typer.Option(
            "--html",
            help="How the text of pages is found: full is surest; fast is quicker, and needs resiliparse.",
            metavar="full|fast",
        ),
    ] = "full",
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private", help="Fetch from addresses of this machine and of private networks too."
        ),
    ] = False,
    max_download: Annotated[str, _limit("Fetch nothing that is larger.", "SIZE")] = "20MB",
    max_chars: Annotated[int, _limit("Set aside longer texts.", "CHARACTERS", min=1)] = 2_000_000,
    max_expanded: Annotated[str, _limit("What a compressed file or archive may expand to.", "SIZE")] = "32GB",
    max_ratio: Annotated[int, _limit("How many times its size it may expand to.", "NUMBER", min=1)] = 200,
    max_members: Annotated[int, _limit("Files in an archive.", "NUMBER", min=1)] = 200_000,
    max_held: Annotated[str, _limit("What may be held in memory at once to be read.", "SIZE")] = "256MB",
) -> Wanted:
    """What the options mean. Raises InputError for one that cannot be read."""
    from dateline.dates import parse_published
    from dateline.read import ReadOptions, WebOptions, load_sidecar
    from dateline.read.build import language_code
    from dateline.read.columns import parse_map

    if lang and not language_code(lang):
        raise InputError(f"--lang: {lang!r} is no language code; write it as en or vi")
    if html not in ("full", "fast"):
        raise InputError(f"--html: {html!r} is not known; it is full or fast")
    options = ReadOptions(
        outlet=outlet,
        published=parse_published(published) if published else None,
        language=language_code(lang),
        fill=fill,
        columns=parse_map(map or ()),
        note=_note_once(),
        html="fast" if html == "fast" else "full",
        web=WebOptions(allow_private=allow_private, max_download=_size(max_download)),
        max_chars=max_chars,
        max_expanded=_size(max_expanded),
        max_ratio=max_ratio,
        max_members=max_members,
        max_held=_size(max_held),
    )
    return Wanted(options=options, sidecar=load_sidecar(sidecar) if sidecar else None)


def reads(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of what it reads; it takes them, understood, as `wanted`."""
    own = inspect.signature(command).parameters
    others = inspect.signature(_wanted).parameters
    merged = {name: parameter for name, parameter in own.items() if name != "wanted"} | dict(others)

    def run(**given: Any) -> None:
        wanted = _wanted(**{name: given.pop(name) for name in others})
        command(**given, wanted=wanted)

    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in merged.values()]
    )
    run.__annotations__ = {p.name: p.annotation for p in merged.values()}
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    return run


def _note_once() -> Callable[[str, str], None]:
    """Tell a remark on standard error, of files alike only the first."""
    told: set[str] = set()

    def tell(origin: str, message: str) -> None:
        if message not in told:
            told.add(message)
            note(f"{origin}: {message}")

    return tell
