"""Where and when: in the clause first, else told before."""

import pytest
from tests.claim.conftest import Read, Reading

from dateline.annotate.mentions import PlaceMention, TimeMention
from dateline.claim.setting import PlaceChoice, TimeChoice, choose_place, choose_time
from dateline.model import Grain, Level


def place(
    text: str, name: str, *, level: Level = "settlement", known: bool = True, role: str = "place"
) -> PlaceMention:
    start = text.index(name) if name in text else 0
    return PlaceMention(
        start=start, end=start + len(name), outer_start=start, outer_end=start + len(name), name=name,
        level=level, lat=1.0 if known else None, lon=2.0 if known else None, gazetteer_id="g",
        country="SY", confidence=0.9, role=role,
    )  # fmt: skip


ELSEWHERE = place("", "Palmyra")


def where(
    reading: Reading,
    word: str,
    *spots: PlaceMention,
    before: PlaceMention | None = None,
    anaphor: bool = False,
) -> PlaceChoice | None:
    return choose_place(reading.candidate(word), reading.bones, spots, before, anaphor=anaphor)


def test_the_place_of_the_clause_is_chosen(read: Read) -> None:
    text = "Rebels shelled Homs, and troops arrested nine men in Hama."
    reading, homs, hama = read(text), place(text, "Homs"), place(text, "Hama")
    for word, name in (("shelled", "Homs"), ("arrested", "Hama")):
        choice = where(reading, word, homs, hama, before=ELSEWHERE)
        assert choice is not None and (choice.mention.name, choice.carried) == (name, False)


def test_the_town_goes_before_its_country(read: Read) -> None:
    text = "Rebels shelled Syria's town of Homs."
    choice = where(read(text), "shelled", place(text, "Syria", level="country"), place(text, "Homs"))
    assert choice is not None and choice.mention.name == "Homs"


def test_without_a_place_the_one_told_before_is_carried(read: Read) -> None:
    choice = where(read("Rebels shelled a school."), "shelled", before=ELSEWHERE)
    assert choice == PlaceChoice(mention=ELSEWHERE, rule="place.told-before", carried=True)


def test_the_town_is_the_one_told_before(read: Read) -> None:
    text = "Rebels shelled the town from Syria."
    abroad = place(text, "Syria", level="country")
    choice = where(read(text), "shelled", abroad, before=ELSEWHERE, anaphor=True)
    assert choice == PlaceChoice(mention=ELSEWHERE, rule="place.anaphor", carried=True)


def test_a_name_goes_before_an_anaphor(read: Read) -> None:
    text = "Rebels shelled the town of Homs."
    choice = where(read(text), "shelled", place(text, "Homs"), before=ELSEWHERE, anaphor=True)
    assert choice is not None and choice.mention.name == "Homs"


def test_a_dateline_is_no_place(read: Read) -> None:
    text = "BEIRUT (Reuters) - Rebels shelled a school."
    assert where(read(text), "shelled", place(text, "BEIRUT", role="dateline")) is None


def test_an_adjective_is_the_last_resort(read: Read) -> None:
    text = "Turkish jets shelled a school."
    adjective = place(text, "Turkish", level="country", role="adjective")
    choice = where(read(text), "shelled", adjective)
    assert choice is not None and choice.rule == "place.by-adjective"
    assert where(read(text), "shelled", adjective, before=ELSEWHERE) == PlaceChoice(
        mention=ELSEWHERE, rule="place.told-before", carried=True
    )


def test_an_unknown_quarter_lies_within_the_town_told_with_it(read: Read) -> None:
    text = "Rebels shelled the Zahra quarter of Homs."
    quarter, homs = place(text, "Zahra", level="site", known=False), place(text, "Homs")
    choice = where(read(text), "shelled", quarter)
    assert choice is not None and choice.within is None
    carried = where(read("Rebels shelled Zahra."), "shelled", quarter, before=homs)
    assert carried is not None and (carried.mention, carried.within) == (quarter, homs)


def test_nowhere_is_nowhere(read: Read) -> None:
    assert where(read("Rebels shelled a school."), "shelled") is None


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
