package com.in2peta.inference.content;

import com.in2peta.kernel.seal.ContentKey;
import com.in2peta.kernel.seal.SealedTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Opens inputs, outputs and errors for who takes all of a person's data along. */
abstract class PayloadOpening implements SealedTable {

    private static final String ID = "prediction_id";
    private static final String OWNER = "organization_id";
    private static final String KEY = "sealed_key";

    /** Of predictions that have ended. */
    @ApplicationScoped
    static class Ended extends PayloadOpening {
        @Override
        public String table() {
            return "inference.payload";
        }
    }

    /** Of predictions under way. */
    @ApplicationScoped
    static class InFlight extends PayloadOpening {
        @Override
        public String table() {
            return "inference.payload_inflight";
        }
    }

    @Inject
    PredictionContent content;

    @Override
    public List<String> needs() {
        return List.of(ID, OWNER, KEY);
    }

    @Override
    public byte[] open(String column, byte[] sealed, Function<String, byte[]> row) {
        UUID id = id(row.apply(ID));
        ContentKey key = content.key(id(row.apply(OWNER)), id, row.apply(KEY));
        return switch (column) {
            case "input" -> content.openInput(key, id, sealed);
            case "output" -> content.openOutput(key, id, sealed);
            case "error" -> content.openError(key, id, sealed);
            case "logs" -> content.openLogs(key, id, sealed);
            default -> throw new IllegalArgumentException("not sealed: " + column);
        };
    }

    private static UUID id(byte[] text) {
        return UUID.fromString(new String(text, StandardCharsets.US_ASCII));
    }
}
