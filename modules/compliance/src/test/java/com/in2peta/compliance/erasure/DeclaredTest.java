package com.in2peta.compliance.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.kernel.erasure.ProcessorEraser.ExpiresAt;
import com.in2peta.kernel.erasure.ProcessorEraser.RetainedByLaw;
import com.in2peta.kernel.erasure.ProcessorEraser.Unknown;
import com.in2peta.kernel.privacy.Catalogue.Deletion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeclaredTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:15:30Z");

    @Test
    void countsFromNow() {
        assertThat(Declared.outcome(new Deletion("expires", Optional.of("PT30M"), "it says so"), NOW))
                .isEqualTo(new ExpiresAt(NOW.plusSeconds(1_800)));
        assertThat(Declared.outcome(new Deletion("retained-by-law", Optional.of("P10Y"), "a law"), NOW))
                .isEqualTo(new RetainedByLaw("a law", LocalDate.of(2036, 11, 25)));
    }

    @Test
    void knowsNothingOfWhatIsNotDeclared() {
        assertThat(Declared.outcome(new Deletion("expires", Optional.empty(), "soon"), NOW))
                .isEqualTo(new Unknown());
        assertThat(Declared.outcome(new Deletion("perhaps", Optional.of("P1D"), "who knows"), NOW))
                .isEqualTo(new Unknown());
    }
}
