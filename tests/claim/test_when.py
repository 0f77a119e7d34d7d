"""When: in the clause first, else told before."""

import pytest
from tests.claim.conftest import Read, Reading

from dateline.annotate.mentions import TimeMention
from dateline.claim.when import TimeChoice, choose_time
from dateline.model import Grain


def time(
    text: str,
    words: str,
    first: str | None,
    *,
    grain: Grain = "day",
    kind: str = "date",
    value: str | None = None,
) -> TimeMention:
    start = text.index(words) if words in text else 0
    return TimeMention(
        start=start, end=start + len(words), first=first, last=first, grain=grain, anchor="text",
        rule="r", value=value or first or "PRESENT_REF", kind=kind,
    )  # fmt: skip


EARLIER = time("", "on Sunday", "2017-11-12")


def when(
    reading: Reading,
    word: str,
    *times: TimeMention,
    before: TimeMention | None = None,
    planned: bool = False,
) -> TimeChoice | None:
    return choose_time(reading.candidate(word), reading.bones, times, before, planned=planned)


def test_the_time_of_the_clause_is_chosen(read: Read) -> None:
    text = "Rebels shelled Homs on Monday, and troops arrested nine men on Tuesday."
    monday, tuesday = time(text, "on Monday", "2017-11-13"), time(text, "on Tuesday", "2017-11-14")
    for word, mention in (("shelled", monday), ("arrested", tuesday)):
        expected = TimeChoice(mention=mention, rule="time.in-sentence", carried=False)
        assert when(read(text), word, monday, tuesday, before=EARLIER) == expected


def test_a_day_goes_before_a_year(read: Read) -> None:
    text = "In the 2017 war rebels shelled Homs on Monday."
    year, monday = time(text, "2017", "2017-01-01", grain="year"), time(text, "on Monday", "2017-11-13")
    choice = when(read(text), "shelled", year, monday)
    assert choice is not None and choice.mention == monday


def test_without_a_time_the_day_told_before_is_carried(read: Read) -> None:
    expected = TimeChoice(mention=EARLIER, rule="time.told-before", carried=True)
    assert when(read("Rebels shelled Homs."), "shelled", before=EARLIER) == expected


def test_what_is_planned_carries_no_day(read: Read) -> None:
    assert when(read("Rebels shelled Homs."), "shelled", before=EARLIER, planned=True) is None


def test_what_cannot_be_anchored_gives_way_to_the_day_told_before(read: Read) -> None:
    text = "Rebels now shelled Homs."
    choice = when(read(text), "shelled", time(text, "now", None), before=EARLIER)
    assert choice is not None and choice.mention == EARLIER


def test_a_duration_without_days_is_no_time(read: Read) -> None:
    text = "Rebels shelled Homs for three hours."
    lasted = time(text, "three hours", None, kind="duration", value="PT3H")
    assert when(read(text), "shelled", lasted) is None


@pytest.mark.parametrize(
    ("code", "text", "word", "name"),
    [
        ("en", "Rebels shelled Homs on Monday. Ten people were killed in the shelling.", "shelling", "Homs"),
        ("vi", "Phiến quân pháo kích thành phố Homs. Vụ pháo kích kéo dài.", "Vụ pháo kích", "Homs"),
    ],
)
def test_places_are_carried_through_a_report(read: Read, code: str, text: str, word: str, name: str) -> None:
    place = read(text, code).draft(word).place
    assert place is not None and place.carried
    assert text[place.mention.start : place.mention.end] == name
