import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import full_extraction

from dateline.errors import SpanError, UnreadableInput
from dateline.model import (
    Block,
    Claim,
    Extraction,
    Participant,
    Place,
    Quantity,
    Reason,
    Report,
    Source,
    Span,
    Time,
    cut,
)
from dateline.record import Record, dumps, from_record, to_record

DESIGNED = {
    "report": ["id", "outlet", "title", "url", "published", "language", "text", "blocks"],
    "claim": [
        *(
            "id",
            "event",
            "evidence",
            "trigger",
            "actors",
            "targets",
            "supporters",
            "place",
            "time",
            "sources",
        ),
        *("modality", "quantities", "confidence", "rule"),
    ],
    "actors": ["span", "quote", "entity", "name", "carried"],
    "place": [
        *(
            "span",
            "quote",
            "name",
            "lat",
            "lon",
            "level",
            "gazetteer_id",
            "relation",
            "confidence",
            "carried",
        ),
    ],
    "time": ["span", "quote", "start", "end", "grain", "anchor"],
    "sources": ["span", "quote", "name", "entity", "kind"],
    "quantities": ["span", "quote", "what", "min", "max", "of"],
}


def test_a_record_has_the_designed_keys() -> None:
    record = to_record(full_extraction())
    claim = record["claims"][0]
    parts = {"report": record["report"], "claim": claim, "place": claim["place"], "time": claim["time"]}
    parts |= {name: claim[name][0] for name in ("actors", "sources", "quantities")}
    for name, keys in DESIGNED.items():
        assert [key for key in parts[name] if key in keys] == keys, name


def test_what_is_carried_says_by_which_rule() -> None:
    claim = to_record(full_extraction())["claims"][0]
    assert (claim["actors"][0]["carried"], claim["actors"][0]["carried_by"]) == (False, None)
    assert (claim["place"]["carried"], claim["place"]["carried_by"]) == (True, "same-sentence")


def test_counts_are_whole_numbers() -> None:
    assert '"min": 12, "max": null' in dumps(to_record(full_extraction()))


def test_a_line_is_one_line_with_its_letters() -> None:
    line = dumps(to_record(full_extraction()))
    assert "\n" not in line
    assert "Đồng Xá" in line


def test_nothing_is_lost_on_the_way_through_a_line() -> None:
    assert from_record(json.loads(dumps(to_record(full_extraction())))) == full_extraction()


def test_a_record_with_the_designed_keys_alone_is_read() -> None:
    record = to_record(full_extraction())
    del record["report"]["origin"]
    for key in ("reasons", "modality_cue"):
        del record["claims"][0][key]
    for part in (record["claims"][0]["place"], *record["claims"][0]["targets"]):
        del part["carried_by"]
    claim = from_record(record).claims[0]
    assert claim.targets[0].carried == "unnamed"
    assert claim.actors[0].carried is None


def test_a_mask_sees_the_record() -> None:
    def mask(record: Record) -> Record:
        return {**record, "claims": []}

    assert to_record(full_extraction(), mask=mask)["claims"] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("event", None),
        ("modality", "surely"),
        ("trigger", {"quote": "shelled"}),
        ("trigger", {"span": [18], "quote": "shelled"}),
        ("confidence", "high"),
        ("actors", 3),
        ("sources", [{"span": None, "quote": "", "kind": "media"}]),
    ],
)
def test_a_broken_record_is_refused(key: str, value: object) -> None:
    record = to_record(full_extraction())
    record["claims"][0][key] = value
    with pytest.raises(UnreadableInput):
        from_record(record)


@pytest.mark.parametrize("record", [{}, {"report": 1, "claims": []}, {"report": {"id": "a"}, "claims": []}])
def test_what_is_no_record_is_refused(record: Record) -> None:
    with pytest.raises(UnreadableInput):
        from_record(record)


def test_an_untrue_quote_is_refused() -> None:
    record = to_record(full_extraction())
    record["claims"][0]["trigger"]["quote"] = "bombed"
    with pytest.raises(SpanError):
        from_record(record)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
NAMES = st.none() | TEXTS
NUMBERS = st.none() | st.floats(0, 1e6, allow_nan=False)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """A report with up to three claims that quote it anywhere."""
    text = draw(TEXTS)

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return cut(text, start, draw(st.integers(start + 1, len(text))))

    def people() -> tuple[Participant, ...]:
        return tuple(
            Participant(span=span(), entity=draw(NAMES), name=draw(NAMES), carried=draw(NAMES))
            for _ in range(draw(st.integers(0, 2)))
        )

    def claim(n: int) -> Claim:
        place = Place(span=span(), name=draw(TEXTS), level="site", lat=draw(NUMBERS), carried=draw(NAMES))
        time = Time(
            span=draw(st.sampled_from([None, span()])),
            start=draw(NAMES),
            end=None,
            grain="day",
            anchor="text",
            rule="x",
        )
        return Claim(
            id=f"c{n}",
            event=draw(TEXTS),
            evidence=span(),
            trigger=span(),
            actors=people(),
            targets=people(),
            supporters=people(),
            place=draw(st.sampled_from([None, place])),
            time=draw(st.sampled_from([None, time])),
            sources=(Source(span=span(), kind="un", cue=draw(st.sampled_from([None, span()]))),),
            quantities=(Quantity(span=span(), what="killed", min=draw(NUMBERS), max=draw(NUMBERS)),),
            confidence=draw(st.floats(0, 1)),
            reasons=(Reason(cell="time", rule=draw(TEXTS), note=draw(TEXTS)),),
        )

    report = Report(
        id="r", text=text, title=draw(NAMES), blocks=(Block(kind="body", start=0, end=len(text)),)
    )
    return Extraction(report=report, claims=tuple(claim(n) for n in range(draw(st.integers(0, 3)))))


@given(extractions())
def test_every_extraction_comes_back(extraction: Extraction) -> None:
    assert from_record(json.loads(dumps(to_record(extraction)))) == extraction
