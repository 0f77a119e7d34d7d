"""Language packs: a folder of TOML and TSV a language, read and versioned here.

A pack holds all that is particular to one language. Its tables are plain data; each annotator compiles
the table that bears its name (`times.toml` for `annotate.times`) into rules of its own.
"""

import hashlib
import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from dateline.errors import PackError

_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One language's data. `tables` maps a file's stem to its parsed TOML; `version` hashes all files."""

    code: str
    version: str
    tables: Mapping[str, Mapping[str, Any]]
    examples: str

    def table(self, name: str) -> Mapping[str, Any]:
        """The table called `name`. Raises PackError when the pack has none."""
        try:
            return self.tables[name]
        except KeyError:
            raise PackError(f"pack {self.code!r} has no {name}.toml; add it beside pack.toml") from None


def packs_folder() -> Traversable:
    """The folder that holds the packs."""
    return files("dateline") / "packs"


def available() -> tuple[str, ...]:
    """The language codes that a pack exists for, sorted."""
    return tuple(sorted(p.name for p in packs_folder().iterdir() if (p / "pack.toml").is_file()))


def load(code: str) -> Pack:
    """Read the pack of a language. Raises PackError when it is missing or a file does not parse."""
    folder = packs_folder() / code
    if not (folder / "pack.toml").is_file():
        raise PackError(f"no pack for language {code!r}; there are packs for {', '.join(available())}")
    digest = hashlib.sha256()
    tables: dict[str, Mapping[str, Any]] = {}
    examples = ""
    for path in sorted((p for p in folder.iterdir() if p.is_file()), key=lambda p: p.name):
        raw = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + raw + b"\0")
        if path.name.endswith(".toml"):
            try:
                tables[path.name.removesuffix(".toml")] = tomllib.loads(raw.decode())
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise PackError(f"packs/{code}/{path.name} is not valid TOML: {error}") from error
        elif path.name == "examples.jsonl":
            examples = raw.decode()
    return Pack(code=code, version=digest.hexdigest()[:12], tables=tables, examples=examples)


def expand(pattern: str) -> Iterator[str]:
    """Every form that a brace pattern stands for: "attack{,s,ed}" is attack, attacks, attacked."""
    parts = _BRACES.split(pattern)
    choices = [part.split(",") if i % 2 else [part] for i, part in enumerate(parts)]
    return ("".join(choice) for choice in itertools.product(*choices))
