"""Peak memory over the inputs that break readers: each is read, or refused by a limit, within 1.5 GB.

    python benchmarks/limits.py                # reading alone, every case
    python benchmarks/limits.py --whole line   # one case, through `dateline read` into a ledger

Every case is a process of its own, whose peak is what the system counted for it. The input is written to a
temporary folder first (the largest is 1 GB; --keep FOLDER keeps it for another run).
"""

import argparse
import bz2
import csv
import gzip
import json
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.ipc
import pyarrow.parquet

from measure import print_head
from reports import generate

MB = 1 << 20
BOUND = 1536
_RUN = """
import json, sys
from collections import Counter
from dateline.model import Report
from dateline.read import read
reports, characters, refused = 0, 0, Counter()
for item in read([sys.argv[1]]):
    if isinstance(item, Report):
        reports, characters = reports + 1, characters + len(item.text)
    else:
        refused[item.reason] += 1
print(json.dumps([reports, characters, refused.most_common(1), sum(refused.values())]))
"""

# Its own types are half told: what is not exported there is used all the same.
pa: Any = pyarrow
pq: Any = pyarrow.parquet


def records(characters: int) -> Iterator[dict[str, Any]]:
    """Reports of 2,000 characters, none like another, with so many characters in all."""
    texts = [report.text for report in generate(500)]
    for number in range(characters // 2000):
        yield {"id": f"r{number}", "text": f"{number} {texts[number % 500]}", "published": "2017-11-17"}


def lines(path: Path, characters: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records(characters))


def array(path: Path, characters: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        for number, record in enumerate(records(characters)):
            out.write(("[" if number == 0 else ",\n") + json.dumps(record, ensure_ascii=False))
        out.write("]")


def table(path: Path, characters: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["id", "text", "published"])
        writer.writeheader()
        writer.writerows(records(characters))


def parquet(path: Path, characters: int) -> None:
    # One row group, uncompressed: the most that can stand in a reader's way.
    rows = list(records(characters))
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=len(rows), compression="none")


def arrow(path: Path, characters: int) -> None:
    rows = pa.Table.from_pylist(list(records(characters)))
    with pa.ipc.new_file(path, rows.schema) as writer:
        writer.write_table(rows.combine_chunks())


def packed(opener: Callable[..., Any]) -> Callable[[Path, int], None]:
    def write(path: Path, characters: int) -> None:
        with opener(path, "wb") as out:
            for record in records(characters):
                out.write((json.dumps(record) + "\n").encode())

    return write


def repeated(piece: bytes, *, head: bytes = b"", tail: bytes = b"") -> Callable[[Path, int], None]:
    """A file of one piece again and again; compressed, each piece is a stream that follows another."""

    def write(path: Path, size: int) -> None:
        pack: Any = {".gz": gzip.compress, ".bz2": bz2.compress}.get(path.suffix, bytes)
        packed = pack(piece)
        with path.open("wb") as out:
            out.write(head)
            for _ in range(size // len(piece)):
                out.write(packed)
            out.write(tail)

    return write


def bomb_zip(path: Path, size: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            with archive.open(f"{number}.txt", "w", force_zip64=True) as out:
                for _ in range(size // MB):
                    out.write(bytes(MB))
        archive.writestr("good.txt", "A report that stands beside the bombs.")


def pointing_zip(path: Path, count: int) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(count):
            archive.writestr(f"../../{number}.txt", "Text.")
        archive.writestr("good.txt", "A report that stands beside them.")


def tiny_folder(path: Path, count: int) -> None:
    for number in range(count):
        file = path / f"{number // 1000}" / f"{number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"Report number {number}.")


def tiny_zip(path: Path, count: int) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", f"Report number {number}.")


def tiny_tar(path: Path, count: int) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for number in range(count):
            raw = f"Report number {number}.".encode()
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = len(raw)
            archive.addfile(info, BytesIO(raw))


WORDS = b"The army entered three villages in the north on Monday. "
CASES: dict[str, tuple[str, str, Callable[[Path, int], None], int]] = {
    "lines": ("1 GB of JSON Lines", "a.jsonl", lines, 1000 * MB),
    "array": ("1 GB as one JSON array", "a.json", array, 1000 * MB),
    "csv": ("1 GB of CSV", "a.csv", table, 1000 * MB),
    "parquet": ("1 GB of Parquet in one row group", "a.parquet", parquet, 1000 * MB),
    "gzip": ("1 GB of JSON Lines in gzip", "a.jsonl.gz", packed(gzip.open), 1000 * MB),
    "arrow": ("400 MB of Arrow in one batch", "a.arrow", arrow, 400 * MB),
    "text": ("one text of 200 MB", "a.txt", repeated(WORDS), 200 * MB),
    "page": ("one page of 200 MB", "a.html", repeated(WORDS, head=b"<html><body><p>"), 200 * MB),
    "line": ("one line of 50 MB", "a.jsonl", repeated(WORDS, head=b'{"text": "', tail=b'"}\n'), 50 * MB),
    "element": ("an array's element of 200 MB", "a.json", repeated(WORDS, head=b'[{"text": "'), 200 * MB),
    "quote": (
        "200 MB after a quote never closed",
        "a.csv",
        repeated(WORDS + b"\n", head=b'text\n"'),
        200 * MB,
    ),
    "bomb-gz": ("a gzip bomb of 10 GB", "a.txt.gz", repeated(bytes(MB)), 10_000 * MB),
    "bomb-bz2": ("a bzip2 bomb of 2 GB", "a.jsonl.bz2", repeated(bytes(MB)), 2000 * MB),
    "bomb-zip": ("a zip of five bombs of 1 GB", "a.zip", bomb_zip, 1000 * MB),
    "names": ("a zip of 10,000 `../` names", "a.zip", pointing_zip, 10_000),
    "folder": ("a folder of 100,000 tiny files", "a", tiny_folder, 100_000),
    "zip": ("a zip of 100,000 tiny files", "a.zip", tiny_zip, 100_000),
    "tar": ("a tar.gz of 100,000 tiny files", "a.tar.gz", tiny_tar, 100_000),
}


def measured(command: list[str]) -> tuple[str, float, float]:
    """What a process prints, the seconds it takes and the most megabytes that it holds."""
    begin = time.perf_counter()
    # The system counts the peak of children together, so each case is measured by a process of its own.
    code = (
        "import resource, subprocess, sys; d = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE); "
        "sys.stdout.buffer.write(d.stdout); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=True)
    printed, peak = done.stdout.rsplit("\n", 2)[:2]
    return printed, time.perf_counter() - begin, int(peak) / 1024


def row(name: str, folder: Path, *, whole: bool) -> tuple[str, ...]:
    title, file, write, size = CASES[name]
    path = folder / name / file
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, size)
    if whole:
        ledger = path.parent / "ledger.duckdb"
        ledger.unlink(missing_ok=True)
        command = [sys.executable, "-m", "dateline", "read", str(path), "--ledger", str(ledger), "--json"]
        printed, seconds, peak = measured(command)
        summary = json.loads(printed)
        reports, refused = summary["reports"], summary["refused"]
        reason, aside = next(iter(refused), ""), sum(refused.values())
    else:
        printed, seconds, peak = measured([sys.executable, "-c", _RUN, str(path)])
        reports, _, first, aside = json.loads(printed)
        reason = first[0][0] if first else ""
    told = f"{peak:,.0f}" + ("" if peak <= BOUND else " (over)")
    return title, f"{reports:,}", f"{aside:,}", f"{seconds:,.1f}", told, reason[:70]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", help=f"all, or of {', '.join(CASES)}")
    parser.add_argument("--whole", action="store_true", help="run `dateline read` rather than reading alone")
    parser.add_argument("--keep", type=Path, help="where inputs are written, and found by the next run")
    options = parser.parse_args()
    what = "`dateline read`" if options.whole else "reading"
    print_head(f"Peak memory of {what}, which is to stay under {BOUND:,} MB")
    print("input; reports; set aside; seconds; peak MB; first reason")
    with tempfile.TemporaryDirectory() as temporary:
        for name in options.cases or CASES:
            # One at a time: some take minutes.
            print("; ".join(row(name, options.keep or Path(temporary), whole=options.whole)), flush=True)


if __name__ == "__main__":
    main()
