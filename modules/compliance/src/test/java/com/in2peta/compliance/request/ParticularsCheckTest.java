package com.in2peta.compliance.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.compliance.api.Rights.Particulars;
import com.in2peta.kernel.privacy.CatalogueReader;
import com.in2peta.kernel.privacy.Policy;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.Violation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParticularsCheckTest {

    private final Policy policy =
            CatalogueReader.read(getClass().getClassLoader()).policy();

    @Test
    void keepsTheCodesOfTheKind() {
        assertThat(check(RequestKind.ERASURE, "unpublish-now", null, null)).containsEntry("models", "unpublish-now");
        assertThat(check(RequestKind.RESTRICTION, null, "claims", null)).containsEntry("ground", "claims");
        assertThat(check(RequestKind.OBJECTION, null, null, "trends")).containsEntry("purpose", "trends");
        assertThat(check(RequestKind.ACCESS, null, null, null)).isEmpty();
    }

    @Test
    void refusesWhatIsMissingForeignOrUnknown() {
        refuses("/ground", RequestKind.RESTRICTION, null, null, null);
        refuses("/ground", RequestKind.RESTRICTION, null, "because", null);
        refuses("/models", RequestKind.ERASURE, "transfer", null, null);
        refuses("/models", RequestKind.ACCESS, "unpublish-now", null, null);
        refuses("/purpose", RequestKind.OBJECTION, null, null, null);
        refuses("/purpose", RequestKind.OBJECTION, null, null, "inference");
        refuses("/purpose", RequestKind.WITHDRAWAL, null, null, "no such purpose");
    }

    private java.util.Map<String, String> check(RequestKind kind, String models, String ground, String purpose) {
        return ParticularsCheck.details(
                kind,
                new Particulars(
                        Optional.ofNullable(models),
                        Optional.ofNullable(ground),
                        Optional.ofNullable(purpose),
                        Optional.empty(),
                        Optional.empty()),
                policy);
    }

    private void refuses(String pointer, RequestKind kind, String models, String ground, String purpose) {
        assertThatThrownBy(() -> check(kind, models, ground, purpose))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::pointer)
                                .containsExactly(pointer));
    }
}
