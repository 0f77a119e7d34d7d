-- Views over the tables of schema.sql. A joined cell holds names (or, where the codebook has none, quotes)
-- parted by "; ".

CREATE VIEW claim_tolls AS
SELECT claim_id,
    max(min) FILTER (what = 'killed') AS killed_min,
    CASE WHEN NOT bool_or(max IS NULL) FILTER (what = 'killed') THEN max(max) FILTER (what = 'killed') END AS killed_max,
    max(min) FILTER (what = 'wounded') AS wounded_min,
    CASE WHEN NOT bool_or(max IS NULL) FILTER (what = 'wounded') THEN max(max) FILTER (what = 'wounded') END AS wounded_max
FROM quantities
WHERE what IN ('killed', 'wounded')
GROUP BY claim_id;
COMMENT ON VIEW claim_tolls IS 'The largest toll that a claim gives (12 dead, 3 of them children: 12)';
COMMENT ON COLUMN claim_tolls.claim_id IS 'claims.id';
COMMENT ON COLUMN claim_tolls.killed_min IS 'At least so many killed';
COMMENT ON COLUMN claim_tolls.killed_max IS 'At most so many killed; null when open';
COMMENT ON COLUMN claim_tolls.wounded_min IS 'At least so many wounded';
COMMENT ON COLUMN claim_tolls.wounded_max IS 'At most so many wounded; null when open';

CREATE VIEW claims_wide AS
WITH parties AS (
    SELECT claim_id,
        in_order(list({'at': ordinal, 'words': coalesce(name, quote)}) FILTER (role = 'actor')) AS actors,
        in_order(list({'at': ordinal, 'words': coalesce(name, quote)}) FILTER (role = 'target')) AS targets,
        in_order(list({'at': ordinal, 'words': coalesce(name, quote)}) FILTER (role = 'supporter')) AS supporters
    FROM participants GROUP BY claim_id
), credits AS (
    SELECT claim_id,
        in_order(list({'at': ordinal, 'words': coalesce(name, quote)})) AS sources,
        in_order(list({'at': ordinal, 'words': kind})) AS source_kinds,
        max(coalesce(name, quote)) FILTER (is_origin) AS origin
    FROM sources GROUP BY claim_id
), numbers AS (
    SELECT claim_id, in_order(list({'at': ordinal, 'words': what || ': ' || quote})) AS quantities
    FROM quantities GROUP BY claim_id
), grouped AS (
    SELECT claim_id, min(event_id) AS event_id FROM event_claims GROUP BY claim_id
)
SELECT c.id AS claim_id, c.event, parties.actors, parties.targets, parties.supporters,
    c.place_name, c.place_quote, c.place_relation, c.place_level, c.place_lat, c.place_lon,
    c.place_country, c.place_gazetteer_id, c.place_radius_km,
    TRY_CAST(c.time_first AS DATE) AS first_day, TRY_CAST(c.time_last AS DATE) AS last_day, c.time_grain,
    credits.sources, credits.source_kinds,
    coalesce(credits.origin, r.outlet) AS origin, c.modality,
    numbers.quantities, tolls.killed_min, tolls.killed_max, tolls.wounded_min, tolls.wounded_max,
    c.evidence_quote, c.evidence_start, c.evidence_end, c.trigger_quote, c.trigger_start, c.trigger_end,
    c.confidence, c.rule, grouped.event_id, c.report_id, r.outlet,
    TRY_CAST(r.published_start AS DATE) AS published, r.language, r.title, r.url, r.seq, c.ordinal
FROM claims c
JOIN reports r ON r.id = c.report_id
LEFT JOIN parties ON parties.claim_id = c.id
LEFT JOIN credits ON credits.claim_id = c.id
LEFT JOIN numbers ON numbers.claim_id = c.id
LEFT JOIN claim_tolls tolls ON tolls.claim_id = c.id
LEFT JOIN grouped ON grouped.claim_id = c.id;
COMMENT ON VIEW claims_wide IS 'One row a claim, with all its names joined; columns as in the tables they come from';

