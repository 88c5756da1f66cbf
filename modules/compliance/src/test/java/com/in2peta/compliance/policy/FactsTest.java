package com.in2peta.compliance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {

    private static final Set<String> BEFORE =
            Set.of("category:name", "kept:log P90D", "promise:4-hash", "recipient:razorpay", "country:razorpay in IN");

    @Test
    void nothingNewIsNotMaterial() {
        assertThat(Facts.material(BEFORE, BEFORE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "category:phone|new data: phone",
                "purpose:name for trends|new purpose: name for trends",
                "recipient:stripe|new recipient: stripe",
                "country:razorpay in US|new country: razorpay in US",
                "given:razorpay gets name|a recipient gets more: razorpay gets name"
            })
    void whatIsNewIsMaterial(String fact, String reason) {
        assertThat(Facts.material(BEFORE, with(BEFORE, fact))).containsExactly(reason);
    }

    @Test
    void aPromiseThatIsGoneIsMaterialAndANewOneIsNot() {
        assertThat(Facts.material(BEFORE, without(BEFORE, "promise:4-hash")))
                .containsExactly("a promise is gone: 4-hash");
        assertThat(Facts.material(BEFORE, with(BEFORE, "promise:4-tls"))).isEmpty();
    }

    @Test
    void onlyALongerTimeIsMaterial() {
        Set<String> without = without(BEFORE, "kept:log P90D");

        assertThat(Facts.material(BEFORE, with(without, "kept:log P91D"))).containsExactly("kept longer: log P91D");
        assertThat(Facts.material(BEFORE, with(without, "kept:log P1Y"))).containsExactly("kept longer: log P1Y");
        assertThat(Facts.material(BEFORE, with(without, "kept:log P30D"))).isEmpty();
    }

    private static Set<String> with(Set<String> facts, String more) {
        Set<String> all = new java.util.TreeSet<>(facts);
        all.add(more);
        return all;
    }

    private static Set<String> without(Set<String> facts, String gone) {
        Set<String> all = new java.util.TreeSet<>(facts);
        all.remove(gone);
        return all;
    }
}
