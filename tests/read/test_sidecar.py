"""A sidecar says what the user knows of each file."""

from pathlib import Path

import pytest
from tests.read.samples import zipped

from dateline.errors import InputError, MissingInput
from dateline.model import Interval, Reject, Report
from dateline.read import ReadOptions, load_sidecar, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "north").mkdir(parents=True)
    for name in ("a.txt", "north/a.txt", "north/b.txt"):
        (folder / name).write_text(f"date 2016-01 The text of {name}.")
    (folder / "z.zip").write_bytes(zipped(("in/c.txt", b"Zipped one."), ("in/d.txt", b"Zipped two.")))
    return folder


def read_with(
    folder: Path, rows: str, options: ReadOptions | None = None
) -> dict[str, tuple[str | None, str | None]]:
    """Outlet and first day of what is read, and reasons, by origin within the folder."""
    sidecar = folder.parent / "sidecar.csv"
    sidecar.write_text(rows, encoding="utf-8")
    items = read([folder], options=options, sidecar=load_sidecar(sidecar))
    return {
        item.origin.removeprefix(f"{folder}/").removeprefix(f"{folder.parent}/"): (
            item.outlet,
            item.published.start if item.published else None,
        )
        if isinstance(item, Report)
        else (item.reason, None)
        for item in items
    }


def test_rows_by_path_and_glob_members_and_rows_that_mean_no_file(folder: Path) -> None:
    rows = "\n".join(
        [
            "file,outlet,published,lang",
            "north/*,Radio North,2017,",
            "./north/b.txt,,2018-05-06,vi",
            "z.zip,Archive,,",
            "z.zip!/in/d.txt,Daily,,",
            "south/*.txt,Radio South,,",
            "b.txt,Nobody,,",
        ]
    )
    assert read_with(folder, rows) == {
        "a.txt": (None, "2016-01-01"),
        "north/a.txt": ("Radio North", "2017-01-01"),
        "north/b.txt": ("Radio North", "2018-05-06"),
        "z.zip!/in/c.txt": ("Archive", None),
        "z.zip!/in/d.txt": ("Daily", None),
        "sidecar.csv:6": ("the sidecar's row means no file that was read: 'south/*.txt'", None),
        "sidecar.csv:7": ("the sidecar's row means no file that was read: 'b.txt'", None),
    }


def test_it_goes_before_the_options_which_go_before_the_file(folder: Path) -> None:
    day = Interval(start="2020-01-02", end="2020-01-02", grain="day")
    found = read_with(folder, "file\toutlet\na.txt\tDaily\n", ReadOptions(outlet="Radio", published=day))
    assert found["a.txt"] == ("Daily", "2020-01-02")
    assert found["north/a.txt"] == ("Radio", "2020-01-02")


def test_it_may_only_fill(folder: Path) -> None:
    found = read_with(folder, "file,outlet,published\n*,Daily,2020\n", ReadOptions(fill=True))
    assert found["a.txt"] == ("Daily", "2016-01-01")
    assert found["z.zip!/in/c.txt"] == ("Daily", "2020-01-01")


def test_title_address_and_language_of_a_single_file(folder: Path) -> None:
    sidecar = folder.parent / "s.csv"
    sidecar.write_text('file,title,url,lang\na.txt,"Title, long",https://x.org,en-GB\n')
    (report,) = read([folder / "a.txt"], sidecar=load_sidecar(sidecar))
    assert isinstance(report, Report)
    assert (report.title, report.url, report.language) == ("Title, long", "https://x.org", "en")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("outlet\nRadio\n", "no column `file`"),
        ("file,author\na.txt,X\n", "a column 'author' that is not known"),
        ("file,published\na.txt,soon\n", "line 2: published date 'soon'"),
        ("file,lang\na.txt,English\n", "line 2: 'English' is no language code"),
        ("file,outlet\na.txt\n", "line 2: 1 cells where the header names 2"),
        ("file,outlet\n,Radio\n", "line 2: the column `file` is empty"),
        ("", "no column `file`"),
    ],
)
def test_a_sidecar_that_is_wrong_is_an_error_before_reading(tmp_path: Path, rows: str, reason: str) -> None:
    path = tmp_path / "s.csv"
    path.write_text(rows)
    with pytest.raises(InputError, match=reason):
        load_sidecar(path)


def test_a_sidecar_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no sidecar at"):
        load_sidecar(tmp_path / "s.csv")


def test_a_row_that_means_no_file_is_a_reject_with_its_line(folder: Path) -> None:
    sidecar = folder.parent / "s.csv"
    sidecar.write_text("file,outlet\nnowhere.txt,Radio\n")
    *_, last = read([folder], sidecar=load_sidecar(sidecar))
    assert isinstance(last, Reject) and last.origin == f"{sidecar}:2"
