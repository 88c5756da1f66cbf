package com.in2peta.acceptance;

import java.util.List;

/** One row in each table that the API does not fill by itself: {@code %1$s} is the organization, {@code %2$s} the person. */
final class SampleRows {

    static final List<String> INSERTS = List.of(
            "insert into kernel.outbox values (gen_random_uuid(), '%1$s', 'mail', '{\"person\":\"%2$s\",\"template\":\"none\","
                    + "\"parameters\":{}}', 0, now() + interval '1 day', now())",
            "insert into identity.staff_role values ('%2$s', '%1$s', 'support', now())",
            "insert into inference.idempotency values ('%1$s', sha256('drill'), sha256('drill'), gen_random_uuid(), now())",
            "insert into models.run_count select id, 'none', organization_id, 1, 0 from models.model where organization_id = '%1$s' limit 1",
            "insert into models.collection values ('drill', 'drill', '', null, now()) on conflict do nothing",
            "insert into models.collection_model select 'drill', id, organization_id, 0 from models.model where organization_id = '%1$s' limit 1",
            "insert into compliance.policy_notice values ('%1$s', '%2$s', 'cookies', 1, now(), null) on conflict do nothing",
            "insert into kernel.closed_purpose values ('%1$s', 'trends', 'objection', now())",
            "insert into kernel.excluded_country values ('%1$s', 'AQ', now())",
            "insert into kernel.agreement values ('nobody', repeat('0', 64), now(), now(), '%2$s', now())",
            "insert into kernel.safeguard values ('nobody', 'AQ', 'none', null, now(), '%2$s', now())",
            "insert into compliance.job_run (id, job, requested_by, state, started_at, heartbeat_at, ended_at)"
                    + " values (gen_random_uuid(), 'retention', '%2$s', 'completed', now(), now(), now())",
            "insert into compliance.approval (id, object, action, plan_sha256, asked_by, asked_at, expires_at)"
                    + " values (gen_random_uuid(), gen_random_uuid(), 'hold', repeat('0', 64), '%2$s', now(), now())",
            "insert into kernel.rate_limit values ('drill', '%2$s', now(), 1)",
            "insert into compliance.subject values ('%2$s', sha256('%1$s'))",
            "insert into compliance.intake values (gen_random_uuid(), '%2$s', 'access', null, now(), now() + interval '1 day')",
            "insert into compliance.upload values ('%2$s', 'access', 'parsed', 1, 1, '%2$s', now(), null)",
            "insert into compliance.upload_row values ('%2$s', 1, 'clean', '%2$s', 1, null, null)",
            "insert into compliance.breach values ('%1$s', 'drill', '{identity.person}', now(), now(), now(), false, '%2$s', now())",
            "insert into compliance.disclosure (id, authority, instrument, ground, elements, person_id, organization_id, asked_by, asked_at,"
                    + " state) values ('%1$s', 'a court', '1', 'law', '{identity.person}', '%2$s', '%1$s', '%2$s', now(), 'refused')",
            "insert into compliance.disclosure_decision values (gen_random_uuid(), '%1$s', '%2$s', 'refused', now())",
            "insert into compliance.legal_hold (id, organization_id, reason, instrument, opened_by, opened_at, review_by, approved_by,"
                    + " approved_at, release_asked_by, release_asked_at, released_by, released_at)"
                    + " values (gen_random_uuid(), '%1$s', 'over', '1', gen_random_uuid(), now() - interval '2 days', now(),"
                    + " gen_random_uuid(), now(), gen_random_uuid(), now(), gen_random_uuid(), now())",
            "insert into compliance.held_row (organization_id, table_name, event_at, content) values ('%1$s', 'x.y', now(), '{}')",
            "insert into compliance.evidence_actor values (gen_random_uuid(), '%2$s')",
            "insert into compliance.export values ('%2$s', '%2$s', '%1$s', 'access', 'counted', now(), '0/0', 1, 1, repeat('0', 64),"
                    + " now())",
            "insert into compliance.export_file (request_id, path, organization_id, seq, element, planned, state)"
                    + " values ('%2$s', 'data', '%1$s', 1, 'identity.person', 1, 'planned')",
            "insert into compliance.export_chunk values ('%2$s', 'data', 1, '%1$s', '\\x00')",
            "insert into compliance.export_link values (sha256('%1$s'), '%2$s', '%1$s', now(), now())",
            "insert into inference.webhook (prediction_id, organization_id, url, events, created_at)"
                    + " values (gen_random_uuid(), '%1$s', '\\x00', '{completed}', now())",
            "insert into inference.webhook_delivery (id, prediction_id, organization_id, event, state, created_at)"
                    + " values (gen_random_uuid(), gen_random_uuid(), '%1$s', 'completed', 'delivered', now())",
            "insert into inference.webhook_secret values (gen_random_uuid(), '%1$s', '\\x00', now(), null) on conflict do nothing",
            "insert into inference.endpoint values (gen_random_uuid(), '%1$s', 'koyeb', 'drill', null, '\\x00', now()) on conflict do nothing",
            "insert into inference.disabled_webhook values (gen_random_uuid(), '%1$s', '\\x00', '\\x00', now())");

    private SampleRows() {}
}
