-- The ledger: what every table and column holds is said in its COMMENT, and in docs/ledger.md.
-- Rows are found unique before they are written (store.py), by one writer at a time: keys would only cost
-- time and room. Offsets are code points into reports.text, end exclusive.

CREATE TABLE ledger (schema_version INTEGER NOT NULL);
COMMENT ON TABLE ledger IS 'Marks the file as a ledger of dateline; one row';
COMMENT ON COLUMN ledger.schema_version IS 'Version of these tables';
INSERT INTO ledger VALUES (2);

CREATE TABLE runs (
    id VARCHAR NOT NULL, version VARCHAR NOT NULL, packs VARCHAR NOT NULL, configuration VARCHAR NOT NULL,
    started VARCHAR NOT NULL, finished VARCHAR
);
COMMENT ON TABLE runs IS 'Ways of reading: one row for each version, set of packs and configuration that wrote here';
COMMENT ON COLUMN runs.id IS 'Hash of version, packs and configuration';
COMMENT ON COLUMN runs.version IS 'Version of dateline';
COMMENT ON COLUMN runs.packs IS 'JSON object: language pack to the hash of its content';
COMMENT ON COLUMN runs.configuration IS 'JSON object: the options that change what comes out';
COMMENT ON COLUMN runs.started IS 'When it first wrote here (ISO 8601)';
COMMENT ON COLUMN runs.finished IS 'When it last added something (ISO 8601)';

CREATE TABLE reports (
    id VARCHAR NOT NULL, key VARCHAR NOT NULL, digest VARCHAR NOT NULL, seq BIGINT NOT NULL,
    given_id VARCHAR NOT NULL, text VARCHAR NOT NULL, language VARCHAR, published_start VARCHAR,
    published_end VARCHAR, published_grain VARCHAR, outlet VARCHAR, url VARCHAR, title VARCHAR,
    origin VARCHAR NOT NULL, run VARCHAR NOT NULL, authors VARCHAR[], page VARCHAR
);
COMMENT ON TABLE reports IS 'Documents as received, one row each';
COMMENT ON COLUMN reports.id IS 'The id that all tables use: given_id, made unique where two texts came under one';
COMMENT ON COLUMN reports.key IS 'Content hash of given_id and text: a report is known by it';
COMMENT ON COLUMN reports.digest IS 'Content hash of the whole reading: report, blocks and claims';
COMMENT ON COLUMN reports.seq IS 'Order in which reports came in, from 0';
COMMENT ON COLUMN reports.given_id IS 'What the input called the report';
COMMENT ON COLUMN reports.text IS 'The text (NFC); it never changes';
COMMENT ON COLUMN reports.language IS 'Language code, or null where it could not be told';
COMMENT ON COLUMN reports.published_start IS 'First day of the published date (ISO 8601)';
COMMENT ON COLUMN reports.published_end IS 'Last day of the published date (ISO 8601)';
COMMENT ON COLUMN reports.published_grain IS 'Grain of the published date: day, month, ...';
COMMENT ON COLUMN reports.outlet IS 'Who published it';
COMMENT ON COLUMN reports.url IS 'Where it was published';
COMMENT ON COLUMN reports.title IS 'Its title';
COMMENT ON COLUMN reports.origin IS 'File, row or address that it was read from';
COMMENT ON COLUMN reports.run IS 'The run whose reading stands';
COMMENT ON COLUMN reports.authors IS 'Who signed it';
COMMENT ON COLUMN reports.page IS 'JSON object: where its paragraphs stand in the page that it was taken from, and the hash of that page';

