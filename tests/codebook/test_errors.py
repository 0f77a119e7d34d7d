"""What a broken codebook is told: one small valid book on disk, broken in one place at a time."""

from pathlib import Path

import pytest

from dateline.codebook import load
from dateline.errors import CodebookError

EVENTS = """
[vocabulary]
plover = ["ASSAULT"]
[vocabulary.acled]
"Battles" = ["Armed clash"]
[vocabulary.conditions]
actor_is_state = "a state acts"
[events."battle.clash"]
name = "Clash"
definition = "Two sides fight."
acled_event = "Battles"
acled_sub_event = "Armed clash"
plover = "ASSAULT"
cameo_root = "19"
ucdp = [1]
example = "They fought."
"""
FORCES = """
[adjectives]
en = ["{adjective}"]
[force.army]
name = "{adjective} army"
kind = "state_force"
parent = "government"
templates.en = ["{adjective} {army,tanks}"]
"""
STATE = """
[utopia-government]
name = "Utopian government"
kind = "government"
land.en = ["Utopia"]
adjectives.en = ["Utopian"]
"""
GROUP = """
[reds]
name = "The Reds"
kind = "armed_group"
since = 2010
until = 2012
parent = "utopia-government"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "actors").mkdir()
    (tmp_path / "events.toml").write_text(EVENTS)
    (tmp_path / "forces.toml").write_text(FORCES)
    (tmp_path / "actors" / "states.toml").write_text(STATE)
    (tmp_path / "actors" / "groups.toml").write_text(GROUP)
    return tmp_path


def add(folder: Path, text: str) -> None:
    (folder / "actors" / "more.toml").write_text(text)


def test_the_small_book_is_sound(folder: Path) -> None:
    book = load(folder)
    assert set(book.actors) == {"utopia-government", "utopia-army", "reds"}
    assert {alias for alias, actor_id, _ in book.aliases(["en"]) if actor_id == "utopia-army"} == {
        "Utopian army",
        "Utopian tanks",
    }


def test_a_change_of_any_file_changes_the_version(folder: Path) -> None:
    before = load(folder).version
    add(folder, '[blues]\nname = "The Blues"\nkind = "militia"\n')
    assert load(folder).version != before


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('[reds]\nname = "Reds again"\nkind = "militia"\n', "'reds' is already in another file"),
        ('[blues]\nname = "The Reds"\nkind = "militia"\n', "'The Reds' is a name of both 'reds' and 'blues'"),
        ('[blues]\nname = "Blues"\nkind = "militia"\nparent = "greens"\n', "unknown parent 'greens'"),
        ('[blues]\nname = "Blues"\nkind = "pirate"\n', "unknown kind 'pirate'"),
        ('[blues]\nkind = "militia"\n', "has no name"),
        ('[blues]\nname = "Blues"\nkind = "militia"\nsince = "2011"\n', "since must be a year"),
        ('[blues]\nname = "Blues"\nkind = "militia"\nalias = 1\n', "unknown fields .'alias'."),
        ('[blues]\nname = "Blues"\nkind = "militia"\naliases.xx = ["B"]\n', "by language"),
        ('[blues]\nname = "Blues"\nkind = "militia"\naliases.en = "B"\n', "a list of spellings"),
        ('[blues]\nname = "Blues"\nkind = "militia"\naliases.en = ["B{a,{b,c}}"]\n', "nested"),
        ('["Big Blues"]\nname = "Blues"\nkind = "militia"\n', "no entry with an id"),
        ('[blues]\nname = "Blues"\nkind = "militia"\nparent = "blues"\n', "its own ancestor"),
        ('[blues]\nname = "Blues"\nname = "Blues"\n', "more.toml of the codebook is not valid TOML"),
    ],
)
def test_a_broken_actor_is_refused(folder: Path, entry: str, message: str) -> None:
    add(folder, entry)
    with pytest.raises(CodebookError, match=message):
        load(folder)


def test_two_actors_may_share_a_name_in_different_years(folder: Path) -> None:
    add(folder, '[new-reds]\nname = "The Reds"\nkind = "militia"\nsince = 2013\n')
    assert "new-reds" in load(folder).actors


def test_two_actors_may_share_a_weak_name(folder: Path) -> None:
    add(
        folder,
        '[a]\nname = "Army A"\nkind = "militia"\nweak.en = ["XA"]\n'
        '[b]\nname = "Army B"\nkind = "militia"\nweak.en = ["XA"]\n',
    )
    rows = set(load(folder).aliases(["en"]))
    assert {("XA", "a", "weak"), ("XA", "b", "weak")} <= rows


def test_a_name_and_an_adjective_may_be_spelt_alike(folder: Path) -> None:
    add(folder, '[blues]\nname = "Utopian"\nkind = "media"\n')
    rows = set(load(folder).aliases(["en"]))
    assert {("Utopian", "blues", "name"), ("Utopian", "utopia-government", "adjective")} <= rows


def test_a_written_spelling_is_not_given_to_a_force_too(folder: Path) -> None:
    add(folder, '[tank-corps]\nname = "Utopian tanks"\nkind = "state_force"\nparent = "utopia-army"\n')
    owners = {actor_id for alias, actor_id, _ in load(folder).aliases(["en"]) if alias == "Utopian tanks"}
    assert owners == {"tank-corps"}


def test_an_entry_for_a_made_force_keeps_both_names(folder: Path) -> None:
    add(folder, '[utopia-army]\nname = "Utopian Guard"\nkind = "state_force"\n')
    book = load(folder)
    assert book.actors["utopia-army"].generated is False
    assert book.actors["utopia-army"].parent == "utopia-government"
    names = {alias for alias, actor_id, _ in book.aliases(["en"]) if actor_id == "utopia-army"}
    assert names == {"Utopian Guard", "Utopian army", "Utopian tanks"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('example = "They fought."', "", "lacks example"),
        ('acled_event = "Battles"\n', "", "lacks acled_event"),
        ('plover = "ASSAULT"\ncameo', 'plover = ""\ncameo', "lacks plover"),
        ("ucdp = [1]", "", "lacks ucdp"),
        ('sub_event = "Armed clash"', 'sub_event = "Brawl"', "ACLED has no 'Battles' / 'Brawl'"),
        ('plover = "ASSAULT"\ncameo', 'plover = "HIT"\ncameo', "PLOVER has no category 'HIT'"),
        (
            "ucdp = [1]",
            'ucdp = [1]\nacled_when = [{ when = "it_rains", event = "Battles", sub_event = "Armed clash" }]',
            "unknown conditions .'it_rains'.",
        ),
        ("ucdp = [1]", "ucdp = [4]", "UCDP knows"),
        ("ucdp = [1]", 'ucdp = [1]\nacled_when = [{ when = "x" }]', "acled_when needs"),
        ("ucdp = [1]", "ucdp = [1]\nnote = 2", "unknown fields .'note'."),
    ],
)
def test_a_broken_event_is_refused(folder: Path, old: str, new: str, message: str) -> None:
    assert old in EVENTS
    (folder / "events.toml").write_text(EVENTS.replace(old, new))
    with pytest.raises(CodebookError, match=message):
        load(folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"{adjective} {army,tanks}"', '"the {army,tanks}"', "needs one of"),
        ('"{adjective} {army,tanks}"', '"{adjective} of {country}"', "needs one of"),
        ("{army,tanks}", "{army,{tanks,guns}}", "nested"),
        ("templates.en", "templates.xx", "lists by language"),
        ('parent = "government"', "", "lacks parent"),
        ('kind = "state_force"', 'kind = "fleet"', "unknown kind 'fleet'"),
    ],
)
def test_a_broken_template_is_refused(folder: Path, old: str, new: str, message: str) -> None:
    assert old in FORCES
    (folder / "forces.toml").write_text(FORCES.replace(old, new))
    with pytest.raises(CodebookError, match=message):
        load(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "forces.toml").unlink()
    with pytest.raises(CodebookError, match=r"no readable forces\.toml"):
        load(folder)
