import csv
import io
import json
from typing import Any

import pytest
from tests.factories import claim, event, extraction, full_claim, report

from dateline.export import FORMATS, Of
from dateline.ledger import Ledger, Run


@pytest.fixture
def rows(tmp_path: Any) -> dict[Of, list[dict[str, Any]]]:
    """One claim with all cells and one with hardly any, and an event of the two."""
    with Ledger(tmp_path / "a.ledger") as ledger:
        run = Run(version="1")
        ledger.write([extraction(full_claim(), claim(id="c2")), extraction(report_=report(id="r2"))], run=run)
        ledger.write_events([event("c1", "c2")], run=run)
        return {"claims": ledger.claims().rows(), "events": ledger.events().rows()}


def export(name: str, rows: list[dict[str, Any]], of: Of = "claims") -> str:
    out = io.StringIO(newline="")
    assert FORMATS[name].write(iter(rows), out, of=of) == len(rows)
    return out.getvalue()


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_events_as_csv(rows: Any) -> None:
    assert export("csv", rows["events"], "events") == (
        "event,actors,targets,place_name,place_level,place_lat,place_lon,place_country,place_gazetteer_id,"
        "first_day,last_day,killed_min,killed_max,wounded_min,wounded_max,n_origins_most,n_outlets,n_claims,"
        "origins,outlets,languages,contested,contested_by,confidence,"
        "dateline_id,n_reports,n_independent_sources,review_status,evidence\r\n"
        "strike.shelling,Northern Army,civilians,Dong Xa,settlement,21.5,105.25,VN,g1,"
        "2017-11-17,2017-11-17,12,12,,,2,1,2,"
        "an army source,Riverside Daily,en,false,,0.8,"
        'e1,1,1,auto,"[""r1#char=0,111"", ""r1#char=0,111""]"\r\n'
    )


def test_a_claim_as_csv_carries_its_evidence(rows: Any) -> None:
    first, bare = read_csv(export("csv", rows["claims"]))
    expected = {
        "dateline_id": "c1",
        "event": "strike.shelling",
        "place_name": "Dong Xa",
        "place_quote": "Đồng Xá",
        "killed_min": "12",
        "killed_max": "",
        "sources": "Riverside News; an army source",
        "evidence_start": "0",
        "evidence_end": "111",
        "evidence": '["r1#char=0,111"]',
        "event_id": "e1",
    }
    assert {name: first[name] for name in expected} == expected
    assert first["evidence_quote"].startswith("The Northern Army shelled Đồng Xá")
    assert (bare["actors"], bare["place_name"], bare["first_day"]) == ("", "", "")


def test_every_column_of_the_views_is_in_the_csv(rows: Any) -> None:
    renamed = {"claims": {"claim_id"}, "events": {"event_id", "n_origins"}}
    of: Of
    for of in ("claims", "events"):
        assert rows[of][0].keys() - renamed[of] <= read_csv(export("csv", rows[of], of))[0].keys()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+SUM(A1)", "'+SUM(A1)"),
        ("-cmd", "'-cmd"),
        ("@A1", "'@A1"),
        (" =1+1", "' =1+1"),
        ("\t=1+1", "'\t=1+1"),
        ("＝1+1", "'＝1+1"),
        ("-12", "-12"),
        ("+84.5", "+84.5"),
        ("-12)", "'-12)"),
        ("", ""),
        ("a=b", "a=b"),
        ('He said "go",\nthen left', 'He said "go",\nthen left'),
    ],
)
def test_no_cell_runs_as_a_formula(rows: Any, cell: str, written: str) -> None:
    row = {**rows["claims"][0], "title": cell}
    assert read_csv(export("csv", [row]))[0]["title"] == written


def test_numbers_below_zero_are_numbers(rows: Any) -> None:
    row = {**rows["claims"][0], "place_lat": -3.5}
    assert read_csv(export("csv", [row]))[0]["place_lat"] == "-3.5"


def test_json_lines_hold_all_columns(rows: Any) -> None:
    lines = export("jsonl", rows["claims"]).splitlines()
    first = json.loads(lines[0])
    assert first.keys() == rows["claims"][0].keys()
    assert (first["first_day"], first["killed_min"], first["killed_max"]) == ("2017-11-17", 12, None)
    assert "Đồng Xá" in lines[0]
    assert json.loads(export("jsonl", rows["events"], "events"))["contested"] is False


def test_an_event_as_geojson(rows: Any) -> None:
    assert json.loads(export("geojson", rows["events"], "events")) == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": "e1",
                "geometry": {"type": "Point", "coordinates": [105.25, 21.5]},
                "properties": {
                    "event_type": "strike",
                    "sub_event_type": "strike.shelling",
                    "date_start": "2017-11-17",
                    "date_end": "2017-11-17",
                    "date_prec": 1,
                    "where_prec": 1,
                    "place_name": "Dong Xa",
                    "geonameid": "g1",
                    "country": "VN",
                    "actors": ["Northern Army"],
                    "targets": ["civilians"],
                    "fatalities_low": 12,
                    "fatalities_best": 12,
                    "fatalities_high": 12,
                    "n_reports": 1,
                    "n_independent_sources": 1,
                    "status": "auto",
                    "attribution": ["an army source"],
                    "headline": None,
                    "evidence": ["r1#char=0,111", "r1#char=0,111"],
                },
            }
        ],
    }


def feature(row: dict[str, Any], **cells: Any) -> Any:
    return json.loads(export("geojson", [{**row, **cells}]))["features"][0]


@pytest.mark.parametrize(
    ("level", "drawn", "precision"),
    [
        ("site", True, 2),
        ("settlement", True, 2),
        ("district", False, 3),
        ("province", False, 4),
        ("region", False, 5),
        ("country", False, 6),
        (None, False, None),
    ],
)
def test_only_settlements_and_sites_are_points(
    rows: Any, level: str | None, drawn: bool, precision: int | None
) -> None:
    made = feature(rows["claims"][0], place_level=level)
    assert (made["geometry"] is not None, made["properties"]["where_prec"]) == (drawn, precision)


def test_a_place_without_coordinates_is_no_point(rows: Any) -> None:
    assert feature(rows["claims"][0], place_lat=None, place_lon=None)["geometry"] is None


def test_a_denied_claim_is_disputed(rows: Any) -> None:
    assert feature(rows["claims"][0], modality="denied")["properties"]["status"] == "disputed"


def test_an_open_toll_has_no_best_figure(rows: Any) -> None:
    properties = feature(rows["claims"][0])["properties"]
    assert [properties[f"fatalities_{name}"] for name in ("low", "best", "high")] == [12, None, None]


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_export_is_still_a_file(name: str) -> None:
    of: Of
    for of in ("claims", "events"):
        text = export(name, [], of)
        assert len(text.splitlines()) == {"csv": 1, "jsonl": 0, "geojson": 2}[name]
    if name == "geojson":
        assert json.loads(text) == {"type": "FeatureCollection", "features": []}


def test_a_format_is_found_by_its_name() -> None:
    assert {name: made.name for name, made in FORMATS.items()} == {name: name for name in FORMATS}
    assert [made.suffix for made in FORMATS.values()] == [".csv", ".geojson", ".jsonl"]
