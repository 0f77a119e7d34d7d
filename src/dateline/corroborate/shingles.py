"""A report's words as numbers: the hash of each, where it stands, and the runs of five that sample the text.

Words are folded (case, accents and vowel marks, compatibility forms, digits of any script), so that a text in
another Unicode form, in capitals or in another house's spelling is the same text. A hash depends on the words
alone, never on the collection, so signatures may be kept and joined.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
import xxhash

from dateline.model import BlockKind, Report

SIGNATURE = "words5-folded-xxh3-frac8-v2"
WIDTH = 5
# One run of words in eight stands for the text when candidates are looked for (FracMinHash: Irber et al. 2022,
# "Lightweight compositional analysis of metagenomes with FracMinHash and minimum metagenome covers").
_SCALE = 8
_IGNORED: frozenset[BlockKind] = frozenset({"repeat", "boilerplate", "teaser", "credit"})
# A word goes on over combining marks: of Latin, Hebrew and Arabic letters.
_TOKEN = re.compile(r"\w[\w\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]*")
_TATWEEL = "\u0640"  # stretches a line of Arabic and means nothing
_WORDS_HELD = 500_000  # words whose hashes are remembered at a time
_MIX = np.uint64(0x9E3779B97F4A7C15)

Hashes = npt.NDArray[np.uint64]
Offsets = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a report: hash, place in the text (a row a word, in code points), and which are figures."""

    tokens: Hashes
    places: Offsets
    figures: Flags


class Vocabulary(dict[str, int]):
    """The hash of each word as printed, worked out from its folded form when it is first asked for."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _WORDS_HELD:
            self.clear()
        found = self[word] = xxhash.xxh3_64_intdigest(fold(word).encode("utf-8", "surrogatepass"))
        return found


def fold(word: str) -> str:
    """A word in the form that it is compared in."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdecimal() else letter
        for letter in plain
        if not unicodedata.combining(letter) and letter != _TATWEEL
    )


def tokens_of(report: Report, vocabulary: Vocabulary) -> Hashes:
    """The hashes of the report's words, without the blocks that are not its own telling."""
    words = [word for start, end in _kept(report) for word in _TOKEN.findall(report.text, start, end)]
    return np.fromiter(map(vocabulary.__getitem__, words), dtype=np.uint64, count=len(words))


def words_of(report: Report, vocabulary: Vocabulary) -> Words:
    """The report's words as `tokens_of` has them, and where they stand."""
    found = [match for start, end in _kept(report) for match in _TOKEN.finditer(report.text, start, end)]
    printed = [match[0] for match in found]
    spans = chain.from_iterable(match.span() for match in found)
    return Words(
        tokens=np.fromiter(map(vocabulary.__getitem__, printed), dtype=np.uint64, count=len(printed)),
        places=np.fromiter(spans, dtype=np.int64, count=2 * len(found)).reshape(-1, 2),
        figures=np.fromiter((word[0].isdecimal() for word in printed), dtype=np.bool_, count=len(printed)),
    )


def sample(tokens: Hashes) -> Hashes:
    """The runs of words that stand for the text, each once, sorted; none for a text of a few words."""
    shingles = shingle(tokens, width=WIDTH)
    return np.unique(shingles[shingles < np.uint64(2**64 // _SCALE)])


def shingle(tokens: Hashes, *, width: int) -> Hashes:
    """The hash of every `width` tokens in a row; none for a shorter text. Wraps around on purpose."""
    count = len(tokens) - width + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(width):
        mixed = (mixed * _MIX) ^ tokens[place : place + count]
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _kept(report: Report) -> Iterator[tuple[int, int]]:
    """The stretches of the text that no ignored block covers."""
    position = 0
    for block in sorted(report.blocks, key=lambda block: block.start):
        if block.kind in _IGNORED and block.end > position:
            if block.start > position:
                yield position, block.start
            position = block.end
    if position < len(report.text):
        yield position, len(report.text)
