package com.in2peta.acceptance.support;

import java.util.List;
import java.util.UUID;

/** Rows by the ten thousand, as the platform would have written them in a quarter, made by PostgreSQL. */
public final class PlentyOfRows {

    private PlentyOfRows() {}

    /** Statements that write two fifths calls of the API, the rest predictions and their content; each content holds a word of its owner's. */
    public static List<String> of(UUID organization, UUID person, int rows, Canaries canaries) {
        int calls = rows * 2 / 5;
        int predictions = (rows - calls) / 2;
        return List.of("""
                insert into inference.usage_log (occurred_at, organization_id, person_id, api_key_id, request_id, method, route,
                    status, duration_micros)
                select now() + make_interval(secs => i / 1000.0), '%1$s', '%2$s', '%2$s', '%3$s-' || i, 'POST', '/v1/predictions', 201, i
                from generate_series(1, %4$d) i""".formatted(organization, person, canaries.word("request id"), calls), """
                with made as (
                    insert into inference.prediction (id, organization_id, person_id, api_key_id, model_id, model, version_id,
                        status, currency, price_micros_per_second, hold_micros, run_millis, cost_micros, created_at, started_at,
                        completed_at, payload_expires_at)
                    select gen_random_uuid(), '%1$s', '%2$s', '%2$s', gen_random_uuid(), 'somebody/else', 'v', 'succeeded', 'INR', 0, 0,
                        5, 0, now(), now(), now(), now() + interval '30 days' + make_interval(secs => i / 100.0)
                    from generate_series(1, %3$d) i returning id, organization_id, payload_expires_at)
                insert into inference.payload (prediction_id, organization_id, expires_at, sealed_key, input, output)
                select id, organization_id, payload_expires_at, '\\x00', convert_to('{"text":"%4$s ' || id || '"}', 'UTF8'),
                    convert_to('{"answer":"%5$s"}', 'UTF8') from made""".formatted(
                        organization,
                        person,
                        predictions,
                        canaries.word("plenty of inputs"),
                        canaries.word("plenty of outputs")));
    }
}
