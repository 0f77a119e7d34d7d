"""Participants: noun phrases around the nouns and names that the pack and the codebook know.

A phrase is a run of tokens that may belong to one (nouns, names, modifiers, numbers, capitalised words)
around at least one noun or name. Whether the head stands last ("Syrian government forces") or first
("các tay súng khủng bố IS") is the pack's `order`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.annotate.lexicon import Hit
from dateline.annotate.mentions import NumberMention, ParticipantMention, Sentence
from dateline.annotate.scan import Scan
from dateline.pack import Pack

_TOKEN = re.compile(r"[^\W_]+(?:[-’'*.][^\W_]+)*|[^\w\s]|_")
_NOUN, _ALIAS, _MOD, _DET, _NUM, _CAP, _STOP, _ATTR = 1, 2, 4, 8, 16, 32, 64, 128
# Names that report and watch: they are credited, and take no part.
_ONLOOKERS = ("media", "party_media", "monitor")
_MATERIAL = _NOUN | _ALIAS | _MOD | _NUM | _CAP | _ATTR


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRules:
    """`head_last` tells where the head noun of a phrase stands."""

    head_last: bool


def compile_rules(pack: Pack) -> ParticipantRules:
    """Read the order of noun phrases from participants.toml."""
    return ParticipantRules(head_last=pack.table("participants")["order"] == "modifier-first")


@dataclass(slots=True)
class _Tokens:
    """The tokens of one sentence with what each may be; lists run in parallel."""

    starts: list[int]
    ends: list[int]
    flags: list[int]
    index: dict[int, int]
    heads: dict[int, Hit]
    numbers: dict[int, NumberMention]

    def mark(self, start: int, end: int, flag: int) -> int | None:
        """Set `flag` on the tokens of `[start, end)`; the index of the first, None when none starts there."""
        first = self.index.get(start)
        if first is None:
            return None
        i = first
        while i < len(self.starts) and self.starts[i] < end:
            self.flags[i] |= flag
            i += 1
        return first


def find_participants(
    text: str,
    sentence: Sentence,
    scan: Scan,
    rules: ParticipantRules,
    *,
    numbers: Sequence[NumberMention] = (),
    blocked: Sequence[tuple[int, int]] = (),
) -> tuple[ParticipantMention, ...]:
    """The participants of one sentence in text order. `blocked` spans (places, times) end a phrase."""
    tokens = _tokenise(text, sentence, scan, numbers, blocked)
    mentions: list[ParticipantMention] = []
    i = 0
    while i < len(tokens.starts):
        if not tokens.flags[i] & _MATERIAL or tokens.flags[i] & _STOP:
            i += 1
            continue
        j = _run_end(text, tokens, i, rules)
        mention = _mention(text, tokens, i, j, rules)
        if mention:
            mentions.append(mention)
        i = j
    return tuple(mentions)


def _tokenise(
    text: str, sentence: Sentence, scan: Scan, numbers: Sequence[NumberMention], blocked: Sequence[tuple[int, int]]
) -> _Tokens:
    starts: list[int] = []
    ends: list[int] = []
    flags: list[int] = []
    for match in _TOKEN.finditer(text, sentence.start, sentence.end):
        starts.append(match.start())
        ends.append(match.end())
        flags.append(_CAP if text[match.start()].isupper() else 0)
    if flags and flags[0] == _CAP:
        flags[0] = 0  # a sentence's first capital says nothing
    index = {start: i for i, start in enumerate(starts)}
    tokens = _Tokens(starts=starts, ends=ends, flags=flags, index=index, heads={}, numbers={})
    where = (sentence.start, sentence.end)
    for hit in scan.within("trigger", *where):
        tokens.mark(hit.start, hit.end, _STOP)
    for category in ("marker", "boundary", "passive", "light", "cue", "pronoun"):
        for hit in scan.within(category, *where):
            tokens.mark(hit.start, hit.end, _STOP)
    for category, flag in (("modifier", _MOD), ("determiner", _DET), ("attributive", _ATTR)):
        for hit in scan.within(category, *where):
            tokens.mark(hit.start, hit.end, flag)
    for number in numbers:
        first = tokens.mark(number.start, number.end, _NUM)
        if first is not None:
            tokens.numbers[first] = number
    for start, end in blocked:
        tokens.mark(start, end, _STOP)
    for category, flag in (("noun", _NOUN), ("alias", _ALIAS)):
        for hit in scan.within(category, *where):
            if hit.entry.data.get("kind") in _ONLOOKERS:
                tokens.mark(hit.start, hit.end, _STOP)
            else:
                _mark_head(tokens, hit, flag)
    return tokens


def _mark_head(tokens: _Tokens, hit: Hit, flag: int) -> None:
    """A noun or name: it wins over what its tokens may be besides, and the longest one heads."""
    first = tokens.index.get(hit.start)
    if first is None:
        return
    known = tokens.heads.get(first)
    if known is None or hit.end > known.end or (hit.end == known.end and flag == _ALIAS):
        tokens.heads[first] = hit
    i = first
    while i < len(tokens.starts) and tokens.starts[i] < hit.end:
        tokens.flags[i] = (tokens.flags[i] | flag) & ~_STOP
        i += 1


def _run_end(text: str, tokens: _Tokens, i: int, rules: ParticipantRules) -> int:
    """The index after the run that starts at `i`: material with nothing but blanks between."""
    j = i + 1
    while j < len(tokens.starts) and tokens.flags[j] & _MATERIAL and not tokens.flags[j] & _STOP:
        if tokens.flags[j] & _NUM and not tokens.flags[j - 1] & _NUM:
            break  # a number opens a phrase of its own
        if not text[tokens.ends[j - 1] : tokens.starts[j]].strip() == "":
            break
        j += 1
    return j


def _mention(text: str, tokens: _Tokens, i: int, j: int, rules: ParticipantRules) -> ParticipantMention | None:
    heads = [(k, tokens.heads[k]) for k in range(i, j) if k in tokens.heads]
    nouns = [(k, hit) for k, hit in heads if hit.entry.category == "noun"]
    names = [(k, hit) for k, hit in heads if hit.entry.category == "alias"]
    entity = next((hit.entry.data["entity"] for _, hit in names if hit.entry.data["role"] == "name"), None)
    start, end = tokens.starts[i], tokens.ends[j - 1]
    if nouns:
        cls = (nouns[-1] if rules.head_last else nouns[0])[1].entry.data["class"]
        if rules.head_last:
            end = max(end if tokens.flags[j - 1] & _CAP else nouns[-1][1].end, nouns[-1][1].end)
        else:
            start = nouns[0][1].start if not tokens.flags[i] & (_NUM | _ALIAS) else start
    elif names:
        role = names[0][1].entry.data["role"]
        cls = {"name": "entity", "metonym": "metonym"}.get(role, "adjective" if role == "adjective" else "weak")
        if role == "name" or role == "metonym":
            entity = names[0][1].entry.data["entity"]
        if cls == "adjective":
            start, end = names[0][1].start, names[0][1].end
    elif any(tokens.flags[k] & _ATTR for k in range(i, j)):
        cls = "adjective"
    elif j - i >= 2 and all(tokens.flags[k] & _CAP for k in range(i, j)):
        cls = "name"
    else:
        return None
    number = next((tokens.numbers[k] for k in range(i, j) if k in tokens.numbers), None)
    outer = i
    while outer > 0 and tokens.flags[outer - 1] & (_DET | _NUM) and not tokens.flags[outer - 1] & _STOP:
        outer -= 1
        number = number or tokens.numbers.get(outer)
    return ParticipantMention(
        start=start, end=end, outer_start=min(tokens.starts[outer], start), cls=cls, entity=entity, number=number
    )
