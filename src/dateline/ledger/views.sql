-- Views over the tables of schema.sql, and the views that they stand on. A joined cell holds names (or, where
-- the codebook has none, quotes) parted by "; ".

CREATE VIEW claim_origins AS
SELECT c.id AS claim_id,
    CASE WHEN s.claim_id IS NOT NULL THEN coalesce(s.entity, lower(s.quote))
         ELSE coalesce('outlet:' || lower(r.outlet), 'report:' || r.id) END AS origin,
    coalesce(s.kind = 'unnamed', false) AS unnamed
FROM claims c
JOIN reports r ON r.id = c.report_id
LEFT JOIN sources s ON s.claim_id = c.id AND s.is_origin;
COMMENT ON VIEW claim_origins IS 'Whose word a claim finally is: its last source, or else the outlet, or else the report';
COMMENT ON COLUMN claim_origins.claim_id IS 'claims.id';
COMMENT ON COLUMN claim_origins.origin IS 'Entity or lower-cased quote of the last source, outlet:... or report:...';
COMMENT ON COLUMN claim_origins.unnamed IS 'True when that source is not named (a source, witnesses ...)';

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
        string_agg(coalesce(name, quote), '; ' ORDER BY ordinal) FILTER (role = 'actor') AS actors,
        string_agg(coalesce(name, quote), '; ' ORDER BY ordinal) FILTER (role = 'target') AS targets,
        string_agg(coalesce(name, quote), '; ' ORDER BY ordinal) FILTER (role = 'supporter') AS supporters
    FROM participants GROUP BY claim_id
), credits AS (
    SELECT claim_id,
        string_agg(coalesce(name, quote), '; ' ORDER BY ordinal) AS sources,
        string_agg(kind, '; ' ORDER BY ordinal) AS source_kinds
    FROM sources GROUP BY claim_id
), numbers AS (
    SELECT claim_id, string_agg(what || ': ' || quote, '; ' ORDER BY ordinal) AS quantities
    FROM quantities GROUP BY claim_id
), grouped AS (
    SELECT claim_id, min(event_id) AS event_id FROM event_claims GROUP BY claim_id
)
SELECT c.id AS claim_id, c.event, parties.actors, parties.targets, parties.supporters,
    c.place_name, c.place_quote, c.place_relation, c.place_level, c.place_lat, c.place_lon,
    c.place_country, c.place_gazetteer_id,
    TRY_CAST(c.time_first AS DATE) AS first_day, TRY_CAST(c.time_last AS DATE) AS last_day, c.time_grain,
    credits.sources, credits.source_kinds, claim_origins.origin, c.modality,
    numbers.quantities, tolls.killed_min, tolls.killed_max, tolls.wounded_min, tolls.wounded_max,
    c.evidence_quote, c.evidence_start, c.evidence_end, c.trigger_quote, c.trigger_start, c.trigger_end,
    c.confidence, c.rule, grouped.event_id, c.report_id, r.outlet,
    TRY_CAST(r.published_start AS DATE) AS published, r.language, r.title, r.url, r.seq, c.ordinal
FROM claims c
JOIN reports r ON r.id = c.report_id
JOIN claim_origins ON claim_origins.claim_id = c.id
LEFT JOIN parties ON parties.claim_id = c.id
LEFT JOIN credits ON credits.claim_id = c.id
LEFT JOIN numbers ON numbers.claim_id = c.id
LEFT JOIN claim_tolls tolls ON tolls.claim_id = c.id
LEFT JOIN grouped ON grouped.claim_id = c.id;
COMMENT ON VIEW claims_wide IS 'One row a claim, with all its names joined; columns as in the tables they come from';

CREATE VIEW copied_spans AS
SELECT CASE WHEN a_is_first THEN report_b ELSE report_a END AS report_id,
    CASE WHEN a_is_first THEN report_a ELSE report_b END AS copied_from,
    CASE WHEN a_is_first THEN piece[3] ELSE piece[1] END AS span_start,
    CASE WHEN a_is_first THEN piece[4] ELSE piece[2] END AS span_end
