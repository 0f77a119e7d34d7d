"""Copies: reprints, edited reprints, wire passages; and what only resembles one."""

import json
import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.corroborate.copies import find_copies
from dateline.corroborate.results import Copy
from dateline.dates import parse_published
from dateline.model import Block, Interval, Report
from dateline.samples import relations_path, reports_path

WIRE = (
    "Fighters of the northern front seized two hill villages above the river on Sunday after a day of heavy "
    "street fighting, a commander of the front said by telephone. Army units pulled back to the old cement "
    "works, he said, and were waiting there for more men. Residents spoke of burning shops and of families "
    "leaving on foot along the valley road with whatever they could carry. "
)
OTHER = (
    "Oil was little changed in early trade as higher output was weighed against forecasts of a cold winter. "
    "Traders in the capital said volumes were thin, and that most of them expected the ministry to keep its "
    "prices where they stood until the spring at the earliest, whatever the neighbours might decide to do. "
)


def report(id: str, text: str, *, outlet: str | None = None, day: str | None = None) -> Report:
    published = Interval(start=day, end=day, grain="day") if day else None
    return Report(id=id, text=text, outlet=outlet, published=published)


def pair(text_a: str, text_b: str) -> Copy | None:
    found = find_copies([report("a", text_a), report("b", text_b)])
    return found[0] if found else None


def test_equal_words_are_an_exact_copy_in_any_unicode_form() -> None:
    text = "Các tay súng phía bắc đã chiếm hai ngôi làng bên sông hôm chủ nhật sau một ngày giao tranh."
    found = pair(text, unicodedata.normalize("NFD", text.upper()))
    assert found is not None and found.kind == "exact"
    assert (found.containment_a, found.containment_b) == (1.0, 1.0)


def test_an_edited_reprint_is_near() -> None:
    found = pair(WIRE, WIRE.replace("heavy street", "bitter").replace("said by telephone", "told us"))
    assert found is not None and found.kind == "near"


def test_a_wire_passage_in_a_longer_story_is_partial_and_both_sides_show_where() -> None:
    story = OTHER + WIRE + OTHER[::-1]
    found = pair(WIRE, story)
    assert found is not None and found.kind == "partial"
    assert found.containment_a > 0.9 > 0.6 > found.containment_b
    (shared,) = found.shared
    assert WIRE[shared.a_start : shared.a_end] == story[shared.b_start : shared.b_end]


def test_a_quoted_sentence_is_no_copy() -> None:
    sentence = WIRE.split(". ")[1]
    assert pair(WIRE + WIRE[::-1], f"{OTHER} {sentence}. {OTHER[::-1]}") is None


def test_a_bulletin_with_other_figures_is_no_copy() -> None:
    form = (
        "Over the past day the air force flew {} sorties against armed positions in the north, the ministry "
        "said in its daily bulletin. The strikes destroyed {} armoured vehicles of the illegal groups "
        "and {} field posts used by their commanders in the wooded hills along the northern border."
    )
    assert pair(form.format(12, 31, 7), form.format(15, 28, 9)) is None
    found = pair(form.format(12, 31, 7), form.format(12, 31, 8))
    assert found is not None and found.kind == "near"


@pytest.mark.parametrize("kind", ["repeat", "boilerplate", "teaser", "credit"])
def test_labelled_blocks_are_not_compared(kind: str) -> None:
    blocks = (Block(kind=kind, start=len(OTHER), end=len(OTHER + WIRE)),)  # type: ignore[arg-type]
    other = Report(id="b", text=OTHER + WIRE, blocks=blocks)
    assert find_copies([report("a", WIRE), other]) == ()


def test_the_earlier_date_is_likely_first() -> None:
    late, early = report("a", WIRE, day="2017-11-18"), report("b", WIRE, outlet="Wire", day="2017-11-17")
    (found,) = find_copies([late, early])
    assert (found.likely_first, found.first_outlet) == ("b", "Wire")


def test_without_dates_the_credited_outlet_is_likely_first() -> None:
    credited = WIRE + "(River Agency)"
    a, b = report("a", credited, outlet="Morning Post"), report("b", credited, outlet="River Agency")
    (found,) = find_copies([a, b])
    assert found.likely_first == "b"


def test_without_dates_or_credits_nobody_is_first() -> None:
    (found,) = find_copies([report("a", WIRE), report("b", WIRE)])
    assert found.likely_first is None


def test_a_text_printed_many_times_ties_each_reprint_to_the_first() -> None:
    found = find_copies([report(f"r{n:03}", WIRE, day=f"2017-11-{18 - n % 2}") for n in range(200)])
    assert len(found) == 199
    assert {copy.likely_first for copy in found} == {None, "r001"}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([WIRE, OTHER, OTHER + WIRE, WIRE[:200], "", "short"]), max_size=6), st.randoms()
)
def test_the_order_of_reports_changes_nothing(texts: list[str], chance: random.Random) -> None:
    reports = [report(f"r{n}", text) for n, text in enumerate(texts)]
    shuffled = chance.sample(reports, len(reports))
    assert find_copies(shuffled) == find_copies(reports)


def test_shared_spans_hold_the_same_words() -> None:
    edited = WIRE.replace("Sunday", "Monday").replace("waiting there", "digging in")
    found = pair(WIRE, edited)
    assert found is not None
    for shared in found.shared:
        assert WIRE[shared.a_start : shared.a_end] == edited[shared.b_start : shared.b_end]


def test_the_samples_hold_their_listed_copies_and_no_others() -> None:
    relations = json.loads(relations_path().read_text(encoding="utf-8"))
    listed = {(item["a"], item["b"], item["kind"], item["first"]) for item in relations["copies"]}
    reports = []
    for line in reports_path().read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        published = parse_published(item["published"]) if item["published"] else None
        reports.append(Report(id=item["id"], text=item["text"], outlet=item["outlet"], published=published))
    found = find_copies(reports)
    assert {(copy.report_a, copy.report_b, copy.kind, copy.likely_first) for copy in found} == listed
