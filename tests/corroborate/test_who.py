"""Names: one outlet, one source, one side, however it is called."""

import pytest
from tests.factories import claim, extraction, report, source, span

from dateline.codebook import load
from dateline.codebook.directory import Directory
from dateline.corroborate.who import NOBODY, known, outlet_of
from dateline.model import Participant, Source

WHO = Directory.of(load())
TEXT = (
    "The Syrian Observatory for Human Rights said the Syrian army shelled Arden. "
    "The Observatory said the army took Arden, a military source told Amaq, and SANA agreed."
)


@pytest.mark.parametrize(
    ("outlet", "url"),
    [
        ("AMN", None),
        ("Al Masdar News", None),
        ("Al-Masdar News (AMN)", None),
        ("almasdarnews.com", None),
        (None, "https://www.almasdarnews.com/article/1"),
    ],
)
def test_an_outlet_is_one_by_name_and_by_site(outlet: str | None, url: str | None) -> None:
    assert outlet_of(report(outlet=outlet, url=url), WHO) == ("entity:amn", "Al-Masdar News")


@pytest.mark.parametrize(
    ("outlet", "key"),
    [
        ("Riverside Daily", "outlet:riversidedaily"),
        ("Riverside Daily (sample)", "outlet:riversidedaily"),
        ("www.riverside-daily.example", "outlet:riversidedaily"),
        ("https://riversidedaily.example/a", "outlet:riversidedaily"),
        (None, "report:r1"),
    ],
)
def test_an_outlet_that_is_not_known_is_one_too(outlet: str | None, key: str) -> None:
    assert outlet_of(report(outlet=outlet), WHO)[0] == key
    assert outlet_of(report(outlet=outlet), NOBODY)[0] == key


def entities(*sources: Source, actor: str = "") -> tuple[list[str | None], list[str | None]]:
    army = Participant(span=span(TEXT, "Syrian army"), entity="syr-army", name="Syrian Arab Army")
    actors = (Participant(span=span(TEXT, actor)),) if actor else ()
    made = [claim(TEXT, id="a", sources=sources, actors=(army,)), claim(TEXT, id="b", actors=actors)]
    first, second = known(extraction(*made, report_=report(TEXT)), WHO).claims
    return [one.entity for one in first.sources], [one.entity for one in second.actors]


def test_a_source_is_known_by_any_of_its_names() -> None:
    assert entities(source("SANA", text=TEXT), source("Amaq", text=TEXT))[0] == ["sana", "amaq"]


def test_a_short_name_means_the_one_named_in_full_before() -> None:
    named = source("Syrian Observatory for Human Rights", text=TEXT, entity="sohr")
    short = source("The Observatory", text=TEXT)
    assert entities(named, short)[0] == ["sohr", "sohr"]
    assert entities(short)[0] == [None]


def test_a_nameless_source_stays_nameless() -> None:
    assert entities(source("a military source", text=TEXT))[0] == [None]


def test_an_actor_is_the_only_one_whose_name_ends_so() -> None:
    assert entities(actor="army")[1] == ["syr-army"]
    assert entities(actor="source")[1] == [None]
