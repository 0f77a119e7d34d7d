"""Events keep their names."""

from hypothesis import given
from hypothesis import strategies as st

from dateline.corroborate.naming import names


def test_a_new_event_is_named_by_its_first_claim() -> None:
    assert names([["b", "a"]], {}) == names([["a"]], {})
    assert len(set(names([["a"], ["b"]], {}))) == 2


def test_a_claim_that_joins_changes_no_name_even_if_it_comes_first() -> None:
    (old,) = names([["m"]], {})
    assert names([["a", "m"]], {old: ["m"]}) == [old]


def test_of_two_that_merge_the_larger_gives_the_name() -> None:
    assert names([["a", "b", "c"]], {"one": ["a"], "two": ["b", "c"]}) == ["two"]
    assert names([["a", "b"]], {"two": ["a"], "one": ["b"]}) == ["one"]


def test_of_a_split_the_larger_part_keeps_the_name() -> None:
    parts = names([["a"], ["b", "c"]], {"old": ["a", "b", "c"]})
    assert parts[1] == "old" and parts[0] != "old"


def test_a_part_is_never_named_as_the_rest() -> None:
    (old,) = names([["a", "b", "c"]], {})
    parts = names([["a"], ["b", "c"]], {old: ["a", "b", "c"]})
    assert parts[1] == old and parts[0] != old


@given(st.lists(st.integers(0, 4), max_size=12), st.lists(st.integers(0, 4), max_size=12))
def test_all_names_differ_and_the_same_groups_keep_theirs(now: list[int], before: list[int]) -> None:
    def groups(homes: list[int]) -> list[list[str]]:
        return [[f"c{n:02}" for n, home in enumerate(homes) if home == k] for k in sorted(set(homes))]

    held = dict(zip(names(groups(before), {}), groups(before), strict=True))
    given_ = names(groups(now), held)
    assert len(set(given_)) == len(given_)
    assert names(groups(now), dict(zip(given_, groups(now), strict=True))) == given_
