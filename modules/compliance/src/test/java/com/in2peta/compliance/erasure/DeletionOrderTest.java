package com.in2peta.compliance.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.in2peta.compliance.catalogue.LiveSchema.Reference;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeletionOrderTest {

    @Test
    void deletesBeforeARowWhatRefersToIt() {
        List<Reference> references = List.of(new Reference("b", "a"), new Reference("c", "b"), new Reference("a", "a"));

        assertThat(DeletionOrder.of(Set.of("a", "b", "c", "d"), references, Set.of()))
                .containsExactly("c", "b", "a", "d");
    }

    @Test
    void leavesForTheEndWhatIsNeededLongest() {
        List<Reference> references = List.of(new Reference("person", "account"));

        assertThat(DeletionOrder.of(Set.of("account", "log", "person"), references, Set.of("person")))
                .containsExactly("log", "person", "account");
    }

    @Test
    void namesTheTablesOfACircle() {
        List<Reference> references = List.of(new Reference("a", "b"), new Reference("b", "a"));

        assertThatThrownBy(() -> DeletionOrder.of(Set.of("a", "b", "c"), references, Set.of()))
                .hasMessageContaining("[a, b]");
    }
}
