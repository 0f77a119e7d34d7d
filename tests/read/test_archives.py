"""Zip and tar: what is in them, what is refused, and what breaks."""

import gzip
import io
import struct
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from tests.read.samples import ARCHIVES, COMPRESSED, as_jsonl, tarred, zipped

from dateline.model import Reject, Report
from dateline.read import ReadOptions, read

LINES = as_jsonl([{"id": str(n), "text": f"Report number {n}."} for n in range(3)])
PAGE = (
    b"<html><head><title>T</title></head><body><article><p>"
    + b"The army entered. " * 20
    + b"</p></article></body></html>"
)


def read_all(path: Path, raw: bytes, **options: int) -> list[Report | Reject]:
    path.write_bytes(raw)
    return list(read([path], options=ReadOptions(**options)))  # type: ignore[arg-type]


def origins(items: list[Report | Reject], path: Path) -> list[str]:
    return [item.origin.removeprefix(str(path)) for item in items if isinstance(item, Report)]


def reasons(items: list[Report | Reject], path: Path) -> list[tuple[str, str]]:
    return [(item.origin.removeprefix(str(path)), item.reason) for item in items if isinstance(item, Reject)]


@pytest.mark.parametrize("kind", ARCHIVES)
def test_members_are_inputs_of_their_own(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a{kind}"
    members = [
        ("x/a.txt", b"One."),
        ("b.jsonl.gz", gzip.compress(LINES)),
        ("c.html", PAGE),
        ("d.png", b"\x89PNG"),
    ]
    items = read_all(path, ARCHIVES[kind](*members))
    assert origins(items, path) == ["!/x/a.txt", *(f"!/b.jsonl.gz:{n}" for n in (1, 2, 3)), "!/c.html"]
    assert reasons(items, path) == [("!/d.png", "not text: a PNG image")]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_names_that_point_out_of_the_archive_are_refused(tmp_path: Path, pack: object) -> None:
    names = ["../a.txt", "x/../../a.txt", "/etc/a.txt", "C:\\a.txt", "good.txt"]
    path = tmp_path / "a"
    items = read_all(path, pack(*((name, name.encode()) for name in names)))  # type: ignore[operator]
    assert origins(items, path) == ["!/good.txt"]
    found = reasons(items, path)
    assert [reason for _, reason in found] == ["its name points out of the archive (../)"] * 2 + [
        "its name is absolute"
    ] * 2
    assert sorted(tmp_path.iterdir()) == [path]


def test_what_systems_put_beside_the_files_is_passed_over(tmp_path: Path) -> None:
    names = [".DS_Store", "__MACOSX/._a.txt", "x/.git/config", "x/a.txt"]
    path = tmp_path / "a.zip"
    items = read_all(path, zipped(*((name, b"Text.") for name in names)))
    assert [item.origin for item in items] == [f"{path}!/x/a.txt"]


def test_links_and_odd_names_in_a_tar(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT, encoding="latin-1") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        info = tarfile.TarInfo("caf\xe9.txt")
        info.size = 4
        archive.addfile(info, io.BytesIO(b"Text"))
    path = tmp_path / "a.tar"
    items = read_all(path, out.getvalue())
    assert reasons(items, path) == [("!/link.txt", "it is a link or device, not a file")]
    assert origins(items, path) == ["!/caf\\udce9.txt"]


def test_an_encrypted_member_is_set_aside(tmp_path: Path) -> None:
    raw = bytearray(zipped(("a.txt", b"Secret."), ("b.txt", b"Open.")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.index(mark) + offset
        struct.pack_into("<H", raw, at, struct.unpack_from("<H", raw, at)[0] | 1)
    path = tmp_path / "a.zip"
    items = read_all(path, bytes(raw))
    assert reasons(items, path) == [("!/a.txt", "it is encrypted")]
    assert origins(items, path) == ["!/b.txt"]


def test_archives_are_opened_once_within_another(tmp_path: Path) -> None:
    once = zipped(("in.tar", tarred(("a.txt", b"Deep."))))
    path = tmp_path / "a.zip"
    assert origins(read_all(path, once), path) == ["!/in.tar!/a.txt"]
    items = read_all(path, zipped(("b.txt", b"Beside."), ("once.zip", once)))
    assert origins(items, path) == ["!/b.txt"]
    assert reasons(items, path) == [
        ("!/once.zip!/in.tar", "an archive in an archive in an archive is not read; unpack it")
    ]


def test_compression_within_compression_ends_somewhere(tmp_path: Path) -> None:
    raw = b"Text."
    for _ in range(10):
        raw = gzip.compress(raw)
    path = tmp_path / "a.gz"
    ((_, reason),) = reasons(read_all(path, raw), path)
    assert "layers" in reason


@pytest.mark.parametrize("kind", [".tar", ".tar.gz"])
def test_a_tar_that_is_cut_gives_what_comes_before(tmp_path: Path, kind: str) -> None:
    members = [(f"{n}.txt", sha256(b"%d" % n).hexdigest().encode() * 20) for n in range(30)]
    whole = ARCHIVES[kind](*members)
    path = tmp_path / f"a{kind}"
    for cut in range(len(whole) // 3, len(whole) * 3 // 4, max(1, len(whole) // 9)):
        items = read_all(path, whole[:cut])
        found = origins(items, path)
        assert found == [f"!/{name}" for name, _ in members[: len(found)]] and found
        assert any(origin == "" for origin, _ in reasons(items, path))


def test_a_tar_that_is_cut_between_two_members_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    items = read_all(path, tarred(("a.txt", b"One."), ("b.txt", b"Two."))[:1024])
    assert origins(items, path) == ["!/a.txt"]
    ((origin, reason),) = reasons(items, path)
    assert origin == "" and "cut short" in reason


def test_a_zip_that_is_cut_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    ((origin, reason),) = reasons(read_all(path, zipped(("a.txt", b"One."))[:-9]), path)
    assert origin == "" and reason.startswith("no zip archive, or one that is cut short")


def test_a_damaged_member_leaves_the_others(tmp_path: Path) -> None:
    raw = bytearray(zipped(("a.txt", b"abcdefghij" * 50), ("b.txt", b"Good.")))
    raw[raw.index(b"a.txt") + 8] ^= 255
    path = tmp_path / "a.zip"
    items = read_all(path, bytes(raw))
    assert origins(items, path) == ["!/b.txt"]
    assert [origin for origin, _ in reasons(items, path)] == ["!/a.txt"]


@pytest.mark.parametrize("kind", [kind for kind in COMPRESSED if kind])
def test_a_bomb_is_refused_by_its_ratio_and_the_limit_can_be_raised(tmp_path: Path, kind: str) -> None:
    raw = COMPRESSED[kind](b" " * (20 << 20))
    path = tmp_path / f"a.jsonl{kind}"
    ((_, reason),) = reasons(read_all(path, raw), path)
    assert "more than 200 times its size (max_ratio)" in reason
    ((_, reason),) = reasons(read_all(path, raw, max_ratio=10_000_000), path)
    assert reason == "a line of more than 2,000,000 characters (max_chars)"


def test_a_bomb_in_a_zip_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    items = read_all(path, zipped(("a.jsonl", b" " * (20 << 20)), ("b.txt", b"Good.")))
    assert origins(items, path) == ["!/b.txt"]
    assert "max_ratio" in reasons(items, path)[0][1]


def test_what_an_archive_expands_to_in_all_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    items = read_all(
        path, zipped(*((f"{n}.txt", str(n).encode() * 400) for n in range(9))), max_expanded=1000
    )
    assert origins(items, path) == ["!/0.txt", "!/1.txt"]
    ((origin, reason),) = reasons(items, path)
    assert origin == "" and "max_expanded" in reason


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_the_number_of_members_is_limited(tmp_path: Path, pack: object) -> None:
    path = tmp_path / "a"
    raw = pack(*((f"{n}.txt", f"Text {n}.".encode()) for n in range(9)))  # type: ignore[operator]
    items = read_all(path, raw, max_members=3)
    assert len(origins(items, path)) == 3
    assert "max_members" in reasons(items, path)[0][1]


def test_a_zip_with_a_table_of_contents_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    raw = zipped(*((f"{n}{'x' * 300}.txt", f"Text {n}.".encode()) for n in range(3)))
    ((origin, reason),) = reasons(read_all(path, raw, max_members=3), path)
    assert origin == "" and "max_members" in reason
    assert len(read_all(path, raw, max_members=30)) == 3


def test_what_must_be_held_is_limited(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.txt", "x" * 5000)
    path = tmp_path / "a.tar"
    ((origin, reason),) = reasons(read_all(path, tarred(("b.zip", inner.getvalue())), max_held=4000), path)
    assert origin == "!/b.zip" and "max_held" in reason
