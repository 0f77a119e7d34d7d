"""Each kind of file is told from the others and read; what cannot be read is named by file and line."""

import gzip
import json
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import GazetteerError
from dateline.gazetteer import formats
from dateline.gazetteer.entries import Bad, Entry, LeftOut


def geonames(
    number: int,
    name: str,
    lat: str,
    lon: str,
    *,
    names: str = "",
    feature: str = "P.PPL",
    population: str = "0",
) -> str:
    of, code = feature.split(".")
    cells = [
        str(number),
        name,
        name,
        names,
        lat,
        lon,
        of,
        code,
        "SY",
        "",
        "09",
        "",
        "",
        "",
        population,
        "",
        "430",
    ]
    return "\t".join([*cells, "Asia/Damascus", "2020-01-01"])


DUMP = "\n".join(
    [
        geonames(
            10, "Tall Rif`at", "36.47", "37.09", names="Tel Rifaat,تل رفعت,TLR,tll rfʻt", population="20514"
        ),
        geonames(11, "Wadi Nowhere", "36.4", "37.1", feature="H.WAD"),
        geonames(12, "Matar Minagh", "36.52", "37.04", feature="S.AIRB"),
        "13\ttoo short",
        geonames(14, "Bad", "north", "37.1"),
    ]
)


def feature(number: int, **properties: Any) -> dict[str, Any]:
    known = {
        "wof:id": number, "wof:name": "Tell Abyad", "wof:placetype": "locality", "wof:country": "SY",
        "geom:latitude": 36.69, "geom:longitude": 38.95, "mz:is_current": 1,
        "name:ara_x_preferred": ["تل أبيض"], "name:kur_x_variant": ["Girê Spî"],
        "name:eng_x_colloquial": ["White Hill"], "wof:concordances": {"gn:id": 163345},
    }  # fmt: skip
    return {"type": "Feature", "properties": {**known, **properties}}


def read(path: Path) -> list[Any]:
    return list(formats.read(path, formats.guess(path)))


@pytest.mark.parametrize("packed", ["SY.txt", "SY.zip", "SY.txt.gz"])
def test_a_geonames_dump_plain_or_packed(tmp_path: Path, packed: str) -> None:
    path = tmp_path / packed
    if packed.endswith("zip"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("SY.txt", DUMP)
            archive.writestr("readme.txt", "about the columns")
    else:
        path.write_bytes(gzip.compress(DUMP.encode()) if packed.endswith("gz") else DUMP.encode())
    assert formats.guess(path) == "geonames"
    town, wadi, airbase, short, north = read(path)
    assert (town.id, town.name, town.population, town.admin1) == ("gn:10", "Tall Rif`at", 20514, "SY.09")
    assert town.names == ("Tall Rif`at", "Tel Rifaat", "تل رفعت")
    assert wadi == LeftOut(kind="H.WAD")
    assert (airbase.name, airbase.level) == ("Matar Minagh", "site")
    assert str(short) == "line 4: 2 columns where a GeoNames dump has 19"
    assert str(north) == "line 5: lat 'north' is not a number of degrees, such as 36.2021"


@pytest.mark.parametrize(
    "text",
    [
        "name\tlat\tlon\tnames\tlevel\tcountry\tprovince\tpopulation\n"
        "Hajar\t36.1\t37.2\tHadjar|حجر\tvillage\tSY\tAleppo\t1,200\n",
        'Name,Latitude,Longitude,Alternate names,Feature,ISO,admin1,pop\n'
        'Hajar,36.1,37.2,"Hadjar; حجر",PPL,SY,Aleppo,1200\n',
        "name;lat;lon;name_en;name_ar;type;country_code;governorate;population\n"
        "Hajar;36.1;37.2;Hadjar;حجر;P.PPL;SY;Aleppo;1200\n",
        "\ufeff\nlon\tlat\tname\tnames\tcountry\tprovince\tpopulation\n"
        "37.2\t36.1\tHajar\tHadjar|حجر\tSY\tAleppo\t1200\n",
    ],
)  # fmt: skip
def test_a_table_in_the_forms_that_programs_save(tmp_path: Path, text: str) -> None:
    path = tmp_path / "places.csv"
    path.write_text(text, encoding="utf-8")
    assert formats.guess(path) == "tsv"
    (entry,) = read(path)
    assert entry == Entry(
        where=entry.where, name="Hajar", names=("Hadjar", "حجر"), lat=36.1,
        lon=37.2, level="settlement", country="SY", admin1="Aleppo", population=1200,
    )  # fmt: skip


def test_bad_lines_of_a_table_say_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "places.tsv"
    path.write_text(
        "name\tlat\tlon\tlevel\tpopulation\nA\t36,1\t37\t\t\nB\t\t37\t\t\nC\t36\t37\tcastle?\t\nD\t36\t37\t\tmany\n"
    )
    assert [str(item) for item in read(path)] == [
        "line 2: lat '36,1' has a decimal comma; write 36.1",
        "line 3: no lat",
        "line 4: level 'castle?' is not known; write site, settlement, district, province, region or country",
        "line 5: population 'many' is not a whole number",
    ]


def database(path: Path, *, tables: str = "spr names ancestors concordances") -> Path:
    made = {
        "spr": "id, name, placetype, country, latitude, longitude, is_current, is_deprecated, is_superseded",
        "names": "id, privateuse, name",
        "ancestors": "id, ancestor_id, ancestor_placetype",
        "concordances": "id, other_id, other_source",
    }
    rows: dict[str, list[tuple[object, ...]]] = {
        "spr": [
            (1, "Raqqa", "region", "SY", 35.9, 39.0, 1, 0, 0),
            (2, "Tell Abyad", "locality", "SY", 36.69, 38.95, -1, 0, 0),
            (3, "Gone", "locality", "SY", 36.6, 38.9, 1, 1, 0),
            (4, "Corner shop", "venue", "SY", 36.6, 38.9, 1, 0, 0),
            (5, "Pointless", "locality", "SY", None, None, 1, 0, 0),
        ],
        "names": [(2, "preferred", "تل أبيض"), (2, "colloquial", "White Hill"), (2, "variant", "Girê Spî")],
        "ancestors": [(2, 1, "region")],
        "concordances": [(2, 163345, "gn:id"), (2, 7, "wd:id")],
    }
    connection = sqlite3.connect(path)
    for name in tables.split():
        connection.execute(f"CREATE TABLE {name} ({made[name]})")
        marks = ", ".join("?" for _ in made[name].split(","))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows[name])
    connection.commit()
    connection.close()
    return path


