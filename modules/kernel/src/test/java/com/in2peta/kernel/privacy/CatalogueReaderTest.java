package com.in2peta.kernel.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueReaderTest {

    private static final String POLICY = """
            rules:
              log: {title: Log, clause: c, from: call, keeps: P90D, destroyed-within: PT1H}
              tax: {title: Tax, clause: c, from: sale, keeps: P7Y1D, floor: P7Y}
            """;
    private static final String PART = """
            tables:
              a.person:
                rows: a human
                owner: {person: id}
                rule: log
                erase: delete
                export: provided
                purposes: [account]
                personal:
                  name: {category: name, correct: true}
                other:
                  version: a counter
            """;

    @Test
    void readsTablesAndRules() throws IOException {
        Catalogue catalogue = read(POLICY, PART);

        assertThat(catalogue.tables().get("a.person").owner().orElseThrow().column())
                .isEqualTo("id");
        assertThat(catalogue.tables().get("a.person").personal().get("name").correct())
                .isTrue();
        assertThat(catalogue.tables().get("a.person").forget()).isEmpty();
        assertThat(catalogue.policy().rule("log").duration()).isEqualTo(Duration.ofDays(90));
        assertThat(catalogue.policy().rule("log").grace()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void refusesAMemberThatNobodyKnows() {
        assertThatThrownBy(() -> read(POLICY, PART + "        secret: true\n")).isInstanceOf(IOException.class);
    }

    @Test
    void refusesWhatTwoModulesDescribe() {
        assertThatThrownBy(() -> read(POLICY, PART, PART)).hasMessageContaining("described twice: a.person");
    }

    @Test
    void aRuleInYearsHasNoLengthInDays() throws IOException {
        Policy policy = read(POLICY, PART).policy();

        assertThatThrownBy(() -> policy.rule("tax").duration()).hasMessageContaining("P7Y1D");
        assertThatThrownBy(() -> policy.rule("none")).hasMessageContaining("none");
    }

    @Test
    void theDigestChangesWithAnyPartAndNotWithTheirOrder() throws IOException {
        String other = PART.replace("a.person", "b.person");
        String digest = read(POLICY, PART, other).sha256();

        assertThat(read(POLICY, other, PART).sha256()).isEqualTo(digest);
        assertThat(read(POLICY + "\n", PART, other).sha256()).isNotEqualTo(digest);
        assertThat(read(POLICY, PART + "\n", other).sha256()).isNotEqualTo(digest);
    }

    private static Catalogue read(String policy, String... parts) throws IOException {
        return CatalogueReader.read(
                policy.getBytes(UTF_8),
                List.of(parts).stream().map(part -> part.getBytes(UTF_8)).toList());
    }
}
