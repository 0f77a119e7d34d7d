"""A process that is killed loses nothing that was committed, and doubles nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_killed_at_100_random_moments_it_opens_and_is_completed(tmp_path: Path) -> None:
    script = ROOT / "tests" / "ledger" / "crash.py"
    path = os.pathsep.join([str(ROOT), *sys.path])
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path), "100"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["wrong"] == [], done.stderr
    assert told["kills"] == 100 and told["at_work"] > 20
