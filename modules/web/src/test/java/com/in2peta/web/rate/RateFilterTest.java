package com.in2peta.web.rate;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.web.rate.RequestRates.Kind;
import org.junit.jupiter.api.Test;

class RateFilterTest {

    @Test
    void creatingPredictionsIsCountedApart() {
        assertThat(RateFilter.kind("POST", "/v1/predictions")).isEqualTo(Kind.CREATES);
        assertThat(RateFilter.kind("POST", "/v1/models/asha/languages/predictions"))
                .isEqualTo(Kind.CREATES);
        assertThat(RateFilter.kind("PUT", "/v1/predictions/abc")).isEqualTo(Kind.CREATES);
        assertThat(RateFilter.kind("GET", "/v1/predictions")).isEqualTo(Kind.CALLS);
        assertThat(RateFilter.kind("POST", "/v1/predictions/abc/cancel")).isEqualTo(Kind.CALLS);
    }
}
