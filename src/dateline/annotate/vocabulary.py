"""The words of a pack and the names of the codebook, as entries of one lexicon.

Categories: trigger, decoy, noun, attributive, modifier, determiner, pronoun, marker, boundary, passive,
auxiliary, light, cue, cue_after, anaphor, background, context, toll, counted, kind, alias. Each entry's
`data` is what the annotator of that category needs.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.annotate.lexicon import Case, Entry, Lexicon
from dateline.codebook import Codebook
from dateline.pack import Pack, expand


def build(pack: Pack, codebook: Codebook) -> Lexicon:
    """One automaton over every word that the pack and the codebook know. Shape: build once a language."""
    languages = (pack.code, *pack.table("pack").get("also", ()))
    parts = (
        _triggers(pack),
        _participants(pack),
        _grammar(pack),
        _quantities(pack),
        _aliases(codebook, languages),
    )
    return Lexicon(entry for part in parts for entry in part)


def _forms(patterns: Sequence[str]) -> Iterator[str]:
    """Each form of each pattern, and with spaced hyphens as tokenised texts print them."""
    for pattern in patterns:
        for form in expand(pattern):
            yield form
            if "-" in form:
                yield form.replace("-", " - ")


def _entries(patterns: Sequence[str], category: str, data: Mapping[str, Any]) -> Iterator[Entry]:
    for form in _forms(patterns):
        # A form that is printed in capitals or as a name must not match ordinary words.
        case: Case = "printed" if form != form.lower() else "fold"
        yield Entry(term=form, category=category, data=data, case=case)


def _triggers(pack: Pack) -> Iterator[Entry]:
    table = pack.table("triggers")
    for order, item in enumerate(table["trigger"]):
        for pos in ("verb", "noun", "adjective"):
            data = {
                "event": item["event"],
                "frame": item["frame"],
                "strength": item["strength"],
                "pos": pos,
                "tag": item.get("tag"),
                "needs": tuple(item.get("needs", ())),
                "modality": item.get("modality"),
                "order": order,
            }
            yield from _entries(item.get(pos, ()), "trigger", data)
    yield from _entries(table["decoys"]["words"], "decoy", {})
    for name, words in table["context"].items():
        yield from _entries(words, "context", {"name": name})


def _participants(pack: Pack) -> Iterator[Entry]:
    table = pack.table("participants")
    for cls, words in table["nouns"].items():
        yield from _entries(words, "noun", {"class": cls})
    yield from _entries(table["attributive"], "attributive", {})
    modifiers = table["modifiers"]
    yield from _entries(modifiers["words"], "modifier", {})
    yield from _entries(modifiers["determiners"], "determiner", {})
    yield from _entries(table["pronouns"]["words"], "pronoun", {})


def _grammar(pack: Pack) -> Iterator[Entry]:
    table = pack.table("grammar")
    for kind, words in table["markers"].items():
        yield from _entries(words, "marker", {"kind": kind})
    clause = table["clause"]
    yield from _entries(clause["conjunction"], "boundary", {"kind": "conjunction"})
    yield from _entries(clause["relative"], "boundary", {"kind": "relative"})
    yield from _entries(table["voice"]["passive"], "passive", {})
    yield from _entries(table["voice"]["auxiliary"], "auxiliary", {})
    yield from _entries(table["voice"]["light"], "light", {})
    yield from _entries(table["anaphora"]["settlement"], "anaphor", {})
    for name, category, weak in (
        ("modality", "cue", False),
        ("modality_weak", "cue", True),
        ("modality_after", "cue_after", False),
        ("modality_after_weak", "cue_after", True),
    ):
        for modality, words in table[name].items():
            yield from _entries(words, category, {"modality": modality, "weak": weak})
    for name, words in table["background"].items():
        yield from _entries(words, "background", {"name": name})


def _quantities(pack: Pack) -> Iterator[Entry]:
    table = pack.table("quantities")
    for category, key in (("toll", "toll"), ("counted", "counted"), ("kind", "kinds")):
        for name, words in table[key].items():
            yield from _entries(words, category, {"name": name})


def _aliases(codebook: Codebook, languages: Sequence[str]) -> Iterator[Entry]:
    # Names are many and actors few: what is known of an actor is held once.
    told: dict[tuple[str, str], Mapping[str, str]] = {}
    for alias, entity, role in codebook.aliases(languages):
        data = told.get((entity, role))
        if data is None:
            kind = codebook.actors[entity].kind
            data = told[entity, role] = {"entity": entity, "role": role, "kind": kind}
        yield Entry(term=alias, category="alias", data=data, case="printed")