CREATE TABLE blocks (
    report_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, kind VARCHAR NOT NULL,
    span_start BIGINT NOT NULL, span_end BIGINT NOT NULL
);
COMMENT ON TABLE blocks IS 'Stretches of a report and what they are';
COMMENT ON COLUMN blocks.report_id IS 'reports.id';
COMMENT ON COLUMN blocks.ordinal IS 'Order within the report, from 0';
COMMENT ON COLUMN blocks.kind IS 'title, body, caption, credit, boilerplate, repeat or teaser';
COMMENT ON COLUMN blocks.span_start IS 'First character';
COMMENT ON COLUMN blocks.span_end IS 'Character after the last';

CREATE TABLE claims (
    id VARCHAR NOT NULL, report_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, event VARCHAR NOT NULL,
    evidence_start BIGINT NOT NULL, evidence_end BIGINT NOT NULL, evidence_quote VARCHAR NOT NULL,
    trigger_start BIGINT NOT NULL, trigger_end BIGINT NOT NULL, trigger_quote VARCHAR NOT NULL,
    modality VARCHAR NOT NULL, modality_start BIGINT, modality_end BIGINT, modality_quote VARCHAR,
    place_start BIGINT, place_end BIGINT, place_quote VARCHAR, place_name VARCHAR, place_level VARCHAR,
    place_lat DOUBLE, place_lon DOUBLE, place_gazetteer_id VARCHAR, place_country VARCHAR,
    place_relation VARCHAR, place_confidence DOUBLE, place_carried VARCHAR,
    place_radius_km DOUBLE, place_alternatives VARCHAR,
    time_start BIGINT, time_end BIGINT, time_quote VARCHAR, time_first VARCHAR, time_last VARCHAR,
    time_grain VARCHAR, time_anchor VARCHAR, time_rule VARCHAR,
    confidence DOUBLE NOT NULL, rule VARCHAR NOT NULL, run VARCHAR NOT NULL
);
COMMENT ON TABLE claims IS 'Happenings as one passage tells them, one row each';
COMMENT ON COLUMN claims.id IS 'Content hash that names the claim';
COMMENT ON COLUMN claims.report_id IS 'reports.id';
COMMENT ON COLUMN claims.ordinal IS 'Order within the report, from 0';
COMMENT ON COLUMN claims.event IS 'Event code of the codebook, such as battle.clash';
COMMENT ON COLUMN claims.evidence_start IS 'Passage that tells it: first character';
COMMENT ON COLUMN claims.evidence_end IS 'Passage that tells it: character after the last';
COMMENT ON COLUMN claims.evidence_quote IS 'The passage itself';
COMMENT ON COLUMN claims.trigger_start IS 'Word that names the happening: first character';
COMMENT ON COLUMN claims.trigger_end IS 'Word that names the happening: character after the last';
COMMENT ON COLUMN claims.trigger_quote IS 'The word itself';
COMMENT ON COLUMN claims.modality IS 'asserted, hedged, denied or planned';
COMMENT ON COLUMN claims.modality_start IS 'Cue of the modality: first character';
COMMENT ON COLUMN claims.modality_end IS 'Cue of the modality: character after the last';
COMMENT ON COLUMN claims.modality_quote IS 'The cue itself';
COMMENT ON COLUMN claims.place_start IS 'Place as printed: first character';
COMMENT ON COLUMN claims.place_end IS 'Place as printed: character after the last';
COMMENT ON COLUMN claims.place_quote IS 'Place as printed';
COMMENT ON COLUMN claims.place_name IS 'Name in the gazetteer, or as printed';
COMMENT ON COLUMN claims.place_level IS 'site, settlement, district, province, country or region';
COMMENT ON COLUMN claims.place_lat IS 'Latitude in degrees (WGS 84), null where it cannot be told';
COMMENT ON COLUMN claims.place_lon IS 'Longitude in degrees (WGS 84), null where it cannot be told';
COMMENT ON COLUMN claims.place_gazetteer_id IS 'Id in the gazetteer';
COMMENT ON COLUMN claims.place_country IS 'Country code of the place';
COMMENT ON COLUMN claims.place_relation IS 'Relation as printed, such as eastern outskirts of';
COMMENT ON COLUMN claims.place_confidence IS 'How likely the point is right, 0 to 1';
COMMENT ON COLUMN claims.place_carried IS 'Rule that carried the place over from an earlier clause, else null';
COMMENT ON COLUMN claims.place_radius_km IS 'How far from the point the happening may well lie, in kilometres';
COMMENT ON COLUMN claims.place_alternatives IS 'What else the name may mean, likeliest first, as JSON; null when nothing';
COMMENT ON COLUMN claims.time_start IS 'Time expression: first character, null when the published date stands in';
COMMENT ON COLUMN claims.time_end IS 'Time expression: character after the last';
COMMENT ON COLUMN claims.time_quote IS 'Time expression as printed';
COMMENT ON COLUMN claims.time_first IS 'First day that it means (ISO 8601)';
COMMENT ON COLUMN claims.time_last IS 'Last day that it means (ISO 8601)';
COMMENT ON COLUMN claims.time_grain IS 'Grain it was told in: minute, day, month, ...';
COMMENT ON COLUMN claims.time_anchor IS 'What it was resolved against: published, text or carried';
COMMENT ON COLUMN claims.time_rule IS 'Rule that resolved it';
COMMENT ON COLUMN claims.confidence IS 'How sure the reading is, 0 to 1';
COMMENT ON COLUMN claims.rule IS 'Rule that made the claim';
COMMENT ON COLUMN claims.run IS 'The run that read it';

