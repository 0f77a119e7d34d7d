"""What holds for every text that the whole engine reads, however odd: texts put together from fragments."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean import nfc
from dateline.ledger import Ledger, Run
from dateline.model import Extraction, Interval, Report
from dateline.pipeline import Engine
from dateline.record import dumps, from_record, to_record

# Who, did what, to whom, where, when, on whose word: a sentence takes one of each, or not.
ENGLISH = (
    (
        "Rebels",
        "The Syrian army",
        "Islamic State",
        "IS",
        "Hay’ at Tahrir Al - Sham",
        "Lt. Col. Adam Reed",
        "who",
    ),
    (
        "shelled",
        "has captured",
        "killed",
        "did not attack",
        "will withdraw from",
        "clashed with",
        "were bombed by",
    ),
    (
        "at least 12 civilians",
        "twenty-three men",
        "between 3 and 2 men",
        "-4 tanks",
        "¾ of the city",
        "it",
        "them",
    ),
    (
        "in Aleppo",
        "near al - Bab",
        "the town of Abu Kamal",
        "in Georgia",
        "in the Homs governorate",
        "in St. Jo",
    ),
    (
        "on Friday",
        "on Nov. 31",
        "two weeks ago",
        "since 2014",
        "at 25:61",
        "10,000,000,000 days ago",
        "before 44 BC",
    ),
    (
        ", SOHR said",
        ", according to",
        "an army source told Reuters",
        "denied that",
        "reportedly",
        "Photo: AFP.",
    ),
)
VIETNAMESE = (
    (
        "quân đội Syria",
        "phiến quân",
        "IS",
        "Lực lượng Dân chủ Syria",
        "Tu -22 M3",
        "ông Trần Văn A",
        "nó",
        "mà",
    ),
    ("pháo kích", "đã chiếm", "không kích", "bị tiêu diệt", "giao tranh với", "rút khỏi", "chưa hề tấn công"),
    (
        "ít nhất 12 dân thường",
        "hàng chục tên khủng bố",
        "ba phần tư thành phố",
        "10.000 tên",
        "phiến quân",
        "họ",
    ),
    ("ở Aleppo", "thị trấn Abu Kamal", "tại tỉnh Deir Ezzor", "al - Bab", "gần Hà Nội", "phía đông Homs"),
    (
        "hôm thứ sáu",
        "ngày 31/11",
        "hôm qua",
        "tháng 2/2017",
        "lúc 25h61",
        "10.000.000.000 năm trước",
        "từ 2014",
    ),
    (
        "theo AMN",
        ", nguồn tin quân sự nói",
        "cho biết",
        "phủ nhận",
        "được cho là",
        "Ảnh: AMN.",
        "nhưng",
        "và",
    ),
)
ODDITIES = (
    "", " ", "\t", "\n", "\n\n\n", "\r\n", "\u00a0", "\u200b", "\ufeff", "\u202e", "\u2028", "…", "—", "--",
    "***", "\"", "“", "”", "‘", "’", "«", "»", "(", ")", "[", "]", ".", "...", "?!", ":", "/", "%",
    "&nbsp;", "&amp;lt;", "<p>", "</div>", "<br/", "<!--", "http://a.b/c?d=1&e", "@handle", "#war",
    "ki*lled", "K.I.L.L.E.D.", "😀", "👩\u200d👩\u200d👧", "🇸🇾", "e\u0301\u0323\u0302", "\u0301",
    "a\u0300\u0301\u0302\u0303", "İstanbul", "ΣΑΣ", "ﬁre", "سوريا", "الجيش قصف حلب", "ירושלים", "Дамаск",
    "大馬士革", "١٢", "②", "½", "𝟙𝟚", "x" * 5_000, "Abu-" * 300, "date 2017-11", "date 9999-99-99", "0000",
    "1e400", "99999999999999999999999", "\x0b", "\x1c",
)  # fmt: skip
JOINERS = st.sampled_from((" ", " ", " ", "", "  ", "\n", "\n\n", ". ", ". ", ", ", " \u00a0"))
WORDS = {"en": ENGLISH, "vi": VIETNAMESE, None: ENGLISH + VIETNAMESE, "xx": VIETNAMESE}


def fragments(words: tuple[tuple[str, ...], ...]) -> st.SearchStrategy[str]:
    """A sentence of some of these words in order, one of them alone, or something odd."""
    sentence = st.tuples(*map(st.sampled_from, words)).map(" ".join)
    alone = st.sampled_from([word for several in words for word in several])
    return st.one_of(sentence, sentence, alone, st.sampled_from(ODDITIES), st.text(max_size=6))


DATES = st.sampled_from((
    None,
    Interval(start="2017-11-18", end="2017-11-18", grain="day"),
    Interval(start="2017-11-01", end="2017-11-30", grain="month"),
    Interval(start="2017-01-01", end="2017-12-31", grain="year"),
    Interval(start="0001-01-01", end="0001-01-01", grain="day"),
    Interval(start="9999-12-31", end="9999-12-31", grain="day"),
))  # fmt: skip

FRAGMENTS = {language: fragments(words) for language, words in WORDS.items()}


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report of up to 30 fragments, in a language of a pack, one without, or none that is told."""
    language = draw(st.sampled_from(("en", "vi", None, "xx")))
    pieces = draw(st.lists(st.tuples(FRAGMENTS[language], JOINERS), max_size=30))
    text = nfc("".join(piece + joiner for piece, joiner in pieces))
    title = draw(st.one_of(st.none(), st.just(text[:40]), st.just("Rebels take Aleppo")))
    return Report(
        id="r", text=text, title=title, outlet="Radio", published=draw(DATES), language=language, origin="o"
    )


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.open()


