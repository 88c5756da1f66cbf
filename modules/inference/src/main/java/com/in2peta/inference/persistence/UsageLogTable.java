package com.in2peta.inference.persistence;

import com.in2peta.identity.api.Caller;
import com.in2peta.inference.api.UsageLog.ApiCall;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/** The usage log in SQL: rows come by the hundred and go by the partition. */
@ApplicationScoped
public class UsageLogTable {

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    public void write(List<ApiCall> calls) {
        Sql.update(
                batchDatabase,
                """
                insert into inference.usage_log
                    (occurred_at, organization_id, person_id, api_key_id, request_id, method, route, status, duration_micros)
                select * from unnest(?::timestamptz[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                    ?::smallint[], ?::bigint[])
                """,
                values("timestamptz", calls, ApiCall::occurredAt),
                values("uuid", calls, ApiCall::organizationId),
                values("uuid", calls, ApiCall::personId),
                values("uuid", calls, call -> call.apiKeyId().orElse(null)),
                values("text", calls, ApiCall::requestId),
                values("text", calls, ApiCall::method),
                values("text", calls, ApiCall::route),
                values("int2", calls, call -> (short) call.status()),
                values("int8", calls, ApiCall::durationMicros));
    }

    /** Within the caller's transaction, as far as row-level security shows it; what ended before {@code notBefore} is hidden. */
    public List<ApiCall> list(Caller caller, Slice slice, Instant notBefore) {
        List<Object> parameters = new ArrayList<>(List.of(caller.organizationId(), notBefore));
        String beyond = "";
        if (slice.position().isPresent()) {
            beyond = " and occurred_at " + slice.comparison() + " ?";
            parameters.add(slice.time().get());
        }
        parameters.add(slice.limit());
        return slice.newestFirst(Sql.query(
                database,
                "select * from inference.usage_log where organization_id = ? and occurred_at >= ?" + beyond
                        + " order by occurred_at " + slice.order() + " limit ?",
                row -> new ApiCall(
                        Sql.instant(row, "occurred_at"),
                        row.getObject("organization_id", UUID.class),
                        row.getObject("person_id", UUID.class),
                        Optional.ofNullable(row.getObject("api_key_id", UUID.class)),
                        row.getString("request_id"),
                        row.getString("method"),
                        row.getString("route"),
                        row.getInt("status"),
                        row.getLong("duration_micros")),
                parameters.toArray()));
    }

    private static Values values(String type, List<ApiCall> calls, Function<ApiCall, Object> field) {
        return new Values(type, calls.stream().map(field).toArray());
    }
}
