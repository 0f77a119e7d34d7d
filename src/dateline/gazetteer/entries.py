"""What a user's file says of a place, before it is checked: the same whatever the file's format."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from dateline.model import Level

Format = Literal["geonames", "wof", "tsv"]
Scheme = Literal["geonames", "whosonfirst", "word"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of a file. `where` is its line ("line 4"), for messages.

    `country` and `admin1` stand as the file writes them. `id` is the place's own ("gn:170654"), empty where
    the file gives none; `same_as` its id in GeoNames where another source tells it.
    """

    where: str
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    level: Level
    country: str = ""
    admin1: str = ""
    population: int = 0
    id: str = ""
    same_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A line that cannot be a place, and why."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A line that is well-formed and of a kind that is not taken: a well, a shop, what is no longer there."""

    kind: str


Item = Entry | Bad | LeftOut


def number(text: str, what: str) -> float:
    """`text` as a number. Raises ValueError that says what is wrong with `what`."""
    try:
        return float(text)
    except ValueError:
        if not text.strip():
            raise ValueError(f"no {what}") from None
        if "," in text and text.replace(",", ".", 1).replace(".", "", 1).lstrip("+-").isdigit():
            raise ValueError(f"{what} {text!r} has a decimal comma; write {text.replace(',', '.')}") from None
        raise ValueError(f"{what} {text!r} is not a number of degrees, such as 36.2021") from None


def people(text: str) -> int:
    """A population; 0 for an empty cell. Raises ValueError for what is none."""
    plain = text.strip().replace(",", "").replace(" ", "").replace("_", "").removesuffix(".0")
    if not plain:
        return 0
    if not (plain.isascii() and plain.isdigit()) or int(plain) > 4_000_000_000:
        raise ValueError(f"population {text!r} is not a whole number")
    return int(plain)


@cache
def levels(scheme: Scheme) -> Mapping[str, Level]:
    """The level of each kind of place that is taken, of GeoNames, of Who's On First, or in plain words."""
    lines = (files("dateline.gazetteer") / "features.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {code: cast(Level, level) for of, code, level in rows if of == scheme}
