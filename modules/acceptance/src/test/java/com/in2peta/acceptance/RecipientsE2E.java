package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.CatalogueReader;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Data leaves for those on the register and for nobody else, and each transfer is counted. */
@ExtendWith(SharedPlatform.class)
class RecipientsE2E {

    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private final Catalogue catalogue = CatalogueReader.read(getClass().getClassLoader());
    private Platform platform;
    private Api staff;

    @BeforeEach
    void open(Platform shared) {
        platform = shared;
        staff = Staff.of(shared);
    }

    @Test
    @Proves({"3.2-instructed", "1.2-razorpay"})
    void anAgreementThatHasEndedStopsTheCallsAndANewOneLetsThemGoOn() {
        Customer customer = customer();
        try (Database database = Database.of(platform)) {
            database.execute(
                    "update kernel.agreement set valid_until = current_date - 1, valid_from = current_date - 30"
                            + " where processor = 'razorpay'");
            try {
                Platform.await("the order to be refused", 20, () -> {
                    Api.Answer answer = customer.api().post("/v1/billing/orders", Map.of("pack", "inr-500"));
                    return answer.status() == 503
                            && answer.body().path("code").asText().equals("processor-unavailable");
                });
                assertThat(processor("razorpay").path("active").asBoolean()).isFalse();
            } finally {
                LocalDate today = LocalDate.now(ZoneOffset.UTC);
                staff.post(
                                "/v1/staff/registers/processors/razorpay/agreements",
                                Map.of(
                                        "document_sha256",
                                        DIGEST,
                                        "valid_from",
                                        today.toString(),
                                        "valid_until",
                                        today.plusYears(1).toString()))
                        .expect(200);
            }
            Platform.await(
                    "orders again",
                    20,
                    () -> customer.api()
                                    .post("/v1/billing/orders", Map.of("pack", "inr-500"))
                                    .status()
                            == 201);
        }
    }

    @Test
    @Proves("7-safeguards")
    void aCountryWithoutASafeguardGetsNothing() {
        Customer customer = customer();
        try (Database database = Database.of(platform)) {
            database.execute("update kernel.safeguard set country = 'SG' where processor = 'razorpay'");
            try {
                Platform.await(
                        "the order to be refused",
                        20,
                        () -> customer.api()
                                        .post("/v1/billing/orders", Map.of("pack", "inr-500"))
                                        .status()
                                == 503);
            } finally {
                database.execute("update kernel.safeguard set country = 'IN' where processor = 'razorpay'");
            }
            Platform.await(
                    "orders again",
                    20,
                    () -> customer.api()
                                    .post("/v1/billing/orders", Map.of("pack", "inr-500"))
                                    .status()
                            == 201);
        }
    }

    @Test
    @Proves("7-safeguards")
    void eachCallIsOnTheRegisterOfTransfers() {
        long before = calls("razorpay");
        customer().buy("inr-500");

        // create an order, fetch the payment
        Platform.await("the calls to be counted", 20, () -> calls("razorpay") >= before + 2);
    }

    @Test
    @Proves({"2-account", "2-payments", "2-inference", "2-billing", "2-email", "2-abuse", "2-trends", "2-legal"})
    void theRecordOfProcessingNamesTheBasisOfEveryPurposeForEveryFieldThatServesIt() {
        String csv = staff.get("/v1/staff/registers/processing.csv").expect(200).text();
        JsonNode handlings = staff.get("/v1/staff/registers/processing.jsonld")
                .expect(200)
                .body()
                .path("dpv:hasPersonalDataHandling");

        catalogue
                .tables()
                .forEach((name, table) -> table.personal()
                        .forEach((column, value) -> assertThat(csv.lines()
                                        .filter(line -> elements(line).contains(name + "." + column)))
                                .as(name + "." + column)
                                .hasSameSizeAs(Catalogue.purposes(table, value))));
        catalogue
                .policy()
                .purposes()
                .forEach((code, purpose) -> assertThat(csv)
                        .as(code)
                        .contains('"' + purpose.title() + "\",\"" + purpose.legal() + "\",\""
                                + purpose.basis().get("gdpr") + "\",\""
                                + purpose.basis().get("dpdp") + '"'));
        assertThat(handlings.size()).isEqualTo((int) csv.lines().count() - 1);
    }

    @Test
    @Proves("2-no-sale")
    void noRecipientIsOutsideTheRegisterAndNoneBuysData() {
        Set<String> registered = new TreeSet<>();
        staff.get("/v1/staff/registers/processors")
                .expect(200)
                .body()
                .path("processors")
                .forEach(processor -> registered.add(processor.path("code").asText()));

        assertThat(registered).isEqualTo(new TreeSet<>(catalogue.processors().keySet()));
        staff.post(
                        "/v1/staff/registers/processors/data-broker/agreements",
                        Map.of("document_sha256", DIGEST, "valid_from", "2026-01-01", "valid_until", "2027-01-01"))
                .expect(404);
    }

    @Test
    void theRegistersAreForStaffThatAnswersForPrivacy() {
        customer().apiByToken().get("/v1/staff/registers/processors").expect(403);
        platform.api().get("/v1/staff/registers/processing.csv").expect(401);
    }

    @Test
    void anAgreementThatEndsBeforeItBeginsIsRefused() {
        staff.post(
                        "/v1/staff/registers/processors/runpod/agreements",
                        Map.of("document_sha256", DIGEST, "valid_from", "2027-01-01", "valid_until", "2026-01-01"))
                .expect(400);
        staff.post(
                        "/v1/staff/registers/processors/runpod/agreements",
                        Map.of("document_sha256", "short", "valid_from", "2026-01-01", "valid_until", "2027-01-01"))
                .expect(400);
    }

    /** The fifth column of a line of the record, after both bases. */
    private static Set<String> elements(String line) {
        String[] cells = line.substring(1, line.length() - 1).split("\",\"");
        return cells.length > 5 ? Set.of(cells[5].split("; ")) : Set.of();
    }

    private JsonNode processor(String code) {
        for (JsonNode processor :
                staff.get("/v1/staff/registers/processors").expect(200).body().path("processors")) {
            if (processor.path("code").asText().equals(code)) {
                return processor;
            }
        }
        throw new AssertionError("no processor " + code);
    }

    private long calls(String processor) {
        long calls = 0;
        for (JsonNode transfer :
                staff.get("/v1/staff/registers/transfers").expect(200).body().path("transfers")) {
            if (transfer.path("processor").asText().equals(processor)) {
                calls += transfer.path("calls").asLong();
            }
        }
        return calls;
    }

    private Customer customer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
