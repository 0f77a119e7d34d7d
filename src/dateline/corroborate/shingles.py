"""A report's words as numbers: the hash of each, where it stands, and the runs of five that sample the text.

Words are folded (case, accents and vowel marks, compatibility forms, digits of any script), so that a text in
another Unicode form, in capitals or in another house's spelling is the same text. A hash depends on the words
alone, never on the collection, so signatures may be kept and joined.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

import numpy as np
import numpy.typing as npt
import xxhash

from dateline.model import BlockKind, Report

SIGNATURE = "words5-folded-xxh3-frac4-v2"
WIDTH = 5
# One run of words in four stands for the text when candidates are looked for (FracMinHash: Irber et al.
# 2022, "Lightweight compositional analysis of metagenomes with FracMinHash and minimum metagenome covers").
_SCALE = 4
_IGNORED: frozenset[BlockKind] = frozenset({"repeat", "boilerplate", "teaser", "credit"})
# Combining marks of Latin, Hebrew and Arabic letters, over which a word goes on, and the tatweel, which only
# stretches a line of Arabic.
_MARK = r"\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_MARKS = re.compile(rf"[{_MARK}]+")
_TOKEN = re.compile(rf"\w[\w{_MARK}]*")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_WORDS_HELD = 500_000  # words whose hashes are remembered at a time
_MIX = np.uint64(0x9E3779B97F4A7C15)

Hashes = npt.NDArray[np.uint64]
Offsets = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Vocabulary(dict[str, int]):
    """The hash of each word as printed, worked out from its folded form when it is first asked for.

    The lowest bit of a hash tells whether the word is a figure.
    """

    def __missing__(self, word: str) -> int:
        if len(self) >= _WORDS_HELD:
            self.clear()
        hashed = xxhash.xxh3_64_intdigest(fold(word).encode("utf-8", "surrogatepass"))
        found = self[word] = hashed & ~1 | word[0].isdecimal()
        return found


def fold(text: str) -> str:
    """A word, or a text, in the form that it is compared in."""
    if text.isascii():
        return text.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()))
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), plain)


def tokens_of(report: Report, vocabulary: Vocabulary) -> Hashes:
    """The hashes of the report's words, without the blocks that are not its own telling."""
    words = [word for start, end in _kept(report) for word in _TOKEN.findall(report.text, start, end)]
    return np.fromiter(map(vocabulary.__getitem__, words), dtype=np.uint64, count=len(words))


def figures_of(tokens: Hashes) -> Flags:
    """Which of the words are figures."""
    return (tokens & np.uint64(1)).astype(np.bool_)


def places_of(report: Report) -> Offsets:
    """Where each word of `tokens_of` stands in the text: a row a word, in code points, end exclusive."""
    spans = chain.from_iterable(
        match.span() for start, end in _kept(report) for match in _TOKEN.finditer(report.text, start, end)
    )
    return np.fromiter(spans, dtype=np.int64).reshape(-1, 2)


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
