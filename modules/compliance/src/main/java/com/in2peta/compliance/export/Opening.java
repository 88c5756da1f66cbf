package com.in2peta.compliance.export;

import com.in2peta.kernel.seal.KeyDestroyed;
import com.in2peta.kernel.seal.SealedTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Opens what the modules sealed; each of them explains its own tables. */
@ApplicationScoped
class Opening {

    /** Opens the sealed columns of one element. */
    static final class Opener {

        private final SealedTable table;
        private final int fields;

        private Opener(SealedTable table, int fields) {
            this.table = table;
            this.fields = fields;
        }

        /** Null when the key was destroyed: the value is gone for everybody. */
        byte[] open(String column, byte[] sealed, CopyRow row) {
            try {
                return table.open(column, sealed, name -> needed(name, row));
            } catch (KeyDestroyed e) {
                return null;
            }
        }

        private byte[] needed(String name, CopyRow row) {
            int field = fields + table.needs().indexOf(name);
            Bytes text = new Bytes();
            row.plain(field, text);
            boolean binary = text.length() >= 2 && text.array()[0] == '\\' && text.array()[1] == 'x';
            return binary ? row.binary(field) : text.copy();
        }
    }

    @Inject
    @Any
    Instance<SealedTable> tables;

    Optional<Opener> of(Element element) {
        return find(element.table())
                .map(table -> new Opener(table, element.fields().size()));
    }

    List<String> needs(String table) {
        return find(table).map(SealedTable::needs).orElse(List.of());
    }

    private Optional<SealedTable> find(String table) {
        return tables.stream()
                .filter(candidate -> candidate.table().equals(table))
                .findFirst();
    }
}
