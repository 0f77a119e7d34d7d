"""Write the golden records again: what dateline makes of the sample reports, whole, one JSON file each.

usage: python scripts/golden.py

Read the difference before committing it: each changed cell is a change that a user sees.
"""

import json
from pathlib import Path

from dateline.model import Report
from dateline.pipeline import Engine
from dateline.read import read
from dateline.record import to_record
from dateline.samples import reports_path

FOLDER = Path(__file__).parent.parent / "tests/golden/records"


def records() -> dict[str, str]:
    """The samples' ids and their records, as the golden files hold them."""
    engine = Engine.open()
    found: dict[str, str] = {}
    for item in read([reports_path()]):
        if isinstance(item, Report):
            record = to_record(engine.extract(item))
            record["report"]["origin"] = ""  # where the checkout lies is not part of the record
            found[item.id] = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    return found


def main() -> None:
    """Write every record, and remove those of samples that are gone."""
    written = records()
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.json"):
        if path.stem not in written:
            path.unlink()
    for name, text in written.items():
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
