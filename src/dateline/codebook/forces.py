"""Templates of forces.toml: what a state's forces and a group's fighters are called, by language.

A state entry (a government with `land`) and the templates make its army, navy, ministries and so on, so
that no file needs to spell them; an entry that a file does spell out keeps its own names and gets these.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dateline.codebook.actors_file import KINDS, LANGUAGES, Actor, Kind, Spellings, merge, spell
from dateline.errors import CodebookError

Frame = tuple[str, str, str]
"""A template taken apart: its placeholder, what stands before it, and what after."""
Templates = Mapping[str, tuple[Frame, ...]]

_STATE_SLOTS = ("{country}", "{adjective}", "{genitive}")
_MARK = "\x01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """One force of every state: the end of its id, its English name, kind, parent and templates."""

    suffix: str
    name: str
    kind: Kind
    parent: str
    templates: Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class Forces:
    """All of forces.toml, expanded. `government` and `adjectives` fill the state entry itself; `groups`
    are frames around a group's proper name ("phiến quân {name}"), for actors of the kinds `group_kinds`.
    `respell` pairs two orthographies of a language ("ủy" and "uỷ").
    """

    forces: tuple[Force, ...]
    government: Templates
    adjectives: Templates
    groups: Templates
    group_kinds: frozenset[str]
    respell: Mapping[str, tuple[tuple[str, str], ...]]


def read_forces(tables: Mapping[str, Any], *, where: str) -> Forces:
    """Read and expand the templates. Raises CodebookError for an unknown kind, language or placeholder."""
    forces = []
    for suffix, entry in tables.get("force", {}).items():
        if missing := {"name", "kind", "parent", "templates"} - entry.keys():
            raise CodebookError(f"{where}: force {suffix!r} lacks {', '.join(sorted(missing))}")
        if entry["kind"] not in KINDS:
            raise CodebookError(f"{where}: force {suffix!r} has the unknown kind {entry['kind']!r}")
        forces.append(
            Force(
                suffix=suffix,
                name=entry["name"],
                kind=entry["kind"],
                parent=entry["parent"],
                templates=_templates(entry["templates"], *_STATE_SLOTS, at=f"{where}: force {suffix!r}"),
            )
        )
    groups = tables.get("groups", {})
    return Forces(
        forces=tuple(forces),
        government=_templates(tables.get("government", {}), *_STATE_SLOTS, at=f"{where}: government"),
        adjectives=_templates(tables.get("adjectives", {}), "{adjective}", at=f"{where}: adjectives"),
        groups=_templates(groups.get("templates", {}), "{name}", at=f"{where}: groups"),
        group_kinds=frozenset(groups.get("kinds", ())),
        respell={language: tuple(pairs.items()) for language, pairs in tables.get("respell", {}).items()},
    )


def with_forces(written: Mapping[str, Actor], forces: Forces) -> Mapping[str, Actor]:
    """The written actors and, for every state among them, its forces made from the templates.

    A spelling that a file gives to an actor is that actor's alone: the templates do not give it to another.
    """
    owners = {
        form: actor.id for actor in written.values() for forms in actor.aliases.values() for form in forms
    }
    owners |= {actor.name: actor.id for actor in written.values()}
    actors = dict(written)
    for state in written.values():
        if not state.land:
            continue
        prefix = state.id.removesuffix("-government")
        for force in forces.forces:
            if force.suffix not in state.without:
                made = _make(state, prefix, force, owners)
                actors[made.id] = _joined(written[made.id], made) if made.id in written else made
        actors[state.id] = replace(
            state,
            aliases=merge(state.aliases, _free(_fill(forces.government, state), state.id, owners)),
            adjectives=_fill(forces.adjectives, state),
        )
    return actors


def framed(alias: str, frames: Iterable[Frame]) -> Iterator[str]:
    """`alias` in each of the group templates, where it is a proper name (begins with a capital)."""
    if alias[:1].isupper():
        for _, before, after in frames:
            yield before + alias + after


def _make(state: Actor, prefix: str, force: Force, owners: Mapping[str, str]) -> Actor:
    adjective = next(iter(state.adjectives.get("en", ())), None) or state.land["en"][0]
    actor_id = f"{prefix}-{force.suffix}"
    return Actor(
        id=actor_id,
        name=force.name.replace("{adjective}", adjective),
        kind=force.kind,
        countries=state.countries,
        parent=f"{prefix}-{force.parent}",
        aliases=_free(_fill(force.templates, state), actor_id, owners),
        generated=True,
    )


def _joined(written: Actor, made: Actor) -> Actor:
    return replace(
        written,
        aliases=merge(written.aliases, made.aliases),
        parent=written.parent or made.parent,
        countries=written.countries or made.countries,
    )


def _free(spellings: Spellings, actor_id: str, owners: Mapping[str, str]) -> Spellings:
    return {
        language: forms
        if owners.keys().isdisjoint(forms)
        else tuple(form for form in forms if owners.get(form, actor_id) == actor_id)
        for language, forms in spellings.items()
    }


def _fill(templates: Templates, state: Actor) -> Spellings:
    """The templates with the state's own words in them; a template whose word the state lacks is left out."""
    words = {"{country}": state.land, "{adjective}": state.adjectives, "{genitive}": state.genitive}
    return {
        language: tuple(
            dict.fromkeys(
                [
                    before + word + after
                    for slot, before, after in frames
                    for word in words[slot].get(language, ())
                ]
            )
        )
        for language, frames in templates.items()
    }


def _templates(table: Mapping[str, Any], *slots: str, at: str) -> Templates:
    if not table.keys() <= LANGUAGES:
        raise CodebookError(f"{at}: needs lists by language, one of {sorted(LANGUAGES)}")
    return {
        language: tuple(frame for template in templates for frame in _frames(template, slots, at))
        for language, templates in table.items()
    }


def _frames(template: str, slots: tuple[str, ...], at: str) -> Iterator[Frame]:
    """What stands before and after the placeholder, for every choice of the braces around it."""
    found = [slot for slot in slots if slot in template]
    if len(found) != 1 or template.count(found[0]) != 1:
        raise CodebookError(f"{at}: {template!r} needs one of {', '.join(slots)}, once")
    # A stand-in keeps the placeholder's own braces out of the choices.
    try:
        forms = spell([template.replace(found[0], _MARK)])
    except ValueError as error:
        raise CodebookError(f"{at}: {error}") from error
    for form in forms:
        before, _, after = form.partition(_MARK)
        yield found[0], before, after
