"""Archives of the web."""

import gzip
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dateline.model import Reject, Report
from dateline.read import ReadOptions, read

PARAGRAPH = (
    "The army entered {} on Monday, and residents told a reporter that they had seen tanks on the road."
)


def html(place: str) -> bytes:
    body = "".join(f"<p>{PARAGRAPH.format(place)} It was the {n}th time.</p>" for n in range(3))
    head = f"<head><title>Army in {place}</title></head>"
    return f"<html>{head}<body><article>{body}</article></body></html>".encode()


def http(status: str = "200 OK", kind: str = "text/html; charset=utf-8", **others: str) -> StatusAndHeaders:
    headers = [("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in others.items())]
    return StatusAndHeaders(status, headers, protocol="HTTP/1.1")


def archive(*records: tuple[str, str, bytes, StatusAndHeaders | None], packed: bool) -> list[bytes]:
    """The records' bytes, one by one, as another program writes them."""
    pieces = []
    for kind, url, payload, headers in records:
        out = io.BytesIO()
        writer = WARCWriter(out, gzip=packed)
        writer.write_record(
            writer.create_warc_record(
                url, kind, payload=io.BytesIO(payload), length=len(payload), http_headers=headers
            )
        )
        pieces.append(out.getvalue())
    return pieces


PAGES = [
    ("response", f"https://news.example/{place}", html(place), http())
    for place in ("Arden", "Borin", "Celle")
]


def read_file(path: Path, raw: bytes, **options: Any) -> tuple[list[Report], list[Reject], list[str]]:
    path.write_bytes(raw)
    notes: list[str] = []
    items = list(read([path], options=ReadOptions(note=lambda _, note: notes.append(note), **options)))
    reports = [item for item in items if isinstance(item, Report)]
    return reports, [item for item in items if isinstance(item, Reject)], notes


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "crawl"])
def test_pages_of_an_archive(tmp_path: Path, name: str) -> None:
    reports, rejects, _ = read_file(tmp_path / name, b"".join(archive(*PAGES, packed=name.endswith("gz"))))
    assert not rejects
    assert [report.url for report in reports] == [url for _, url, _, _ in PAGES]
    assert [report.title for report in reports] == ["Army in Arden", "Army in Borin", "Army in Celle"]
    assert reports[0].origin == f"{tmp_path / name}#1"
    assert reports[0].outlet == "news.example"


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    records = [
        PAGES[0],
        ("response", "https://news.example/x.png", b"\x89PNG", http(kind="image/png")),
        ("response", "https://news.example/old", b"", http("301 Moved", Location="/new")),
        ("response", "https://news.example/none", html("Nowhere"), http("404 Not Found")),
        (
            "request",
            "https://news.example/Arden",
            b"",
            StatusAndHeaders("GET /Arden HTTP/1.1", [], is_http_request=True),
        ),
        ("revisit", "https://news.example/Arden", b"", http()),
        ("metadata", "https://news.example/Arden", b"a: b", None),
    ]
    reports, rejects, notes = read_file(tmp_path / "a.warc.gz", b"".join(archive(*records, packed=True)))
    assert (len(reports), rejects) == (1, [])
    (note,) = notes
    assert note.startswith("7 records; passed over: ")
    for kind in ("1 image/png", "1 status 301", "1 status 404", "1 request", "1 revisit", "1 metadata"):
        assert kind in note


def test_texts_and_saved_pages_are_read_too(tmp_path: Path) -> None:
    text = PARAGRAPH.format("Dorne")
    records = [
        ("resource", "https://news.example/Arden", html("Arden"), None),
        ("response", "https://news.example/d.txt", text.encode("latin-1"), http(kind="text/plain")),
    ]
    pieces = archive(*records, packed=False)
    pieces[0] = pieces[0].replace(b"application/warc-record", b"text/html")
    reports, _, _ = read_file(tmp_path / "a.warc", b"".join(pieces))
    assert text in [report.text for report in reports]


@pytest.mark.parametrize("coding", ["gzip", "chunked", "claimed"])
def test_bodies_as_they_were_sent(tmp_path: Path, coding: str) -> None:
    page = html("Arden")
    if coding == "gzip":
        record = ("response", "https://a.example/", gzip.compress(page), http(Content_Encoding="gzip"))
    else:
        chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page) if coding == "chunked" else page
        record = ("response", "https://a.example/", chunks, http(Transfer_Encoding="chunked"))
    reports, rejects, _ = read_file(tmp_path / "a.warc", b"".join(archive(record, packed=False)))
    assert not rejects and PARAGRAPH.format("Arden") in reports[0].text