CREATE TABLE participants (
    claim_id VARCHAR NOT NULL, role VARCHAR NOT NULL, ordinal INTEGER NOT NULL, span_start BIGINT NOT NULL,
    span_end BIGINT NOT NULL, quote VARCHAR NOT NULL, entity VARCHAR, name VARCHAR, carried VARCHAR
);
COMMENT ON TABLE participants IS 'Actors, targets and supporters of claims';
COMMENT ON COLUMN participants.claim_id IS 'claims.id';
COMMENT ON COLUMN participants.role IS 'actor, target or supporter';
COMMENT ON COLUMN participants.ordinal IS 'Order within claim and role, from 0';
COMMENT ON COLUMN participants.span_start IS 'First character';
COMMENT ON COLUMN participants.span_end IS 'Character after the last';
COMMENT ON COLUMN participants.quote IS 'As printed';
COMMENT ON COLUMN participants.entity IS 'Id in the codebook, null where the text does not make it plain';
COMMENT ON COLUMN participants.name IS 'Name in the codebook';
COMMENT ON COLUMN participants.carried IS 'Rule that carried it over from an earlier clause, else null';

CREATE TABLE sources (
    claim_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, span_start BIGINT NOT NULL,
    span_end BIGINT NOT NULL, quote VARCHAR NOT NULL, kind VARCHAR NOT NULL, entity VARCHAR, name VARCHAR,
    cue_start BIGINT, cue_end BIGINT, cue_quote VARCHAR, carried VARCHAR, is_origin BOOLEAN NOT NULL
);
COMMENT ON TABLE sources IS 'Whom a passage credits, outermost first';
COMMENT ON COLUMN sources.claim_id IS 'claims.id';
COMMENT ON COLUMN sources.ordinal IS 'Place in the chain, from 0 (outermost)';
COMMENT ON COLUMN sources.span_start IS 'First character';
COMMENT ON COLUMN sources.span_end IS 'Character after the last';
COMMENT ON COLUMN sources.quote IS 'As printed';
COMMENT ON COLUMN sources.kind IS 'media, party, official, military, police, medical, monitor, witness, ngo, un, social or unnamed';
COMMENT ON COLUMN sources.entity IS 'Id in the codebook';
COMMENT ON COLUMN sources.name IS 'Name in the codebook';
COMMENT ON COLUMN sources.cue_start IS 'Word that attributes: first character';
COMMENT ON COLUMN sources.cue_end IS 'Word that attributes: character after the last';
COMMENT ON COLUMN sources.cue_quote IS 'The word itself';
COMMENT ON COLUMN sources.carried IS 'Rule that carried the source over from an earlier sentence, else null';
COMMENT ON COLUMN sources.is_origin IS 'True for the end of the chain, whose word it finally is';

