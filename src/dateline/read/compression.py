"""Compressed streams: what is within gzip, bzip2, xz and Zstandard."""

import bz2
import gzip
import lzma
import sys
from collections.abc import Callable
from typing import BinaryIO, cast

from dateline.read.streams import Readable

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdFile
else:
    from backports.zstd import ZstdFile

Expand = Callable[[BinaryIO], Readable]


def gunzip(stream: BinaryIO) -> Readable:
    """What is in a gzip stream, its members one after another."""
    return gzip.GzipFile(fileobj=stream)


def bunzip2(stream: BinaryIO) -> Readable:
    """What is in a bzip2 stream."""
    return bz2.BZ2File(stream)


def unxz(stream: BinaryIO) -> Readable:
    """What is in an xz stream."""
    return lzma.LZMAFile(stream)


def unzstd(stream: BinaryIO) -> Readable:
    """What is in a Zstandard stream. Windows over 128 MB (`zstd --long=28` and up) are refused."""
    return cast(Readable, ZstdFile(stream))