@pytest.mark.parametrize("packed", [False, True])
def test_a_record_that_is_cut_is_set_aside_and_the_next_is_read(tmp_path: Path, packed: bool) -> None:
    pieces = archive(*PAGES, packed=packed)
    pieces[1] = pieces[1][: len(pieces[1]) // 2 + 40]
    reports, rejects, _ = read_file(tmp_path / ("a.warc.gz" if packed else "a.warc"), b"".join(pieces))
    assert [report.title for report in reports] == ["Army in Arden", "Army in Celle"]
    assert rejects and all("broken record" in reject.reason for reject in rejects)
    assert "#2" in rejects[0].origin


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_that_is_cut_says_so(tmp_path: Path, packed: bool) -> None:
    raw = b"".join(archive(*PAGES, packed=packed))[:-150]
    reports, (reject,), _ = read_file(tmp_path / ("a.warc.gz" if packed else "a.warc"), raw)
    assert [report.title for report in reports] == ["Army in Arden", "Army in Borin"]
    assert "cut short" in reject.reason


def test_a_flipped_bit_in_a_compressed_record_costs_that_record(tmp_path: Path) -> None:
    pieces = archive(*PAGES, packed=True)
    broken = bytearray(pieces[1])
    broken[len(broken) // 2] ^= 0x10
    reports, rejects, _ = read_file(tmp_path / "a.warc.gz", pieces[0] + bytes(broken) + pieces[2])
    assert [report.title for report in reports] == ["Army in Arden", "Army in Celle"]
    assert rejects


def test_a_digest_that_does_not_fit_is_told_beside_the_report(tmp_path: Path) -> None:
    raw = (
        b"".join(archive(PAGES[0], packed=False))
        .replace(b"3th time", b"3th Time")
        .replace(b"2th time", b"2th Time")
    )
    (report,), (reject,), _ = read_file(tmp_path / "a.warc", raw)
    assert reject.report_id == report.id and "do not fit its digest" in reject.reason


def test_a_record_over_the_limit_is_passed_over(tmp_path: Path) -> None:
    big = ("response", "https://news.example/big", html("x" * 40_000), http())
    raw = b"".join(archive(PAGES[0], big, PAGES[2], packed=True))
    reports, (reject,), _ = read_file(tmp_path / "a.warc.gz", raw, max_chars=10_000)
    assert [report.title for report in reports] == ["Army in Arden", "Army in Celle"]
    assert "the limit is 40,000 bytes" in reject.reason


def test_a_bomb_ends_at_the_limit(tmp_path: Path) -> None:
    raw = gzip.compress(b"WARC/1.0\r\nContent-Length: 90000000\r\n\r\n" + b"\0" * 90_000_000, 9)
    _, (reject,), _ = read_file(tmp_path / "a.warc.gz", raw, max_expanded=1_000_000)
    assert "max_expanded" in reject.reason


@pytest.mark.parametrize(
    "raw", [b"", b"WARC/1.0\r\n\r\n", b"no archive\n", b"WARC/1.0\r\nContent-Length: x\r\n\r\n"]
)
def test_a_file_without_records(tmp_path: Path, raw: bytes) -> None:
    reports, rejects, _ = read_file(tmp_path / "a.warc", raw)
    assert not reports and rejects


def test_a_wacz_is_a_zip_of_archives(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as wacz:
        wacz.writestr("archive/data.warc.gz", b"".join(archive(*PAGES, packed=True)))
        wacz.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        wacz.writestr("datapackage.json", "{}")
    reports, rejects, _ = read_file(tmp_path / "a.wacz", (tmp_path / "a.wacz").read_bytes())
    assert (len(reports), rejects) == (3, [])
    assert reports[0].origin == f"{tmp_path / 'a.wacz'}!/archive/data.warc.gz#1"


def test_a_zip_that_only_calls_itself_wacz(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as wacz:
        wacz.writestr("a.txt", "text")
    _, (reject,), _ = read_file(tmp_path / "a.wacz", out.getvalue())
    assert "holds no folder archive/" in reject.reason


def test_ranges_lead_into_the_record(tmp_path: Path) -> None:
    (report,), _, _ = read_file(tmp_path / "a.warc", b"".join(archive(PAGES[0], packed=False)))
    assert report.page and report.page.sha256 == hashlib.sha256(html("Arden")).hexdigest()
