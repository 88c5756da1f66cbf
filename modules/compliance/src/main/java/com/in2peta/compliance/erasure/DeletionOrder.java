package com.in2peta.compliance.erasure;

import com.in2peta.compliance.catalogue.LiveSchema.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** In which order rows can go: a table when nothing that goes refers to it any more. */
final class DeletionOrder {

    private DeletionOrder() {}

    /**
     * Leaf first; what is not in {@code late} as early as it can.
     *
     * @throws IllegalStateException when tables refer to each other in a circle; it names them
     */
    static List<String> of(Collection<String> tables, List<Reference> references, Set<String> late) {
        Set<String> left = new TreeSet<>(tables);
        List<String> order = new ArrayList<>();
        while (!left.isEmpty()) {
            String next = free(left, references, late)
                    .or(() -> free(left, references, Set.of()))
                    .orElseThrow(() -> new IllegalStateException("tables refer to each other in a circle: " + left));
            left.remove(next);
            order.add(next);
        }
        return order;
    }

    private static Optional<String> free(Set<String> left, List<Reference> references, Set<String> late) {
        return left.stream()
                .filter(table -> !late.contains(table))
                .filter(table -> references.stream()
                        .noneMatch(reference -> reference.to().equals(table)
                                && !reference.from().equals(table)
                                && left.contains(reference.from())))
                .findFirst();
    }
}