def spans(value: Any) -> Iterator[tuple[list[int], str]]:
    """Every span of a record with its quote."""
    if isinstance(value, dict):
        if value.get("span") and "quote" in value:
            yield value["span"], value["quote"]
        for item in value.values():
            yield from spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from spans(item)


@settings(max_examples=200)
@given(report=reports())
def test_whatever_is_read_gives_a_sound_record(engine: Engine, report: Report) -> None:
    extraction = engine.extract(report)
    line = dumps(to_record(extraction))
    assert line == dumps(to_record(engine.extract(report)))
    record = json.loads(line)
    assert record["report"]["text"] == report.text
    assert from_record(record) == extraction
    for (start, end), quote in spans(record):
        assert report.text[start:end] == quote
    for block in record["report"]["blocks"]:
        assert 0 <= block["span"][0] < block["span"][1] <= len(report.text)
    assert_sound(extraction, engine)


def assert_sound(extraction: Extraction, engine: Engine) -> None:
    """What the record promises of its cells."""
    claims, book = extraction.claims, engine.codebook
    assert len({claim.id for claim in claims}) == len(claims)
    starts = [(claim.trigger.start, claim.trigger.end) for claim in claims]
    assert starts == sorted(starts)
    for claim in claims:
        assert claim.event in book.events
        assert 0 <= claim.confidence <= 1
        named = (*claim.actors, *claim.targets, *claim.supporters, *claim.sources)
        assert {one.entity for one in named} <= {None, *book.actors}
        if claim.time and claim.time.start and claim.time.end:
            assert claim.time.start <= claim.time.end
        if claim.place:
            assert (claim.place.lat is None) == (claim.place.lon is None)
            assert -90 <= (claim.place.lat or 0) <= 90 and -180 <= (claim.place.lon or 0) <= 180
            assert 0 <= claim.place.confidence <= 1
        for quantity in claim.quantities:
            if quantity.min is not None and quantity.max is not None:
                assert quantity.min <= quantity.max


@settings(max_examples=8)
@given(several=st.lists(reports(), min_size=1, max_size=12))
def test_writing_twice_changes_nothing(engine: Engine, several: list[Report]) -> None:
    made = [engine.extract(report) for report in several]
    with TemporaryDirectory() as folder, Ledger(Path(folder) / "l.duckdb") as ledger:
        run = Run(version="1")
        ledger.write(made, run=run)
        tables = ("reports", "blocks", "claims", "participants", "sources", "quantities", "tombstones")
        before = [ledger.sql(f"SELECT * FROM {table} ORDER BY ALL").to_pylist() for table in tables]
        again = ledger.write(made, run=run)
        after = [ledger.sql(f"SELECT * FROM {table} ORDER BY ALL").to_pylist() for table in tables]
        assert after == before
        assert (again.new_reports, again.revised_reports, again.claims) == (0, 0, 0)
