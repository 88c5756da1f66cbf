package com.in2peta.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Asks for a package, has it made, fetches it and looks into it. */
final class ExportPackage {

    static final String JOB = "export";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private ExportPackage(byte[] zip) {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ExportPackage of(byte[] zip) {
        return new ExportPackage(zip);
    }

    /** A request of the customer, written by hand so that tests choose its moment; the job is not started. */
    static UUID request(Database database, Customer customer, String kind) {
        UUID id = UUID.randomUUID();
        database.execute("""
                insert into compliance.request (id, kind, regime, channel, person_id, organization_id, state, identity_level,
                    policy_version, catalogue_sha256, received_at, due_at, subject_ref)
                select '%s', '%s', 'gdpr', 'self-service', p.id, p.organization_id, 'running', 3, 1, repeat('0', 64), now(),
                    now() + interval '1 month', sha256(p.id::text::bytea)
                from identity.organization o join identity.person p using (organization_id) where o.username = '%s'
                """.formatted(id, kind, customer.username()));
        return id;
    }

    static String start(Api staff, UUID request) {
        return Staff.start(staff, JOB, request);
    }

    /** As the person does it, with the password. */
    static UUID make(Platform platform, Customer customer, String kind) {
        String request = customer.apiByToken()
                .post("/v1/privacy/requests", Map.of("kind", kind, "password", Customer.PASSWORD))
                .expect(202)
                .body()
                .path("id")
                .asText();
        Platform.await(
                "the package",
                120,
                () -> customer.apiByToken()
                        .get("/v1/privacy/exports/" + request)
                        .expect(200)
                        .body()
                        .path("state")
                        .asText()
                        .equals("ready"));
        return UUID.fromString(request);
    }

    /** The address of the first part. */
    static String link(Customer customer, UUID request) {
        return customer.apiByToken()
                .post("/v1/privacy/exports/" + request + "/links", Map.of("password", Customer.PASSWORD))
                .expect(201)
                .body()
                .path("parts")
                .path(0)
                .path("url")
                .asText();
    }

    static HttpResponse<byte[]> get(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static ExportPackage fetch(Platform platform, Customer customer, String kind) {
        return of(get(link(customer, make(platform, customer, kind))).body());
    }

    Map<String, byte[]> files() {
        return files;
    }

    JsonNode json(String path) {
        try {
            return Api.JSON.readTree(files.get(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode manifest() {
        return json("manifest.json");
    }

    /** The rows of a table, however many files they are. */
    ArrayNode rows(String table) {
        ArrayNode rows = Api.JSON.createArrayNode();
        String folder = "data/" + table.replace('.', '/');
        if (files.containsKey(folder + ".json")) {
            json(folder + ".json").forEach(rows::add);
        }
        for (String path : files.keySet()) {
            if (path.startsWith(folder + "/") && path.endsWith(".ndjson.gz")) {
                for (String line : text(path).split("\n")) {
                    try {
                        rows.add(Api.JSON.readTree(line));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }
        return rows;
    }

    /** Without its compression, if it has one. */
    String text(String path) {
        byte[] content = files.get(path);
        if (!path.endsWith(".gz")) {
            return new String(content, StandardCharsets.UTF_8);
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** RFC 4180; null for an empty cell, and without the apostrophe that guards against formulas. */
    static List<List<String>> csv(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    cell.append(c);
                }
            } else if (c == '"') {
                quoted = true;
                wasQuoted = true;
            } else if (c == ',' || c == '\r') {
                row.add(cell.isEmpty() && !wasQuoted ? null : unguarded(cell.toString()));
                cell.setLength(0);
                wasQuoted = false;
                if (c == '\r') {
                    rows.add(row);
                    row = new ArrayList<>();
                    i++; // the line feed
                }
            } else {
                cell.append(c);
            }
        }
        return rows;
    }

    private static String unguarded(String cell) {
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }
}
