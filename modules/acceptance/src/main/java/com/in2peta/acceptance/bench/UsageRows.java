package com.in2peta.acceptance.bench;

import com.in2peta.acceptance.support.Customer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Many calls of one customer in the usage log, as a busy year leaves them. */
final class UsageRows {

    static final String COLUMNS =
            "occurred_at, organization_id, person_id, api_key_id, request_id, method, route, status, duration_micros";

    private UsageRows() {}

    static UUID organization(Lab lab, Customer customer) throws SQLException {
        try (Connection connection = lab.connect();
                PreparedStatement query = connection.prepareStatement(
                        "select organization_id from identity.organization where username = ?")) {
            query.setString(1, customer.username());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        }
    }

    /** Spread over today; the same rows for the same number. */
    static String select(UUID organization, int rows) {
        return """
                select date_trunc('day', now()) + make_interval(secs => g * 80000.0 / %d) as occurred_at, '%s'::uuid as organization_id,
                    k.created_by as person_id, k.id as api_key_id, md5(g::text)::uuid::text as request_id,
                    (array['GET', 'POST'])[1 + g %% 2] as method,
                    (array['/v1/predictions', '/v1/predictions/{id}', '/v1/models/{owner}/{name}'])[1 + g %% 3] as route,
                    (200 + g %% 2)::smallint as status, (1000 + g %% 9973)::bigint as duration_micros
                from generate_series(1, %d) g, (select * from identity.api_key where organization_id = '%s' limit 1) k
                """.formatted(rows, organization, rows, organization);
    }
}