FROM (
    SELECT copies.report_a, copies.report_b, unnest(from_json(copies.shared, '[["BIGINT"]]')) AS piece,
        coalesce(copies.likely_first = copies.report_a, a.seq <= b.seq) AS a_is_first
    FROM copies
    JOIN reports a ON a.id = copies.report_a
    JOIN reports b ON b.id = copies.report_b
    WHERE copies.kind = 'partial'
);
COMMENT ON VIEW copied_spans IS 'Parts of reports that repeat an earlier report (partial copies)';
COMMENT ON COLUMN copied_spans.report_id IS 'The later report';
COMMENT ON COLUMN copied_spans.copied_from IS 'The earlier report';
COMMENT ON COLUMN copied_spans.span_start IS 'First repeated character of the later report';
COMMENT ON COLUMN copied_spans.span_end IS 'Character after the last repeated one';

CREATE VIEW event_voices AS
WITH told AS (
    SELECT e.event_id, c.id AS claim_id, c.report_id, c.trigger_start, r.seq,
        min(r.seq) OVER (PARTITION BY e.event_id, coalesce(g.group_id, c.report_id)) AS first_seq
    FROM event_claims e
    JOIN claims c ON c.id = e.claim_id
    JOIN reports r ON r.id = c.report_id
    LEFT JOIN copy_groups g ON g.report_id = c.report_id
), repeated AS (
    SELECT DISTINCT told.event_id, told.claim_id
    FROM told
    JOIN copied_spans s ON s.report_id = told.report_id
        AND told.trigger_start >= s.span_start AND told.trigger_start < s.span_end
    JOIN told earlier ON earlier.event_id = told.event_id AND earlier.report_id = s.copied_from
)
SELECT told.event_id, told.claim_id, told.report_id, o.origin, o.unnamed,
    told.seq > told.first_seq OR repeated.claim_id IS NOT NULL AS copied
FROM told
JOIN claim_origins o ON o.claim_id = told.claim_id
LEFT JOIN repeated ON repeated.event_id = told.event_id AND repeated.claim_id = told.claim_id;
COMMENT ON VIEW event_voices IS 'Who tells of an event, and which claims only repeat another report of it';
COMMENT ON COLUMN event_voices.event_id IS 'events.id';
COMMENT ON COLUMN event_voices.claim_id IS 'claims.id';
COMMENT ON COLUMN event_voices.report_id IS 'reports.id';
COMMENT ON COLUMN event_voices.origin IS 'Whose word it is, see claim_origins';
COMMENT ON COLUMN event_voices.unnamed IS 'True when the origin is not named';
COMMENT ON COLUMN event_voices.copied IS 'True when the claim stands in a copy of an earlier report of the event';

CREATE VIEW event_tolls AS
WITH latest AS (
    SELECT v.event_id, q.what, q.of, q.min, q.max
    FROM event_voices v
    JOIN quantities q ON q.claim_id = v.claim_id
    JOIN claims c ON c.id = v.claim_id
    JOIN reports r ON r.id = c.report_id
    WHERE NOT v.copied AND q.what IN ('killed', 'wounded')
    QUALIFY row_number() OVER (
        PARTITION BY v.event_id, q.what, q.of, v.origin
        ORDER BY r.published_start DESC NULLS LAST, r.seq DESC, coalesce(q.min, q.max) DESC, c.ordinal DESC, q.ordinal
    ) = 1
)
SELECT event_id, what, of, max(coalesce(min, 0)) > min(coalesce(max, 'infinity'::DOUBLE)) AS differs
FROM latest
GROUP BY event_id, what, of;
COMMENT ON VIEW event_tolls IS 'Whether origins give tolls of an event that cannot both be true; an origin''s last word counts';
COMMENT ON COLUMN event_tolls.event_id IS 'events.id';
COMMENT ON COLUMN event_tolls.what IS 'killed or wounded';
COMMENT ON COLUMN event_tolls.of IS 'Of whom';
COMMENT ON COLUMN event_tolls.differs IS 'True when two origins'' ranges do not meet';

