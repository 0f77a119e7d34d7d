"""Draw pairs of reports to be labelled as copies: python evals/copies_sample.py [FOLDER] > FILE

FOLDER holds the evaluation data (default: $DATELINE_EVALS, else ../shared/evals beside the checkout). Nothing
of dateline's own search is used, so that what dateline misses can be drawn too: every pair of reports is
scored by the share of the shorter one's runs of five words that the other holds, and by the cosine of their
letters in fours (TF-IDF), and falls into one stratum by these and by its cluster. Written are a JSON line a
pair: ids, stratum, and how many pairs of the stratum there are for each that was drawn. Needs scipy, which
datasketch brings.
"""

import argparse
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags

from claims import DATA
from copies_texts import EQUAL_ONLY, Text, read_texts, words

SEED = 20161
# Strata by name: the least share of shared runs, and how many pairs are drawn of each collection.
SHARES = (("most", 0.6, 60), ("half", 0.4, 45), ("some", 0.2, 45), ("little", 0.05, 40))
LETTERS, CLUSTER, ANY = 25, 20, 20
_ALIKE = 0.35  # cosine of letters above which a pair without shared runs is looked at

Score = Mapping[tuple[int, int], float]


def main() -> int:
    """Write the drawn pairs; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=DATA)
    folder = parser.parse_args().folder
    for name, texts in read_texts(folder).items():
        for pair in equal(name, texts) if name in EQUAL_ONLY else draw(name, texts):
            print(json.dumps(pair))
    return 0


def equal(name: str, texts: Sequence[Text]) -> Iterator[dict[str, Any]]:
    """The pairs of a collection whose words are the same."""
    by_words: dict[tuple[str, ...], list[str]] = {}
    for text in texts:
        by_words.setdefault(tuple(words(text.text)), []).append(text.id)
    for ids in by_words.values():
        for a, b in combinations(sorted(ids), 2):
            yield {"a": a, "b": b, "stratum": f"{name}.equal", "weight": 1.0}


def draw(name: str, texts: Sequence[Text]) -> Iterator[dict[str, Any]]:
    """The pairs drawn of one collection, each with its stratum and weight."""
    chance = random.Random(f"{SEED}:{name}")
    tokens = [words(text.text) for text in texts]
    shares = cosines([shingles(each) for each in tokens], share_of_shorter)
    letters = cosines([fours(text.text) for text in texts], tf_idf)
    strata: dict[str, list[tuple[int, int]]] = {}
    for a in range(len(texts)):
        for b in range(a + 1, len(texts)):
            stratum = stratum_of((a, b), texts, tokens, shares, letters)
            strata.setdefault(stratum, []).append((a, b))
    sizes = {"equal": math.inf, "letters": LETTERS, "cluster": CLUSTER, "any": ANY}
    sizes |= {stratum: size for stratum, _, size in SHARES}
    for stratum, pairs in sorted(strata.items()):
        drawn = pairs if len(pairs) <= sizes[stratum] else sorted(chance.sample(pairs, int(sizes[stratum])))
        print(f"{name} {stratum}: {len(drawn)} of {len(pairs)}", file=sys.stderr)
        for a, b in drawn:
            ids = sorted((texts[a].id, texts[b].id))
            yield {
                "a": ids[0],
                "b": ids[1],
                "stratum": f"{name}.{stratum}",
                "weight": round(len(pairs) / len(drawn), 3),
            }


def stratum_of(
    pair: tuple[int, int],
    texts: Sequence[Text],
    tokens: Sequence[Sequence[str]],
    shares: Score,
    letters: Score,
) -> str:
    """The first stratum that the pair falls into."""
    a, b = pair
    if tokens[a] == tokens[b]:
        return "equal"
    share = shares.get(pair, 0.0)
    for name, least, _ in SHARES:
        if share >= least:
            return name
    if letters.get(pair, 0.0) >= _ALIKE:
        return "letters"
    return "cluster" if texts[a].cluster and texts[a].cluster == texts[b].cluster else "any"


def shingles(tokens: Sequence[str]) -> Counter[Any]:
    """The runs of five words of a text."""
    return Counter(set(zip(*(tokens[k:] for k in range(5)), strict=False)))


def fours(text: str) -> Counter[Any]:
    """How often a text holds each four characters in a row."""
    plain = " ".join(words(text))
    return Counter(plain[k : k + 4] for k in range(len(plain) - 3))


def cosines(bags: Sequence[Counter[Any]], weigh: Callable[[csr_matrix], csr_matrix]) -> Score:
    """A score for each pair of bags that share something, worked out by a product of sparse matrices."""
    numbers: dict[Any, int] = {}
    cells = [
        (row, numbers.setdefault(key, len(numbers)), n)
        for row, bag in enumerate(bags)
        for key, n in bag.items()
    ]
    rows, columns, counts = map(np.array, zip(*cells, strict=True))
    found = weigh(csr_matrix((counts, (rows, columns)), shape=(len(bags), len(numbers)), dtype=float)).tocoo()
    return {
        (int(a), int(b)): float(score)
        for a, b, score in zip(found.row, found.col, found.data, strict=True)
        if a < b and score >= 0.05
    }


def share_of_shorter(matrix: csr_matrix) -> csr_matrix:
    """The share of the runs of the text with fewer of them that the other holds."""
    sizes = np.maximum(np.asarray(matrix.sum(axis=1)).ravel(), 1)
    common = (matrix @ matrix.T).tocoo()
    common.data = common.data / np.minimum(sizes[common.row], sizes[common.col])
    return common.tocsr()


def tf_idf(matrix: csr_matrix) -> csr_matrix:
    """The cosine of the bags, rare parts weighing more."""
    seen = np.maximum(np.asarray((matrix > 0).sum(axis=0)).ravel(), 1)
    weighed = matrix @ diags(np.log(matrix.shape[0] / seen) + 0.01)
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    weighed = diags(1 / np.maximum(lengths, 1e-9)) @ weighed
    return (weighed @ weighed.T).tocsr()


if __name__ == "__main__":
    sys.exit(main())
