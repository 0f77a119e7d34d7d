"""Packs are folders of data."""

from pathlib import Path

import pytest

from dateline import pack
from dateline.errors import PackError


def test_there_are_packs_for_english_and_vietnamese() -> None:
    assert {"en", "vi"} <= set(pack.available())


def test_a_pack_holds_its_tables_by_name() -> None:
    english = pack.load("en")
    assert english.code == "en"
    assert english.table("pack")["name"] == "English"
    assert english.table("triggers")["trigger"]


def test_a_language_without_a_pack_is_refused_by_name() -> None:
    with pytest.raises(PackError, match=r"no pack for language 'tlh'; there are packs for .*en.*vi"):
        pack.load("tlh")


def test_a_missing_table_is_named() -> None:
    with pytest.raises(PackError, match=r"pack 'en' has no spells\.toml"):
        pack.load("en").table("spells")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack "xx" with one table."""
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "pack.toml").write_text('name = "Xish"\n', encoding="utf-8")
    monkeypatch.setattr(pack, "packs_folder", lambda: tmp_path)
    return tmp_path / "xx"


def test_a_folder_with_a_pack_toml_is_a_pack(folder: Path) -> None:
    (folder.parent / "notes").mkdir()
    assert pack.available() == ("xx",)
    assert pack.load("xx").table("pack") == {"name": "Xish"}


def test_the_version_changes_with_any_file(folder: Path) -> None:
    first = pack.load("xx").version
    assert pack.load("xx").version == first
    (folder / "examples.jsonl").write_text("\n", encoding="utf-8")
    second = pack.load("xx").version
    (folder / "pack.toml").write_text('name = "Ysh"\n', encoding="utf-8")
    assert len({first, second, pack.load("xx").version}) == 3


def test_the_examples_come_with_the_pack(folder: Path) -> None:
    assert pack.load("xx").examples == ""
    (folder / "examples.jsonl").write_text('{"text": "ờ"}\n', encoding="utf-8")
    assert pack.load("xx").examples == '{"text": "ờ"}\n'


@pytest.mark.parametrize("content", [b"name = ", b'name = "\xff"'])
def test_a_broken_table_is_named(folder: Path, content: bytes) -> None:
    (folder / "times.toml").write_bytes(content)
    with pytest.raises(PackError, match=r"packs/xx/times\.toml is not valid TOML"):
        pack.load("xx")


@pytest.mark.parametrize(
    ("pattern", "forms"),
    [
        ("attack", ["attack"]),
        ("attack{,s,ed}", ["attack", "attacks", "attacked"]),
        ("{re,}t{ake,ook}", ["retake", "retook", "take", "took"]),
        ("tên lửa {hành trình,đạn đạo}", ["tên lửa hành trình", "tên lửa đạn đạo"]),
        ("", [""]),
    ],
)
def test_braces_are_choices(pattern: str, forms: list[str]) -> None:
    assert list(pack.expand(pattern)) == forms