CREATE VIEW events_wide AS
WITH voices AS (
    SELECT event_id,
        greatest(1, count(DISTINCT origin) FILTER (NOT copied)) AS n_origins,
        greatest(1, count(DISTINCT CASE WHEN unnamed THEN '' ELSE origin END) FILTER (NOT copied)) AS n_origins_least,
        string_agg(DISTINCT origin, '; ' ORDER BY origin) FILTER (NOT copied) AS origins
    FROM event_voices GROUP BY event_id
), told AS (
    SELECT e.event_id, count(*) AS n_claims, count(DISTINCT c.report_id) AS n_reports,
        count(DISTINCT lower(r.outlet)) AS n_outlets,
        min(TRY_CAST(c.time_first AS DATE)) AS first_day,
        max(TRY_CAST(c.time_last AS DATE)) AS last_day,
        min(coalesce(t.killed_min, t.killed_max)) AS killed_min,
        max(coalesce(t.killed_max, t.killed_min)) AS killed_max,
        min(coalesce(t.wounded_min, t.wounded_max)) AS wounded_min,
        max(coalesce(t.wounded_max, t.wounded_min)) AS wounded_max,
        bool_or(c.modality = 'denied') AS denied,
        max(c.confidence) AS confidence, min(r.seq) AS seq,
        string_agg(DISTINCT r.language, '; ' ORDER BY r.language) AS languages,
        list(c.report_id || '#char=' || c.evidence_start || ',' || c.evidence_end ORDER BY r.seq, c.ordinal) AS evidence
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
        string_agg(DISTINCT name, '; ' ORDER BY name) FILTER (role = 'actor') AS actors,
        string_agg(DISTINCT name, '; ' ORDER BY name) FILTER (role = 'target') AS targets
    FROM named GROUP BY event_id
), tolls AS (
    SELECT event_id, bool_or(differs) AS differs FROM event_tolls GROUP BY event_id
)
SELECT events.id AS event_id, events.event, parties.actors, parties.targets,
    events.place_name, events.place_level, events.place_lat, events.place_lon, events.place_country,
    events.place_gazetteer_id,
    coalesce(TRY_CAST(events.first_day AS DATE), told.first_day) AS first_day,
    coalesce(TRY_CAST(events.last_day AS DATE), told.last_day) AS last_day,
    told.killed_min, told.killed_max, told.wounded_min, told.wounded_max,
    voices.n_origins, voices.n_origins_least, told.n_outlets, told.n_reports, told.n_claims,
    voices.origins, told.languages, told.denied OR coalesce(tolls.differs, false) AS contested,
    told.confidence, told.evidence, told.seq
FROM events
JOIN told ON told.event_id = events.id
JOIN voices ON voices.event_id = events.id
LEFT JOIN parties ON parties.event_id = events.id
LEFT JOIN tolls ON tolls.event_id = events.id;
COMMENT ON VIEW events_wide IS 'One row an event: who, where, when, toll, and on how many words it rests';
COMMENT ON COLUMN events_wide.event_id IS 'events.id';
COMMENT ON COLUMN events_wide.killed_min IS 'The lowest number of dead that a claim gives';
COMMENT ON COLUMN events_wide.killed_max IS 'The highest number of dead that a claim gives';
COMMENT ON COLUMN events_wide.wounded_min IS 'The lowest number of wounded that a claim gives';
COMMENT ON COLUMN events_wide.wounded_max IS 'The highest number of wounded that a claim gives';
COMMENT ON COLUMN events_wide.evidence IS 'Where the passages stand: report id, #char=, first and past-the-last character';
COMMENT ON COLUMN events_wide.n_origins IS 'Distinct origins, copies left out: how many independent words it rests on, at most';
COMMENT ON COLUMN events_wide.n_origins_least IS 'The same when all unnamed sources are one';
COMMENT ON COLUMN events_wide.n_outlets IS 'Outlets that carry it';
COMMENT ON COLUMN events_wide.n_reports IS 'Reports that carry it, copies counted';
COMMENT ON COLUMN events_wide.n_claims IS 'Passages that tell it';
COMMENT ON COLUMN events_wide.origins IS 'The origins counted';
COMMENT ON COLUMN events_wide.contested IS 'True when a claim denies it, or tolls differ between origins';
COMMENT ON COLUMN events_wide.confidence IS 'The surest of its claims';