def test_a_whos_on_first_database(tmp_path: Path) -> None:
    path = database(tmp_path / "admin.db")
    assert formats.guess(path) == "wof"
    region, town, gone, shop, pointless = read(path)
    assert (region.level, region.id) == ("province", "wof:1")
    assert (town.id, town.same_as, town.admin1) == ("wof:2", "gn:163345", "Raqqa")
    assert town.names == ("تل أبيض", "Girê Spî")
    assert (gone, shop) == (LeftOut(kind="no longer current"), LeftOut(kind="venue"))
    assert str(pointless) == "spr row 5: no point (lat None, lon None)"


def test_a_database_of_something_else_is_named(tmp_path: Path) -> None:
    path = database(tmp_path / "half.db", tables="spr")
    with pytest.raises(GazetteerError, match=r"half\.db: no table 'names'"):
        read(path)


@pytest.mark.parametrize("packed", ["folder", "zip", "file", "collection"])
def test_whos_on_first_features(tmp_path: Path, packed: str) -> None:
    one = json.dumps(feature(2))
    path = (
        tmp_path / {"folder": "data", "zip": "data.zip", "file": "2.geojson", "collection": "c.json"}[packed]
    )
    if packed == "folder":
        (path / "856").mkdir(parents=True)
        (path / "856" / "2.geojson").write_text(one)
        (path / "856" / "2-alt-quattroshapes.geojson").write_text("{}")
    elif packed == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("data/2.geojson", one)
    else:
        path.write_text(one if packed == "file" else json.dumps({"features": [feature(2)]}))
    assert formats.guess(path) == "wof"
    (entry,) = read(path)
    assert (entry.name, entry.lat, entry.lon, entry.same_as) == ("Tell Abyad", 36.69, 38.95, "gn:163345")
    assert entry.names == ("تل أبيض", "Girê Spî")


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ({"wof:placetype": "venue"}, "venue"),
        ({"mz:is_current": 0}, "no longer current"),
        ({"edtf:deprecated": "2019-01-01"}, "no longer current"),
        ({"wof:superseded_by": [9]}, "no longer current"),
    ],
)
def test_features_that_are_not_taken(tmp_path: Path, properties: dict[str, Any], kind: str) -> None:
    (tmp_path / "2.geojson").write_text(json.dumps(feature(2, **properties)))
    assert read(tmp_path / "2.geojson") == [LeftOut(kind=kind)]


def test_features_of_something_else_and_broken_ones_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_text('{"type": "Feature", "properties": {}}')
    (tmp_path / "b.geojson").write_text("{")
    first, second = read(tmp_path)
    assert str(first) == "a.geojson: no feature of Who's On First (no property 'wof:id')"
    assert isinstance(second, Bad) and str(second).startswith("b.geojson: not JSON")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.tsv", b" \n", "empty.tsv is empty"),
        ("story.txt", b"Rebels shelled the town.\n", "story.txt, line 1: 'Rebels shelled .* is neither"),
        ("x.tsv", b"name\tlat\nA\t1\n", r"x.tsv, line 1: no column 'lon' in the header"),
        ("x.tsv", b"name\tlat\tlon\nD\xe9raa\t1\t2\n", "x.tsv, line 2: not UTF-8 .byte 0xe9 at byte 2"),
        ("x.tsv", "name\tlat\tlon\n".encode("utf-16"), "x.tsv, line 1: not UTF-8 .UTF-16.*iconv -f UTF-16"),
        ("x.db.bz2", b"BZh91AY&SY", "packed with bzip2; unpack it"),
        ("x.gz", b"\x1f\x8b\x08broken", "x.gz cannot be read"),
        ("x.txt", b"GIF\0\0", "line 1: a zero byte; this is no text file"),
    ],
)  # fmt: skip
def test_what_is_none_of_these_is_refused_by_name(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GazetteerError, match=told):
        read(tmp_path / name)


def test_a_missing_file_a_spreadsheet_and_a_zip_of_many_are_refused(tmp_path: Path) -> None:
    for name, members in {"book.xlsx": ["[Content_Types].xml"], "two.zip": ["a.csv", "b.csv"]}.items():
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for member in members:
                archive.writestr(member, "name,lat,lon\n")
    for name, told in (
        ("nowhere.tsv", "no such file"),
        ("book.xlsx", "is a spreadsheet; save it as CSV"),
        ("two.zip", "holds 2 tables"),
    ):
        with pytest.raises(GazetteerError, match=told):
            read(tmp_path / name)
