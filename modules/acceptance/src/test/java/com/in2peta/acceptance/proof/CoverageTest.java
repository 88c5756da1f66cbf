package com.in2peta.acceptance.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.kernel.privacy.CatalogueReader;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final String POLICY = """
            sections:
              - id: "1"
                title: One
                clauses:
                  1-kept: {kind: holds, says: kept}
                  1-paid: {kind: shares, waits: stripe, says: paid}
                  1-shown: {kind: holds, waits: console, says: shown}
            """;

    @Test
    void aClauseWithoutAProofIsAFault() throws IOException {
        assertThat(coverage("logs: {}").faults()).containsExactly("clause 1-kept has no proof");
    }

    @Test
    void aProofIsShownInTheTable() throws IOException {
        Coverage coverage = coverage("logs: {}");
        coverage.add("1-kept", "AnE2E.keeps");

        assertThat(coverage.faults()).isEmpty();
        assertThat(coverage.table())
                .contains(
                        "| 1-kept | AnE2E.keeps |", "| 1-paid | waits for stripe |", "| 1-shown | waits for console |");
    }

    @Test
    void aPartThatArrivesWithoutAProofIsAFault() throws IOException {
        Coverage coverage = coverage("processors: {stripe: {title: Stripe}}\nbrowser: {token: the token}");
        coverage.add("1-kept", "AnE2E.keeps");

        assertThat(coverage.faults())
                .containsExactly(
                        "clause 1-paid has no proof, and stripe is there",
                        "clause 1-shown has no proof, and console is there");
    }

    @Test
    void aProofOfNoClauseIsAFault() throws IOException {
        Coverage coverage = coverage("logs: {}");
        coverage.add("1-kept", "AnE2E.keeps");
        coverage.add("2-gone", "AnE2E.keeps");

        assertThat(coverage.faults()).singleElement().asString().contains("2-gone");
    }

    @Test
    void aProofThatDidNotRunIsAFault() throws IOException {
        Coverage coverage = coverage("logs: {}");
        coverage.add("1-kept", "AnE2E.keeps");
        coverage.add("1-kept", "AnE2E.keepsLonger");

        assertThat(coverage.notProven(List.of("AnE2E.keeps")))
                .containsExactly("AnE2E.keepsLonger did not run, or failed");
    }

    private static Coverage coverage(String part) throws IOException {
        return new Coverage(CatalogueReader.read(POLICY.getBytes(UTF_8), List.of(part.getBytes(UTF_8))));
    }
}
