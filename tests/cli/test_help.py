"""The help says it all, and the handbook names everything that the help does."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import Result

from dateline import __version__
from dateline.cli import app

Dateline = Callable[..., Result]
HANDBOOK = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
GROUP: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = {
    f"{name} {inner}".strip(): command
    for name, outer in GROUP.commands.items()
    for inner, command in getattr(outer, "commands", {"": outer}).items()
}
PARAMETERS = [(name, parameter) for name, command in COMMANDS.items() for parameter in command.params]


def section(command: str) -> str:
    return HANDBOOK.split(f"## dateline {command}\n")[1].split("\n## ")[0].split("\n### ")[0]


def test_the_commands() -> None:
    gazetteer = ["gazetteer add", "gazetteer list", "gazetteer remove", "gazetteer find"]
    first = ["read", "watch", "extract", "show", "control", "explain", "export", "sql", "packs", "demo"]
    others = [*first, *gazetteer]
    assert list(COMMANDS) == others


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_examples_and_a_section(name: str) -> None:
    command = COMMANDS[name]
    assert command.help and len(command.help) > 40
    assert f"dateline {name}" in command.epilog
    assert f"dateline {name}" in section(name)


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS, ids=lambda value: getattr(value, "name", value))
def test_every_option_has_help_and_is_in_the_handbook(name: str, parameter: Any) -> None:
    if parameter.name == "help":
        return
    assert parameter.help
    names = [*parameter.opts, *parameter.secondary_opts]
    wanted = names if names[0].startswith("-") else [parameter.metavar or parameter.name.upper()]
    for option in wanted:
        assert f"`{option}" in section(name), f"{option} of dateline {name} is not in docs/cli.md"


def test_the_exit_status_is_told(dateline: Dateline) -> None:
    assert "Exit status: 0" in " ".join(dateline("--help").stdout.split())
    assert "Exit status" in HANDBOOK


def test_the_version(dateline: Dateline) -> None:
    assert dateline("--version").stdout == f"dateline {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["read"], ["show"], ["read", "x", "--workers", "0", "--ledger", "y"]]
)
def test_a_wrong_use_ends_in_1(dateline: Dateline, arguments: list[str]) -> None:
    assert dateline(*arguments).exit_code == 1


def test_help_is_quick() -> None:
    took = []
    for _ in range(3):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", "dateline", "--help"], capture_output=True, check=True)
        took.append(time.perf_counter() - start)
        assert b"Commands" in done.stdout
    assert min(took) < 0.5


def test_nothing_heavy_is_imported_for_help() -> None:
    code = "import sys, dateline.cli; print(*{'duckdb', 'pyarrow', 'numpy'}.intersection(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