CREATE TABLE quantities (
    claim_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, span_start BIGINT NOT NULL,
    span_end BIGINT NOT NULL, quote VARCHAR NOT NULL, what VARCHAR NOT NULL, min DOUBLE, max DOUBLE,
    of VARCHAR
);
COMMENT ON TABLE quantities IS 'Numbers that a claim gives';
COMMENT ON COLUMN quantities.claim_id IS 'claims.id';
COMMENT ON COLUMN quantities.ordinal IS 'Order within the claim, from 0';
COMMENT ON COLUMN quantities.span_start IS 'First character';
COMMENT ON COLUMN quantities.span_end IS 'Character after the last';
COMMENT ON COLUMN quantities.quote IS 'As printed';
COMMENT ON COLUMN quantities.what IS 'What is counted: killed, wounded, share_controlled, ...';
COMMENT ON COLUMN quantities.min IS 'At least so many; null when open';
COMMENT ON COLUMN quantities.max IS 'At most so many; null when open';
COMMENT ON COLUMN quantities.of IS 'Of whom: civilians, soldiers, ...; null when it is not said';

CREATE TABLE reasons (
    claim_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, cell VARCHAR NOT NULL, rule VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);
COMMENT ON TABLE reasons IS 'Why the cells of a claim were filled or left empty';
COMMENT ON COLUMN reasons.claim_id IS 'claims.id';
COMMENT ON COLUMN reasons.ordinal IS 'Order within the claim, from 0';
COMMENT ON COLUMN reasons.cell IS 'The cell: place, time, actors, ...';
COMMENT ON COLUMN reasons.rule IS 'The rule that decided';
COMMENT ON COLUMN reasons.note IS 'A word for a reader';

CREATE TABLE copies (
    report_a VARCHAR NOT NULL, report_b VARCHAR NOT NULL, kind VARCHAR NOT NULL,
    containment_a DOUBLE NOT NULL, containment_b DOUBLE NOT NULL, shared VARCHAR NOT NULL,
    likely_first VARCHAR, first_outlet VARCHAR, signature VARCHAR NOT NULL, run VARCHAR NOT NULL
);
COMMENT ON TABLE copies IS 'Pairs of reports of which one repeats the other';
COMMENT ON COLUMN copies.report_a IS 'reports.id';
COMMENT ON COLUMN copies.report_b IS 'reports.id';
COMMENT ON COLUMN copies.kind IS 'exact, near or partial';
COMMENT ON COLUMN copies.containment_a IS 'Share of a that stands in b, 0 to 1';
COMMENT ON COLUMN copies.containment_b IS 'Share of b that stands in a, 0 to 1';
COMMENT ON COLUMN copies.shared IS 'JSON list of [a_start, a_end, b_start, b_end]';
COMMENT ON COLUMN copies.likely_first IS 'The one of the two that likely came first, null when it cannot be told';
COMMENT ON COLUMN copies.first_outlet IS 'Outlet of the one that likely came first';
COMMENT ON COLUMN copies.signature IS 'Way of hashing that the copies were found with';
COMMENT ON COLUMN copies.run IS 'The run that found it';

