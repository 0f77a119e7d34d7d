"""What `import dateline` offers. A name that comes or goes is a change for users: tell the changelog."""

import subprocess
import sys

import pytest

import dateline

NAMES = [
    "Block",
    "Claim",
    "CodebookError",
    "DatelineError",
    "Extraction",
    "GazetteerError",
    "InputError",
    "Interval",
    "Ledger",
    "LedgerError",
    "MissingInput",
    "PackError",
    "Participant",
    "Place",
    "Quantity",
    "QueryError",
    "Reason",
    "Reject",
    "Report",
    "Source",
    "Span",
    "SpanError",
    "Time",
    "UnreadableInput",
    "__version__",
    "extract",
    "read",
]


def test_the_public_names() -> None:
    assert sorted(dateline.__all__) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_name_resolves_and_is_described(name: str) -> None:
    value = getattr(dateline, name)
    assert name == "__version__" or value.__doc__


def test_every_error_is_datelines_own() -> None:
    errors = [
        value for name in NAMES if isinstance(value := getattr(dateline, name), type) and "Error" in name
    ]
    assert errors
    assert all(issubclass(error, dateline.DatelineError) for error in errors)


def test_an_unknown_name_is_refused_as_usual() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        dateline.nonsense  # noqa: B018


def test_importing_dateline_is_light() -> None:
    code = "import sys, dateline; print(*{'duckdb', 'pyarrow', 'numpy', 'rich'}.intersection(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
