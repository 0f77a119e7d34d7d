"""The join that tells which reports are worth comparing."""

import tempfile
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.corroborate import candidates as module
from dateline.corroborate.candidates import Sketch, candidates


def sketch(id: str, *hashes: int, day: str = "9999", digest: bytes | None = None) -> Sketch:
    sample = np.array(sorted(set(hashes)), dtype=np.uint64)
    return Sketch(id=id, day=day, words=len(sample), digest=digest or id.encode(), sample=sample)


def pairs(*sketches: Sketch) -> list[tuple[str, str, bool]]:
    with candidates(sketches) as found:
        return [(pair.a, pair.b, pair.equal) for pair in found]


def test_three_runs_in_common_make_a_candidate() -> None:
    found = pairs(sketch("a", 1, 2, 3, 4), sketch("b", 3, 4), sketch("c", 2, 3, 4, 9))
    assert found == [("a", "c", False)]


def test_equal_texts_meet_the_first_of_them_alone() -> None:
    texts = [sketch(id, 1, 2, 3, day=day, digest=b"same") for id, day in (("a", "3"), ("b", "1"), ("c", "2"))]
    assert pairs(*texts, sketch("d", 1, 2, 3)) == [("a", "b", True), ("b", "c", True), ("b", "d", False)]


def test_a_run_that_everybody_has_ties_neighbours_only() -> None:
    found = pairs(*(sketch(f"{n:03}", 7, 8, 9) for n in range(100)))
    assert found == [(f"{n:03}", f"{n + 1:03}", False) for n in range(99)]


def test_nothing_comes_of_nothing() -> None:
    assert pairs() == []
    assert pairs(sketch("a"), sketch("b")) == []


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.sets(st.integers(0, 2**64 - 1) | st.integers(0, 9))),
    st.randoms(use_true_random=False),
)
def test_it_is_what_counting_all_pairs_gives_in_any_order(
    samples: dict[str, set[int]], chance: Random
) -> None:
    sketches = [sketch(id, *hashes) for id, hashes in samples.items()]
    expected = [
        (a, b, False) for a, b in combinations(sorted(samples), 2) if len(samples[a] & samples[b]) > 2
    ]
    assert pairs(*sketches) == expected
    assert pairs(*chance.sample(sketches, len(sketches))) == expected


def test_what_is_put_on_disk_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(module, "_MEMORY", "100MB")
    with candidates(sketch(f"{n:05}", *range(n * 100, n * 100 + 150)) for n in range(15_000)) as found:
        spilled = next(found)
        folders = list(tmp_path.iterdir())
    assert (spilled.a, spilled.b) == ("00000", "00001")
    assert folders and not list(tmp_path.iterdir())
