"""The shipped codebook: what it holds, and what a spelling leads to in each language."""

import time
import unicodedata
from collections import Counter
from dataclasses import FrozenInstanceError

import pytest

from dateline.codebook import Codebook, load
from dateline.codebook.actors_file import KINDS
from dateline.errors import CodebookError

CODES = {
    "battle.clash", "battle.advance", "battle.withdrawal", "battle.siege", "strike.air", "strike.shelling",
    "strike.bomb", "strike.suicide", "strike.chemical", "civilians.attack", "civilians.abduction",
    "civilians.sexual_violence", "protest.peaceful", "protest.violent", "state.arrest", "state.agreement",
    "state.deployment", "state.interception", "state.destruction", "statement.threat",
    "statement.responsibility", "harm.casualties", "harm.displacement", "aid.humanitarian", "control.status",
}  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


@pytest.fixture(scope="module")
def by_language(book: Codebook) -> dict[str, dict[tuple[str, str], set[str]]]:
    found: dict[str, dict[tuple[str, str], set[str]]] = {}
    for language in ("en", "vi", "ar", "ru"):
        table = found.setdefault(language, {})
        for alias, actor_id, role in book.aliases([language]):
            table.setdefault((alias, role), set()).add(actor_id)
    return found


def test_it_holds_the_event_codes_and_enough_actors(book: Codebook) -> None:
    written = [actor for actor in book.actors.values() if not actor.generated]
    assert set(book.events) == CODES
    assert len(written) >= 420
    assert len({actor.countries for actor in written if actor.land}) >= 70
    assert {actor.kind for actor in written} == KINDS
    assert Counter(actor.kind for actor in written)["armed_group"] >= 90


@pytest.mark.parametrize(
    ("language", "alias", "role", "actor_id"),
    [
        ("en", "Syrian army", "name", "syr-army"),
        ("en", "Russian warplanes", "name", "rus-airforce"),
        ("en", "Syrian Observatory for Human Rights", "name", "sohr"),
        ("en", "US-led coalition", "name", "us-led-coalition"),
        ("en", "IS fighters", "name", "is"),
        ("en", "Ankara", "metonym", "tur-government"),
        ("en", "Turkish", "adjective", "tur-government"),
        ("vi", "quân đội Syria", "name", "syr-army"),
        ("vi", "quân đội Ả Rập Syria", "name", "syr-army"),
        ("vi", "quân chính phủ Syria", "name", "syr-forces"),
        ("vi", "không quân Nga", "name", "rus-airforce"),
        ("vi", "bộ quốc phòng Nga", "name", "rus-defence-ministry"),
        ("vi", "lực lượng không gian vũ trụ Nga", "name", "rus-aerospace-forces"),
        ("vi", "phiến quân IS", "name", "is"),
        ("vi", "nhà nước Hồi giáo tự xưng (IS)", "name", "is"),
        ("vi", "lực lượng dân chủ Syria (SDF)", "name", "sdf"),
        ("vi", "lực lượng người Kurd Syria", "name", "syrian-kurds"),
        ("vi", "liên quân do Mỹ dẫn đầu", "name", "us-led-coalition"),
        ("vi", "lực lượng Houthi", "name", "houthis"),
        ("vi", "phong trào Hezbollah", "name", "hezbollah"),
        ("vi", "đài quan sát nhân quyền Syria", "name", "sohr"),
        ("vi", "tổ chức giám sát nhân quyền Syria", "name", "sohr"),
        ("vi", "Liên Hợp Quốc", "name", "un"),
        ("vi", "uỷ ban chữ thập đỏ", "name", "icrc"),
        ("vi", "Thuỵ Điển", "metonym", "swe-government"),
        ("vi", "Mỹ", "metonym", "usa-government"),
        ("vi", "Al - Masdar News", "name", "amn"),
        ("vi", "Hay’ at Tahrir al - Sham", "name", "hts"),
        ("ar", "قسد", "name", "sdf"),
        ("ar", "الجيش التركي", "name", "tur-army"),
        ("ar", "المرصد السوري لحقوق الإنسان", "name", "sohr"),
        ("ar", "تركي", "adjective", "tur-government"),
        ("ru", "российская авиация", "name", "rus-airforce"),
        ("ru", "ИГИЛ", "name", "is"),
        ("ru", "армии Сирии", "name", "syr-army"),
        ("ru", "Москвы", "metonym", "rus-government"),
    ],
)
def test_a_spelling_leads_to_its_actor(
    by_language: dict[str, dict[tuple[str, str], set[str]]],
    language: str,
    alias: str,
    role: str,
    actor_id: str,
) -> None:
    assert by_language[language].get((alias, role)) == {actor_id}


