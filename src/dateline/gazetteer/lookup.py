"""Look up places by name, in batches, on memory-mapped arrays."""

import itertools
import json
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, Self, cast

import numpy as np
import numpy.typing as npt

from dateline.errors import GazetteerError
from dateline.gazetteer import build
from dateline.gazetteer.keys import digest, exact_key, printed_key, weak_key
from dateline.model import Level

Match = Literal["exact", "weak"]
Box = tuple[float, float, float, float]

# Of a name that hundreds of places bear, only the best known come back.
_MOST = 80
_REMEMBERED = 60_000
_CELLS = ("lat", "lon", "population", "level", "country", "admin1", "capital", "own")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean.

    `gazetteer_id` is "gn:123" (GeoNames), "ne:..." (Natural Earth) or "dl:..." (our supplement); `country`
    ISO 3166 alpha 2; `admin1` the GeoNames code of the first-level province ("SY.09"), empty when unknown.
    `match` is "weak" when only the looser key met, or the name's diacritics are not those of the place;
    `main` tells whether the name is the place's main one, `capital` whether the place is a country's,
    `own` whether it was written down by hand, since the news names it.
    `box` is south, west, north, east of provinces and countries.
    """

    gazetteer_id: str
    name: str
    level: Level
    lat: float
    lon: float
    country: str
    admin1: str
    population: int
    match: Match
    main: bool
    capital: bool
    own: bool
    box: Box | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """The compiled gazetteer. Open it once with `Gazetteer.open()`; it is read-only and cheap to share.

    `added` are further ones that answer along with it; `about` is what the builder of such a one noted.
    """

    columns: Mapping[str, npt.NDArray[Any]]
    countries: tuple[str, ...]
    provinces: tuple[str, ...]
    country_rows: Mapping[str, int]
    capital_rows: Mapping[str, int]
    boxes: Mapping[int, Box]
    version: str
    folder: Path
    about: Mapping[str, str | int]
    added: tuple["Gazetteer", ...] = ()
    # Single cells are read through memory views: a numpy scalar costs several times as much.
    _cells: tuple[memoryview, ...] = field(repr=False)
    _ids: tuple[memoryview, memoryview] = field(repr=False)
    _names: tuple[memoryview, memoryview] = field(repr=False)
    _aliases: tuple[memoryview, memoryview] = field(repr=False)
    _tables: Mapping[Match, "_Table"] = field(repr=False)
    # Answers already given: news repeats its names, and a lookup costs more than a dictionary.
    _remembered: dict[str, tuple[Candidate, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, folder: Path | None = None) -> Self:
        """The gazetteer in `folder`; when None, the built-in one in the user's cache, built on first use.

        Raises GazetteerError when it cannot be built or what stands there is no gazetteer.
        """
        place = build.default_folder() if folder is None else folder
        if folder is None and not (place / "meta.json").is_file():
            build.build(place)
        try:
            meta = json.loads((place / "meta.json").read_text(encoding="utf-8"))
            # Plain arrays on the mapped files: slicing a numpy.memmap costs several times as much.
            columns = {
                path.stem: np.asarray(np.load(path, mmap_mode="r")) for path in sorted(place.glob("*.npy"))
            }
            if meta["format"] != build.FORMAT:
                raise GazetteerError(f"{place} holds a gazetteer of format {meta['format']}; remove it")
            levels = columns["level"]
            boxes = {int(row[0]): _box(row) for row in columns["boxes"]}
        except (OSError, ValueError, KeyError) as error:
            raise GazetteerError(f"{place} is not a compiled gazetteer ({error}); remove it") from error
        first = np.flatnonzero(levels == build.LEVELS.index("country"))
        codes, names = columns["country"], meta["countries"]
        seats = np.flatnonzero(columns["capital"])
        return cls(
            columns=columns, countries=tuple(meta["countries"]), provinces=tuple(meta["provinces"]),
            country_rows={names[codes[row]]: int(row) for row in first},
            capital_rows={names[codes[row]]: int(row) for row in seats}, boxes=boxes,
            version=place.name, folder=place, about=meta.get("about", {}),
            _cells=tuple(columns[name].data for name in _CELLS),
            _ids=(columns["ids"].data, columns["id_ends"].data),
            _names=(columns["names"].data, columns["name_ends"].data),
            _aliases=(columns["aliases"].data, columns["alias_ends"].data),
            _tables={"exact": _table(columns, "exact"), "weak": _table(columns, "weak")},
        )  # fmt: skip

    def find(self, names: Sequence[str]) -> list[tuple[Candidate, ...]]:
        """For each name the places that it may mean, best known first; () for an unknown name.

        The exact key is tried first, the weak one for names that it does not know and for inflected ones.
        """
        known = self._remembered
        answers = list(map(known.get, names))
        if None not in answers:
            return cast(list[tuple[Candidate, ...]], answers)
        missing = [name for name in dict.fromkeys(names) if name not in known]
        fresh = dict(zip(missing, self._ask_all(missing), strict=True))
        found = [
            fresh[name] if answer is None else answer for name, answer in zip(names, answers, strict=True)
        ]
        if len(known) + len(fresh) > _REMEMBERED:
            known.clear()
        known.update(itertools.islice(fresh.items(), _REMEMBERED))
        return found

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """The places that one name may mean, best known first."""
        return self.find((name,))[0]

    def country(self, code: str) -> Candidate | None:
        """The country with this ISO 3166 alpha-2 code."""
        row = self.country_rows.get(code)
        return None if row is None else self._candidate(row, "exact", True)

    def capital(self, code: str) -> Candidate | None:
        """The capital of the country with this code."""
        row = self.capital_rows.get(code)
        return None if row is None else self._candidate(row, "exact", True)

    @classmethod
    def open_together(cls, folders: Sequence[Path]) -> "Gazetteer":
        """The gazetteer in the first folder, with those in the others. Raises what `open` raises."""
        whole: Gazetteer = cls.open(folders[0])
        for folder in folders[1:]:
            whole = whole.joined(cls.open(folder))
        return whole

    def joined(self, other: "Gazetteer") -> "Gazetteer":
        """This gazetteer and another that answers along with it. What both know bears one id in both."""
        return replace(self, added=(*self.added, other), _remembered={})

    def alone(self) -> "Gazetteer":
        """This gazetteer without those that were added."""
        return replace(self, added=(), _remembered={})

    def folders(self) -> tuple[Path, ...]:
        """Where this gazetteer and the added ones lie, as `open_together` takes them."""
        return self.folder, *(part.folder for part in self.added)

    def versions(self) -> dict[str, str]:
        """What a run notes of its places: the version of this gazetteer, and the hash of each added one."""
        added = {f"gazetteer:{part.about['name']}": str(part.about["sha256"])[:16] for part in self.added}
        return {"gazetteer": self.version.removeprefix("gazetteer-"), **added}

    def names(self, row: int) -> tuple[str, ...]:
        """All names of the place in a row, the main one first."""
        return tuple(_text(self._aliases, row).split("\n"))

    def ids(self) -> dict[str, tuple["Gazetteer", int]]:
        """Where each place stands: the gazetteer that holds it, and its row."""
        found: dict[str, tuple[Gazetteer, int]] = {}
        for part in (self, *self.added):
            for row in range(len(part.columns["level"])):
                found.setdefault(_text(part._ids, row), (part, row))
        return found

    def rows_of(self, ids: Collection[str]) -> dict[str, int]:
        """The rows of those of these places that stand in this gazetteer itself."""
        letters, ends = bytes(self._ids[0]), self.columns["id_ends"]
        found: dict[str, int] = {}
        for one in ids:
            at = -1
            while (at := letters.find(one.encode(), at + 1)) >= 0:
                row = int(np.searchsorted(ends, at))
                if ends[row] == at and ends[row + 1] == at + len(one.encode()):
                    found[one] = row
                    break
        return found

    def at(self, row: int) -> Candidate:
        """The place in a row, as if its main name had been looked up."""
        return self._candidate(row, "exact", True)

    def _ask_all(self, names: Sequence[str]) -> list[tuple[Candidate, ...]]:
        answers = self._look_up(names)
        for part in self.added:
            for i, further in enumerate(part._look_up(names)):
                if further:
                    answers[i] = _joined(answers[i], further)
        return answers

    def _look_up(self, names: Sequence[str]) -> list[tuple[Candidate, ...]]:
        found = _postings(self._tables["exact"], [exact_key(name) for name in names])
        answers = [
            tuple(self._exact(name, *posting)) if posting else ()
            for name, posting in zip(names, found, strict=True)
        ]
        # A Cyrillic name in another case may be spelt like another town ("в Ракке", Rakke).
        again = [i for i, answer in enumerate(answers) if not answer or "\u0400" <= names[i][0] < "\u0530"]
        if again:
            weak = _postings(self._tables["weak"], [weak_key(names[i]) for i in again])
            for i, posting in zip(again, weak, strict=True):
                if posting:
                    known = {candidate.gazetteer_id for candidate in answers[i]}
                    found_too = [self._candidate(row, "weak", False) for row in posting[0]]
                    answers[i] += tuple([c for c in found_too if c.gazetteer_id not in known])
        return answers

    def _exact(self, name: str, rows: Sequence[int], marks: Sequence[int]) -> list[Candidate]:
        # Diacritics in the text must be those of the place. A text without any may mean either, but of the
        # shortest names ("My" for "Mỹ") too little is left.
        short = len(exact_key(name)) < 4
        strict = short or (not name.isascii() and any(map(_is_accented, name)))
        asked = build.mark(printed_key(name), False) if strict else 0
        best: dict[int, tuple[bool, bool]] = {}
        for row, mark in zip(rows, marks, strict=True):
            fits, main = not strict or mark & 0xFFFE == asked, bool(mark & 1)
            if fits or not short:
                best[row] = max(best.get(row, (False, False)), (fits, main))
        return [self._candidate(row, "exact" if fits else "weak", main) for row, (fits, main) in best.items()]

    def _candidate(self, row: int, match: Match, main: bool) -> Candidate:
        lats, lons, populations, levels, countries, provinces, capitals, own = self._cells
        lat, lon = lats[row], lons[row]
        return Candidate(
            gazetteer_id=_text(self._ids, row), name=_text(self._names, row), level=build.LEVELS[levels[row]],
            lat=round(lat, 4), lon=round(lon, 4), country=self.countries[countries[row]],
            admin1=self.provinces[provinces[row]], population=populations[row], match=match, main=main,
            capital=bool(capitals[row]), own=bool(own[row]), box=self.boxes.get(row),
        )  # fmt: skip


def _joined(one: Sequence[Candidate], other: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Two answers to a name, best known first. One that only meets loosely gives way to one that is exact."""
    if not one:
        return tuple(other)
    exact = [any(c.match == "exact" for c in answer) for answer in (one, other)]
    if exact[0] != exact[1]:
        return tuple(one if exact[0] else other)
    best: dict[str, Candidate] = {}
    for c in (*one, *other):
        known = best.get(c.gazetteer_id)
        if known is None or (c.match == "exact", c.main) > (known.match == "exact", known.main):
            best[c.gazetteer_id] = c
    ranked = sorted(best.values(), key=lambda c: build.rank(c.gazetteer_id, c.level, c.population, own=c.own))
    return tuple(ranked[:_MOST])


