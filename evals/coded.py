"""Join the coded claims of evals/coded with their texts: python evals/coded.py [FOLDER] > FILE

evals/coded holds ids, a hash of each text and spans, no texts: those lie in FOLDER (default:
$DATELINE_EVALS, else ../shared/evals beside the checkout) and in the folder `corpora` beside it. Written are
reports with gold claims in the form of the record, as scripts/fit.py and the scorer read them. A report whose
text is not at hand, or is another one, is named on standard error and left out; the exit status is then 1.
"""

import argparse
import gzip
import hashlib
import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claims import DATA

CODED = Path(__file__).resolve().parent / "coded"
# Where the texts lie, seen from the folder of the evaluation data.
TEXTS = (
    "../corpora/en.jsonl.gz",
    "../corpora/vi.jsonl.gz",
    "corroborate/airwars-dev.jsonl.gz",
    "corroborate/vims-dev.jsonl.gz",
)


def main() -> int:
    """Write the joined reports; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=DATA)
    args = parser.parse_args()
    missing = 0
    for report, why in join(args.folder):
        if why:
            missing += 1
            print(f"{report['id']}: {why}", file=sys.stderr)
        else:
            print(json.dumps(report, ensure_ascii=False))
    return 1 if missing else 0


def join(folder: Path) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Every coded report with its text, or with the reason why it has none."""
    texts = dict(_texts(folder))
    for path in sorted(CODED.glob("*.jsonl")):
        for coded in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            report = texts.get(coded["id"])
            if report is None:
                yield coded, f"no text in {folder}"
            elif digest(report["text"]) != coded["text_sha256"]:
                yield coded, "the text is another one than was coded"
            else:
                yield {**report, **coded}, None


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 16 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _texts(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in TEXTS:
        path = folder / name
        if not path.exists():
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for report in map(json.loads, lines):
                # A date that only stands in for an unknown one dates nothing.
                known = report.get("published") if report.get("published_known") is not False else None
                yield (
                    report["id"],
                    {
                        "id": report["id"],
                        "outlet": report.get("outlet"),
                        "published": known,
                        "title": report.get("title"),
                        "text": unicodedata.normalize("NFC", report["text"]),
                    },
                )


if __name__ == "__main__":
    sys.exit(main())
