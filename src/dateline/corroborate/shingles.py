"""A report's words as numbers: tokens with their offsets, and the hashes of every five in a row.

Words are folded (NFKC, case), so that a text in another Unicode form or in capitals is the same text. A
shingle's hash depends on its words alone, never on the collection, so signatures may be kept and joined.
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

SIGNATURE = "words5-xxh3-frac4-v1"
WIDTH = 5
# One shingle in four stands for the text when candidates are looked for.
_SCALE = 4
_IGNORED: frozenset[BlockKind] = frozenset({"repeat", "boilerplate", "teaser", "credit"})
_TOKEN = re.compile(r"\w[\w\u0300-\u036f]*")
_MIX = np.uint64(0x9E3779B97F4A7C15)

Hashes = npt.NDArray[np.uint64]
Offsets = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The words of a report: the hash of each token, and of the shingle that it starts."""

    tokens: Hashes
    shingles: Hashes

    def sample(self) -> Hashes:
        """The shingles that stand for the text, each once, sorted."""
        return np.unique(self.shingles[self.shingles < np.uint64(2**64 // _SCALE)])


class Vocabulary(dict[str, int]):
    """The hash of each word as printed, worked out from its folded form when it is first asked for."""

    def __missing__(self, word: str) -> int:
        folded = unicodedata.normalize("NFKC", word).casefold()
        found = self[word] = xxhash.xxh3_64_intdigest(folded.encode("utf-8", "surrogatepass"))
        return found


def sign(report: Report, vocabulary: Vocabulary) -> Signature:
    """The signature of a report's text without the blocks that are not its own telling."""
    words = [word for start, end in _kept(report) for word in _TOKEN.findall(report.text, start, end)]
    tokens = np.fromiter(map(vocabulary.__getitem__, words), dtype=np.uint64, count=len(words))
    return Signature(tokens=tokens, shingles=_shingle(tokens))


def offsets(report: Report) -> Offsets:
    """Where each token of a report's signature stands in its text, in code points: a row a token."""
    spans = (
        match.span() for start, end in _kept(report) for match in _TOKEN.finditer(report.text, start, end)
    )
    return np.fromiter(chain.from_iterable(spans), dtype=np.int64).reshape(-1, 2)


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
