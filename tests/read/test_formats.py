"""The registry of formats."""

from pathlib import Path

import pytest

from dateline.read.formats import FORMATS, Format, choose

DOCUMENT = (Path(__file__).parents[2] / "docs" / "inputs.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("entry", FORMATS, ids=lambda entry: entry.name)
def test_a_format_is_read_in_one_way_and_has_its_place_in_the_document(entry: Format) -> None:
    ways = (entry.read, entry.members, entry.expand, entry.refuse)
    assert sum(way is not None for way in ways) == 1
    if not entry.refuse:
        assert f"`{entry.suffixes[0]}`" in DOCUMENT
        assert all(choose(f"a{suffix}", b"?").name == entry.name for suffix in entry.suffixes)


@pytest.mark.parametrize(
    ("name", "head", "known"),
    [
        ("a.csv", b"PK\x03\x04", "zip"),
        ("a.xlsx", b"PK\x03\x04", "Excel"),
        ("a.json", b"\x1f\x8b", "gzip"),
        ("A.JSONL", b"{", "JSON Lines"),
        ("a.txt", b"<html>", "text"),
        ("a", b"\xef\xbb\xbf  <!DOCTYPE html>", "HTML"),
        ("a", b'[{"text"', "JSON"),
        ("a", b"x" * 257 + b"ustar", "tar"),
        ("a", b"BZh91AY&SY", "bzip2"),
        ("a", b"", "text"),
        ("-", b"PAR1", "Parquet"),
    ],
)
def test_magic_goes_before_the_suffix_and_the_suffix_before_looks(name: str, head: bytes, known: str) -> None:
    assert choose(name, head).name == known
