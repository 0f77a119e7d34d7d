"""Which column, or key, of an input holds which field of a report: as the user says, else by its name."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from dateline.errors import InputError, UnreadableInput
from dateline.read.options import ReadOptions

FIELDS = ("text", "id", "title", "outlet", "published", "url", "lang")
_PAIR = re.compile(r"({})\s*=".format("|".join(FIELDS)))
_BETWEEN = re.compile(r",\s*(?=(?:{})\s*=)".format("|".join(FIELDS)))
_NAMED = 30  # column names that a message lists at most


def parse_map(values: Iterable[str]) -> dict[str, str]:
    """The mapping that "text=body,published=date" means: field to column; "title=" is a field to leave empty.

    Raises InputError for what is no such pair, or names a field that there is not, or one twice.
    """
    mapping: dict[str, str] = {}
    for pair in (part for value in values for part in _BETWEEN.split(value)):
        found = _PAIR.match(pair.strip())
        if not found or found[1] in mapping:
            twice = "is given twice" if found else "is no FIELD=COLUMN"
            raise InputError(
                f"--map: {pair.strip()!r} {twice}; write it as text=body,published=date "
                f"(fields: {', '.join(FIELDS)})"
            )
        mapping[found[1]] = pair.strip()[found.end() :].strip()
    return mapping


def choose_columns(names: Iterable[str], options: ReadOptions) -> Mapping[str, str]:
    """Field to column for an input with columns of these names; a field without a column is left out."""
    return _choose(tuple(names), tuple(options.columns.items()))


def table_columns(names: list[str], options: ReadOptions, *, origin: str) -> Mapping[str, str]:
    """The same for a table, told to the user. Raises UnreadableInput when a column is missing."""
    mapping = choose_columns(names, options)
    missing = [column for column in options.columns.values() if column and column not in names]
    if missing:
        raise UnreadableInput(f"no column {missing[0]!r}, which --map names; it has {listed(names)}")
    if "text" not in mapping:
        raise UnreadableInput(
            f"no column with the text; it has {listed(names)}: name it, as --map text=COLUMN"
        )
    tell_columns(names, mapping, options, origin=origin)
    return mapping


def tell_columns(
    names: Iterable[str], mapping: Mapping[str, str], options: ReadOptions, *, origin: str
) -> None:
    """Tell the user what is read as what, and what is not read."""
    pairs = ", ".join(f"{field}={column}" for field, column in mapping.items())
    rest = [name for name in names if name not in mapping.values()]
    options.note(origin, pairs + (f" (not read: {listed(rest)})" if rest else ""))


def listed(names: Iterable[str]) -> str:
    """Column names for a message, none too long and not too many."""
    shown = [name if len(name) <= 40 else name[:37] + "..." for name in map(str, names)]
    more = f" and {len(shown) - _NAMED:,} more" if len(shown) > _NAMED else ""
    return (", ".join(shown[:_NAMED]) or "none") + more


# Records of one file mostly have the same keys.
@lru_cache(maxsize=256)
def _choose(names: tuple[str, ...], given: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    mapping = {field: column for field, column in given if column in names}
    taken = set(mapping.values())
    asked = {field for field, _ in given}
    free = {_plain(name): name for name in reversed(names) if name not in taken}
    for field in FIELDS:
        if field in asked:
            continue
        known = next((name for name in _known_names()[field] if name in free), None)
        if known:
            mapping[field] = free.pop(known)
    return {field: mapping[field] for field in FIELDS if field in mapping}


@cache
def _known_names() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(files("dateline.read").joinpath("columns.toml").read_text(encoding="utf-8"))
    return {field: tuple(dict.fromkeys(map(_plain, names))) for field, names in table.items()}


def _plain(name: str) -> str:
    """A name without case, accents, spaces and punctuation."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
