package com.in2peta.acceptance;

import com.in2peta.acceptance.support.Canaries;
import java.util.UUID;

/** Rows by the ten thousand, as the platform would have written them in a quarter. */
final class PlentyOfRows {

    private PlentyOfRows() {}

    /** Two fifths calls of the API, the rest predictions and their content; every content holds a word of its owner's. */
    static void of(Database database, UUID organization, UUID person, int rows, Canaries canaries) {
        String key = database.rows("select id from identity.api_key where organization_id = ? limit 1", organization)
                .get(0);
        int calls = rows * 2 / 5;
        int predictions = (rows - calls) / 2;
        database.execute("""
                insert into inference.usage_log (occurred_at, organization_id, person_id, api_key_id, request_id, method, route,
                    status, duration_micros)
                select now() + make_interval(secs => i / 1000.0), '%s', '%s', '%s', '%s-' || i, 'POST', '/v1/predictions', 201, i
                from generate_series(1, %d) i""".formatted(organization, person, key, canaries.word("request id"), calls));
        database.execute("""
                with made as (
                    insert into inference.prediction (id, organization_id, person_id, api_key_id, model_id, model, version_id,
                        status, currency, price_micros_per_second, hold_micros, run_millis, cost_micros, created_at, started_at,
                        completed_at, payload_expires_at)
                    select gen_random_uuid(), '%1$s', '%2$s', '%3$s', gen_random_uuid(), 'somebody/else', 'v', 'succeeded', 'INR', 0, 0,
                        5, 0, now(), now(), now(), now() + interval '30 days' + make_interval(secs => i / 100.0)
                    from generate_series(1, %4$d) i returning id, organization_id, payload_expires_at)
                insert into inference.payload (prediction_id, organization_id, expires_at, sealed_key, input, output)
                select id, organization_id, payload_expires_at, '\\x00', convert_to('{"text":"%5$s ' || id || '"}', 'UTF8'),
                    convert_to('{"answer":"%6$s"}', 'UTF8') from made""".formatted(
                        organization,
                        person,
                        key,
                        predictions,
                        canaries.word("plenty of inputs"),
                        canaries.word("plenty of outputs")));
    }
}
