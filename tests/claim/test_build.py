"""From drafts to claims: every cell a quotation, with the rule that filled it or left it empty."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.claim.conftest import Read

from dateline.claim import build
from dateline.model import Claim, Report, Span
from dateline.pipeline import Engine

TEXT = "At least 12 civilians were killed in an air strike on Homs on Thursday, a medic told Reuters."


@pytest.fixture(scope="module")
def claim(read: Read) -> Claim:
    (claim,) = read(TEXT, published="2017-11-17").claims
    return claim


def spans(claim: Claim) -> list[Span]:
    participants = (*claim.actors, *claim.targets, *claim.supporters, *claim.sources, *claim.quantities)
    maybe = [claim.place, claim.time, *participants]
    cells = [cell.span for cell in maybe if cell is not None and cell.span is not None]
    cells += [source.cue for source in claim.sources if source.cue]
    return [claim.trigger, claim.evidence, *cells, *([claim.modality_cue] if claim.modality_cue else [])]


def test_a_claim_says_what_happened_in_the_words_of_its_sentence(claim: Claim) -> None:
    assert (claim.event, claim.trigger.quote, claim.evidence.quote) == ("strike.air", "air strike", TEXT)
    assert claim.place is not None and claim.place.span.quote == "Homs"
    assert claim.place.country == "SY" and claim.place.carried is None
    assert claim.time is not None and (claim.time.start, claim.time.end) == ("2017-11-16", "2017-11-16")
    assert {source.span.quote for source in claim.sources} == {"Reuters", "a medic"}
    assert claim.modality == "asserted" and claim.modality_cue is None
    assert ("killed", 12, None, "civilians") in [(q.what, q.min, q.max, q.of) for q in claim.quantities]
    assert build.ACCEPT <= claim.confidence <= 1


def test_every_cell_has_a_reason(claim: Claim) -> None:
    told = {reason.cell for reason in claim.reasons}
    assert {"event", "actors", "targets", "place", "time", "sources", "modality"} <= told
    assert all(reason.rule and reason.note for reason in claim.reasons)


def test_an_empty_cell_says_why(read: Read) -> None:
    (claim,) = read("Gunmen kidnapped two drivers.").claims
    why = {reason.cell: reason.rule for reason in claim.reasons}
    assert (claim.place, claim.time, claim.sources) == (None, None, ())
    assert (why["place"], why["time"], why["sources"]) == ("place.none", "time.none", "sources.none")


def test_without_a_time_the_published_day_stands_in(read: Read) -> None:
    (claim,) = read("Gunmen kidnapped two drivers.", published="2017-11-17").claims
    assert claim.time is not None and claim.time.span is None
    assert (claim.time.start, claim.time.anchor, claim.time.rule) == (
        "2017-11-17",
        "published",
        "time.published",
    )


@pytest.mark.parametrize("published", [None, "2017-11", "2017"])
def test_a_month_or_year_does_not(read: Read, published: str | None) -> None:
    (claim,) = read("Gunmen kidnapped two drivers.", published=published).claims
    assert claim.time is None


def test_what_is_carried_is_marked(read: Read) -> None:
    text = "Gunmen kidnapped two drivers in Benghazi on Monday. Later they kidnapped a doctor."
    second = read(text, published="2017-11-17").claims[-1]
    assert second.trigger.start > text.index("Later")
    assert second.place is not None and second.place.carried
    assert second.time is not None and second.time.anchor == "carried"


def test_a_claims_id_is_the_hash_of_what_it_says_and_where(engine: Engine, claim: Claim) -> None:
    def ids(text: str, report: str = "r") -> set[str]:
        return {c.id for c in engine.extract(Report(id=report, text=text, language="en")).claims}

    assert ids(TEXT) == ids(TEXT) == {claim.id}
    assert ids(TEXT, "another") != ids(TEXT)
    assert ids(f"{TEXT} ") != ids(TEXT)
    assert claim.id.startswith("c-") and len(claim.id) == 18


def test_claims_stand_in_text_order(read: Read) -> None:
    text = (
        "Rebels shelled Homs on Monday. Police arrested nine men in Hama. Gunmen kidnapped a doctor in Idlib."
    )
    starts = [claim.trigger.start for claim in read(text).claims]
    assert len(starts) == 3 and starts == sorted(starts)


def test_what_is_no_news_of_conflict_gives_no_claim(read: Read) -> None:
    assert read("The two presidents spoke of trade over dinner, and the museum opened again.").claims == ()
    assert read("Hai tổng thống bàn về thương mại trong bữa tối tại Hà Nội.", "vi").claims == ()


VOCABULARY = (
    'Rebels shelled Homs ten people were killed by the army , . " ( ) and on Monday said - İ '
    "phiến quân tấn công bị bởi hôm 13/11 người thiệt mạng tại Idlib theo “ ” không sẽ ki*lled 🙂"
)
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join), st.sampled_from(["en", "vi"]))
def test_any_words_give_claims_whose_cells_stand_in_the_text(engine: Engine, text: str, code: str) -> None:
    for claim in engine.extract(Report(id="r", text=text, language=code)).claims:
        assert claim.event in engine.codebook.events
        for span in spans(claim):
            assert text[span.start : span.end] == span.quote
        assert claim.evidence.start <= claim.trigger.start < claim.trigger.end <= claim.evidence.end


def test_a_report_without_one_likely_claim_tells_no_news(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read("Rebels shelled Homs. Troops arrested nine men in Idlib.")
    for sure, told in (((0.45, 0.40), 0), ((0.55, 0.40), 2), ((0.55, 0.20), 1)):
        monkeypatch.setattr(build.accept, "confidences", lambda *_, sure=sure, **__: sure)
        assert len(reading.claims) == told
