package com.in2peta.compliance.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.kernel.privacy.Catalogue;
import com.in2peta.kernel.privacy.CatalogueReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDocumentTest {

    private static final String POLICY = """
            categories:
              log: {title: API usage, clause: "5-log"}
            purposes:
              billing: {title: Bill, clause: "2", legal: Contract}
            rules:
              log: {title: Usage logs, clause: "5-log", from: call, keeps: PERIOD}
            sections:
              - id: "5"
                title: Time <& space>
                table: retention
                clauses:
                  5-log: {kind: keeps, rule: log, says: "Logs: {keeps}."}
                  5-pay: {kind: shares, waits: stripe, says: Paid out.}
                  5-ask: {kind: tells, says: "Write to {contact}."}
            """;
    private static final String PART = """
            tables:
              a.log:
                rows: a call
                owner: {organization: organization_id}
                rule: log
                purposes: [billing]
                personal:
                  organization_id: {category: log}
            """;

    @Test
    void theNumberComesFromTheRule() throws IOException {
        assertThat(document("P90D").sections().get(0).sentences()).containsEntry("5-log", "Logs: 90 days.");
        assertThat(document("P91D").sections().get(0).sentences()).containsEntry("5-log", "Logs: 91 days.");
        assertThat(document("P91D").tables().get("retention").rows())
                .containsExactly(List.of("Usage logs", "API usage", "91 days from the call"));
    }

    @Test
    void whatDoesNotExistIsNotSaid() throws IOException {
        assertThat(document("P90D").sections().get(0).sentences()).doesNotContainKey("5-pay");
    }

    @Test
    void theAddressIsTheOperators() throws IOException {
        assertThat(document("P90D").sections().get(0).sentences()).containsEntry("5-ask", "Write to a@b.example.");
    }

    @Test
    void thePageEscapesItsText() throws IOException {
        assertThat(PolicyPage.of(document("P90D"))).contains("<h2>5 Time &lt;&amp; space&gt;</h2>");
    }

    @Test
    void periodsAreWords() {
        assertThat(PolicyDocument.words(Period.of(7, 0, 1))).isEqualTo("7 years and 1 day");
        assertThat(PolicyDocument.words(Duration.ofHours(1))).isEqualTo("1 hour");
        assertThat(PolicyDocument.words(Period.ZERO)).isEqualTo("no time");
    }

    private static PolicyDocument document(String period) throws IOException {
        Catalogue catalogue =
                CatalogueReader.read(POLICY.replace("PERIOD", period).getBytes(UTF_8), List.of(PART.getBytes(UTF_8)));
        return PolicyDocument.privacy(catalogue, "a@b.example");
    }
}
