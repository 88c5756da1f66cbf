package com.in2peta.acceptance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Customer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;

/** Organizations with credit and a key, made by the thousand in SQL; the text of a key is as {@code docs/api} describes it. */
final class Customers {

    private static final String PREFIX = "in2p_live_";
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_CHARACTERS = 40;
    private static final int ID_CHARACTERS = 8;
    private static final int CHECKSUM_CHARACTERS = 6;
    private static final String CREDIT_MICROS = "1000000000000";

    private Customers() {}

    /** A version anybody can run for next to nothing; answers its id. */
    static String publishCheapVersion(Customer owner) {
        owner.api()
                .post(
                        "/v1/models",
                        Map.of(
                                "owner",
                                owner.username(),
                                "name",
                                "bench",
                                "visibility",
                                "public",
                                "hardware",
                                "cpu",
                                "description",
                                "For measurements."))
                .expect(201);
        ObjectNode version = Customer.model("language-identifier");
        version.remove(List.of("name", "description", "tags"));
        version.put("price_micros_per_second", 1);
        return owner.api()
                .post("/v1/models/" + owner.username() + "/bench/versions", version)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    /** Makes them and answers their keys. */
    static List<String> create(Lab lab, int count, long seed) throws SQLException {
        Random random = new Random(seed);
        List<String> keys = new ArrayList<>();
        try (Connection connection = lab.connect();
                PreparedStatement insert = connection.prepareStatement("""
                        with o as (insert into identity.organization (organization_id, username, kind, created_at)
                                values (?, ?, 'personal', now())),
                            p as (insert into identity.person
                                (id, organization_id, name, email, email_index, password_hash, adult_affirmed_at, created_at)
                                values (?, ?, 'sealed', 'sealed', sha256(?::text::bytea), '$argon2id$none', now(), now())),
                            k as (insert into identity.api_key
                                (id, key_id, organization_id, created_by, name, digest, last_four, created_at)
                                values (?, ?, ?, ?, 'bench', ?, ?, now()))
                        insert into billing.credit_order (id, organization_id, pack_id, amount_minor, currency, credit_micros, status,
                            razorpay_payment_id, created_at, paid_at)
                        values (?, ?, 'inr-10000', 100000000, 'INR', %s, 'paid', ?, now(), now())
                        """.formatted(CREDIT_MICROS))) {
            connection.setAutoCommit(false);
            for (int i = 0; i < count; i++) {
                String key = key(random);
                add(insert, key, new UUID(random.nextLong(), random.nextLong()));
                keys.add(key);
            }
            insert.executeBatch();
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "select billing.post_top_up(o.id, now()) from billing.credit_order o"
                                + " where not exists (select from billing.transfer t where t.reference = o.id) and o.status = 'paid'");
            }
            connection.commit();
        }
        lab.execute("vacuum analyze");
        return keys;
    }

    /** A script for wrk that calls with one of the keys, taken at random. */
    static Path script(Path folder, String name, List<String> keys, String version) throws IOException {
        Path list = Files.write(folder.resolve(name + ".keys"), keys);
        return Files.writeString(folder.resolve(name + ".lua"), """
                local keys = {}
                function init(args)
                  for line in io.lines("%s") do keys[#keys + 1] = "Bearer " .. line end
                  math.randomseed(1)
                end
                local headers = { ["Content-Type"] = "application/json" }
                local body = '{"version":"%s","input":{"text":"a short text of no importance"}}'
                function request()
                  headers["Authorization"] = keys[math.random(#keys)]
                  return wrk.format("POST", "/v1/predictions", headers, body)
                end
                """.formatted(list, version));
    }

    private static void add(PreparedStatement insert, String key, UUID organization) throws SQLException {
        UUID person = UUID.randomUUID();
        UUID order = UUID.randomUUID();
        String name = "b" + organization.toString().replace("-", "").substring(0, 24);
        int i = 1;
        insert.setObject(i++, organization);
        insert.setString(i++, name);
        insert.setObject(i++, person);
        insert.setObject(i++, organization);
        insert.setString(i++, name + "@example.com");
        insert.setObject(i++, UUID.randomUUID());
        insert.setString(i++, key.substring(PREFIX.length(), PREFIX.length() + ID_CHARACTERS));
        insert.setObject(i++, organization);
        insert.setObject(i++, person);
        insert.setBytes(i++, digest(key));
        insert.setString(i++, key.substring(key.length() - 4));
        insert.setObject(i++, order);
        insert.setObject(i++, organization);
        insert.setString(
                i,
                HexFormat.of().toHexDigits(order.getMostSignificantBits())
                        + HexFormat.of().toHexDigits(order.getLeastSignificantBits()));
        insert.addBatch();
    }

    private static String key(Random random) {
        StringBuilder text = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            text.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        long value = crc.getValue();
        char[] checksum = new char[CHECKSUM_CHARACTERS];
        for (int i = CHECKSUM_CHARACTERS - 1; i >= 0; i--) {
            checksum[i] = BASE62.charAt((int) (value % BASE62.length()));
            value /= BASE62.length();
        }
        return text + new String(checksum);
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }
}
