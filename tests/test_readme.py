"""The README says what is so: its example, its commands, its code, its links and its dependencies."""

import re
import runpy
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import dateline
from dateline.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS: dict[str, Any] = dict(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
EXAMPLE = README.split("<!-- example")[1].split("<!-- end of example -->")[0]
RENEW = "run python scripts/readme_example.py"


def commands() -> Iterator[str]:
    yield from re.findall(r"^    (dateline .*)$", README, re.M)
    yield from re.findall(r"`(dateline \w+ [^`]*)`", README)


def report() -> str:
    """The report as the README quotes it, its wrapped lines put together again."""
    block = "\n".join(
        line[4:] for line in EXAMPLE.split("\n\nThe row")[0].splitlines() if line[:4].isspace() or not line
    )
    _, *paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", block) if part.strip())
    return "\n\n".join(paragraphs)


def rows(part: str) -> list[list[str]]:
    """The cells of a Markdown table, without its header."""
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_example_is_what_dateline_yields_today() -> None:
    section = runpy.run_path(str(ROOT / "scripts" / "readme_example.py"))["section"]
    assert EXAMPLE.split("-->\n")[1] == section(), RENEW


def test_the_examples_quotes_stand_in_its_report() -> None:
    told, proof = EXAMPLE.split("The quotes that prove it")
    text = report()
    (claim,) = dateline.extract(text, published="2017-11-18", outlet="Euphrates Wire (sample)")
    (row,) = rows(told)
    assert row[0] == claim.event
    quotes = rows(proof)
    assert len(quotes) >= 8
    for _, quote, characters, _ in quotes:
        start, end = map(int, characters.split("-"))
        assert f"“{text[start:end]}”" == quote


def test_filing_place_and_photo_credit_are_not_in_the_row() -> None:
    assert "BEIRUT" in report() and "AFP" in report()
    (row,) = rows(EXAMPLE.split("The quotes that prove it")[0])
    assert not re.search("beirut|afp", " ".join(row), re.I)


def test_it_opens_with_the_two_commands() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"^    (make \w+)$", README, re.M) == ["make demo", "make test"]
    assert re.search(r"^demo:", makefile, re.M) and re.search(r"^test:", makefile, re.M)


@pytest.mark.parametrize("line", list(commands()))
def test_the_commands_and_options_exist(line: str) -> None:
    _, name, *arguments = shlex.split(line)
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    assert {word for word in arguments if word.startswith("--")} <= options


def test_all_commands_are_named() -> None:
    assert {shlex.split(line)[1] for line in commands()} | {"extract", "demo", "packs"} == set(COMMANDS)


def test_the_code_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["demo"]).exit_code == 0
    (code,) = re.findall(r"```python\n(.*?)```", README, re.S)
    names: dict[str, Any] = {}
    exec(code, names)
    assert capsys.readouterr().out.startswith("strike.shelling Haj")
    assert len(names["frame"]) and names["table"].num_rows


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "docs/index.md", "docs/design.md", "docs/performance.md"]
)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    missing = [
        t for t in targets if not t.startswith("https://") and not (ROOT / page).parent.joinpath(t).exists()
    ]
    assert not missing


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[^\w.-]", line)[0] for line in project["dependencies"]}
    table = rows(README.split("## Dependencies")[1].split("`pandas` and")[0])
    assert {name for row in table for name in re.findall(r"`([\w.-]+)`", row[0])} == needed
    assert all(len(row) == 3 and all(row) for row in table)


def test_it_cites_this_version() -> None:
    assert f"dateline {dateline.__version__}:" in README
