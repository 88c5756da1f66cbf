package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.compliance.residue.DatabaseScan;
import com.in2peta.compliance.residue.Finding;
import com.in2peta.compliance.residue.FolderScan;
import com.in2peta.compliance.residue.Needle;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What must be stored nowhere is searched for everywhere: database, logs, broker, the server's folder. */
@ExtendWith(SharedPlatform.class)
class CanariesE2E {

    private Platform platform;

    @BeforeEach
    void open(Platform shared) {
        platform = shared;
    }

    @Test
    @Proves({"1.1-password", "4-postgres"})
    void aPasswordIsNowhereAfterSignUpLoginAndAFailedLogin() throws SQLException, IOException {
        String username = "c" + UUID.randomUUID().toString().substring(0, 12);
        String right = "canary-right-" + UUID.randomUUID();
        String wrong = "canary-wrong-" + UUID.randomUUID();
        Api anybody = platform.api();
        anybody.post(
                        "/v1/auth/sign-up",
                        Map.of(
                                "name",
                                "Canary",
                                "email",
                                username + "@example.com",
                                "password",
                                right,
                                "username",
                                username,
                                "age_confirmed",
                                true))
                .expect(202);
        anybody.post("/v1/auth/login", Map.of("email", username + "@example.com", "password", right))
                .expect(200);
        anybody.post("/v1/auth/login", Map.of("email", username + "@example.com", "password", wrong))
                .expect(401);

        assertThat(found(List.of(new Needle("right", right), new Needle("wrong", wrong))))
                .isEmpty();
    }

    @Test
    @Proves("1.2-never-card")
    void nothingOfAPayersMeansOfPaymentIsStored() throws SQLException, IOException {
        Customer customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
        customer.buy("inr-500");

        // What the stand-in, like Razorpay, tells of a payer with each payment.
        assertThat(found(List.of(
                        new Needle("address", "asha.canary@example.com"),
                        new Needle("phone", "919000090000"),
                        new Needle("vpa", "success@razorpay"))))
                .isEmpty();
    }

    /** A search that finds nothing proves something only when it would find. */
    @Test
    void thePlantedOneIsFound() throws SQLException, IOException {
        String planted = "canary-planted-" + UUID.randomUUID();
        try (Database database = Database.of(platform)) {
            database.execute("insert into compliance.tombstone (token, erased_on, retained) values (gen_random_uuid(),"
                    + " current_date, array['" + planted + "'])");
            try {
                assertThat(found(List.of(new Needle("planted", planted)))).isNotEmpty();
            } finally {
                database.execute("delete from compliance.tombstone where '" + planted + "' = any (retained)");
            }
        }
    }

    private List<Finding> found(List<Needle> needles) throws SQLException, IOException {
        List<Finding> all = new ArrayList<>();
        try (Connection connection =
                DriverManager.getConnection(platform.ready().path("jdbcUrl").asText())) {
            all.addAll(DatabaseScan.of(connection, needles).findings());
        }
        for (String folder : List.of("logs", "artemis", "payara")) {
            all.addAll(FolderScan.of(platform.data().resolve(folder), needles).findings());
        }
        return all;
    }
}
