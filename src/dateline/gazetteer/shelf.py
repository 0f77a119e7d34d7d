"""The user's own gazetteers: one file each in the user's data folder, written at once or not at all.

A file is JSON Lines: a head that tells where the places come from, then a place a line. What it is compiled
to lies in the cache and may be removed at any time.
"""

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import platformdirs

from dateline.errors import GazetteerError
from dateline.gazetteer.sources import Row
from dateline.gazetteer.vet import Stored

VARIABLE = "DATELINE_GAZETTEERS"
FORMAT = 1
BUILT_IN = "built-in"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_TAKEN = ("none", BUILT_IN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is known of a gazetteer: its name, the file that it was made from, and the hash of its places."""

    name: str
    format: str
    source: str
    places: int
    names: int
    skipped: int
    left_out: Mapping[str, int]
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A gazetteer of the user's: its head and its content, from a file or about to become one."""

    head: Head
    path: Path | None
    content: bytes | None = None

    def places(self) -> list[Stored]:
        """Its places. Raises GazetteerError when the file is damaged."""
        raw = self.content if self.content is not None else self._body()
        try:
            return [_place(json.loads(line)) for line in raw.splitlines()]
        except (ValueError, KeyError, TypeError) as error:
            raise GazetteerError(self._damaged(f"a line is no place: {error!r}")) from error

    def _body(self) -> bytes:
        assert self.path is not None
        try:
            body = self.path.read_bytes().partition(b"\n")[2]
        except OSError as error:
            raise GazetteerError(self._damaged(str(error))) from error
        if hashlib.sha256(body).hexdigest() != self.head.sha256:
            raise GazetteerError(self._damaged("it is not what was written"))
        return body

    def _damaged(self, why: str) -> str:
        name = self.head.name
        return (
            f"the gazetteer {name!r} ({self.path}) is damaged: {why}; take it out with `dateline gazetteer "
            f"remove {name}` and add it again"
        )


def folder() -> Path:
    """Where the user's gazetteers lie: the folder that DATELINE_GAZETTEERS names, else in the user's data."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(platformdirs.user_data_dir("dateline")) / "gazetteers"


def name_of(path: Path) -> str:
    """The name that a gazetteer made from this file bears unless told otherwise."""
    stem = path.name.split(".")[0].lower()
    return re.sub(r"[^a-z0-9_-]+", "-", stem).strip("-_")[:40] or "gazetteer"


def check_name(name: str) -> None:
    """Raises GazetteerError for a name that no gazetteer may bear."""
    if not _NAME.fullmatch(name) or name in _TAKEN:
        raise GazetteerError(
            f"{name!r} cannot name a gazetteer; write up to 40 small letters, digits and hyphens, not "
            f"{' or '.join(_TAKEN)}"
        )


def pack(
    places: Sequence[Stored],
    *,
    name: str,
    format: str,
    source: str,
    skipped: int,
    left_out: Mapping[str, int],
) -> Shelved:
    """A gazetteer of these places, not written anywhere yet."""
    content = b"".join(json.dumps(_cells(place), ensure_ascii=False).encode() + b"\n" for place in places)
    head = Head(
        name=name, format=format, source=source, places=len(places), skipped=skipped,
        names=sum(len(place.row.names) for place in places), left_out=dict(sorted(left_out.items())),
        sha256=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    return Shelved(head=head, path=None, content=content)


def write(shelved: Shelved) -> Path:
    """Put a gazetteer into the user's folder, in place of one of the same name.

    Raises GazetteerError when it cannot be written; nothing is changed then.
    """
    assert shelved.content is not None
    place = folder()
    head = {"dateline_gazetteer": FORMAT, **asdict(shelved.head)}
    try:
        place.mkdir(parents=True, exist_ok=True)
        scratch = place / f".adding-{shelved.head.name}-{os.getpid()}"
        try:
            with scratch.open("wb") as stream:
                stream.write(json.dumps(head, ensure_ascii=False).encode() + b"\n" + shelved.content)
                stream.flush()
                os.fsync(stream.fileno())
            scratch.replace(_file(shelved.head.name))
        finally:
            scratch.unlink(missing_ok=True)
    except OSError as error:
        raise GazetteerError(f"cannot write to {place}: {error}; set {VARIABLE} to another folder") from error
    return _file(shelved.head.name)


def remove(name: str) -> None:
    """Take a gazetteer out. Raises GazetteerError when there is none of that name, or it has to stay."""
    try:
        _file(name).unlink()
    except FileNotFoundError:
        known = ", ".join(names()) or "none was added"
        raise GazetteerError(f"no gazetteer is named {name!r}; there are: {known}") from None
    except OSError as error:
        raise GazetteerError(f"cannot remove {_file(name)}: {error}") from error
    with contextlib.suppress(OSError):
        folder().rmdir()


def names() -> list[str]:
    """The names of the user's gazetteers, in order."""
    try:
        return sorted(path.stem for path in folder().glob("*.jsonl") if _NAME.fullmatch(path.stem))
    except OSError as error:
        raise GazetteerError(f"cannot read {folder()}: {error}; set {VARIABLE} to another folder") from error


def load(name: str) -> Shelved:
    """The gazetteer of this name. Raises GazetteerError when there is none, or it is damaged."""
    path = _file(name)
    try:
        with path.open("rb") as stream:
            head = json.loads(stream.readline())
        if head.pop("dateline_gazetteer") != FORMAT:
            raise ValueError("it is of another format")
        return Shelved(head=Head(**head), path=path)
    except FileNotFoundError:
        known = ", ".join(names()) or "none was added"
        raise GazetteerError(f"no gazetteer is named {name!r}; there are: {known}") from None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise GazetteerError(
            f"the gazetteer {name!r} ({path}) is damaged: {error}; take it out with `dateline gazetteer "
            f"remove {name}` and add it again"
        ) from error


def _file(name: str) -> Path:
    return folder() / f"{name}.jsonl"


def _cells(place: Stored) -> dict[str, Any]:
    row = place.row
    cells: dict[str, Any] = {
        "id": row.id, "level": row.level, "lat": row.lat, "lon": row.lon, "country": row.country,
        "admin1": row.admin1, "population": row.population, "names": list(row.names),
    }  # fmt: skip
    return {**cells, "same_as": place.same_as} if place.same_as else cells


def _place(cells: Mapping[str, Any]) -> Stored:
    row = {key: value for key, value in cells.items() if key != "same_as"}
    return Stored(row=Row(**{**row, "names": tuple(row["names"])}), same_as=cells.get("same_as", ""))
