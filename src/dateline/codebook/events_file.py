"""Event types: one table of `events.toml` becomes one `EventType` with its crosswalks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.errors import CodebookError

_NEEDED = ("name", "definition", "acled_event", "acled_sub_event", "plover", "cameo_root", "ucdp", "example")
_FIELDS = frozenset({*_NEEDED, "plover_mode", "acled_when", "ucdp_note"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledVariant:
    """The ACLED codes that hold under a condition of the vocabulary ("actor_is_state")."""

    when: str
    event: str
    sub_event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """An event code and what other codebooks call it.

    `acled_event`/`acled_sub_event` are the default (None: ACLED has no such event) and `acled_when` what
    replaces them, first fitting condition first. `ucdp` holds the types of violence it may be: 1
    state-based, 2 non-state, 3 one-sided; the sides decide. Empty where UCDP codes nothing of the kind.
    """

    code: str
    name: str
    definition: str
    acled_event: str | None
    acled_sub_event: str | None
    plover: str
    cameo_root: str
    ucdp: tuple[int, ...]
    example: str
    plover_mode: str | None = None
    acled_when: tuple[AcledVariant, ...] = ()
    ucdp_note: str = ""


def read_events(tables: Mapping[str, Any], *, where: str) -> Mapping[str, EventType]:
    """The event types of `[events.*]`, held to `[vocabulary]`. Raises CodebookError for a broken one."""
    events, vocabulary = tables.get("events", {}), tables.get("vocabulary", {})
    return {
        code: _read(code, entry, vocabulary, f"{where}: event {code!r}") for code, entry in events.items()
    }


def _read(code: str, entry: Mapping[str, Any], vocabulary: Mapping[str, Any], at: str) -> EventType:
    # "none" is an answer, an empty or absent field is none: a crosswalk must be thought of.
    if missing := [name for name in _NEEDED if entry.get(name) in (None, "")]:
        raise CodebookError(f'{at} lacks {", ".join(missing)}; a crosswalk that has no match says "none"')
    if unknown := entry.keys() - _FIELDS:
        raise CodebookError(f"{at} has unknown fields {sorted(unknown)}; known are {sorted(_FIELDS)}")
    variants = tuple(_variant(variant, at) for variant in entry.get("acled_when", ()))
    pairs = [(entry["acled_event"], entry["acled_sub_event"]), *((v.event, v.sub_event) for v in variants)]
    for event, sub_event in pairs:
        if sub_event not in vocabulary.get("acled", {}).get(event, ("none",) if event == "none" else ()):
            raise CodebookError(f"{at}: ACLED has no {event!r} / {sub_event!r}; see [vocabulary.acled]")
    if unheard := [v.when for v in variants if v.when not in vocabulary.get("conditions", {})]:
        raise CodebookError(f"{at}: unknown conditions {unheard}; see [vocabulary.conditions]")
    if entry["plover"] not in vocabulary.get("plover", ()):
        raise CodebookError(f"{at}: PLOVER has no category {entry['plover']!r}; see [vocabulary]")
    if not set(entry["ucdp"]) <= {1, 2, 3}:
        raise CodebookError(f"{at}: UCDP knows the types of violence 1, 2 and 3, not {entry['ucdp']}")
    return EventType(
        code=code,
        name=entry["name"],
        definition=entry["definition"],
        acled_event=_or_none(entry["acled_event"]),
        acled_sub_event=_or_none(entry["acled_sub_event"]),
        plover=entry["plover"],
        cameo_root=entry["cameo_root"],
        ucdp=tuple(entry["ucdp"]),
        example=entry["example"],
        plover_mode=entry.get("plover_mode"),
        acled_when=variants,
        ucdp_note=entry.get("ucdp_note", ""),
    )


def _variant(table: Mapping[str, str], at: str) -> AcledVariant:
    if table.keys() != {"when", "event", "sub_event"}:
        raise CodebookError(f"{at}: acled_when needs when, event and sub_event, not {sorted(table)}")
    return AcledVariant(when=table["when"], event=table["event"], sub_event=table["sub_event"])


def _or_none(word: str) -> str | None:
    return None if word == "none" else word
