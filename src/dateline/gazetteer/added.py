"""The gazetteer as a user has it: the built-in one, with those that were added.

Each added gazetteer is compiled by itself, against the built-in one and those before it in the order of
their names: in a second or two, and the built-in one stays as it is.
"""

import contextlib
import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from dateline.errors import GazetteerError
from dateline.gazetteer import build, formats, shelf
from dateline.gazetteer.atlas import open_atlas
from dateline.gazetteer.entries import Format
from dateline.gazetteer.lookup import Gazetteer
from dateline.gazetteer.merge import Merged, merge
from dateline.gazetteer.shelf import Shelved
from dateline.gazetteer.vet import Vetted, told, vet

# What decides beside the built-in gazetteer, whose version tells of build.py, keys.py and sources.py.
_DECIDES = ("merge.py", "distance.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that was read, and may be added."""

    shelved: Shelved
    vetted: Vetted
    format: Format


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A gazetteer of the user's, and the folder that it is compiled to."""

    shelved: Shelved
    folder: Path


def open_gazetteer(only: Sequence[str] | None = None) -> Gazetteer:
    """The built-in gazetteer with all that the user added, or with `only` these: names, or files to read.

    Of `only`, "none" adds nothing. Compiles what is not compiled yet. Raises GazetteerError when a gazetteer
    is missing or damaged, or a file cannot be read.
    """
    if only is None:
        return _opened([shelf.load(name) for name in shelf.names()])[0]
    base = Gazetteer.open()
    chosen = [_named(name, base) for name in only if name != "none"]
    return _opened(chosen)[0]


def prepare(
    path: Path, *, name: str | None = None, format: Format | None = None, skip_bad: bool = False,
    base: Gazetteer | None = None, advance: Callable[[str], None] = lambda message: None,
) -> Prepared:  # fmt: skip
    """Read a file and check it, changing nothing.

    Raises GazetteerError when the file is none that can be added, lat and lon are swapped throughout, no
    place is left, or a line is bad (unless `skip_bad`).
    """
    called = shelf.name_of(path) if name is None else name
    shelf.check_name(called)
    kind = format or formats.guess(path)
    advance(f"reading {path.name}")
    vetted = vet(formats.read(path, kind), open_atlas(base or Gazetteer.open()), gazetteer=called)
    _refuse(path, vetted, skip_bad=skip_bad)
    shelved = shelf.pack(
        vetted.places, name=called, format=kind, source=path.name, skipped=len(vetted.bad),
        left_out=vetted.left_out,
    )  # fmt: skip
    return Prepared(shelved=shelved, vetted=vetted, format=kind)


def add(prepared: Prepared, *, advance: Callable[[str], None] = lambda message: None) -> Merged:
    """Compile what was prepared and put it into the user's folder, in place of one of the same name.

    Raises GazetteerError when it cannot be written; nothing is added then.
    """
    before = _plan()
    name = prepared.shelved.head.name
    after = [*(shelf.load(one) for one in shelf.names() if one != name), prepared.shelved]
    advance("comparing with what is known")
    merged = _opened(after)[1][name]
    try:
        shelf.write(prepared.shelved)
    finally:
        _prune([*before, *(part.folder for part in _parts(after, build.default_folder().name))])
    return merged


def remove(name: str) -> None:
    """Take a gazetteer out. Raises GazetteerError when there is none of that name."""
    before = _plan()
    shelf.remove(name)
    _prune(before)
    # Those that stay are compiled now rather than by the next command. One that is damaged is told by that.
    with contextlib.suppress(GazetteerError):
        open_gazetteer()


def _named(name: str, base: Gazetteer) -> Shelved:
    if name in shelf.names():
        return shelf.load(name)
    if Path(name).exists():
        return prepare(Path(name), base=base).shelved
    known = ", ".join(shelf.names()) or "none was added"
    raise GazetteerError(f"{name!r} is neither a file nor a gazetteer that was added ({known})")


def _refuse(path: Path, vetted: Vetted, *, skip_bad: bool) -> None:
    count = len(vetted.places) + len(vetted.bad)
    if len(vetted.swapped) * 2 > count:
        raise GazetteerError(
            f"{path}: lat and lon look swapped in {len(vetted.swapped):,} of {count:,} places; name the "
            f"columns the other way round, and add the file again:\n{told(vetted.swapped, most=3)}"
        )
    if vetted.bad and not skip_bad:
        raise GazetteerError(
            f"{path}: nothing was added; {len(vetted.bad):,} of {count:,} places cannot be read:\n"
            f"{told(vetted.bad)}\nmend them, or leave them out with --skip-bad"
        )
    if not vetted.places:
        kinds = ", ".join(kind for kind, _ in vetted.left_out.most_common(5))
        why = (
            f"; of kinds that reports do not name: {kinds}"
            if kinds
            else f":\n{told(vetted.bad)}" * bool(vetted.bad)
        )
        raise GazetteerError(f"{path} holds no place that could be added{why}")


def _opened(chosen: Sequence[Shelved]) -> tuple[Gazetteer, dict[str, Merged]]:
    """The built-in gazetteer with the chosen ones, in the order of their names; what each brought."""
    doubles = [name for name, n in Counter(one.head.name for one in chosen).items() if n > 1]
    if doubles:
        raise GazetteerError(f"two gazetteers are named {doubles[0]!r}; rename one of the files")
    whole = Gazetteer.open()
    made: dict[str, Merged] = {}
    for part in _parts(chosen, whole.version):
        if not (part.folder / "meta.json").is_file():
            merged = merge(part.shelved.places(), whole)
            made[part.shelved.head.name] = merged
            build.build(part.folder, merged.rows, about=_about(part.shelved, merged))
        opened = Gazetteer.open(part.folder)
        made.setdefault(part.shelved.head.name, _merged(opened))
        whole = whole.joined(opened)
    return whole, made


def _about(shelved: Shelved, merged: Merged) -> dict[str, str | int]:
    head = shelved.head
    return {
        "name": head.name, "sha256": head.sha256, "new": merged.new, "known": merged.known,
        "renamed": merged.renamed,
    }  # fmt: skip


def _merged(opened: Gazetteer) -> Merged:
    new, known, renamed = (int(opened.about[key]) for key in ("new", "known", "renamed"))
    return Merged(rows=(), new=new, known=known, renamed=renamed)


def _parts(chosen: Sequence[Shelved], base: str) -> list[Part]:
    """Where each is compiled to: named by all that decides it, those before it included."""
    hashed = hashlib.sha256(base.encode())
    for module in _DECIDES:
        hashed.update(Path(__file__).with_name(module).read_bytes())
    parts: list[Part] = []
    for shelved in sorted(chosen, key=lambda one: (one.head.name, one.head.sha256)):
        hashed.update(f"{shelved.head.name}\0{shelved.head.sha256}\0".encode())
        place = Path(platformdirs.user_cache_dir("dateline")) / f"gazetteer-{hashed.hexdigest()[:16]}"
        parts.append(Part(shelved=shelved, folder=place))
    return parts


def _plan() -> list[Path]:
    """The folders that what is on the shelf is compiled to; a damaged gazetteer has none."""
    chosen: list[Shelved] = []
    for name in shelf.names():
        with contextlib.suppress(GazetteerError):
            chosen.append(shelf.load(name))
    return [part.folder for part in _parts(chosen, build.default_folder().name)]


def _prune(folders: Sequence[Path]) -> None:
    """Remove those folders that nothing on the shelf is compiled to."""
    kept = set(_plan())
    for place in folders:
        if place not in kept:
            shutil.rmtree(place, ignore_errors=True)
