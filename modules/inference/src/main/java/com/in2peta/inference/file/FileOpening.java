package com.in2peta.inference.file;

import com.in2peta.kernel.seal.ContentKey;
import com.in2peta.kernel.seal.SealedTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Opens files for who takes all of a person's data along. */
abstract class FileOpening implements SealedTable {

    private static final String OWNER = "organization_id";
    private static final String KEY = "sealed_key";

    @Inject
    FileSeal seal;

    /** Names, types and digests. */
    @ApplicationScoped
    static class Details extends FileOpening {

        private static final String ID = "id";

        @Override
        public String table() {
            return "inference.file";
        }

        @Override
        public List<String> needs() {
            return List.of(ID, OWNER, KEY);
        }

        @Override
        public byte[] open(String column, byte[] sealed, Function<String, byte[]> row) {
            return seal.openDetails(key(row, ID), id(row, ID), sealed);
        }
    }

    /** Contents, in base 64: the pieces of a file one after the other are the file. */
    @ApplicationScoped
    static class Chunks extends FileOpening {

        private static final String FILE = "file_id";
        private static final String SEQ = "seq";

        @Override
        public String table() {
            return "inference.file_chunk";
        }

        @Override
        public List<String> needs() {
            return List.of(FILE, OWNER, KEY, SEQ);
        }

        @Override
        public byte[] open(String column, byte[] sealed, Function<String, byte[]> row) {
            int seq = Integer.parseInt(text(row, SEQ));
            return Base64.getEncoder().encode(seal.openChunk(key(row, FILE), id(row, FILE), seq, sealed));
        }
    }

    ContentKey key(Function<String, byte[]> row, String id) {
        return seal.key(id(row, OWNER), id(row, id), row.apply(KEY));
    }

    static UUID id(Function<String, byte[]> row, String column) {
        return UUID.fromString(text(row, column));
    }

    static String text(Function<String, byte[]> row, String column) {
        return new String(row.apply(column), StandardCharsets.US_ASCII);
    }
}
