package com.in2peta.acceptance.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** One prediction, seen by the same platform on later days. */
final class MovedClock {

    private static final long RUN_SECONDS = 60;

    private final Path data;
    private int platforms;

    MovedClock(Path data) {
        this.data = data;
    }

    /** Answers how many platforms were started. */
    int run(List<String> faults) throws SQLException {
        Folders.delete(data);
        String key;
        String id;
        try (Platform platform = start("PT0S")) {
            Customer customer = Customer.of(
                    platform.ready().path("baseUrl").asText(),
                    platform.ready().path("sandboxUrl").asText());
            customer.buy("inr-500");
            ObjectNode input = (ObjectNode) Customer.model("language-identifier")
                    .path("default_example")
                    .path("input");
            JsonNode created = customer.predict(customer.publish("language-identifier"), input, "Prefer", "wait=60")
                    .expect(201)
                    .body();
            key = customer.key();
            id = created.path("id").asText();
            expect(!created.path("output").isNull(), "no output on the first day", faults);
        }
        look("P29DT23H50M", key, id, true, true, faults);
        look("P30D", key, id, false, false, faults);
        look("P30DT1H1M", key, id, false, false, faults);
        look("P89D", key, id, false, false, faults);
        look("P91DT1M", key, id, false, false, faults);
        return platforms;
    }

    private void look(String offset, String key, String id, boolean shown, boolean early, List<String> faults)
            throws SQLException {
        try (Platform platform = start(offset)) {
            retain(platform);
            Api.Answer answer = platform.api().as(key).get("/v1/predictions/" + id);
            if (offset.equals("P91DT1M")) {
                expect(answer.status() == 404, "the prediction is shown at " + offset, faults);
            } else {
                JsonNode seen = answer.expect(200).body();
                expect(seen.path("input").isNull() != shown, "input at " + offset, faults);
                expect(seen.path("output").isNull() != shown, "output at " + offset, faults);
                expect(seen.path("data_removed").asBoolean() != shown, "data_removed at " + offset, faults);
                expect("succeeded".equals(seen.path("status").asText()), "status at " + offset, faults);
            }
            try (Connection connection =
                    DriverManager.getConnection(platform.ready().path("jdbcUrl").asText())) {
                long payloads = Books.number(connection, "select count(*) from inference.payload");
                boolean within = offset.equals("P30D"); // hidden, and still within its hour
                expect(within || payloads > 0 == early, payloads + " payloads at " + offset, faults);
                long calls = Books.number(
                        connection,
                        "select count(*) from inference.usage_log where route like '%auth%' or route like '%models%'");
                expect(calls > 0 != offset.equals("P91DT1M"), calls + " old calls in the log at " + offset, faults);
                faults.addAll(Books.broken(connection));
            }
        }
    }

    private static void retain(Platform platform) {
        Staff.run(Staff.of(platform), "retention", RUN_SECONDS);
    }

    private Platform start(String offset) {
        platforms++;
        // A leap of a month is what an approval is asked for.
        return Platform.start(data, "in2peta.kernel.clock-offset=" + offset, "in2peta.compliance.mass-drop-units=1000");
    }

    private static void expect(boolean holds, String otherwise, List<String> faults) {
        if (!holds) {
            faults.add(otherwise);
        }
    }
}
