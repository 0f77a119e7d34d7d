"""A report's words as numbers: tokens with their offsets, and the hashes of every five in a row.

Words are folded (NFKC, case), so that a text in another Unicode form or in capitals is the same text. A
shingle's hash depends on its words alone, never on the collection, so signatures may be kept and joined.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xxhash

from dateline.model import BlockKind, Report

SIGNATURE = "words5-xxh3-frac4-v1"
WIDTH = 5
# One shingle in four stands for the text when candidates are looked for.
_SCALE = 4
_IGNORED: frozenset[BlockKind] = frozenset({"repeat", "boilerplate", "teaser", "credit"})
_TOKEN = re.compile(r"\w[\w\u0300-\u036f]*")
_MIX = np.uint64(0x9E3779B97F4A7C15)

Hashes = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The words of a report: offsets of each token, its hash, and the hash of the shingle it starts."""

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    tokens: Hashes
    shingles: Hashes

    def sample(self) -> Hashes:
        """The shingles that stand for the text, each once, sorted."""
        return np.unique(self.shingles[self.shingles < np.uint64(2**64 // _SCALE)])


class Vocabulary:
    """Hashes of words, kept while a collection is read: most words come again."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def hash(self, word: str) -> int:
        """The hash of the folded word."""
        found = self._known.get(word)
        if found is None:
            folded = unicodedata.normalize("NFKC", word).casefold()
            found = self._known[word] = xxhash.xxh3_64_intdigest(folded.encode("utf-8", "surrogatepass"))
        return found


def sign(report: Report, vocabulary: Vocabulary) -> Signature:
    """The signature of a report's text without the blocks that are not its own telling."""
    starts: list[int] = []
    ends: list[int] = []
    tokens: list[int] = []
    for start, end in _kept(report):
        for match in _TOKEN.finditer(report.text, start, end):
            starts.append(match.start())
            ends.append(match.end())
            tokens.append(vocabulary.hash(match.group()))
    hashes = np.array(tokens, dtype=np.uint64)
    return Signature(
        starts=np.array(starts, dtype=np.int64),
        ends=np.array(ends, dtype=np.int64),
        tokens=hashes,
        shingles=_shingle(hashes),
    )


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


def _shingle(tokens: Hashes) -> Hashes:
    """The hash of every WIDTH tokens in a row; none for a shorter text. Wraps around on purpose."""
    count = len(tokens) - WIDTH + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for place in range(WIDTH):
        mixed = (mixed * _MIX) ^ tokens[place : place + count]
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed
