from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.ledger import Ledger, Run


@pytest.fixture
def run() -> Run:
    return Run(version="1.0", packs={"en": "aa"}, configuration={"carry": True})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reports.ledger"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger(path) as opened:
        yield opened