@dataclass(frozen=True, slots=True)
class _Table:
    """The sorted hashes of one kind of key; of the i-th, `rows` and `marks` hold `[ends[i], ends[i + 1])`."""

    keys: npt.NDArray[np.uint64]
    ends: memoryview
    rows: memoryview
    marks: memoryview


def _table(columns: Mapping[str, npt.NDArray[Any]], kind: Match) -> _Table:
    ends, rows, marks = (columns[f"{kind}_{part}"].data for part in ("ends", "rows", "marks"))
    return _Table(columns[f"{kind}_keys"], ends, rows, marks)


def _postings(table: _Table, keys: Sequence[str]) -> list[tuple[list[int], list[int]] | None]:
    """For each key the rows that it means and their marks; None for an unknown one."""
    if not len(table.keys):
        return [None] * len(keys)
    hashes = np.array([digest(key) for key in keys], np.uint64)
    at = np.minimum(np.searchsorted(table.keys, hashes), len(table.keys) - 1)
    hits = table.keys[at] == hashes
    found: list[tuple[list[int], list[int]] | None] = [None] * len(keys)
    for n in np.flatnonzero(hits).tolist():
        if keys[n]:
            i = int(at[n])
            first = table.ends[i]
            last = min(table.ends[i + 1], first + _MOST)
            found[n] = table.rows[first:last].tolist(), table.marks[first:last].tolist()
    return found


def _text(blob: tuple[memoryview, memoryview], row: int) -> str:
    letters, ends = blob
    return str(letters[ends[row] : ends[row + 1]], "utf-8")


def _box(row: npt.NDArray[Any]) -> Box:
    south, west, north, east = row[1:].tolist()
    return south, west, north, east


def _is_accented(char: str) -> bool:
    return char in "đĐ" or ("\u00c0" <= char <= "\u1eff" and unicodedata.normalize("NFD", char) != char)