CREATE VIEW events_wide AS
WITH told AS (
    SELECT e.event_id, count(*) AS n_claims,
        min(coalesce(t.killed_min, t.killed_max)) AS killed_min,
        max(coalesce(t.killed_max, t.killed_min)) AS killed_max,
        min(coalesce(t.wounded_min, t.wounded_max)) AS wounded_min,
        max(coalesce(t.wounded_max, t.wounded_min)) AS wounded_max,
        max(c.confidence) AS confidence,
        in_alphabet(list(DISTINCT r.language) FILTER (r.language IS NOT NULL)) AS languages,
        list_transform(list_sort(list({
            'at': (r.seq, c.ordinal), 'words': c.report_id || '#char=' || c.evidence_start || ',' || c.evidence_end
        })), lambda item: item.words) AS evidence,
        min(r.seq) AS seq
    FROM event_claims e
    JOIN claims c ON c.id = e.claim_id
    JOIN reports r ON r.id = c.report_id
    LEFT JOIN claim_tolls t ON t.claim_id = c.id
    GROUP BY e.event_id
), named AS (
    SELECT e.event_id, p.role, coalesce(p.name, p.quote) AS name
    FROM event_claims e
    JOIN participants p ON p.claim_id = e.claim_id
), parties AS (
    SELECT event_id,
        in_alphabet(list(DISTINCT name) FILTER (role = 'actor')) AS actors,
        in_alphabet(list(DISTINCT name) FILTER (role = 'target')) AS targets
    FROM named GROUP BY event_id
), credited AS (
    SELECT e.event_id, in_alphabet(list(DISTINCT coalesce(s.name, s.quote)))
        AS origins
    FROM event_claims e
    JOIN sources s ON s.claim_id = e.claim_id AND s.is_origin
    GROUP BY e.event_id
)
SELECT events.id AS event_id, events.event, parties.actors, parties.targets,
    events.place_name, events.place_level, events.place_lat, events.place_lon, events.place_country,
    events.place_gazetteer_id,
    TRY_CAST(events.first_day AS DATE) AS first_day, TRY_CAST(events.last_day AS DATE) AS last_day,
    told.killed_min, told.killed_max, told.wounded_min, told.wounded_max,
    events.origins_min AS n_origins, events.origins_max AS n_origins_most, events.n_outlets,
    events.n_reports, told.n_claims, credited.origins, nullif(array_to_string(events.outlets, '; '), '') AS outlets,
    told.languages, events.contested, nullif(array_to_string(events.reasons, '; '), '') AS contested_by,
    told.confidence, told.evidence, told.seq
FROM events
JOIN told ON told.event_id = events.id
LEFT JOIN parties ON parties.event_id = events.id
LEFT JOIN credited ON credited.event_id = events.id;
COMMENT ON VIEW events_wide IS 'One row an event: who, where, when, toll, and on how many words it rests';
COMMENT ON COLUMN events_wide.event_id IS 'events.id';
COMMENT ON COLUMN events_wide.killed_min IS 'The lowest number of dead that a claim gives';
COMMENT ON COLUMN events_wide.killed_max IS 'The highest number of dead that a claim gives';
COMMENT ON COLUMN events_wide.wounded_min IS 'The lowest number of wounded that a claim gives';
COMMENT ON COLUMN events_wide.wounded_max IS 'The highest number of wounded that a claim gives';
COMMENT ON COLUMN events_wide.n_origins IS 'How many independent origins it rests on, at least';
COMMENT ON COLUMN events_wide.n_origins_most IS 'How many independent origins it rests on, at most';
COMMENT ON COLUMN events_wide.n_outlets IS 'Outlets that carry it, copies counted';
COMMENT ON COLUMN events_wide.n_reports IS 'Reports that carry it, copies counted';
COMMENT ON COLUMN events_wide.n_claims IS 'Passages that tell it';
COMMENT ON COLUMN events_wide.origins IS 'Who is credited last in its claims';
COMMENT ON COLUMN events_wide.contested IS 'True when a claim denies it, or tolls differ between origins';
COMMENT ON COLUMN events_wide.contested_by IS 'How its claims contradict one another, in words';
COMMENT ON COLUMN events_wide.confidence IS 'The surest of its claims';
COMMENT ON COLUMN events_wide.evidence IS 'Where the passages stand: report id, #char=, first and past-the-last character';

