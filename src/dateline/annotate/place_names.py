"""Find what may be place names: runs of capitalised words, and every run of words within them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.annotate.lexicon import fold
from dateline.annotate.place_rules import PHRASE_WORDS, Phrase, PlaceRules
from dateline.gazetteer import Candidate

# How two words are joined: by a full stop or the like (not at all), a space, a hyphen or apostrophe,
# or a hyphen with spaces, as tokenised texts have it.
BREAK, SPACE, TIGHT, SPACED = range(4)
NAME_WORDS = 6

_WORD = re.compile(r"[^\W_]+")
_TIGHT = re.compile(r"[-‐‑'’‘ʿʾ`´]")
_SPACED = re.compile(r" ?[-‐‑’'] ?")
_SHORT = frozenset({"s", "t", "re", "ll", "ve", "m", "d"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a text: as printed, folded, with their offsets; `gaps[i]` joins word i-1 to word i."""

    text: str
    printed: list[str]
    folded: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[int]
    first: list[bool]
    lower: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Words `first`..`last` (both included) and what they may mean; `role` is set where the word itself tells it."""

    first: int
    last: int
    candidates: tuple[Candidate, ...]
    role: str | None = None
    alias: str | None = None


def split_words(text: str, sentence_starts: Sequence[int], rules: PlaceRules) -> Words:
    """The words of `text`; `first` marks those that open a sentence, where a capital letter says nothing."""
    matches = list(_WORD.finditer(text))
    printed = [match.group() for match in matches]
    starts = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    gaps = [BREAK] * len(matches)
    for i in range(1, len(matches)):
        between = text[ends[i - 1] : starts[i]]
        gaps[i] = SPACE if between == " " else _gap(between, printed[i - 1], rules)
    opening = set(sentence_starts)
    first = [
        start in opening or (start > 0 and start - 1 in opening and gaps[i] == BREAK)
        for i, start in enumerate(starts)
    ]
    lower = frozenset(word for word in printed if word.islower())
    return Words(
        text=text, printed=printed, folded=[fold(word) for word in printed], starts=starts, ends=ends, gaps=gaps,
        first=first, lower=lower,
    )  # fmt: skip


def _gap(between: str, before: str, rules: PlaceRules) -> int:
    if not between.strip(" \t\u00a0\u200b"):
        return SPACE
    if between == ". " and before in rules.dotted:
        return SPACE
    if _TIGHT.fullmatch(between):
        return TIGHT
    return SPACED if _SPACED.fullmatch(between) else BREAK


def find_names(words: Words, rules: PlaceRules) -> list[Name]:
    """The names in `words` that the gazetteer or the demonyms know, leftmost and longest, none overlapping."""
    fixed = dict(_abbreviated(words, rules))
    spans = [(i, j) for i in _openings(words, rules) for j in _closings(words, i, rules)]
    text = words.text
    texts = [text[words.starts[i] : words.ends[j]] for i, j in spans]
    asked = texts + [name.alias for name in fixed.values() if name.alias]
    found = dict(zip(asked, rules.gazetteer.find(asked), strict=True))
    longest: dict[int, list[tuple[int, tuple[Candidate, ...]]]] = {}
    for (i, j), name in zip(spans, texts, strict=True):
        if found[name]:
            longest.setdefault(i, []).append((j, found[name]))
    names: list[Name] = []
    i = 0
    while i < len(words.printed):
        name = _at(words, i, fixed, longest.get(i, ()), found, rules)
        if name is None:
            i += 1
        else:
            names.append(name)
            i = name.last + 1
    return names


def _at(
    words: Words,
    i: int,
    fixed: dict[int, Name],
    choices: Sequence[tuple[int, tuple[Candidate, ...]]],
    found: dict[str, tuple[Candidate, ...]],
    rules: PlaceRules,
) -> Name | None:
    if i in fixed:
        name = fixed[i]
        return Name(first=i, last=name.last, candidates=found[name.alias or ""], alias=name.alias)
    demonym = _demonym(words, i, rules)
    best = max(choices, key=_reach, default=None)
    if demonym and (best is None or best[0] <= demonym.last):
        return demonym
    return Name(first=i, last=best[0], candidates=best[1]) if best else None


def _reach(choice: tuple[int, tuple[Candidate, ...]]) -> float:
    """Longer names first; a known name of weight outdoes a longer one that only meets weakly."""
    last, candidates = choice
    top = candidates[0]
    if top.match == "weak":
        return last
    return last + (1.5 if top.level != "settlement" or top.population > 100_000 else 0.5)


def _demonym(words: Words, i: int, rules: PlaceRules) -> Name | None:
    if not words.printed[i][0].isupper():
        return None
    for n in range(rules.longest_demonym, 0, -1):
        hit = rules.demonyms.get(" ".join(words.folded[i : i + n]))
        whole = i + n <= len(words.gaps)
        if hit and whole and all(words.gaps[k] in (SPACE, TIGHT) for k in range(i + 1, i + n)):
            return Name(first=i, last=i + n - 1, candidates=(hit[0],), role=hit[1])
    return None


def _abbreviated(words: Words, rules: PlaceRules) -> Iterator[tuple[int, Name]]:
    if rules.abbreviation is None:
        return
    at = {start: i for i, start in enumerate(words.starts)}
    for match in rules.abbreviation.finditer(words.text):
        first = at.get(match.start())
        if first is None:
            continue
        # "Miss." and "Wash." are states only after a town and a comma.
        if match.group().count(".") < 2 and not words.text[: match.start()].rstrip().endswith(","):
            continue
        last = first
        while last + 1 < len(words.ends) and words.ends[last + 1] <= match.end():
            last += 1
        yield first, Name(first=first, last=last, candidates=(), alias=rules.abbreviations[match.group()])


def is_capital(word: str) -> bool:
    """True for a word that is written like a name."""
    return word[0].isupper()


def _openings(words: Words, rules: PlaceRules) -> Iterator[int]:
    last = len(words.printed) - 1
    for i, word in enumerate(words.printed):
        if is_capital(word) or (
            word in rules.articles
            and i < last
            and words.gaps[i + 1] != BREAK
            and is_capital(words.printed[i + 1])
        ):
            yield i


def _closings(words: Words, i: int, rules: PlaceRules) -> Iterator[int]:
    for j in range(i, min(i + NAME_WORDS, len(words.printed))):
        word, gap = words.printed[j], words.gaps[j]
        if j > i and gap == BREAK:
            return
        if is_capital(word):
            yield j
        elif j == i:
            continue
        elif gap == TIGHT and word not in _SHORT:
            yield j
        elif word[0].isdigit() and gap != SPACE:
            yield j
        elif word not in rules.particles:
            return


def phrase_before(words: Words, i: int, rules: PlaceRules) -> tuple[Phrase, int] | None:
    """The longest known phrase that ends right before word `i`, and its number of words."""
    for n in range(min(PHRASE_WORDS, i), 0, -1):
        phrase = rules.phrases.get(" ".join(words.folded[i - n : i]))
        if phrase and all(words.gaps[k] != BREAK for k in range(i - n + 1, i + 1)):
            return phrase, n
    return None


def phrase_after(words: Words, i: int, rules: PlaceRules) -> tuple[Phrase, int] | None:
    """The longest known phrase that opens with word `i`, and its number of words."""
    if i >= len(words.printed) or words.gaps[i] not in (SPACE, SPACED, TIGHT):
        return None
    for n in range(min(PHRASE_WORDS, len(words.printed) - i), 0, -1):
        phrase = rules.phrases.get(" ".join(words.folded[i : i + n]))
        if phrase and all(words.gaps[k] != BREAK for k in range(i + 1, i + n)):
            return phrase, n
    return None
