package com.in2peta.identity.app;

import com.in2peta.kernel.seal.SealedTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Opens names and addresses for who takes all of a person's data along. */
@ApplicationScoped
class PersonOpening implements SealedTable {

    private static final String ID = "id";

    @Inject
    PersonSeals seals;

    @Override
    public String table() {
        return "identity.person";
    }

    @Override
    public List<String> needs() {
        return List.of(ID);
    }

    @Override
    public byte[] open(String column, byte[] sealed, Function<String, byte[]> row) {
        UUID person = UUID.fromString(new String(row.apply(ID), StandardCharsets.US_ASCII));
        String text = switch (column) {
            case "name" -> seals.openName(person, sealed);
            case "email" -> seals.openEmail(person, sealed);
            default -> throw new IllegalArgumentException("not sealed: " + column);
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
