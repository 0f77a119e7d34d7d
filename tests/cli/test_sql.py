"""`dateline sql`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Dateline = Callable[..., Result]
QUERY = "select id, event, place_lat from claims order by id"


def test_a_plain_table(ledger: Path, dateline: Dateline) -> None:
    assert dateline("sql", ledger, QUERY).stdout.splitlines() == [
        "id        event            place_lat",
        "c0ffee01  strike.shelling  1.5",
        "decade02  strike.shelling  1.5",
    ]


def test_json_and_csv(ledger: Path, dateline: Dateline) -> None:
    rows = [json.loads(line) for line in dateline("sql", ledger, QUERY, "--json").stdout.splitlines()]
    assert rows[0] == {"id": "c0ffee01", "event": "strike.shelling", "place_lat": 1.5}
    assert dateline("sql", ledger, QUERY, "--csv").stdout.splitlines()[1] == "c0ffee01,strike.shelling,1.5"


@pytest.mark.parametrize(
    "query", ["delete from claims", "selec 1", "select 1; select 2", "select nothing from claims"]
)
def test_a_query_that_is_refused(ledger: Path, dateline: Dateline, query: str) -> None:
    result = dateline("sql", ledger, query)
    assert result.exit_code == 1
    assert result.stderr.startswith("dateline: ")


def test_one_form_of_output_at_a_time(ledger: Path, dateline: Dateline) -> None:
    assert dateline("sql", ledger, QUERY, "--json", "--csv").exit_code == 1