CREATE VIEW reports_wide AS
WITH told AS (
    SELECT c.report_id, count(*) AS n_claims, count(DISTINCT e.event_id) AS n_events
    FROM claims c LEFT JOIN event_claims e ON e.claim_id = c.id GROUP BY c.report_id
), repeated AS (
    SELECT report_id, count(*) AS n_copies FROM (
        SELECT report_a AS report_id FROM copies UNION ALL SELECT report_b FROM copies
    ) GROUP BY report_id
)
SELECT r.id AS report_id, r.outlet, TRY_CAST(r.published_start AS DATE) AS published, r.language, r.title, r.url,
    coalesce(told.n_claims, 0) AS n_claims, coalesce(told.n_events, 0) AS n_events,
    coalesce(repeated.n_copies, 0) AS n_copies, r.seq
FROM reports r
LEFT JOIN told ON told.report_id = r.id
LEFT JOIN repeated ON repeated.report_id = r.id;
COMMENT ON VIEW reports_wide IS 'One row a report: who published it, when, and how much it tells';
COMMENT ON COLUMN reports_wide.n_claims IS 'Claims that were read in it';
COMMENT ON COLUMN reports_wide.n_events IS 'Events that these tell of';
COMMENT ON COLUMN reports_wide.n_copies IS 'Other reports that share text with it';

CREATE VIEW origins AS
SELECT e.event_id, e.origin, min(e.origin_name) AS name, bool_or(e.credited) AS credited, count(*) AS n_claims,
    count(DISTINCT c.report_id) AS n_reports, count(DISTINCT coalesce(r.outlet, r.id)) AS n_outlets,
    in_alphabet(list(DISTINCT r.outlet) FILTER (r.outlet IS NOT NULL)) AS outlets,
    min(TRY_CAST(r.published_start AS DATE)) AS first_told, max(TRY_CAST(r.published_start AS DATE)) AS last_told,
    list_sort(list(e.claim_id)) AS claim_ids
FROM event_claims e
JOIN claims c ON c.id = e.claim_id
JOIN reports r ON r.id = c.report_id
WHERE e.origin IS NOT NULL
GROUP BY e.event_id, e.origin;
COMMENT ON VIEW origins IS 'One row an origin of an event: whose word it is, and who carried it';
COMMENT ON COLUMN origins.event_id IS 'events.id';
COMMENT ON COLUMN origins.origin IS 'Key of the origin';
COMMENT ON COLUMN origins.name IS 'How a claim calls it';
COMMENT ON COLUMN origins.n_claims IS 'Claims of the event that are its word';
COMMENT ON COLUMN origins.n_reports IS 'Reports that carry it, copies counted';
COMMENT ON COLUMN origins.n_outlets IS 'Outlets that carry it, copies counted';
COMMENT ON COLUMN origins.outlets IS 'Their names, parted by "; "';
COMMENT ON COLUMN origins.last_told IS 'Published date of the last report that carried it';
COMMENT ON COLUMN origins.claim_ids IS 'Ids of these claims';
COMMENT ON COLUMN origins.credited IS 'False where it is only an outlet''s own word';
COMMENT ON COLUMN origins.first_told IS 'Published date of the first report that carried it';

CREATE VIEW contradictions AS
SELECT s.event_id, events.event, events.place_name, TRY_CAST(events.first_day AS DATE) AS first_day,
    TRY_CAST(events.last_day AS DATE) AS last_day, s.kind, s.topic, s.says, s.name, s.origin,
    TRY_CAST(s.day AS DATE) AS told, s.revised, c.evidence_quote, c.report_id, r.outlet, s.claim_id, s.against,
    s.ordinal
