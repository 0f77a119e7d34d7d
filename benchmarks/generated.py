# ruff: noqa: E501 (rows of SQL)
"""A ledger of any size, made by SQL: what its questions cost does not depend on how its rows came in.

Reports of 40 outlets over two years tell ten claims each, in 400 towns of four countries; three claims make
an event. Everything follows from the numbers of the rows, so that two ledgers of one size hold the same.
"""

from pathlib import Path

import duckdb

from dateline.ledger import Ledger

_PER_REPORT = 10
_PER_EVENT = 3

_TOWNS = """
CREATE TEMP TABLE towns AS SELECT i AS town,
    ['Tell ', 'Kafr ', 'Deir ', 'Ayn ', 'Wadi '][i % 5 + 1]
    || ['Harim', 'Nasra', 'Zohr', 'Safa', 'Rimal', 'Jadid', 'Kabir', 'Asfar'][i % 8 + 1]
    || ' ' || (i // 40) AS name,
    'g' || i AS id, 33 + (i % 20) * 0.2 AS lat, 36 + (i // 20) * 0.25 AS lon,
    ['SY', 'IQ', 'YE', 'LY'][i % 4 + 1] AS country
FROM range(400) t(i)
"""
_REPORTS = """
INSERT INTO reports BY NAME SELECT 'r' || i AS id, 'k' || i AS key, 'd' || i AS digest, i AS seq,
    'r' || i AS given_id, repeat('Rebels shelled the town, a medic said. ', 8) AS text,
    ['en', 'vi', 'ar'][i % 3 + 1] AS language, day AS published_start, day AS published_end,
    'day' AS published_grain, 'Outlet ' || (i % 40) AS outlet, 'Title ' || i AS title,
    'made' AS origin,
    'bench' AS run
FROM (SELECT i, strftime(DATE '2016-01-01' + (i * 7919 % 730)::INTEGER, '%Y-%m-%d') AS day FROM range(?) t(i))
"""
# Claim c belongs to event c // 3; its report is another for each claim of an event.
_CLAIMS = """
INSERT INTO claims BY NAME SELECT 'c-' || md5(c::VARCHAR)[:16] AS id, 'r' || (c % n) AS report_id,
    (c // n)::INTEGER AS ordinal,
    ['strike.air', 'strike.shelling', 'battle.clash', 'battle.advance', 'harm.casualties'][e % 5 + 1]
    AS event,
    0 AS evidence_start, 38 AS evidence_end, 'Rebels shelled the town, a medic said.' AS evidence_quote,
    7 AS trigger_start, 14 AS trigger_end, 'shelled' AS trigger_quote, 'asserted' AS modality,
    15 AS place_start, 23 AS place_end, 'the town' AS place_quote, name AS place_name, 'settlement' AS place_level,
    lat AS place_lat, lon AS place_lon, towns.id AS place_gazetteer_id, country AS place_country,
    0.9 AS place_confidence, day AS time_first, day AS time_last, 'day' AS time_grain,
    'published' AS time_anchor, 'published' AS time_rule, 0.8 AS confidence, 'made' AS rule, 'bench' AS run
FROM (SELECT c, e, ? AS n, hash(e) % 400 AS town,
    strftime(DATE '2016-01-01' + (hash(e, 1) % 730)::INTEGER, '%Y-%m-%d') AS day
    FROM (SELECT c, c // 3 AS e FROM range(?) t(c))) JOIN towns USING (town)
"""
_PARTS = """
CREATE TEMP TABLE numbered AS
SELECT c, 'c-' || md5(c::VARCHAR)[:16] AS id, 'e' || md5((c // 3)::VARCHAR) AS event FROM range(?) t(c);
INSERT INTO participants BY NAME SELECT id AS claim_id, 'actor' AS role, 0 AS ordinal, 0 AS span_start,
    6 AS span_end, 'Rebels' AS quote,
    ['syr-army', 'is', 'sdf', 'rus-airforce', NULL][c // 3 % 5 + 1] AS entity,
    ['Syrian Army', 'Islamic State', 'Democratic Forces', 'Russian air force', 'rebels'][c // 3 % 5 + 1] AS name
    FROM numbered;
INSERT INTO sources BY NAME SELECT id AS claim_id, 0 AS ordinal, TRUE AS is_origin, 25 AS span_start,
    32 AS span_end, 'a medic' AS quote, 'monitor' AS kind, ['sohr', 'amaq', 'sana', NULL][c % 4 + 1] AS entity,
    ['Syrian Observatory for Human Rights', 'Amaq', 'SANA', 'a medic'][c % 4 + 1] AS name FROM numbered;
INSERT INTO quantities BY NAME SELECT id AS claim_id, 0 AS ordinal, 0 AS span_start, 6 AS span_end,
    'Rebels' AS quote, 'killed' AS what, (c % 30)::DOUBLE AS min, (c % 30)::DOUBLE AS max
    FROM numbered WHERE c % 2 = 0;
INSERT INTO event_claims BY NAME SELECT event AS event_id, (c % 3)::INTEGER AS ordinal, id AS claim_id,
    ['entity:sohr', 'entity:amaq', 'entity:sana', 'unnamed:medical'][c % 4 + 1] AS origin,
    ['SOHR', 'Amaq', 'SANA', 'a medic'][c % 4 + 1] AS origin_name, TRUE AS credited FROM numbered;
INSERT INTO events BY NAME SELECT e.event_id AS id, min(c.event) AS event, min(c.place_name) AS place_name,
    min(c.place_level) AS place_level, min(c.place_lat) AS place_lat, min(c.place_lon) AS place_lon,
    min(c.place_gazetteer_id) AS place_gazetteer_id, min(c.place_country) AS place_country,
    min(c.time_first) AS first_day, min(c.time_last) AS last_day, list(c.report_id) AS report_ids,
    ['Outlet 1'] AS outlets, count(*)::INTEGER AS n_reports, 1 AS n_outlets, 1 AS origins_min,
    count(*)::INTEGER AS origins_max, ['made'] AS origins_reasons, FALSE AS contested, []::VARCHAR[] AS reasons,
    'bench' AS run FROM event_claims e JOIN claims c ON c.id = e.claim_id GROUP BY e.event_id;
INSERT INTO figures BY NAME SELECT event AS event_id, 0 AS ordinal, 'killed' AS what,
    (c % 30)::DOUBLE AS min, (c % 30)::DOUBLE AS max, 'entity:sohr' AS origin, id AS claim_id, '2016-01-01' AS day, FALSE AS replaced
    FROM numbered WHERE c % 2 = 0;
"""


def make(path: Path, claims: int) -> None:
    """Write a ledger of so many claims at `path`, in the order in which days come in."""
    Ledger(path).close()
    reports = claims // _PER_REPORT
    with duckdb.connect(path) as connection:
        connection.execute(_TOWNS)
        connection.execute(_REPORTS, [reports])
        connection.execute(_CLAIMS, [reports, claims])
        first, rest = _PARTS.split(";", 1)
        connection.execute(first, [claims])
        connection.execute(rest)
        connection.execute("CHECKPOINT")
