"""Find what may be place names: runs of capitalised words, and every run of words within them."""

import bisect
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dateline.annotate.place_rules import Phrase, PlaceRules
from dateline.gazetteer import Candidate

# How two words are joined: by a full stop or the like (not at all), a space, a hyphen or apostrophe,
# or a hyphen with spaces, as tokenised texts have it.
BREAK, SPACE, TIGHT, SPACED = range(4)
NAME_WORDS = 6

# Digits stand apart from letters: "T4" is two words, so is the slip "Hama3:54".
_WORD = re.compile(r"([^\W\d_]+|\d+)")
_TIGHT = re.compile(r"[-‐‑]| ?['’‘ʿʾ`´] ?|")
_SPACED = re.compile(r" ?[-‐‑] ?")
_BLANK = re.compile(r"[ \t\u00a0\u200b]")
_GAPS = {" ": SPACE, ", ": BREAK, ". ": BREAK, "\n": BREAK, ".\n": BREAK, "-": TIGHT, "'": TIGHT, "’": TIGHT}
_SHORT = frozenset({"s", "t", "re", "ll", "ve", "m", "d"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a text: as printed, lowered, with their offsets; `gaps[i]` joins word i-1 to word i.

    `capitals` are the words written like names; `opening` the offsets where sentences begin; `seen` all
    printed forms, so that a lowered word is in it when the text also has it in lower case.
    """

    text: str
    printed: list[str]
    lowered: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[int]
    capitals: list[int]
    opening: frozenset[int]
    seen: frozenset[str]

    def opens(self, i: int) -> bool:
        """True when word `i` opens a sentence, maybe after a quotation mark: its capital says nothing."""
        start = self.starts[i]
        return start in self.opening or (self.gaps[i] == BREAK and start - 1 in self.opening)

    def key(self, first: int, last: int) -> str:
        """Words `first` to `last` as the tables have them."""
        return self.lowered[first] if first == last else " ".join(self.lowered[first : last + 1])


class Name(NamedTuple):
    """Words `first` to `last`, both included, and what they may mean; `role` if the word itself tells it."""

    first: int
    last: int
    candidates: tuple[Candidate, ...]
    role: str | None = None
    alias: str | None = None


def split_words(text: str, sentence_starts: Iterable[int], rules: PlaceRules) -> Words:
    """The words of `text`."""
    parts = _WORD.split(text)
    printed, between = parts[1::2], parts[:-1:2]
    lowered = list(map(str.lower, printed))
    bounds = list(itertools.accumulate(map(len, parts)))
    known = list(map(_GAPS.get, between))
    gaps = [_gap(between[i]) if gap is None else gap for i, gap in enumerate(known)]
    capitals = [
        i
        for i, (word, low) in enumerate(zip(printed, lowered, strict=True))
        if word != low and word[0].isupper()
    ]
    for i in capitals:
        if between[i] == ". " and i and printed[i - 1] in rules.dotted:
            gaps[i] = SPACE
    if gaps:
        gaps[0] = BREAK
    return Words(
        text=text, printed=printed, lowered=lowered, starts=bounds[:-1:2], ends=bounds[1::2], gaps=gaps,
        capitals=capitals, opening=frozenset(sentence_starts), seen=frozenset(printed),
    )  # fmt: skip


@functools.lru_cache(maxsize=4096)
def _gap(between: str) -> int:
    if _BLANK.fullmatch(between):
        return SPACE
    if _TIGHT.fullmatch(between):
        return TIGHT
    return SPACED if _SPACED.fullmatch(between) else BREAK


def find_names(words: Words, rules: PlaceRules) -> list[Name]:
    """The names that the gazetteer or the demonyms know, leftmost and longest, none overlapping."""
    fixed = dict(_abbreviated(words, rules))
    openings = _openings(words, rules)
    spans = [(i, j) for i in openings for j in _closings(words, i, rules)]
    text, starts, ends = words.text, words.starts, words.ends
    texts = [text[starts[i] : ends[j]] for i, j in spans]
    aliases = [name.alias for name in fixed.values() if name.alias]
    answers = rules.gazetteer.find([*texts, *aliases])
    longest: dict[int, list[Choice]] = {}
    for (i, j), answer in zip(spans, answers, strict=False):
        if answer:
            longest.setdefault(i, []).append((j, answer))
    meant = dict(zip(aliases, answers[len(texts) :], strict=True))
    names: list[Name] = []
    last = -1
    for i in openings:
        if i <= last or not (i in longest or i in fixed or words.lowered[i] in rules.demonym_openings):
            continue
        if i in fixed:
            known = fixed[i]
            name = known._replace(candidates=meant[known.alias]) if known.alias else known
            found: Name | None = name if name.candidates else None
        else:
            found = _at(words, i, longest.get(i, ()), rules)
        if found is not None and not _is_plain(words, found, rules):
            names.append(found)
            last = found.last
    return names


def _is_plain(words: Words, name: Name, rules: PlaceRules) -> bool:
    """True for "The", "Police" at the head of a sentence: too little would speak for a place."""
    if name.first != name.last or words.lowered[name.first] not in rules.stop or name.role or name.alias:
        return False
    return name.candidates[0].level != "country" and words.opens(name.first)


Choice = tuple[int, tuple[Candidate, ...]]


def _at(words: Words, i: int, choices: Sequence[Choice], rules: PlaceRules) -> Name | None:
    demonym = demonym_at(words, i, rules)
    best = _best(choices)
    if demonym and (best is None or best[0] <= demonym.last):
        return demonym
    return Name(i, best[0], best[1]) if best else None


def _best(choices: Sequence[Choice]) -> Choice | None:
    """The longest exact name; a longer one that only meets weakly outdoes it unless it carries weight."""
    exact = [choice for choice in choices if choice[1][0].match == "exact"]
    if not exact:
        return choices[-1] if choices else None
    best = exact[-1]
    top = best[1][0]
    if top.level != "settlement" or top.population > 100_000 or choices[-1][0] <= best[0]:
        return best
    return choices[-1]


def demonym_at(words: Words, i: int, rules: PlaceRules) -> Name | None:
    """The adjective or people that word `i` opens ("South Korean"), if it is one."""
    if words.lowered[i] not in rules.demonym_openings or not words.printed[i][0].isupper():
        return None
    for n in range(rules.longest_demonym, 0, -1):
        hit = rules.demonyms.get(" ".join(words.lowered[i : i + n]))
        whole = i + n <= len(words.gaps)
        if hit and whole and all(words.gaps[k] in (SPACE, TIGHT) for k in range(i + 1, i + n)):
            return Name(first=i, last=i + n - 1, candidates=(hit[0],), role=hit[1])
    return None


def _abbreviated(words: Words, rules: PlaceRules) -> Iterator[tuple[int, Name]]:
    if rules.abbreviation is None:
        return
    for match in rules.abbreviation.finditer(words.text):
        first = bisect.bisect_left(words.starts, match.start())
        # "Miss.", "Wash." and "IN" are states only after a town and a comma.
        if match.group().count(".") < 2 and words.text[: match.start()].rstrip()[-1:] != ",":
            continue
        last = bisect.bisect_right(words.ends, match.end()) - 1
        if first <= last and words.starts[first] == match.start():
            yield first, Name(first=first, last=last, candidates=(), alias=rules.abbreviations[match.group()])


def is_capital(word: str) -> bool:
    """True for a word that is written like a name."""
    return word[0].isupper()


def _openings(words: Words, rules: PlaceRules) -> list[int]:
    found: list[int] = []
    for i in words.capitals:
        before = words.printed[i - 1] if i and words.gaps[i] != BREAK else ""
        if before in rules.openers or (before in rules.articles and words.gaps[i] != SPACE):
            found.append(i - 1)
        found.append(i)
    return found


def _closings(words: Words, i: int, rules: PlaceRules) -> list[int]:
    printed, gaps = words.printed, words.gaps
    # An article or the first letter of a compound is no name by itself.
    single = printed[i]
    alone = len(single) > 1 and single[0].isupper() and words.lowered[i] not in rules.articles
    found = [i] if alone else []
    for j in range(i + 1, min(i + NAME_WORDS, len(printed))):
        gap = gaps[j]
        if gap == BREAK:
            break
        word = printed[j]
        first = word[0]
        if gap == SPACE:
            # "John F" is no place, "T-4" may be one.
            if len(word) == 1 and not first.isdigit():
                break
            fits = first.isupper()
        else:
            fits = first.isupper() or word.isdigit() or (gap == TIGHT and word not in _SHORT)
        if fits:
            found.append(j)
        elif word not in rules.particles:
            break
    return found


def phrase_before(words: Words, i: int, rules: PlaceRules) -> tuple[Phrase, int] | None:
    """The longest known phrase that ends right before word `i`, and its number of words."""
    if i < 1 or words.gaps[i] == BREAK:
        return None
    longest = rules.phrase_ends.get(words.lowered[i - 1], 0)
    for n in range(min(longest, i), 0, -1):
        phrase = rules.phrases.get(words.lowered[i - 1] if n == 1 else " ".join(words.lowered[i - n : i]))
        if phrase and BREAK not in words.gaps[i - n + 1 : i]:
            return phrase, n
    return None


def phrase_after(words: Words, i: int, rules: PlaceRules) -> tuple[Phrase, int] | None:
    """The longest known phrase that opens with word `i`, and its number of words."""
    if i >= len(words.printed) or words.gaps[i] == BREAK:
        return None
    longest = rules.phrase_openings.get(words.lowered[i], 0)
    for n in range(min(longest, len(words.printed) - i), 0, -1):
        phrase = rules.phrases.get(words.lowered[i] if n == 1 else " ".join(words.lowered[i : i + n]))
        if phrase and BREAK not in words.gaps[i + 1 : i + n]:
            return phrase, n
    return None