FROM sides s
JOIN events ON events.id = s.event_id
JOIN claims c ON c.id = s.claim_id
JOIN reports r ON r.id = c.report_id;
COMMENT ON VIEW contradictions IS 'One row a side of a contradiction: who says what, when, in which words';
COMMENT ON COLUMN contradictions.event_id IS 'events.id';
COMMENT ON COLUMN contradictions.event IS 'Event code';
COMMENT ON COLUMN contradictions.place_name IS 'Name of the place';
COMMENT ON COLUMN contradictions.first_day IS 'First day of the event';
COMMENT ON COLUMN contradictions.last_day IS 'Last day of the event';
COMMENT ON COLUMN contradictions.kind IS 'toll, denial, actor or control';
COMMENT ON COLUMN contradictions.topic IS 'What is in dispute; the same for all sides of it';
COMMENT ON COLUMN contradictions.says IS 'What the origin says';
COMMENT ON COLUMN contradictions.name IS 'Who says so';
COMMENT ON COLUMN contradictions.origin IS 'Key of the origin';
COMMENT ON COLUMN contradictions.told IS 'When it was published';
COMMENT ON COLUMN contradictions.evidence_quote IS 'The passage that says so';
COMMENT ON COLUMN contradictions.report_id IS 'reports.id';
COMMENT ON COLUMN contradictions.outlet IS 'Who published it';
COMMENT ON COLUMN contradictions.claim_id IS 'claims.id';
COMMENT ON COLUMN contradictions.ordinal IS 'Order within the event';
COMMENT ON COLUMN contradictions.against IS 'Id of a claim that it contradicts';
COMMENT ON COLUMN contradictions.revised IS 'True for a figure that its own origin replaced later';

CREATE VIEW control AS
WITH words AS (
    SELECT hold_id,
        in_alphabet(list(DISTINCT name) FILTER (NOT against)) AS sources,
        in_alphabet(list(DISTINCT name) FILTER (against)) AS against,
        count(DISTINCT origin) FILTER (NOT against) AS n_origins,
        list_transform(list_sort(list({'at': ordinal, 'words': claim_id})), lambda item: item.words) AS claim_ids
    FROM hold_claims GROUP BY hold_id
)
SELECT h.place_name AS place, h.actor_name AS actor, h.how, h.share_min, h.share_max,
    TRY_CAST(h.since AS DATE) AS since, TRY_CAST(h.until AS DATE) AS until, words.sources, h.contested,
    words.against, words.n_origins, h.actor AS actor_id, h.place_level, h.place_lat, h.place_lon,
    h.place_gazetteer_id, h.place_country, words.claim_ids, h.id AS hold_id
FROM holds h
JOIN words ON words.hold_id = h.id;
COMMENT ON VIEW control IS 'One row a hold on a place: who, how much of it, since when, until when, on whose word';
COMMENT ON COLUMN control.place IS 'Name of the place';
COMMENT ON COLUMN control.actor IS 'Who holds it';
COMMENT ON COLUMN control.how IS 'took, holds, left or besieges';
COMMENT ON COLUMN control.share_min IS 'At least this share of the place, 0 to 1; null when it is not said';
COMMENT ON COLUMN control.share_max IS 'At most this share of the place, 0 to 1; null when it is not said';
COMMENT ON COLUMN control.since IS 'First day that is told of';
COMMENT ON COLUMN control.contested IS 'True when somebody else''s word stands against it';
COMMENT ON COLUMN control.n_origins IS 'How many origins say so';
COMMENT ON COLUMN control.actor_id IS 'Codebook id of who holds it';
COMMENT ON COLUMN control.place_level IS 'site, settlement, district, province, country or region';
COMMENT ON COLUMN control.place_lat IS 'Latitude in degrees (WGS 84)';
COMMENT ON COLUMN control.place_lon IS 'Longitude in degrees (WGS 84)';
COMMENT ON COLUMN control.place_gazetteer_id IS 'Id in the gazetteer';
COMMENT ON COLUMN control.place_country IS 'Country code of the place';
COMMENT ON COLUMN control.claim_ids IS 'Ids of the claims for it and against it';
COMMENT ON COLUMN control.hold_id IS 'holds.id';
COMMENT ON COLUMN control.until IS 'Day on which it ended by what is told next; null when it did not';
COMMENT ON COLUMN control.sources IS 'Whose word it is, parted by "; "';
COMMENT ON COLUMN control.against IS 'Whose word stands against it, parted by "; "';
