package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing is dispatched here, so no hold is freed while others are asked for. */
class AdmissionE2E {

    private static final int CREATES = 200;
    private static final int COVERED = 50;
    private static final long PACK_MICROS = 500_000_000;
    private static final int RUN_LIMIT_SECONDS = 100;

    @Test
    @Proves("1.3-credits")
    void twoHundredConcurrentCreatesWithMoneyForFiftyAcceptExactlyFifty() {
        try (Platform platform =
                Platform.start(SharedPlatform.folder("admission"), "in2peta.inference.dispatch-enabled=false")) {
            Customer customer = Customer.of(
                    platform.ready().path("baseUrl").asText(),
                    platform.ready().path("sandboxUrl").asText());
            customer.buy("inr-500");
            ObjectNode model = Customer.model("text-generator");
            model.put("price_micros_per_second", PACK_MICROS / COVERED / RUN_LIMIT_SECONDS);
            model.put("run_limit_seconds", RUN_LIMIT_SECONDS);
            Map<String, Object> create = Map.of(
                    "version",
                    customer.publish("text-generator", model),
                    "input",
                    Map.of("prompt", "Once", "max_characters", 10));

            List<CompletableFuture<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < CREATES; i++) {
                calls.add(customer.api().postAsync("/v1/predictions", create));
            }
            List<Answer> answers = calls.stream().map(CompletableFuture::join).toList();

            Map<Integer, Long> byStatus =
                    answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting()));
            assertThat(byStatus).isEqualTo(Map.of(201, (long) COVERED, 402, (long) (CREATES - COVERED)));
            assertThat(answers.stream().filter(answer -> answer.status() == 402))
                    .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("insufficient-credit"));
            assertThat(customer.balance("posted_micros")).isEqualTo(PACK_MICROS);
            assertThat(customer.balance("held_micros")).isEqualTo(PACK_MICROS);
            assertThat(customer.balance("available_micros")).isZero();

            List<String> accepted = answers.stream()
                    .filter(answer -> answer.status() == 201)
                    .map(answer -> answer.body().path("id").asText())
                    .toList();
            assertThat(accepted).doesNotHaveDuplicates();
            try (Database database = Database.of(platform)) {
                assertThat(database.brokenInvariants()).isEmpty();
                assertThat(database.number("select count(*) from billing.hold where state = 'P'"))
                        .isEqualTo(COVERED);

                for (String id : accepted) {
                    customer.api()
                            .post("/v1/predictions/" + id + "/cancel", Map.of())
                            .expect(200);
                }
                assertThat(customer.balance("held_micros")).isZero();
                assertThat(customer.balance("posted_micros")).isEqualTo(PACK_MICROS);
                assertThat(database.brokenInvariants()).isEmpty();
            }
        }
    }
}
