"""Time expressions as Vietnamese and English news writes them, and the days that they mean."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import pack
from dateline.annotate import sentences
from dateline.annotate.mentions import TimeMention
from dateline.annotate.times import TimeRules, compile_rules, find_times
from dateline.dates import parse_published
from dateline.errors import PackError
from dateline.pack import Pack


@cache
def rules_of(code: str) -> tuple[TimeRules, sentences.SentenceRules]:
    loaded = pack.load(code)
    return compile_rules(loaded), sentences.compile_rules(loaded)


def find(code: str, text: str, published: str | None = None) -> tuple[TimeMention, ...]:
    rules, splitting = rules_of(code)
    told = parse_published(published) if published else None
    return find_times(text, sentences.split(text, splitting), rules, published=told)


def told(code: str, text: str, published: str | None = None) -> list[tuple[str, str]]:
    """Each mention as its words and its days: "2017-11-17", "2017-11-01..2017-11-17", or "?"."""
    shown = []
    for mention in find(code, text, published):
        days = "?" if mention.first is None else mention.first
        if mention.last != mention.first:
            days += f"..{mention.last}"
        shown.append((text[mention.start : mention.end], days))
    return shown


# Published on Monday, 20 November 2017.
VIETNAMESE = [
    ("Quân đội ngày 17/11 đã tấn công.", "ngày 17/11", "2017-11-17"),
    ("Vụ nổ hôm 17-11 làm hai người chết.", "hôm 17-11", "2017-11-17"),
    ("Cuộc họp ngày 19.6 tại thủ đô.", "ngày 19.6", "2017-06-19"),
    ("Họ rút lui ngày 17 tháng 11.", "ngày 17 tháng 11", "2017-11-17"),
    ("Họ rút lui vào thứ sáu 10/02.", "thứ sáu 10/02", "2017-02-10"),
    ("Hôm thứ năm 9-11, thành phố thất thủ.", "thứ năm 9-11", "2017-11-09"),
    ("Không kích xảy ra hôm qua 19/11.", "hôm qua 19/11", "2017-11-19"),
    ("Chiến dịch bắt đầu tháng 9 năm nay.", "tháng 9 năm nay", "2017-09-01..2017-09-30"),
    ("Chiến dịch bắt đầu tháng 9/2016.", "tháng 9/2016", "2016-09-01..2016-09-30"),
    ("Thành phố thất thủ năm 2014.", "năm 2014", "2014-01-01..2014-12-31"),
    ("Thị trấn bị pháo kích đêm 17/11.", "đêm 17/11", "2017-11-17"),
    ("Pháo kích lúc 20h ngày 14/6 ở ngoại ô.", "20h ngày 14/6", "2017-06-14"),
    ("Nổ lúc 15 giờ chiều 18/6.", "15 giờ chiều 18/6", "2017-06-18"),
    ("Thứ Hai vừa qua, họ rút quân.", "Thứ Hai vừa qua", "2017-11-13"),
    ("Họ rút quân chủ nhật tuần trước.", "chủ nhật tuần trước", "2017-11-19"),
    ("Họ đã rút quân hôm thứ năm.", "thứ năm", "2017-11-16"),
    ("Đêm qua có hai vụ nổ.", "Đêm qua", "2017-11-19"),
    ("Sáng nay có hai vụ nổ.", "Sáng nay", "2017-11-20"),
    ("Cuối tuần qua có giao tranh.", "Cuối tuần qua", "2017-11-18..2017-11-19"),
    ("Họ gặp nhau tuần trước.", "tuần trước", "2017-11-13..2017-11-19"),
    ("Họ sẽ gặp nhau tháng tới.", "tháng tới", "2017-12-01..2017-12-31"),
    ("Hiện tại giao tranh vẫn tiếp diễn.", "Hiện tại", "2017-11-20"),
    ("Kể từ tháng 9, họ mất ba thị trấn.", "tháng 9", "2017-09-01..2017-11-20"),
    ("Trong 3 năm qua, họ bám trụ tại đây.", "Trong 3 năm qua", "2014-11-20..2017-11-20"),
    ("Trong 24 giờ qua có 5 vụ nổ.", "Trong 24 giờ qua", "2017-11-19..2017-11-20"),
    ("Trong năm nay, họ mất nhiều đất.", "năm nay", "2017-01-01..2017-11-20"),
    ("Vụ nổ hồi cuối tháng 10 rất lớn.", "cuối tháng 10", "2017-10-21..2017-10-31"),
    ("Vụ nổ cuối tháng 11 năm ngoái.", "cuối tháng 11 năm ngoái", "2016-11-21..2016-11-30"),
    ("Hai tuần trước, họ đã rút.", "Hai tuần trước", "2017-11-06..2017-11-12"),
]

# Published on Saturday, 29 October 2011.
ENGLISH = [
    ("Clashes broke out on Oct. 17.", "Oct. 17", "2011-10-17"),
    ("Clashes broke out on 17 October.", "17 October", "2011-10-17"),
    ("They withdrew on November 17, 2010.", "November 17, 2010", "2010-11-17"),
    ("They withdrew on 3 July.", "3 July", "2011-07-03"),
    ("They withdrew on the 17th of October.", "the 17th of October", "2011-10-17"),
    ("Shelling killed four on Friday.", "Friday", "2011-10-28"),
    ("Thursdays air strikes killed four.", "Thursdays", "2011-10-27"),
    ("Shelling killed four last Monday.", "last Monday", "2011-10-24"),
    ("Envoys will meet on Sunday.", "Sunday", "2011-10-30"),
    ("Soldiers were killed late on Friday.", "late on Friday", "2011-10-28"),
    ("It was shelled early this morning.", "early this morning", "2011-10-29"),
    ("It was shelled overnight.", "overnight", "2011-10-28..2011-10-29"),
    ("It was shelled last night.", "last night", "2011-10-28"),
    ("Troops entered two days ago.", "two days ago", "2011-10-27"),
    ("Thousands fled last week.", "last week", "2011-10-17..2011-10-23"),
    ("Thousands have fled this year.", "this year", "2011-01-01..2011-10-29"),
    ("Thousands have fled since March.", "March", "2011-03-01..2011-10-29"),
    ("Thousands have fled since early 2010.", "early 2010", "2010-01-01..2011-10-29"),
    ("Siege for more than a year.", "more than a year", "2010-10-29..2011-10-29"),
    ("Fighting over the past two weeks.", "the past two weeks", "2011-10-15..2011-10-29"),
    ("Tanks came in recent days.", "recent days", "2011-10-26..2011-10-29"),
    ("The offensive began in December.", "December", "2010-12-01..2010-12-31"),
    ("Protesters fell in protests last May.", "last May", "2011-05-01..2011-05-31"),
    ("A blast in late September.", "late September", "2011-09-21..2011-09-30"),
    ("A truce in the summer of 2010.", "the summer of 2010", "2010-06-01..2010-08-31"),
    ("A war of the 1980s.", "the 1980s", "1980-01-01..1989-12-31"),
    ("Rebels now hold the town.", "now", "2011-10-29"),
]


@pytest.mark.parametrize(("text", "words", "days"), VIETNAMESE)
def test_vietnamese_news_is_told_against_its_day(text: str, words: str, days: str) -> None:
    assert (words, days) in told("vi", text, "2017-11-20")


@pytest.mark.parametrize(("text", "words", "days"), ENGLISH)
def test_english_news_is_told_against_its_day(text: str, words: str, days: str) -> None:
    assert (words, days) in told("en", text, "2011-10-29")


@pytest.mark.parametrize(
    ("code", "text", "value", "kind"),
    [
        ("en", "The convoy left at 4:30 p.m. GMT on 3 May 2011.", "2011-05-03T16:30", "time"),
        ("en", "The siege lasted three years.", "P3Y", "duration"),
        ("en", "Shells fall every day.", "P1D", "set"),
        ("en", "The raid was on the night of 3 May 2011.", "2011-05-03TNI", "time"),
        ("en", "Sparta fell in 480 BC.", "BC0480", "date"),
        ("vi", "Nổ lúc 4h45 ngày 30/4/1975.", "1975-04-30T04:45", "time"),
        ("vi", "Họ bị giam 24 giờ.", "PT24H", "duration"),
        ("vi", "Nổ lúc 12 giờ đêm 3/5/2011.", "2011-05-03T24:00", "time"),
        ("vi", "Họ gặp nhau thứ Sáu hàng tuần.", "XXXX-WXX-5", "set"),
        ("vi", "Quý IV/2016 yên ắng.", "2016-Q4", "date"),
        ("en", "The first half of 2016 was calm.", "2016-H1", "date"),
        ("en", "Guards change every six hours.", "PT6H", "set"),
        ("en", "The raid took half an hour.", "PT30M", "duration"),
    ],
)
def test_values_are_timex3(code: str, text: str, value: str, kind: str) -> None:
    [mention] = find(code, text)
    assert (mention.value, mention.kind) == (value, kind)


@pytest.mark.parametrize(
    ("code", "text", "days"),
    [
        ("vi", "Đợt mưa pháo từ ngày 10 đến 15/6.", "2017-06-10..2017-06-15"),
        ("vi", "Nổ đêm 12 rạng sáng 13/6.", "2017-06-12..2017-06-13"),
        ("vi", "Đợt mưa pháo từ 10 đến 15 tháng 6.", "2017-06-10..2017-06-15"),
        ("vi", "Giai đoạn 2011-2013 có giao tranh.", "2011-01-01..2013-12-31"),
        ("vi", "Nổ đêm 31/3 và 1/4.", "2017-03-31..2017-04-01"),
        ("vi", "Giữa tháng 9/2012 và tháng 6/2013 có giao tranh.", "2012-09-01..2013-06-30"),
        ("en", "Rioters burned shops on February 2 and 3.", "2017-02-02..2017-02-03"),
        ("en", "It fell between March and May 2011.", "2011-03-01..2011-05-31"),
        ("en", "It was shelled from 3 to 5 May.", "2017-05-03..2017-05-05"),
    ],
)
def test_both_ends_of_a_range_mean_the_whole_range(code: str, text: str, days: str) -> None:
    assert {shown for _, shown in told(code, text, "2017-11-20")} == {days}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("vi", "Họ kiểm soát 3/4 diện tích thành phố."),
        ("vi", "Trận đấu 3-1 kết thúc."),
        ("vi", "Tiêm kích Su -30 và Tu -22 M3 xuất kích."),
        ("vi", "Vụ tấn công thứ hai nhằm vào cửa ngõ."),
        ("vi", "Đây là lần thứ ba họ rút lui."),
        ("vi", "Họ bắt được năm người."),
        ("vi", "Họ phát hiện tại đây nhiều vũ khí."),
        ("en", "A Boeing 747 flew over Route 66."),
        ("en", "He carried an AK-47 and a T -2."),
        ("en", "Resolution 2254 calls for a truce."),
        ("en", "They may march on the capital."),
        ("en", "Prime Minister May spoke to Mr. June."),
        ("en", "At least 2000 people fled; the rest paid $1999."),
        ("en", "Call 555-1234 about the 9-11 score."),
        ("en", "May told Black September to leave the Muslim quarter."),
        ("vi", "Họ làm việc 24/7, tỷ lệ 15/11, trên quốc lộ 14/2."),
        ("vi", "Đường số 7, cao điểm 1015, vĩ tuyến 17, tỷ số 2-1."),
    ],
)
def test_what_is_no_time_stays_alone(code: str, text: str) -> None:
    assert told(code, text, "2017-11-20") == []


def test_without_a_date_of_its_own_news_stays_unanchored() -> None:
    found = find("vi", "Quân đội ngày 17/11 cho biết hôm qua và thứ Sáu tuần trước có giao tranh.")
    assert [(m.first, m.value) for m in found] == [
        (None, "XXXX-11-17"),
        (None, "XXXX-XX-XX"),
        (None, "XXXX-WXX-5"),
    ]


def test_a_month_of_publication_narrows_days_but_not_weekdays() -> None:
    assert told("vi", "Hôm 17/11 và hôm thứ năm có giao tranh.", "2017-11") == [
        ("Hôm 17/11", "2017-11-17"),
        ("thứ năm", "?"),
    ]


def test_since_reaches_over_a_clause_to_its_date() -> None:
    text = "Hundreds have died in the unrest since protests broke out in March."
    assert told("en", text, "2011-10-29") == [("March", "2011-03-01..2011-10-29")]


@pytest.mark.parametrize(
    "head",
    [
        "AMMAN, 22 July 2022 – ",
        "22 July 2022\n\n",
        "Raid kills four AFP Friday 22 July 2022 ",
        "Last updated: 22 July 2022\n",
    ],
)
def test_a_date_stamp_anchors_what_has_no_published_date(head: str) -> None:
    mention = find("en", head + "Children were killed this morning in the north-west.")[-1]
    assert (mention.first, mention.anchor) == ("2022-07-22", "text")


def test_a_weekday_with_day_and_month_settles_the_year_near_those_in_the_text() -> None:
    assert ("thứ năm 9-11", "2017-11-09") in told(
        "vi", "Hôm thứ năm 9-11, thành phố thất thủ. IS chiếm nơi này năm 2014."
    )


def test_a_narrative_is_told_against_the_date_last_mentioned() -> None:
    text = (
        "On September 1, 1939, Germany attacked. On September 17, the Soviets followed. By early October,"
        " Poland was divided. The conflict ended in March 1940. In April, Denmark fell. Two days later the"
        " king spoke. On May 10, 1940, France was invaded. In June 1940 it fell; by January, all was still."
    )
    found = dict(told("en", text, "2009-12-19"))
    assert found["September 17"] == "1939-09-17"
    assert found["early October"] == "1939-10-01..1939-10-10"
    assert found["April"] == "1940-04-01..1940-04-30"
    assert found["January"] == "1941-01-01..1941-01-31"


def test_years_without_months_make_a_narrative_of_a_text_far_from_its_report() -> None:
    text = (
        "The war began in 1936. On 20 July a column left. In September it was beaten. In 1937 the north fell."
        " On 3 June a general died. In 1938 the east fell. On 7 March ships fought. In 1939 it ended; in 1940"
        " it was over."
    )
    found = dict(told("en", text, "2009-12-19"))
    assert (found["20 July"], found["3 June"]) == ("1936-07-20", "1937-06-03")


@pytest.mark.parametrize(
    ("code", "text", "words", "days"),
    [
        ("en", "On Friday the rebels will free the hostages.", "Friday", "2017-11-24"),
        ("en", "On Friday the rebels said they will leave.", "Friday", "2017-11-17"),
        ("en", "In January the court will rule.", "January", "2018-01-01..2018-01-31"),
        ("en", "They fought over the weekend.", "the weekend", "2017-11-18..2017-11-19"),
        ("en", "They will meet over the weekend.", "the weekend", "2017-11-25..2017-11-26"),
        ("vi", "Ngày 20/12, tổng thống sẽ thăm.", "Ngày 20/12", "2017-12-20"),
        ("vi", "Quân đội ngày 17/11 tuyên bố sẽ tấn công.", "ngày 17/11", "2017-11-17"),
        ("vi", "Tối 17/11 giao tranh tiếp diễn dù lệnh ngừng bắn sẽ có hiệu lực.", "Tối 17/11", "2017-11-17"),
        ("vi", "Họ gặp nhau cuối tuần này.", "cuối tuần này", "2017-11-25..2017-11-26"),
    ],
)
def test_tense_decides_past_or_next(code: str, text: str, words: str, days: str) -> None:
    assert (words, days) in told(code, text, "2017-11-20")


def test_a_year_ago_is_the_quarter_or_month_that_it_is_held_against() -> None:
    text = (
        "Sales rose in the third quarter from a year ago. The convoy left a year ago."
        " Orders fell in August from a year earlier."
    )
    values = [mention.value for mention in find("en", text, "2017-11-20")]
    assert values == ["2017-Q3", "2016-Q3", "2016", "2017-08", "2016-08"]


def test_former_tells_a_time_in_a_history_alone() -> None:
    history = " ".join(f"On 3 May {year} a former ally fell." for year in range(1936, 1941))
    assert "PAST_REF" in {mention.value for mention in find("en", history, "2009-12-19")}
    assert find("en", "The former minister was shot.", "2017-11-20") == ()


def examples() -> list[tuple[str, str, str, str]]:
    packs = {code: pack.load(code).table("times")["patterns"] for code in pack.available()}
    return [(code, entry["id"], *entry["example"]) for code, table in packs.items() for entry in table]


@pytest.mark.parametrize(("code", "rule", "text", "value"), examples())
def test_every_pattern_finds_its_example(code: str, rule: str, text: str, value: str) -> None:
    found = find(code, text, "2017-11-20")
    mine = [mention.value for mention in found if rule in mention.rule.replace(":", "+").split("+")]
    assert mine[-1:] == [value] if value else not found


def test_later_expressions_count_from_the_text() -> None:
    text = "Rebels entered on 3 May 2011. Two days later they left. The next day it rained."
    assert [days for _, days in told("en", text, "2011-10-29")] == ["2011-05-03", "2011-05-05", "2011-05-06"]


def test_a_template_that_names_nothing_known_is_a_broken_pack() -> None:
    table = dict(pack.load("en").table("times"))
    table["patterns"] = [{"id": "x", "forms": ["{nothing} {month}"]}]
    broken = Pack(code="xx", version="0", tables={"times": table}, examples="")
    with pytest.raises(PackError, match="nothing"):
        compile_rules(broken)


PIECES = st.sampled_from(
    [
        "ngày", "17/11", "thứ", "hai", "31/2", "29/2", "năm", "2014", "9999", "0/0", "tuần", "trước", "24",
        "giờ", "-", "the", "last", "May", "week", "of", "31", "February", "later", "3", "a", "years", "ago",
        "9999 years", "BC", "99th century", "\n", ",", "since", "25:61", "12:30 pm", "next", "Friday",
        "1/1/0001", "900 centuries ago",
    ]
)  # fmt: skip


@given(
    code=st.sampled_from(["vi", "en"]),
    text=st.lists(PIECES | st.text(max_size=6), max_size=14).map(" ".join),
    published=st.sampled_from([None, "2017-11-20", "2017-11", "0001-01-01", "9999-12-31"]),
)
def test_any_text_gives_ordered_mentions_inside_it(code: str, text: str, published: str | None) -> None:
    end = 0
    for mention in find(code, text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert (mention.first is None) == (mention.last is None)
        assert mention.first is None or mention.last is None or mention.first <= mention.last
        end = mention.end
