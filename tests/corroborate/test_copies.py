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


def test_a_credit_line_counts_more_than_the_dates() -> None:
    a = report("a", f"{WIRE} (River Agency)", outlet="Morning Post", day="2017-11-16")
    b = report("b", WIRE, outlet="River Agency", day="2017-11-17")
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


def test_an_edit_stands_within_its_passage() -> None:
    edited = WIRE.replace("Sunday", "Monday").replace("waiting there", "digging in")
    found = pair(WIRE, edited)
    assert found is not None
    (shared,) = found.shared
    assert edited[shared.b_start : shared.b_end] == WIRE[shared.a_start : shared.a_end].replace(
        "Sunday", "Monday"
    ).replace("waiting there", "digging in")


def test_another_house_s_spelling_is_the_same_text() -> None:
    text = (
        "أعلن المتحدث باسم الجبهة أن القوات سيطرت على ٣ قرى إلى الشمال من النهر أمس بعد معارك عنيفة "
        "استمرت يوماً كاملاً وأن الأهالي غادروا منازلهم سيراً على الأقدام نحو الوادي"
    )
    respelt = text.replace("أ", "ا").replace("إ", "ا").replace("اً", "ا").replace("٣", "3")
    found = pair(text, respelt)
    assert found is not None and found.kind == "exact"


def test_a_bulletin_for_another_day_is_no_copy_within_a_longer_report() -> None:
    form = (
        "In the past 24 hours shelling was recorded {} times along the line of contact, the mission said. Of "
        "{} explosions most were near the railway station, and {} houses in the villages were found damaged."
    )
    assert pair(WIRE + form.format(31, 107, 9), OTHER + form.format(12, 64, 4)) is None
    found = pair(WIRE + form.format(31, 107, 9), OTHER + form.format(31, 107, 9))
    assert found is not None and found.kind == "partial"


SENTENCES = [
    "Harbour fishermen told of a fire that on Monday kept everybody from leaving before the ferry came",
    "Market traders told of a flood that at noon kept everybody from leaving before prices fell again",
    "Quarry masons told of two thefts that all week kept everybody from leaving before the wall stood",
    "Station guards told of the strike that since May kept everybody from leaving before help arrived",
    "Orchard pickers told of frost that in autumn kept everybody from leaving before it had snowed",
    "Barracks recruits told of a mutiny that by night kept everybody from leaving before their pay day",
    "Mill bakers told of bad flour that for hours kept everybody from leaving before the oven cooled",
    "Chapel nuns told of a burial that at dawn kept everybody from leaving before mass was over",
]


@given(
    taken=st.lists(st.sampled_from(range(len(SENTENCES))), unique=True, min_size=3),
    own=st.lists(st.sampled_from([OTHER, *OTHER.split(". ")]), min_size=1, max_size=4),
)
def test_paragraphs_of_another_report_are_found_where_they_stand(taken: list[int], own: list[str]) -> None:
    first = "\n".join(f"{sentence}." for sentence in SENTENCES)
    second = "\n".join([own[0], *(f"{SENTENCES[k]}." for k in taken), *own[1:]])
    found = pair(first, second)
    assert found is not None and found.kind in ("near", "partial")
    for k in taken:
        start_a, start_b = first.index(SENTENCES[k]), second.index(SENTENCES[k])
        length = len(SENTENCES[k])
        assert any(
            shared.a_start <= start_a
            and start_a + length <= shared.a_end
            and shared.b_start <= start_b
            and start_b + length <= shared.b_end
            for shared in found.shared
        )


TEXTS = st.lists(st.sampled_from([*SENTENCES, WIRE, OTHER]), min_size=1, max_size=8).map(". ".join)


@given(TEXTS, TEXTS)
def test_shares_are_shares_and_passages_lie_in_their_texts(text_a: str, text_b: str) -> None:
    found = pair(text_a, text_b)
    if found is not None:
        assert 0 < found.containment_a <= 1 and 0 < found.containment_b <= 1
        for text, spans in (
            (text_a, sorted((one.a_start, one.a_end) for one in found.shared)),
            (text_b, sorted((one.b_start, one.b_end) for one in found.shared)),
        ):
            assert all(0 <= start < end <= len(text) for start, end in spans)


@given(TEXTS, TEXTS)
def test_which_report_is_called_a_changes_nothing(text_a: str, text_b: str) -> None:
    here, there = pair(text_a, text_b), pair(text_b, text_a)
    assert (here is None) == (there is None)
    if here is not None and there is not None:
        assert (here.kind, here.containment_a, here.containment_b) == (
            there.kind,
            there.containment_b,
            there.containment_a,
        )
        assert {(one.a_start, one.a_end, one.b_start, one.b_end) for one in here.shared} == {
            (one.b_start, one.b_end, one.a_start, one.a_end) for one in there.shared
        }


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