def test_short_forms_of_many_meanings_are_weak(
    by_language: dict[str, dict[tuple[str, str], set[str]]],
) -> None:
    assert by_language["en"]["SNA", "weak"] == {"sna", "som-army"}
    for short in ("PDF", "AA", "PA", "SNA", "ISF", "SAF"):
        assert (short, "name") not in by_language["en"]


def test_no_name_metonym_or_adjective_is_shared(book: Codebook) -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for alias, actor_id, role in book.aliases(["en", "vi", "ar", "ru"]):
        owners.setdefault((alias, role), set()).add(actor_id)
    shared = {
        key: ids
        for key, ids in owners.items()
        if len(ids) > 1
        and key[1] != "weak"
        and any(book.actors[a].overlaps(book.actors[b]) for a in ids for b in ids if a != b)
    }
    assert shared == {}


def test_every_spelling_is_clean_text(book: Codebook) -> None:
    for alias, _, _ in book.aliases(["en", "vi", "ar", "ru"]):
        assert alias == unicodedata.normalize("NFC", " ".join(alias.split()))
        assert not set(alias) & set("{}\x01"), alias
        assert alias


def test_the_languages_asked_for_are_the_ones_given(book: Codebook) -> None:
    english = {alias for alias, _, _ in book.aliases(["en"])}
    assert "Russian army" in english
    assert "quân đội Nga" not in english
    rows = list(book.aliases(["en", "vi"]))
    assert len(rows) == len(set(rows))


def test_lineage_runs_from_a_unit_to_its_government(book: Codebook) -> None:
    assert book.lineage("tiger-forces") == ("tiger-forces", "syr-army", "syr-forces", "syr-government")
    assert book.lineage("amaq") == ("amaq", "is")
    with pytest.raises(CodebookError, match="no actor 'nobody'"):
        book.lineage("nobody")


def test_media_of_a_warring_side_have_that_side_as_parent(book: Codebook) -> None:
    party_media = [actor for actor in book.actors.values() if actor.kind == "party_media"]
    assert {book.actors[a].parent for a in ("amaq", "al-masirah", "al-manar")} == {
        "is",
        "houthis",
        "hezbollah",
    }
    assert all(actor.parent for actor in party_media)


def test_a_territory_change_depends_on_the_side(book: Codebook) -> None:
    advance = book.events["battle.advance"]
    assert {variant.when: variant.sub_event for variant in advance.acled_when} == {
        "actor_is_state": "Government regains territory",
        "actor_is_not_state": "Non-state actor overtakes territory",
    }
    assert book.events["statement.threat"].acled_event is None
    assert book.events["strike.air"].ucdp == (1, 2, 3)


def test_it_is_frozen_and_the_same_every_time(book: Codebook) -> None:
    with pytest.raises(FrozenInstanceError):
        book.version = "x"  # type: ignore[misc]
    again = load()
    assert again.version == book.version
    assert list(again.aliases(["vi"])) == list(book.aliases(["vi"]))


def test_it_loads_quickly() -> None:
    def seconds() -> float:
        start = time.process_time()
        load()
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 0.25
