"""The command line as a process of its own: closed pipes, Ctrl-C, warnings that only show at the end."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

STORY = "The Syrian army shelled the town of Saraqib in Idlib on Monday, killing {} civilians, SANA said."
COMMANDS = {
    "show": ["show", "{ledger}"],
    "claims": ["show", "{ledger}", "--claims", "--json"],
    "explain": ["explain", "{ledger}", "c0ffee01"],
    "export": ["export", "{ledger}", "--as", "geojson"],
    "sql": ["sql", "{ledger}", "from claims_wide", "--csv"],
    "packs": ["packs"],
    "help": ["--help"],
}


@contextmanager
def dateline(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """dateline in a process where every warning is an error."""
    command = [sys.executable, "-X", "dev", "-W", "error", "-m", "dateline", *map(str, arguments)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield process


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    lines = [json.dumps({"id": f"r{n}", "text": STORY.format(n), "lang": "en"}) for n in range(3, 1_000)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", COMMANDS)
def test_a_pipe_that_is_read_to_its_end_or_closed_gives_no_warning(name: str, ledger: Path) -> None:
    arguments = [argument.format(ledger=ledger) for argument in COMMANDS[name]]
    with dateline(*arguments) as whole, dateline(*arguments) as closed:
        assert closed.stdout is not None and closed.stderr is not None
        closed.stdout.close()
        out, errors = whole.communicate()
        assert (whole.returncode, errors) == (0, "") and out
        assert closed.stderr.read() == ""
    assert closed.returncode == 1


@pytest.mark.parametrize("workers", [1, 2])
def test_reading_stops_with_whoever_listens(workers: int, reports: Path) -> None:
    with dateline("extract", reports, "--workers", workers) as process:
        assert process.stdout is not None and process.stderr is not None
        assert json.loads(process.stdout.readline())["report"]["id"] == "r3"
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals go to groups of processes")
def test_ctrl_c_ends_all_processes_without_a_traceback(reports: Path) -> None:
    command = [sys.executable, "-m", "dateline", "extract", str(reports), "--workers", "2"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        time.sleep(1)  # the pipe is full by then, and the workers wait
        os.killpg(process.pid, signal.SIGINT)
        process.stdout.close()
        assert process.stderr.read().decode() == ""
    assert process.returncode == 130


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes it otherwise")
def test_without_standard_output_it_says_so(ledger: Path) -> None:
    command = f'"{sys.executable}" -m dateline show "{ledger}" >&-'
    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        "dateline: standard output is closed; send it to a file or a pipe\n",
    )


def test_a_ledger_that_another_process_holds_is_told(ledger: Path) -> None:
    holding = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(ledger)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with dateline("show", ledger) as process:
            out, errors = process.communicate()
        holder.communicate("\n")
    assert (process.returncode, out) == (1, "")
    assert errors.startswith(f"dateline: {ledger} is in use by another process; wait until")
