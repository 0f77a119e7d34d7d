"""The codebook as a whole: read its files, hold them to its rules, and list every spelling."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from typing import Any, TypeVar

from dateline.codebook.actors_file import ROLES, Actor, read_actor
from dateline.codebook.events_file import EventType, read_events
from dateline.codebook.forces import Forces, framed, read_forces, with_forces
from dateline.errors import CodebookError

T = TypeVar("T")

_SHOWN = 20
_HYPHEN = re.compile(r" ?- ?")
# "Hay'at" is also torn apart by tokenisers; the apostrophe of "Syria's" and "Workers' Party" only curls.
_INNER_APOSTROPHE = re.compile(r"'(?!s\b)\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """Actors by id, event types by code, and a hash of all that was read. Build it with `load`."""

    actors: Mapping[str, Actor]
    events: Mapping[str, EventType]
    version: str
    forces: Forces

    def aliases(self, languages: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Every (alias, actor id, role) of the languages and of "any", each once; an actor's own name always.

        The role is "name", "metonym", "adjective" or "weak". An alias is meant as printed: a text may raise
        a letter of it but not lower one. Aliases with a hyphen or apostrophe come in their variants too.
        """
        wanted = tuple(dict.fromkeys(("any", *languages)))
        respell = _of(self.forces.respell, wanted)
        for actor in self.actors.values():
            rows = self._rows(actor, wanted)
            for form, role in rows:
                yield form, actor.id, role
                if ((other := _respelt(form, respell)), role) not in rows:
                    yield other, actor.id, role

    def lineage(self, actor_id: str) -> tuple[str, ...]:
        """The actor's id, its parent's, and so on up. Raises CodebookError for an unknown id."""
        line: list[str] = []
        above: str | None = actor_id
        while above is not None:
            if above not in self.actors:
                raise CodebookError(f"no actor {above!r} in the codebook")
            line.append(above)
            above = self.actors[above].parent
        return tuple(line)

    def _rows(self, actor: Actor, languages: Sequence[str]) -> Mapping[tuple[str, str], None]:
        """The actor's spellings with their roles, each once and in the order of the files."""
        names = dict.fromkeys((actor.name, *_of(actor.aliases, languages)))
        rows = dict.fromkeys((form, "name") for name in names for form in variants(name))
        if actor.kind in self.forces.group_kinds:
            frames = _of(self.forces.groups, languages)
            # The name inside is found in its variants anyway, so the frames are made for one spelling.
            rows |= dict.fromkeys((form, "name") for name in names for form in framed(name, frames))
        for field, role in ROLES.items():
            if role != "name":
                forms = _of(getattr(actor, field), languages)
                rows |= dict.fromkeys((form, role) for each in forms for form in variants(each))
        return rows


def load(folder: Traversable | None = None) -> Codebook:
    """Read the codebook that dateline ships, or the one in `folder` (events.toml, forces.toml, actors/).

    Raises CodebookError when a file does not parse, an entry is malformed, or two entries contradict
    each other.
    """
    root = folder if folder is not None else files("dateline.codebook")
    digest = hashlib.sha256()
    events = read_events(_read(root / "events.toml", digest), where="events.toml")
    forces = read_forces(_read(root / "forces.toml", digest), where="forces.toml")
    written: dict[str, Actor] = {}
    for path in sorted((root / "actors").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            for actor_id, entry in _read(path, digest).items():
                if actor_id in written:
                    raise CodebookError(f"actors/{path.name}: actor {actor_id!r} is already in another file")
                written[actor_id] = read_actor(actor_id, entry, where=f"actors/{path.name}")
    actors = with_forces(written, forces)
    _check_parents(actors)
    _check_spellings(actors)
    return Codebook(actors=actors, events=events, version=digest.hexdigest()[:12], forces=forces)


def variants(alias: str) -> Iterator[str]:
    """The alias, and how else it is printed: "Al - Masdar", "al Masdar", "Hay’at", "Hay’ at", "Syria’s"."""
    forms = [alias]
    if "'" in alias:
        forms.append(alias.replace("'", "’"))
        if _INNER_APOSTROPHE.search(alias):
            forms += (alias.replace("'", mark) for mark in ("‘", "’ ", "' "))
    yield from forms
    if "-" in alias:
        yield from (_HYPHEN.sub(mark, form) for form in forms for mark in (" - ", " "))


def _respelt(form: str, pairs: Iterable[tuple[str, str]]) -> str:
    for one, other in pairs:
        form = form.replace(one, other)
    return form


def _of(table: Mapping[str, tuple[T, ...]], languages: Sequence[str]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(table.get(language, ()) for language in languages))


def _read(path: Traversable, digest: "hashlib._Hash") -> Mapping[str, Any]:
    try:
        raw = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + raw + b"\0")
        return tomllib.loads(raw.decode())
    except OSError as error:
        raise CodebookError(f"the codebook has no readable {path.name}: {error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path.name} of the codebook is not valid TOML: {error}") from error


def _check_parents(actors: Mapping[str, Actor]) -> None:
    for actor in actors.values():
        above, seen = actor.parent, {actor.id}
        while above is not None:
            if above not in actors:
                raise CodebookError(f"actor {actor.id!r} has the unknown parent {above!r}")
            if above in seen:
                raise CodebookError(f"actor {actor.id!r} is its own ancestor through {above!r}")
            seen.add(above)
            above = actors[above].parent


def _check_spellings(actors: Mapping[str, Actor]) -> None:
    """No spelling may mean two actors in one role and year. Weak ones may: the long name decides."""
    clashes: list[str] = []
    for field, role in ROLES.items():
        if role != "weak":
            clashes += _clashes(actors, field, role)
    if clashes:
        raise CodebookError("; ".join(clashes[:_SHOWN]) + "; give it to one, or make it weak")


def _clashes(actors: Mapping[str, Actor], field: str, role: str) -> Iterator[str]:
    first: dict[str, Actor] = {}
    more: dict[str, list[Actor]] = {}
    for actor in actors.values():
        lists = (*getattr(actor, field).values(), (actor.name,) if role == "name" else ())
        for form in dict.fromkeys(chain.from_iterable(lists)):
            if (owner := first.setdefault(form, actor)) is not actor:
                for other in (owner, *more.get(form, ())):
                    if other.overlaps(actor):
                        yield f"{form!r} is a {role} of both {other.id!r} and {actor.id!r}"
                more.setdefault(form, []).append(actor)