CREATE TABLE events (
    id VARCHAR NOT NULL, event VARCHAR NOT NULL, place_name VARCHAR, place_level VARCHAR, place_lat DOUBLE,
    place_lon DOUBLE, place_gazetteer_id VARCHAR, place_country VARCHAR, first_day VARCHAR,
    last_day VARCHAR, report_ids VARCHAR[] NOT NULL, outlets VARCHAR[] NOT NULL, n_reports INTEGER NOT NULL,
    n_outlets INTEGER NOT NULL, origins_min INTEGER NOT NULL, origins_max INTEGER NOT NULL,
    origins_reasons VARCHAR[] NOT NULL, contested BOOLEAN NOT NULL, reasons VARCHAR[] NOT NULL,
    run VARCHAR NOT NULL
);
COMMENT ON TABLE events IS 'Claims of several passages about the same happening, grouped';
COMMENT ON COLUMN events.id IS 'Content hash that names the event';
COMMENT ON COLUMN events.event IS 'Event code of the codebook';
COMMENT ON COLUMN events.place_name IS 'Name of the place';
COMMENT ON COLUMN events.place_level IS 'site, settlement, district, province, country or region';
COMMENT ON COLUMN events.place_lat IS 'Latitude in degrees (WGS 84)';
COMMENT ON COLUMN events.place_lon IS 'Longitude in degrees (WGS 84)';
COMMENT ON COLUMN events.place_gazetteer_id IS 'Id in the gazetteer';
COMMENT ON COLUMN events.place_country IS 'Country code of the place';
COMMENT ON COLUMN events.first_day IS 'First day (ISO 8601)';
COMMENT ON COLUMN events.last_day IS 'Last day (ISO 8601)';
COMMENT ON COLUMN events.report_ids IS 'The reports that tell it, reports.id';
COMMENT ON COLUMN events.outlets IS 'The outlets that carry it';
COMMENT ON COLUMN events.n_reports IS 'How many reports tell it, copies counted';
COMMENT ON COLUMN events.n_outlets IS 'How many outlets carry it, copies counted';
COMMENT ON COLUMN events.origins_min IS 'How many independent origins it rests on, at least';
COMMENT ON COLUMN events.origins_max IS 'How many independent origins it rests on, at most';
COMMENT ON COLUMN events.origins_reasons IS 'Why so many, in words';
COMMENT ON COLUMN events.contested IS 'True when its claims contradict one another';
COMMENT ON COLUMN events.reasons IS 'How they do, in words';
COMMENT ON COLUMN events.run IS 'The run that grouped it';

CREATE TABLE figures (
    event_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, what VARCHAR NOT NULL, of VARCHAR, min DOUBLE,
    max DOUBLE, origin VARCHAR NOT NULL, claim_id VARCHAR NOT NULL, day VARCHAR, replaced BOOLEAN NOT NULL
);
COMMENT ON TABLE figures IS 'The tolls of an event side by side, each with the origin whose word it is';
COMMENT ON COLUMN figures.event_id IS 'events.id';
COMMENT ON COLUMN figures.ordinal IS 'Order within the event, from 0';
COMMENT ON COLUMN figures.what IS 'What is counted: killed, wounded, ...';
COMMENT ON COLUMN figures.of IS 'Of whom; null when it is not said';
COMMENT ON COLUMN figures.min IS 'At least so many; null when open';
COMMENT ON COLUMN figures.max IS 'At most so many; null when open';
COMMENT ON COLUMN figures.origin IS 'Key of the origin';
COMMENT ON COLUMN figures.claim_id IS 'claims.id';
COMMENT ON COLUMN figures.day IS 'When it was told (ISO 8601)';
COMMENT ON COLUMN figures.replaced IS 'True when the same origin gave another figure later';

CREATE TABLE event_claims (
    event_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, claim_id VARCHAR NOT NULL, origin VARCHAR,
    origin_name VARCHAR, credited BOOLEAN
);
COMMENT ON TABLE event_claims IS 'Which claims tell of which event';
COMMENT ON COLUMN event_claims.event_id IS 'events.id';
COMMENT ON COLUMN event_claims.ordinal IS 'Order within the event, from 0';
COMMENT ON COLUMN event_claims.claim_id IS 'claims.id';
COMMENT ON COLUMN event_claims.origin IS 'Key of the origin whose word the claim is';
COMMENT ON COLUMN event_claims.origin_name IS 'How the claim calls the origin';
COMMENT ON COLUMN event_claims.credited IS 'False where nobody is credited, so that it is the outlet''s own word';

