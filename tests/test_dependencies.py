"""What the code imports is what pyproject.toml asks for."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def imported() -> Iterator[str]:
    """The top-level packages that src imports, at the top or within a function."""
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.split(".")[0]


def test_every_import_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *extras["frames"], *extras["fast"]]
    declared = {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in lines}
    # Python 3.14's own package for what backports.zstd brings before it.
    foreign = set(imported()) - sys.stdlib_module_names - {"dateline", "compression"}
    homes = packages_distributions()
    undeclared = {
        name for name in foreign if not {home.lower().replace("_", "-") for home in homes[name]} & declared
    }
    assert "typer" in foreign and not undeclared
