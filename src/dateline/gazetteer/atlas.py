"""What the built-in gazetteer tells where a user's file is silent: a point's country and province."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import babel
import numpy as np
import numpy.typing as npt

from dateline.gazetteer.build import LEVELS
from dateline.gazetteer.keys import exact_key, weak_key
from dateline.gazetteer.lookup import Gazetteer

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """Countries by name or code, provinces by name, and the settlements of each degree."""

    gazetteer: Gazetteer
    codes: frozenset[str]
    province_codes: frozenset[str]
    provinces: Mapping[tuple[str, str], str]
    cells: Mapping[Cell, npt.NDArray[np.int64]]
    _known: dict[str, str] = field(default_factory=dict, repr=False)

    def country(self, text: str) -> str | None:
        """The code of a country that is given by its code or name; None for an unknown one, "" for none."""
        if not text or text in self.codes:
            return text
        if text not in self._known:
            code = text.upper()
            named = (c.country for c in self.gazetteer.lookup(text) if c.level == "country")
            self._known[text] = code if code in self.codes else next(named, "")
        return self._known[text] or None

    def province(self, text: str, country: str) -> str | None:
        """The code of a province that is given by its code or name; None for an unknown one."""
        for code in (text, f"{country}.{text}"):
            if code in self.province_codes:
                return code
        found = self.provinces.get((country, exact_key(text)))
        return found or self.provinces.get((country, f"~{weak_key(text)}"))

    def nearest(self, lat: float, lon: float, country: str = "") -> tuple[str, str]:
        """Country and province of the nearest known settlement, a degree away or so at most; else "", ""."""
        south, west = int(np.floor(lat)), int(np.floor(lon))
        around = [
            rows
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            if (rows := self.cells.get((south + i, (west + j + 180) % 360 - 180))) is not None
        ]
        if not around:
            return "", ""
        columns, rows = self.gazetteer.columns, np.concatenate(around)
        if country:
            if country not in self.gazetteer.countries:
                return "", ""
            rows = rows[columns["country"][rows] == self.gazetteer.countries.index(country)]
            if not len(rows):
                return "", ""
        east = (columns["lon"][rows] - lon + 180) % 360 - 180
        apart = (columns["lat"][rows] - lat) ** 2 + (east * np.cos(np.radians(lat))) ** 2
        row = rows[int(np.argmin(apart))]
        return (
            self.gazetteer.countries[columns["country"][row]],
            self.gazetteer.provinces[columns["admin1"][row]],
        )


def open_atlas(gazetteer: Gazetteer) -> Atlas:
    """The atlas of a gazetteer."""
    codes = {code for code in map(str, babel.Locale("en").territories) if len(code) == 2 and code.isalpha()}
    return Atlas(
        gazetteer=gazetteer,
        codes=frozenset({*filter(None, gazetteer.countries), *codes}),
        province_codes=frozenset(gazetteer.provinces),
        provinces=_provinces(gazetteer),
        cells=_cells(gazetteer),
    )


def _provinces(gazetteer: Gazetteer) -> dict[tuple[str, str], str]:
    columns = gazetteer.columns
    found: dict[tuple[str, str], str] = {}
    for row in np.flatnonzero(columns["level"] == LEVELS.index("province")).tolist():
        country = gazetteer.countries[columns["country"][row]]
        code = gazetteer.provinces[columns["admin1"][row]]
        for name in gazetteer.names(row):
            if code:
                found.setdefault((country, exact_key(name)), code)
                found.setdefault((country, f"~{weak_key(name) or exact_key(name)}"), code)
    return found


def _cells(gazetteer: Gazetteer) -> dict[Cell, npt.NDArray[np.int64]]:
    columns = gazetteer.columns
    rows = np.flatnonzero((columns["level"] == LEVELS.index("settlement")) & (columns["admin1"] > 0))
    south, west = (np.floor(columns[axis][rows]).astype(np.int64) for axis in ("lat", "lon"))
    number = (south + 90) * 360 + (west + 180)
    order = np.argsort(number, kind="stable")
    cells, starts = np.unique(number[order], return_index=True)
    parts = np.split(rows[order], starts[1:])
    return {
        (cell // 360 - 90, cell % 360 - 180): part for cell, part in zip(cells.tolist(), parts, strict=True)
    }
