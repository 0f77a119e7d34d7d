"""What is added is found and merged; taking it out gives back the earlier state byte for byte."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dateline.errors import GazetteerError
from dateline.gazetteer import Gazetteer, added, build, open_gazetteer, shelf
from dateline.gazetteer.distance import kilometres

Saved = Callable[..., Path]
HEAD = "name|lat|lon|names|country"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def add(path: Path, **options: object) -> None:
    added.add(added.prepare(path, **options))  # type: ignore[arg-type]


def test_a_place_that_was_added_is_found_by_all_its_names(home: Path, saved: Saved) -> None:
    add(saved(HEAD, "Tell Quzah|36.31|36.87|تل قزاح;Tal Kuzah|SY"))
    whole = open_gazetteer()
    for name in ("Tell Quzah", "تل قزاح", "tal-kuzah", "Tel Qouzah"):
        (found,) = whole.lookup(name)
        assert (found.gazetteer_id, found.country, found.admin1) == ("dl:villages/tell-quzah", "SY", "SY.09")
    assert whole.lookup("Aleppo") == Gazetteer.open().lookup("Aleppo")


def test_a_place_that_is_known_gets_the_new_names_and_is_not_doubled(home: Path, saved: Saved) -> None:
    merged = added.add(added.prepare(saved(HEAD, "Halab|36.21|37.15|Xeleb;Aleppo|SY", "Bakhmut|48.6|38||UA")))
    assert (merged.new, merged.known, merged.renamed) == (0, 2, 1)
    whole = open_gazetteer()
    (found,) = whole.lookup("Xeleb")
    assert (found.gazetteer_id, found.name, found.lat, found.population) == (
        "gn:3",
        "Aleppo",
        36.2,
        2_100_000,
    )
    assert [c.gazetteer_id for c in whole.lookup("Halab")] == ["gn:3"]


@pytest.mark.parametrize(
    "line",
    ["Halab|35.0|37.16||SY", "Halab 2|36.2|37.16||SY", "Quarter of Halab|36.2|37.16|Halab|SY|district"],
)
def test_what_lies_elsewhere_or_is_called_or_ranked_otherwise_is_a_place_of_its_own(
    home: Path, saved: Saved, line: str
) -> None:
    merged = added.add(added.prepare(saved(f"{HEAD}|level", line)))
    assert (merged.new, merged.known) == (1, 0)


def test_the_id_of_geonames_tells_a_known_place_whatever_it_is_called(home: Path, tmp_path: Path) -> None:
    cells = ["3", "Beroea", "", "", "36.9", "37.9", "P", "PPL", "SY", "", "09", *[""] * 8]
    (tmp_path / "SY.txt").write_text("\t".join(cells))
    add(tmp_path / "SY.txt")
    assert [c.gazetteer_id for c in open_gazetteer().lookup("Beroea")] == ["gn:3"]


def test_an_exact_name_outdoes_one_that_only_meets_loosely(home: Path, saved: Saved) -> None:
    add(saved(HEAD, "Dimashk|33.0|36.0||SY"))
    assert [c.gazetteer_id for c in open_gazetteer().lookup("Dimashk")] == ["dl:villages/dimashk"]
    assert [c.gazetteer_id for c in open_gazetteer().lookup("Dimashq")] == ["gn:4"]


def test_answers_come_best_known_first(home: Path, saved: Saved) -> None:
    add(saved(f"{HEAD}|population", "Damascus|36.1|37||SY|", "Bakhmut|33|36||SY|90000000"))
    assert [c.gazetteer_id for c in open_gazetteer().lookup("Damascus")] == ["gn:4", "dl:villages/damascus"]
    assert [c.gazetteer_id for c in open_gazetteer().lookup("Bakhmut")] == ["dl:villages/bakhmut", "gn:6"]


def test_a_second_gazetteer_is_compared_with_the_first(home: Path, saved: Saved) -> None:
    add(saved(HEAD, "Tell Quzah|36.31|36.87||SY", name="a.tsv"))
    add(saved(HEAD, "Tell Quzah|36.32|36.87|Kuzah Hill|SY", name="b.tsv"))
    whole = open_gazetteer()
    assert [c.gazetteer_id for c in whole.lookup("Kuzah Hill")] == ["dl:a/tell-quzah"]
    assert [c.gazetteer_id for c in whole.lookup("Tell Quzah")] == ["dl:a/tell-quzah"]
    assert list(whole.versions()) == ["gazetteer", "gazetteer:a", "gazetteer:b"]


def test_the_order_of_adding_does_not_show(home: Path, saved: Saved) -> None:
    one = saved(HEAD, "Tell Quzah|36.31|36.87||SY", name="a.tsv")
    two = saved(HEAD, "Tell Quzah|36.32|36.87|Kuzah Hill|SY", name="b.tsv")
    add(one)
    add(two)
    before = tree(home / "data"), tree(home / "cache")
    added.remove("a")
    added.remove("b")
    add(two)
    add(one)
    open_gazetteer()
    assert (tree(home / "data"), tree(home / "cache")) == before


@pytest.mark.parametrize("others", [(), ("zzz.tsv",), ("aaa.tsv", "zzz.tsv")])
def test_removing_gives_back_the_earlier_state(home: Path, saved: Saved, others: tuple[str, ...]) -> None:
    for n, name in enumerate(others):
        add(saved(HEAD, f"Somewhere {n}|36.5|37.{n}||SY", name=name))
    before = tree(home / "data"), tree(home / "cache")
    add(saved(HEAD, "Tell Quzah|36.31|36.87||SY", "Somewhere 0|36.5|37.0|Elsewhere|SY"))
    assert tree(home / "data") != before[0]
    added.remove("villages")
    assert (tree(home / "data"), tree(home / "cache")) == before
    assert (home / "data" / "gazetteers").exists() == bool(others)


def test_a_gazetteer_is_put_in_place_of_one_of_the_same_name(home: Path, saved: Saved) -> None:
    add(saved(HEAD, "Old Place|36.31|36.87||SY"))
    add(saved(HEAD, "New Place|36.31|36.87||SY"))
    whole = open_gazetteer()
    assert not whole.lookup("Old Place") and whole.lookup("New Place")
    assert len(list((home / "cache" / "dateline").iterdir())) == 1


def test_chosen_ones_are_used_instead_of_those_that_were_added(home: Path, saved: Saved) -> None:
    add(saved(HEAD, "Tell Quzah|36.31|36.87||SY"))
    once = saved(HEAD, "Kafr Once|36.4|36.9||SY", name="once.tsv")
    names = ("Tell Quzah", "Kafr Once")
    found = {
        only: [bool(answer) for answer in open_gazetteer(only and only.split("+")).find(names)]
        for only in (None, "none", "villages", str(once), f"villages+{once}")
    }
    assert list(found.values()) == [[True, False], [False, False], [True, False], [False, True], [True, True]]
    assert shelf.names() == ["villages"]
    with pytest.raises(GazetteerError, match="'nowhere' is neither a file nor a gazetteer that was added"):
        open_gazetteer(["nowhere"])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ["A1a|36.1|37||SY", "B1b|361|37||SY"],
            r"nothing was added; 1 of 2 places .*\n  line 3: lat 361 is out",
        ),
        (
            ["A1a|37|33.1||SY", "B1b|38|33.2||SY", "C1c|36|36||SY"],
            "lat and lon look swapped in 2 of 3 places",
        ),
        ([], "holds no place that could be added"),
    ],
)
def test_a_bad_file_adds_nothing(home: Path, saved: Saved, lines: list[str], told: str) -> None:
    with pytest.raises(GazetteerError, match=told):
        add(saved(HEAD, *lines))
    assert not (home / "data").exists() and not (home / "cache").exists()


def test_swapped_columns_are_refused_even_when_bad_lines_may_be_left_out(home: Path, saved: Saved) -> None:
    with pytest.raises(GazetteerError, match="look swapped"):
        add(saved(HEAD, "A1a|121.5|16.4||", "B1b|120.1|15.2||"), skip_bad=True)


def test_ten_bad_lines_are_named_and_the_others_counted(home: Path, saved: Saved) -> None:
    with pytest.raises(GazetteerError) as caught:
        add(saved(HEAD, *[f"A{n}|361|37||SY" for n in range(12)]))
    assert "line 11: " in str(caught.value) and "line 12: " not in str(caught.value)
    assert "and 2 more" in str(caught.value)


def test_a_folder_that_cannot_be_written_keeps_nothing(
    home: Path, saved: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv(shelf.VARIABLE, str(home / "file" / "gazetteers"))
    with pytest.raises(GazetteerError, match="DATELINE_GAZETTEERS"):
        add(saved(HEAD, "Tell Quzah|36.31|36.87||SY"))
    assert tree(home / "cache") == {}


def test_a_damaged_gazetteer_is_told_and_can_be_taken_out(home: Path, saved: Saved) -> None:
    add(saved(HEAD, "Tell Quzah|36.31|36.87||SY"))
    path = home / "data" / "gazetteers" / "villages.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Quzah", b"Quzaj"))
    for folder in (home / "cache" / "dateline").iterdir():
        folder.rename(folder.with_name("aside"))
    with pytest.raises(GazetteerError, match="is damaged: it is not what was written; take it out"):
        open_gazetteer()
    path.write_bytes(b"{}\n")
    with pytest.raises(GazetteerError, match="is damaged"):
        open_gazetteer()
    added.remove("villages")
    assert not open_gazetteer().added


@pytest.mark.parametrize("name", ["none", "built-in", "A b", "../x", ""])
def test_names_that_no_gazetteer_may_bear(home: Path, saved: Saved, name: str) -> None:
    with pytest.raises(GazetteerError, match="cannot name a gazetteer"):
        added.prepare(saved(HEAD, "A1a|36.1|37||SY"), name=name)


LETTERS = "abcdefghiklmnoprstuvyzáâēīōūñşğ" + "бвгдеёжзиклмнорстуч" + "ابتجحدرزسشعغفقكلمنهوي" + "ăâđêôơưạốề"
WORDS = st.text(alphabet=LETTERS, min_size=4, max_size=9).map(str.capitalize)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
PLACES = st.lists(
    st.tuples(st.floats(32.5, 37), st.floats(36, 42), st.lists(NAMES, min_size=1, max_size=4)),
    min_size=1, max_size=6,
)  # fmt: skip


def spellings(name: str) -> set[str]:
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return {
        name, name.upper(), name.lower(), name.replace(" ", "-"), f" {name} ", bare, name.replace(" ", " - "),
        unicodedata.normalize("NFD", name),
    }  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PLACES)
def test_each_name_in_each_spelling_leads_to_its_place_until_it_is_removed(
    home: Path, little: Path, places: list[tuple[float, float, list[str]]]
) -> None:
    assume(build.default_folder() == little)
    before = tree(home)
    path = home.parent / f"{home.name}.tsv"
    lines = [f"{names[0]}\t{lat}\t{lon}\t{'|'.join(names[1:])}\tSY" for lat, lon, names in places]
    path.write_text("\n".join(["name\tlat\tlon\tnames\tcountry", *lines]), encoding="utf-8")
    add(path, name="mine")
    whole = open_gazetteer()
    for lat, lon, names in places:
        for spelling in set().union(*map(spellings, names)):
            points = [kilometres(lat, lon, c.lat, c.lon) for c in whole.lookup(spelling)]
            assert points and min(points) < 6, spelling
    added.remove("mine")
    assert tree(home) == before