CREATE TABLE sides (
    event_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, kind VARCHAR NOT NULL, topic VARCHAR NOT NULL,
    says VARCHAR NOT NULL, origin VARCHAR NOT NULL, name VARCHAR NOT NULL, claim_id VARCHAR NOT NULL,
    against VARCHAR, day VARCHAR, revised BOOLEAN NOT NULL
);
COMMENT ON TABLE sides IS 'What one origin says of an event where another says otherwise';
COMMENT ON COLUMN sides.event_id IS 'events.id';
COMMENT ON COLUMN sides.ordinal IS 'Order within the event, from 0';
COMMENT ON COLUMN sides.kind IS 'toll, denial, actor or control';
COMMENT ON COLUMN sides.topic IS 'What is in dispute; the same for all sides of it';
COMMENT ON COLUMN sides.says IS 'What the origin says';
COMMENT ON COLUMN sides.origin IS 'Key of the origin';
COMMENT ON COLUMN sides.name IS 'How the claim calls the origin';
COMMENT ON COLUMN sides.claim_id IS 'claims.id of the claim that says so';
COMMENT ON COLUMN sides.against IS 'claims.id of a claim that it contradicts; null for a figure that was replaced';
COMMENT ON COLUMN sides.day IS 'When it was told (ISO 8601)';
COMMENT ON COLUMN sides.revised IS 'True when the same origin gave another figure later';

CREATE TABLE holds (
    id VARCHAR NOT NULL, place_name VARCHAR NOT NULL, place_level VARCHAR NOT NULL, place_lat DOUBLE,
    place_lon DOUBLE, place_gazetteer_id VARCHAR, place_country VARCHAR, actor VARCHAR NOT NULL,
    actor_name VARCHAR NOT NULL, how VARCHAR NOT NULL, share_min DOUBLE, share_max DOUBLE,
    since VARCHAR NOT NULL, until VARCHAR, contested BOOLEAN NOT NULL, run VARCHAR NOT NULL
);
COMMENT ON TABLE holds IS 'A side''s hold on a place over some days, as claims tell it';
COMMENT ON COLUMN holds.id IS 'Content hash that names it';
COMMENT ON COLUMN holds.place_name IS 'Name of the place';
COMMENT ON COLUMN holds.place_level IS 'site, settlement, district, province, country or region';
COMMENT ON COLUMN holds.place_lat IS 'Latitude in degrees (WGS 84)';
COMMENT ON COLUMN holds.place_lon IS 'Longitude in degrees (WGS 84)';
COMMENT ON COLUMN holds.place_gazetteer_id IS 'Id in the gazetteer';
COMMENT ON COLUMN holds.place_country IS 'Country code of the place';
COMMENT ON COLUMN holds.actor IS 'Codebook id of who holds it';
COMMENT ON COLUMN holds.actor_name IS 'Name of who holds it';
COMMENT ON COLUMN holds.how IS 'took, holds, left or besieges';
COMMENT ON COLUMN holds.share_min IS 'At least this share of the place, 0 to 1; null when it is not said';
COMMENT ON COLUMN holds.share_max IS 'At most this share of the place, 0 to 1; null when it is not said';
COMMENT ON COLUMN holds.since IS 'First day that is told of (ISO 8601)';
COMMENT ON COLUMN holds.until IS 'Day on which it ended by what is told next (ISO 8601); null when it did not';
COMMENT ON COLUMN holds.contested IS 'True when somebody else''s word stands against it';
COMMENT ON COLUMN holds.run IS 'The run that folded it';

