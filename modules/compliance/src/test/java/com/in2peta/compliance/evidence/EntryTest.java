package com.in2peta.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.in2peta.kernel.evidence.AccessLog.Access;
import com.in2peta.kernel.evidence.EvidenceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "asha@example.com",
                "to asha@example.com, now",
                "asha@localhost",
                "asha%40example.com",
                "asha\uFF20example.com",
                "asha&#64;example.com",
                "\"asha\"@example.com"
            })
    void refusesWhatLooksLikeAnAddressWhereverItStands(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> entry("r1", Map.of("note", text)));
        assertThatIllegalArgumentException().isThrownBy(() -> entry("r1", Map.of(text, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entry("r1", Map.of("a", List.of(Map.of("b", List.of(text))))));
    }

    @Test
    void takesIdsCodesAndCounts() {
        assertThatNoException()
                .isThrownBy(() -> entry("compliance.request#3/7", Map.of("rows", 3, "id", "0f3c", "done", true)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "asha@example.com", "a b", "a\nb", "\u00e9"})
    void refusesAnObjectThatIsNoId(String object) {
        assertThatIllegalArgumentException().isThrownBy(() -> entry(object, Map.of()));
    }

    @Test
    void refusesABodyOrAReferenceOfAnotherSize() {
        assertThatIllegalArgumentException().isThrownBy(() -> entry("r1", Map.of("a", "x".repeat(16_384))));
        for (int length : new int[] {0, 15, 65}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Entry(
                            EvidenceKind.ERASE, Optional.empty(), "r1", Optional.of(new byte[length]), Map.of()));
        }
    }

    @Test
    void anAccessHasACodeAsItsReason() {
        Access access =
                new Access(UUID.randomUUID(), EvidenceKind.READ_PERSONAL, "r1", new byte[32], "support-request");

        assertThat(StaffAccess.entry(access).body()).isEqualTo(Map.of("reason", "support-request"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StaffAccess.entry(new Access(
                        access.staff(), access.kind(), access.object(), access.subjectRef(), "Asha called me")));
    }

    @Test
    void aKindIsFoundByItsCode() {
        for (EvidenceKind kind : EvidenceKind.values()) {
            assertThat(EvidenceKind.of(kind.code())).isEqualTo(kind);
            assertThat(kind.code()).matches("[a-z][a-z-]{0,39}");
        }
    }

    private static Entry entry(String object, Map<String, ?> body) {
        return Entry.bySystem(EvidenceKind.REQUEST, object, body);
    }
}
