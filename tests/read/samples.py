"""Reports written in every format, and bytes packed in every container, as a user's tools would."""

import bz2
import csv
import gzip
import io
import json
import lzma
import sys
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Record = dict[str, str | None]


def as_jsonl(records: Sequence[Record]) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def as_json(records: Sequence[Record]) -> bytes:
    return json.dumps(list(records), ensure_ascii=False, indent=1).encode()


def as_csv(records: Sequence[Record], *, delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(records[0]), delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue().encode()


def as_tsv(records: Sequence[Record]) -> bytes:
    return as_csv(records, delimiter="\t")


def table(records: Sequence[Record]) -> Any:
    names = list(records[0])
    return pa.table({name: pa.array([record[name] for record in records], pa.string()) for name in names})


def as_parquet(records: Sequence[Record]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table(records), sink)
    return sink.getvalue()


def as_arrow(records: Sequence[Record]) -> bytes:
    rows, sink = table(records), io.BytesIO()
    with pa.ipc.new_file(sink, rows.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
        writer.write_table(rows, max_chunksize=2)
    return sink.getvalue()


def as_arrows(records: Sequence[Record]) -> bytes:
    rows, sink = table(records), io.BytesIO()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows)
    return sink.getvalue()


FORMATS: dict[str, Callable[[Sequence[Record]], bytes]] = {
    "jsonl": as_jsonl,
    "json": as_json,
    "csv": as_csv,
    "tsv": as_tsv,
    "parquet": as_parquet,
    "arrow": as_arrow,
    "feather": as_arrow,
    "arrows": as_arrows,
}
COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "": lambda raw: raw,
    ".gz": gzip.compress,
    ".zst": zstd.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members:
            archive.writestr(name, raw)
    return out.getvalue()


def tarred(*members: tuple[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, raw in members:
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return out.getvalue()


ARCHIVES: dict[str, Callable[..., bytes]] = {
    ".zip": zipped,
    ".tar": tarred,
    ".tar.gz": lambda *members: tarred(*members, mode="w:gz"),
    ".tgz": lambda *members: tarred(*members, mode="w:gz"),
    ".tar.zst": lambda *members: zstd.compress(tarred(*members)),
}
