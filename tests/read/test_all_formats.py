"""Whatever file the same reports come in, the same reports come out."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.read.samples import ARCHIVES, COMPRESSED, FORMATS, Record, as_jsonl

from dateline.model import Reject, Report
from dateline.read import read

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(CHARACTERS, min_size=1, max_size=60) | st.sampled_from(
    [
        'He said: "No, nothing; not\there."\r\nThe end.',
        "Quân đội tiến vào\n\nba ngôi làng.",
        ",;|\t'\"",
        "\ufeffx",
    ]
)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.none() | st.text(CHARACTERS, max_size=8),
            "text": TEXTS,
            "title": st.none() | TEXTS,
            "outlet": st.none() | st.sampled_from(["Radio North", "Đài, Bắc"]),
            "published": st.none()
            | st.sampled_from(["2017-11-17", "2017-11", "2017", "2017-11-17T08:00:00Z"]),
            "url": st.none() | st.just("https://example.org/?a=1&b=2"),
            "lang": st.none() | st.sampled_from(["en", "vi-VN"]),
        }
    ),
    min_size=1,
    max_size=5,
)


def what_is_read(path: Path) -> list[tuple[object, ...]]:
    """All that the input decides: nothing of where it stood."""
    return [
        (item.id, item.text, item.title, item.outlet, item.published, item.url, item.language)
        if isinstance(item, Report)
        else (item.reason, item.report_id)
        for item in read([path])
    ]


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=40)
@given(records=RECORDS)
def test_every_format_gives_the_same_reports(suffix: str, records: list[Record]) -> None:
    with TemporaryDirectory() as name:
        plain, other = Path(name, "plain.jsonl"), Path(name, f"other.{suffix}")
        plain.write_bytes(as_jsonl(records))
        other.write_bytes(FORMATS[suffix](records))
        assert what_is_read(other) == what_is_read(plain)


@pytest.mark.parametrize("container", [*COMPRESSED, *ARCHIVES, "zip in tar", "tar in zip"])
@settings(max_examples=8)
@given(records=RECORDS)
def test_every_container_gives_the_same_reports(container: str, records: list[Record]) -> None:
    with TemporaryDirectory() as name:
        plain = Path(name, "plain.jsonl")
        plain.write_bytes(as_jsonl(records))
        for suffix, write in FORMATS.items():
            path = packed(Path(name), container, f"reports.{suffix}", write(records))
            assert what_is_read(path) == what_is_read(plain)


def packed(folder: Path, container: str, inner: str, raw: bytes) -> Path:
    within, nested, outer = container.partition(" in ")
    if nested:
        inner, raw = f"within.{within}", ARCHIVES[f".{within}"]((f"deep/{inner}", raw))
        container = f".{outer}"
    pack = COMPRESSED.get(container)
    path = folder / f"{inner if pack else 'archive'}{container}"
    path.write_bytes(pack(raw) if pack else ARCHIVES[container]((f"some/{inner}", raw)))
    return path


@pytest.mark.parametrize("suffix", [suffix for suffix in FORMATS if suffix not in ("csv", "tsv")])
def test_formats_are_known_without_their_suffix(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "reports").write_bytes(FORMATS[suffix]([{"id": "a", "text": "One."}]))
    (report,) = read([tmp_path / "reports"])
    assert isinstance(report, Report) and report.text == "One."


@pytest.mark.parametrize("suffix", [f"{form}{pack}" for form in FORMATS for pack in COMPRESSED])
def test_a_file_that_is_cut_short_gives_rejects_and_never_half_a_report(tmp_path: Path, suffix: str) -> None:
    """Wherever it is cut: what comes out is one of the reports that went in."""
    records: list[Record] = [{"id": str(n), "text": f"Report {n} of the cut file." * 3} for n in range(20)]
    form, _, pack = suffix.partition(".")
    raw = COMPRESSED[f".{pack}" if pack else ""](FORMATS[form](records))
    texts = {record["text"] for record in records}
    for cut in range(1, len(raw) - 4, max(1, len(raw) // 7)):
        path = tmp_path / f"cut.{suffix}"
        path.write_bytes(raw[:cut])
        items = list(read([path]))
        whole = [item for item in items if isinstance(item, Report) and item.text in texts]
        assert [report.id for report in whole] == [str(n) for n in range(len(whole))]
        others = [item for item in items if isinstance(item, Report) and item.text not in texts]
        assert len(others) <= (form in ("csv", "tsv"))
        assert others or any(isinstance(item, Reject) for item in items)
