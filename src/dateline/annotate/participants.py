"""Participants: noun phrases around the nouns and names that the pack and the codebook know.

A phrase is a run of tokens that may belong to one (nouns, names, modifiers, numbers, capitalised words)
around at least one noun or name. Whether the head stands last ("Syrian government forces") or first
("các tay súng khủng bố IS") is the pack's `order`.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from dateline.annotate.lexicon import Hit
from dateline.annotate.mentions import NumberMention, ParticipantMention, Sentence, inside
from dateline.annotate.scan import GRAMMAR, Scan, covered
from dateline.pack import Pack

_TOKEN = re.compile(r"([^\W_]+(?:[-’'*.][^\W_]+)*|[^\w\s]|_)")
_NOUN, _ALIAS, _MOD, _DET, _NUM, _CAP, _STOP, _ATTR = 1, 2, 4, 8, 16, 32, 64, 128
_MID_CAPITAL = re.compile(r"[a-zà-ỹ,][ \u00a0]([A-ZĐ][^\W\d_]{2,})")
# What can be somebody's, and whose it can be.
_OWNED = ("force", "group", "carrier", "person", "people", "state", "object", "site", "munition", "entity")
_OWNERS = ("force", "group", "entity", "metonym", "state", "weak")
# The longest run of unknown words that is taken for one phrase.
_PLAIN = 4
# What a pronoun may stand for.
_REFERRED = ("force", "group", "entity", "metonym", "people", "person", "name", "surname", "state", "carrier")
# Longer words of these kinds hold a noun that is none of its own: the "quân" of "phi quân sự".
_HOLDERS = ("modifier", "decoy", "alias", "noun", "trigger")
# Names that report and watch: they are credited, and take no part.
_ONLOOKERS = ("media", "party_media", "monitor")
_FLAGS = {
    **dict.fromkeys(("trigger", "marker", "boundary", "passive", "auxiliary", "light", "cue"), _STOP),
    "modifier": _MOD, "determiner": _DET, "attributive": _ATTR,
}  # fmt: skip
# The class of a phrase whose head is a name, by what the name is used for.
_NAMED = {"name": "entity", "metonym": "metonym", "adjective": "adjective"}
_MATERIAL = _NOUN | _ALIAS | _MOD | _NUM | _CAP | _ATTR


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRules:
    """`head_last` tells where the head noun of a phrase stands.

    `singular` are the determiners of one, `collective` the nouns of many.
    """

    head_last: bool
    singular: frozenset[str]
    collective: frozenset[str]


def compile_rules(pack: Pack) -> ParticipantRules:
    """Read the order of noun phrases from participants.toml."""
    table = pack.table("participants")
    return ParticipantRules(
        head_last=table["order"] == "modifier-first",
        singular=frozenset(table["modifiers"]["singular"]),
        collective=frozenset(table["modifiers"]["collective"]),
    )


@dataclass(slots=True)
class _Tokens:
    """The tokens of one sentence with what each may be; lists run in parallel."""

    starts: list[int]
    ends: list[int]
    flags: list[int]
    index: dict[int, int]
    heads: dict[int, Hit]
    numbers: dict[int, NumberMention]
    pronouns: dict[int, Hit]

    def mark(self, start: int, end: int, flag: int) -> int | None:
        """Set `flag` on the tokens of `[start, end)`; the index of the first, None when none starts there."""
        first = self.index.get(start)
        if first is None:
            return None
        flags = self.flags
        flags[first] |= flag
        if self.ends[first] < end:
            for i in range(first + 1, self.after(first, end)):
                flags[i] |= flag
        return first

    def after(self, i: int, end: int) -> int:
        """The index of the first token from `i` on that starts at `end` or later."""
        starts = self.starts
        size = len(starts)
        while i < size and starts[i] < end:
            i += 1
        return i


def find_all(
    text: str,
    sentences: Sequence[Sentence],
    scan: Scan,
    rules: ParticipantRules,
    *,
    numbers: Sequence[NumberMention] = (),
    blocked: Sequence[tuple[int, int]] = (),
    wanted: Collection[int] | None = None,
) -> tuple[tuple[ParticipantMention, ...], ...]:
    """The participants of each sentence, pronouns tied to what they stand for (those for nobody dropped).

    With `wanted` (indexes of sentences) the others are read only where a pronoun refers to them, and have
    none. See `find_participants` for `blocked`.
    """
    names = names_in(text)
    bounds = sorted(blocked)

    @cache
    def read(i: int) -> tuple[ParticipantMention, ...]:
        line = sentences[i]
        low = bisect_left(bounds, (line.start, 0))
        high = bisect_left(bounds, (line.end, 0), low)
        return find_participants(
            text,
            line,
            scan,
            rules,
            numbers=inside(numbers, line),
            blocked=[b for b in bounds[low:high] if b[1] <= line.end],
            names=names,
        )

    subjects: dict[int, ParticipantMention | None] = {-1: None}
    return tuple(
        _resolved(read, i, subjects) if wanted is None or i in wanted else () for i in range(len(sentences))
    )


def find_participants(
    text: str,
    sentence: Sentence,
    scan: Scan,
    rules: ParticipantRules,
    *,
    numbers: Sequence[NumberMention] = (),
    blocked: Sequence[tuple[int, int]] = (),
    names: frozenset[str] = frozenset(),
) -> tuple[ParticipantMention, ...]:
    """The participants of one sentence in text order, pronouns still unresolved.

    `blocked` spans (places, times) end a phrase. `names` are words that the report prints with a capital in
    mid-sentence: such a word is a name where it opens a sentence, too.
    """
    tokens = _tokenise(text, sentence, scan, numbers, blocked, names)
    owners = {
        hit.start: hit.end
        for hit in scan.within("marker", sentence.start, sentence.end)
        if hit.entry.data["kind"] == "owner"
    }
    mentions: list[ParticipantMention] = []
    flags, size = tokens.flags, len(tokens.flags)
    i = 0
    while i < size:
        before, flag = flags[i - 1] if i else 0, flags[i]
        if i in tokens.pronouns:
            hit = tokens.pronouns[i]
            pronoun = ParticipantMention(start=hit.start, end=hit.end, outer_start=hit.start, cls="pronoun")
            mentions.append(pronoun)
            i = tokens.after(i, hit.end)
            continue
        plain = _plain_end(text, tokens, i) if before & (_DET | _NUM) and not before & _STOP else None
        if plain is None and (not flag & _MATERIAL or flag & _STOP):
            i += 1
            continue
        j = _run_end(text, tokens, i if plain is None else plain - 1)
        mention = _mention(text, tokens, i, j, rules, unknown=plain is not None)
        if mention is not None:
            _add(mentions, mention, text, owners)
        i = j
    return tuple(mentions)


def _add(
    mentions: list[ParticipantMention], mention: ParticipantMention, text: str, owners: Mapping[int, int]
) -> None:
    """Add a mention, or what it tells to the one before that it explains or owns."""
    last = mentions[-1] if mentions else None
    if last is not None and _explains(text, last, mention):
        mentions[-1] = replace(last, entity=last.entity or mention.entity)
    elif last is not None and _owns(owners, last, mention):
        mentions[-1] = replace(last, end=mention.end, entity=last.entity or mention.entity)
    else:
        mentions.append(mention)


def names_in(text: str) -> frozenset[str]:
    """The words that `text` prints with a capital after a lower-case word: they are names."""
    return frozenset(_MID_CAPITAL.findall(text))


Read = Callable[[int], tuple[ParticipantMention, ...]]


def _resolved(
    read: Read, i: int, subjects: dict[int, ParticipantMention | None]
) -> tuple[ParticipantMention, ...]:
    """The mentions of sentence `i` with pronouns tied to the full mention nearest before; others dropped.

    In its own sentence a pronoun stands for the mention before it, else for the first one (as a rule the
    subject) of the sentence before.
    """
    kept: list[ParticipantMention] = []
    for mention in read(i):
        if mention.cls != "pronoun":
            kept.append(mention)
            continue
        full = _first_referred(kept) or _subject(read, i - 1, subjects)
        if full is not None:
            kept.append(replace(mention, refers=(full.start, full.end)))
    return tuple(kept)


def _subject(read: Read, i: int, subjects: dict[int, ParticipantMention | None]) -> ParticipantMention | None:
    """What a pronoun after sentence `i` can mean; `subjects` keeps what was found."""
    k, found = i, None
    while found is None and k not in subjects:
        found = _first_referred(read(k))
        k -= 1
    subjects[i] = found or subjects[k]
    return subjects[i]


def _first_referred(mentions: Sequence[ParticipantMention]) -> ParticipantMention | None:
    return next((m for m in mentions if m.cls in _REFERRED), None)


def _owns(owners: Mapping[int, int], first: ParticipantMention, second: ParticipantMention) -> bool:
    """True when the second says whose the first is: "Tiger Force của SAA", "members of the SDF"."""
    after = owners.get(first.end + 1, -1)
    return (
        after >= 0 and 0 <= second.outer_start - after <= 1 and first.cls in _OWNED and second.cls in _OWNERS
    )


def _explains(text: str, first: ParticipantMention, second: ParticipantMention) -> bool:
    """True for a name in brackets straight after the full one: "Syrian Democratic Forces (SDF)"."""
    return text[first.end : second.outer_start].strip() in ("(", "[") and text[
        second.end : second.end + 2
    ].strip()[:1] in (")", "]")


def _tokenise(
    text: str,
    sentence: Sentence,
    scan: Scan,
    numbers: Sequence[NumberMention],
    blocked: Sequence[tuple[int, int]],
    names: frozenset[str],
) -> _Tokens:
    where = (sentence.start, sentence.end)
    parts = _TOKEN.split(text[sentence.start : sentence.end])
    words = parts[1::2]
    bounds = list(accumulate(map(len, parts), initial=sentence.start))
    starts, ends = bounds[1:-1:2], bounds[2::2]
    flags = [_CAP if word[0].isupper() else 0 for word in words]
    if flags and flags[0] == _CAP and words[0] not in names:
        flags[0] = 0  # a sentence's first capital says nothing
    index = dict(zip(starts, range(len(starts)), strict=True))
    tokens = _Tokens(starts=starts, ends=ends, flags=flags, index=index, heads={}, numbers={}, pronouns={})
    for hit in scan.within(GRAMMAR, *where):
        tokens.mark(hit.start, hit.end, _FLAGS[hit.entry.category])
    for number in numbers:
        first = tokens.mark(number.start, number.end, _NUM)
        if first is not None:
            tokens.numbers[first] = number
            for k in range(first, tokens.after(first, number.end)):
                tokens.flags[k] &= ~(_STOP | _DET)  # "at least 20": the "at" is the number's
    for start, end in blocked:
        tokens.mark(start, end, _STOP)
    for hit in scan.within("pronoun", *where):
        first = tokens.index.get(hit.start)
        if first is not None and (first not in tokens.pronouns or hit.end > tokens.pronouns[first].end):
            tokens.pronouns[first] = hit
    for category, flag in (("noun", _NOUN), ("alias", _ALIAS)):
        for hit in scan.within(category, *where):
            if hit.entry.data.get("kind") in _ONLOOKERS:
                tokens.mark(hit.start, hit.end, _STOP)
            elif not covered(hit, scan, categories=_HOLDERS):
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
    for i in range(first, tokens.after(first, hit.end)):
        tokens.flags[i] = (tokens.flags[i] | flag) & ~_STOP
        if tokens.pronouns and (i > first or hit.end - hit.start > 3):
            tokens.pronouns.pop(i, None)


def _run_end(text: str, tokens: _Tokens, i: int) -> int:
    """The index after the run that starts at `i`: material with nothing but blanks between."""
    starts, ends, flags, pronouns = tokens.starts, tokens.ends, tokens.flags, tokens.pronouns
    for j in range(i + 1, len(starts)):
        flag = flags[j]
        if not flag & _MATERIAL or flag & _STOP or j in pronouns:
            return j
        if flag & _NUM and not flags[j - 1] & _NUM:
            return j  # a number opens a phrase of its own
        if flag & _DET and not flag & (_NOUN | _ALIAS | _NUM):
            return j  # and so does a determiner
        if text[ends[j - 1] : starts[j]].strip():
            return j
    return max(i + 1, len(starts))


def _plain_end(text: str, tokens: _Tokens, i: int) -> int | None:
    """The end of a run of unknown words that begins at `i`: "a brick factory"."""
    j = i
    while j < len(tokens.starts) and j - i < _PLAIN and _is_plain(text, tokens, j):
        if j > i and text[tokens.ends[j - 1] : tokens.starts[j]].strip() != "":
            break
        j += 1
    return j if j > i else None


def _is_plain(text: str, tokens: _Tokens, j: int) -> bool:
    return tokens.flags[j] == 0 and j not in tokens.pronouns and text[tokens.starts[j]].isalpha()


def _mention(
    text: str, tokens: _Tokens, i: int, j: int, rules: ParticipantRules, *, unknown: bool = False
) -> ParticipantMention | None:
    known = tokens.heads
    heads = [known[k] for k in range(i, j) if k in known] if known else []
    if heads:
        cls, entity, start, end = _headed(tokens, i, j, heads, rules)
    else:
        cls, entity = _headless(tokens.flags[i:j], unknown=unknown), None
        start, end = tokens.starts[i], tokens.ends[j - 1]
    if not cls:
        return None
    counts = tokens.numbers
    number = next((counts[k] for k in range(i, j) if k in counts), None) if counts else None
    outer = i
    while outer > 0 and tokens.flags[outer - 1] & (_DET | _NUM) and not tokens.flags[outer - 1] & _STOP:
        outer -= 1
        number = number or tokens.numbers.get(outer)
    single = number is None
    if single and cls != "name":
        single = text[tokens.starts[outer] : tokens.ends[outer]].lower() in rules.singular
    return ParticipantMention(
        start=start,
        end=end,
        outer_start=min(tokens.starts[outer], start),
        cls=cls,
        entity=entity,
        number=number,
        single=single and text[start:end].lower().split()[-1] not in rules.collective,
    )


def _headed(
    tokens: _Tokens, i: int, j: int, heads: Sequence[Hit], rules: ParticipantRules
) -> tuple[str, str | None, int, int]:
    """Class, entity, start and end of a phrase of tokens `[i, j)` that holds nouns or names."""
    nouns: list[Hit] = []
    names: list[Hit] = []
    for hit in heads:
        (nouns if hit.entry.category == "noun" else names).append(hit)
    entity = next((hit.entry.data["entity"] for hit in names if hit.entry.data["role"] == "name"), None)
    start, end = tokens.starts[i], tokens.ends[j - 1]
    if nouns and rules.head_last:
        last = nouns[-1]
        end = max(end, last.end) if tokens.flags[j - 1] & _CAP else last.end
        return last.entry.data["class"], entity, start, end
    if nouns:
        start = start if tokens.flags[i] & (_NUM | _ALIAS) else nouns[0].start
        return nouns[0].entry.data["class"], entity, start, end
    first = names[0]
    cls = _NAMED.get(first.entry.data["role"], "weak")
    if cls in ("entity", "metonym"):
        entity = first.entry.data["entity"]
    return (cls, entity, first.start, first.end) if cls == "adjective" else (cls, entity, start, end)


def _headless(flags: Sequence[int], *, unknown: bool) -> str:
    """The class of a phrase without noun or known name, "" when it is none."""
    if any(flag & _ATTR for flag in flags):
        return "adjective"
    if all(flag & (_CAP | _DET | _MOD) == _CAP for flag in flags):
        return "name" if len(flags) >= 2 else "surname"
    return "other" if unknown else ""
