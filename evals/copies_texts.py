"""The reports that the labels of evals/copies speak of, and their words."""

import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Where the texts lie, seen from the folder of the evaluation data. Of the last three only equal texts were
# labelled.
COLLECTIONS = {
    "vims": "corroborate/vims-dev.jsonl.gz",
    "ar": "../corpora/ar.jsonl.gz",
    "en": "../corpora/en.jsonl.gz",
    "es": "../corpora/es.jsonl.gz",
    "ru": "../corpora/ru.jsonl.gz",
}
EQUAL_ONLY = ("en", "es", "ru")
_WORD = re.compile(r"\w[\w\u0300-\u036f\u064b-\u0652]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A report of a collection; `cluster` names the story where the collection tells it."""

    id: str
    language: str
    text: str
    title: str | None
    outlet: str | None
    published: str | None
    cluster: str | None


def read_texts(folder: Path) -> dict[str, list[Text]]:
    """The texts of each collection that is at hand."""
    return {
        name: list(_read(folder / path)) for name, path in COLLECTIONS.items() if (folder / path).exists()
    }


def _read(path: Path) -> Iterator[Text]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            yield Text(
                id=item["id"],
                language=item["lang"],
                text=unicodedata.normalize("NFC", item["text"]),
                title=item.get("title"),
                outlet=item.get("outlet"),
                published=item.get("published"),
                cluster=item.get("cluster"),
            )


def words(text: str) -> list[str]:
    """The words of a text in one form: NFKC, lower case, no punctuation."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 16 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
