package com.in2peta.inference.webhook;

import com.in2peta.kernel.seal.SealedTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Opens the URLs of receivers that are gone for who takes all of a person's data along. */
@ApplicationScoped
class DisabledWebhookOpening implements SealedTable {

    private static final String ID = "id";
    private static final String OWNER = "organization_id";

    @Inject
    WebhookUrls urls;

    @Override
    public String table() {
        return "inference.disabled_webhook";
    }

    @Override
    public List<String> needs() {
        return List.of(ID, OWNER);
    }

    @Override
    public byte[] open(String column, byte[] sealed, Function<String, byte[]> row) {
        if (!column.equals("url")) {
            throw new IllegalArgumentException("not sealed: " + column);
        }
        return urls.open(id(row.apply(OWNER)), id(row.apply(ID)), sealed).getBytes(StandardCharsets.UTF_8);
    }

    private static UUID id(byte[] text) {
        return UUID.fromString(new String(text, StandardCharsets.US_ASCII));
    }
}
