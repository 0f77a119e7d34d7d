"""Noun phrases that can act or suffer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import numbers, participants, sentences, vocabulary
from dateline.annotate.mentions import ParticipantMention
from dateline.annotate.scan import scan
from dateline.codebook import load as load_codebook
from dateline.pack import load

CODEBOOK = load_codebook()
PACKS = {code: load(code) for code in ("en", "vi")}
LEXICONS = {code: vocabulary.build(pack, CODEBOOK) for code, pack in PACKS.items()}
SPLITTING = {code: sentences.compile_rules(pack) for code, pack in PACKS.items()}
NUMBERS = {code: numbers.compile_rules(pack) for code, pack in PACKS.items()}
RULES = {code: participants.compile_rules(pack) for code, pack in PACKS.items()}


def find(text: str, code: str = "en") -> tuple[tuple[ParticipantMention, ...], ...]:
    """The participants of each sentence, pronouns tied."""
    found, counted = scan(text, LEXICONS[code]), numbers.find_numbers(text, NUMBERS[code])
    lines = sentences.split(text, SPLITTING[code])
    return participants.find_all(text, lines, found, RULES[code], numbers=counted)


def first(text: str, quote: str, code: str = "en") -> ParticipantMention:
    """The participant that covers `quote`."""
    at = text.index(quote)
    return next(m for line in find(text, code) for m in line if m.start <= at and at + len(quote) <= m.end)


def quotes(text: str, code: str = "en") -> list[str]:
    return [text[m.start : m.end] for line in find(text, code) for m in line]


@pytest.mark.parametrize(
    ("code", "text", "phrase"),
    [
        ("en", "The Syrian government forces left.", "Syrian government forces"),
        ("en", "Armed Islamist militants fled.", "Armed Islamist militants"),
        ("en", "They hit an army checkpoint.", "army checkpoint"),
        ("vi", "Các tay súng khủng bố tháo chạy.", "tay súng khủng bố"),
        ("vi", "Họ bắn vào trạm kiểm soát của quân đội.", "trạm kiểm soát của quân đội"),
    ],
)
def test_a_phrase_has_its_modifiers_and_no_determiner(code: str, text: str, phrase: str) -> None:
    assert phrase in quotes(text, code)


@pytest.mark.parametrize(
    ("code", "text", "quote", "cls"),
    [
        ("en", "Ten soldiers fled.", "soldiers", "force"),
        ("en", "Ten rebels fled.", "rebels", "group"),
        ("en", "Ten civilians fled.", "civilians", "people"),
        ("en", "They hit two tanks.", "tanks", "object"),
        ("en", "They hit a school.", "school", "site"),
        ("en", "Two warplanes came.", "warplanes", "carrier"),
        ("en", "The government left.", "government", "state"),
        ("vi", "Mười binh sĩ tháo chạy.", "binh sĩ", "force"),
        ("vi", "Phiến quân tháo chạy.", "Phiến quân", "group"),
        ("vi", "Họ bắn vào một bệnh viện.", "bệnh viện", "site"),
    ],
)
def test_the_head_noun_gives_the_class(code: str, text: str, quote: str, cls: str) -> None:
    assert first(text, quote, code).cls == cls


def test_the_head_stands_where_the_language_puts_it() -> None:
    assert first("The army checkpoint fell.", "army checkpoint").cls == "site"
    assert first("Họ chiếm trạm kiểm soát quân đội.", "trạm kiểm soát", "vi").cls == "site"


@pytest.mark.parametrize(
    ("code", "text", "quote"),
    [
        ("en", "Hezbollah fighters left.", "Hezbollah fighters"),
        ("en", "Hezbollah left.", "Hezbollah"),
        ("vi", "Phong trào Hezbollah rút đi.", "Hezbollah"),
    ],
)
def test_a_name_of_the_codebook_ties_the_phrase_to_its_entry(code: str, text: str, quote: str) -> None:
    entity = first(text, quote, code).entity
    assert entity is not None and CODEBOOK.actors[entity].name.startswith("Hezbollah")


def test_a_name_in_brackets_explains_the_one_before() -> None:
    text = "The Syrian Democratic Forces (SDF) left."
    (mention,) = find(text)[0]
    assert text[mention.start : mention.end] == "Syrian Democratic Forces"


def test_a_number_belongs_to_its_noun() -> None:
    text = "At least 12 soldiers fled and six rebels stayed."
    soldiers, rebels = first(text, "soldiers"), first(text, "rebels")
    assert soldiers.number is not None and (soldiers.number.min, soldiers.number.max) == (12, None)
    assert rebels.number is not None and rebels.number.min == 6
    assert text[soldiers.outer_start :].startswith("At least 12")


def test_one_being_is_single() -> None:
    assert first("A woman fled.", "woman").single
    assert first("He met Omar Haddad there.", "Omar Haddad").single
    assert not first("The women fled.", "women").single
    assert not first("Two women fled.", "women").single


def test_capitals_that_nobody_knows_are_a_name() -> None:
    assert first("They met Omar Haddad there.", "Omar Haddad").cls == "name"


def test_a_first_word_is_a_name_only_where_the_report_shows_it() -> None:
    assert "Haddad" not in quotes("Haddad spoke.")
    assert quotes("Haddad spoke. They heard Haddad speak.").count("Haddad") == 2


def test_the_media_take_no_part() -> None:
    assert not any("Reuters" in quote for quote in quotes("The Reuters agency told the army."))


def test_a_pronoun_stands_for_the_first_one_of_the_sentence_before() -> None:
    text = "Rebels met soldiers. They fled."
    (pronoun,) = [m for m in find(text)[1] if m.cls == "pronoun"]
    assert pronoun.refers is not None and text[slice(*pronoun.refers)] == "Rebels"


def test_a_pronoun_for_nobody_is_dropped() -> None:
    assert find("They fled.") == ((),)
    assert find("Họ tháo chạy.", "vi") == ((),)


def test_of_sentences_not_wanted_only_what_a_pronoun_stands_for_is_read() -> None:
    text = "Rebels met soldiers. It rained. They fled."
    lines = sentences.split(text, SPLITTING["en"])
    found = participants.find_all(text, lines, scan(text, LEXICONS["en"]), RULES["en"], wanted={2})
    assert found == ((), (), find(text)[2])
    assert [m.refers for m in found[2]] == [(0, len("Rebels"))]


def test_blocked_spans_end_a_phrase() -> None:
    text = "Aleppo rebels fled."
    line = sentences.split(text, SPLITTING["en"])[0]
    found = participants.find_participants(
        text, line, scan(text, LEXICONS["en"]), RULES["en"], blocked=[(0, 6)]
    )
    assert [text[m.start : m.end] for m in found] == ["rebels"]


def test_nothing_gives_nobody() -> None:
    assert find("") == ()
    assert quotes("It rained.") == []


VOCABULARY = (
    "the The two at least 12 Syrian army rebels Hezbollah ( ) , and of they SDF Omar Haddad school fled İ "
    "các tay súng khủng bố quân đội của một bệnh viện họ - ’ * _ ki*lled 🙂"
)
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60), st.sampled_from(sorted(RULES)))
def test_participants_are_in_order_and_inside_their_sentence(text: str, code: str) -> None:
    lines = sentences.split(text, SPLITTING[code])
    for line, mentions in zip(lines, find(text, code), strict=True):
        for mention in mentions:
            assert line.start <= mention.outer_start <= mention.start < mention.end <= line.end
            assert text[mention.start : mention.end].strip()
        assert [m.start for m in mentions] == sorted(m.start for m in mentions)