CREATE TABLE hold_claims (
    hold_id VARCHAR NOT NULL, ordinal INTEGER NOT NULL, claim_id VARCHAR NOT NULL, origin VARCHAR NOT NULL,
    name VARCHAR NOT NULL, against BOOLEAN NOT NULL
);
COMMENT ON TABLE hold_claims IS 'The claims for a hold on a place, and against it';
COMMENT ON COLUMN hold_claims.hold_id IS 'holds.id';
COMMENT ON COLUMN hold_claims.ordinal IS 'Order within the hold, from 0';
COMMENT ON COLUMN hold_claims.claim_id IS 'claims.id';
COMMENT ON COLUMN hold_claims.origin IS 'Key of the origin whose word it is';
COMMENT ON COLUMN hold_claims.name IS 'How the claim calls the origin';
COMMENT ON COLUMN hold_claims.against IS 'True when the claim contradicts it';

CREATE TABLE tombstones (
    id VARCHAR NOT NULL, kind VARCHAR NOT NULL, reason VARCHAR NOT NULL, merged_into VARCHAR,
    body VARCHAR NOT NULL, run VARCHAR NOT NULL
);
COMMENT ON TABLE tombstones IS 'What once stood in the ledger and no longer does';
COMMENT ON COLUMN tombstones.id IS 'Id of the report, claim or event';
COMMENT ON COLUMN tombstones.kind IS 'report, claim or event';
COMMENT ON COLUMN tombstones.reason IS 'Why it no longer stands';
COMMENT ON COLUMN tombstones.merged_into IS 'What stands in its place, null when nothing does';
COMMENT ON COLUMN tombstones.body IS 'JSON object: all that it was (a report without its text, which stays)';
COMMENT ON COLUMN tombstones.run IS 'The run that set it aside';

CREATE TABLE rejects (
    origin VARCHAR NOT NULL, reason VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, report_id VARCHAR,
    run VARCHAR NOT NULL
);
COMMENT ON TABLE rejects IS 'Input that was set aside; unique on origin, sha256 and reason';
COMMENT ON COLUMN rejects.origin IS 'Where it stood';
COMMENT ON COLUMN rejects.reason IS 'Why it was set aside';
COMMENT ON COLUMN rejects.sha256 IS 'Hash of its bytes';
COMMENT ON COLUMN rejects.report_id IS 'What the input called it, where that could be read';
COMMENT ON COLUMN rejects.run IS 'The run that met it';

-- What belongs to a few claims or events is found without reading the whole table.
CREATE INDEX reports_by_id ON reports (id);
CREATE INDEX claims_by_id ON claims (id);
CREATE INDEX claims_by_report ON claims (report_id);
CREATE INDEX participants_by_claim ON participants (claim_id);
CREATE INDEX sources_by_claim ON sources (claim_id);
CREATE INDEX quantities_by_claim ON quantities (claim_id);
CREATE INDEX reasons_by_claim ON reasons (claim_id);
CREATE INDEX event_claims_by_claim ON event_claims (claim_id);
CREATE INDEX event_claims_by_event ON event_claims (event_id);
CREATE INDEX events_by_id ON events (id);
CREATE INDEX figures_by_event ON figures (event_id);
CREATE INDEX sides_by_event ON sides (event_id);

-- Case, diacritics, punctuation and spacing do not tell two spellings of a name apart.
CREATE MACRO fold(words) AS
    trim(regexp_replace(replace(strip_accents(lower(words)), 'đ', 'd'), '[^\p{L}\p{N}]+', ' ', 'g'));
CREATE MACRO has_words(phrase, words) AS
    fold(words) <> '' AND contains(' ' || fold(phrase) || ' ', ' ' || fold(words) || ' ');

-- Sorting a list once is several times faster than ORDER BY within an aggregate.
CREATE MACRO in_order(items) AS array_to_string(list_transform(list_sort(items), lambda item: item.words), '; ');
CREATE MACRO in_alphabet(items) AS array_to_string(list_sort(items), '; ');
