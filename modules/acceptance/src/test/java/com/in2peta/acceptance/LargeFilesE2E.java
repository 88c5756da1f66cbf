package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Form;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.kernel.limit.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uploads that are large, and such that do not come to an end. */
@ExtendWith(SharedPlatform.class)
class LargeFilesE2E {

    private static final String FILES = "/v1/files";
    /** More than two pieces. */
    private static final int BYTES = 2_000_000;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Database database;
    private Customer customer;

    @BeforeEach
    void signUp(Platform platform) {
        database = Database.of(platform);
        customer = Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }

    @AfterEach
    void disconnect() {
        database.close();
    }

    @Test
    void whatIsTooLargeIsRefusedAndLeavesNothing() throws Exception {
        byte[] huge = new byte[Limits.FILE_BYTES + Limits.FILE_FORM_BYTES + 1];
        assertThat(customer.api()
                        .raw("POST", FILES, huge, "Content-Type", Form.MEDIA_TYPE)
                        .expect(413)
                        .code())
                .isEqualTo("body-too-large");

        HttpResponse<String> streamed = send(new Zeros(Limits.FILE_BYTES + 1L));

        assertThat(streamed.statusCode()).as(streamed.body()).isEqualTo(413);
        assertThat(streamed.body()).contains("Files must be less than 100MB in size.");
        assertThat(files()).isZero();
    }

    /** Together they are larger than what the memory of the server leaves free. */
    @Test
    void largeFilesAreNeverWholeInMemory() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> uploads = Stream.generate(
                        () -> sendAsync(new Zeros(Limits.FILE_BYTES)))
                .limit(Limits.FILE_UPLOADS_OF_ONE)
                .toList();
        for (CompletableFuture<HttpResponse<String>> upload : uploads) {
            HttpResponse<String> answer = upload.get();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        }
        JsonNode made = Api.JSON.readTree(uploads.get(0).get().body());
        assertThat(made.path("size").asInt()).isEqualTo(Limits.FILE_BYTES);

        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        HttpRequest download = HttpRequest.newBuilder(
                        URI.create(made.at("/urls/download").asText()))
                .build();
        try (InputStream body = new DigestInputStream(
                HTTP.send(download, BodyHandlers.ofInputStream()).body(), digest)) {
            assertThat(body.transferTo(OutputStream.nullOutputStream())).isEqualTo(Limits.FILE_BYTES);
        }
        assertThat(made.at("/checksums/sha256").asText())
                .isEqualTo(HexFormat.of().formatHex(digest.digest()));
        customer.api()
                .get(FILES)
                .expect(200)
                .body()
                .path("results")
                .findValuesAsText("id")
                .forEach(id -> customer.api().delete(FILES + "/" + id).expect(204));
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws Exception {
        try (Socket socket = begin()) {
            assertThat(socket.isConnected()).isTrue();
        }

        Platform.await("the upload to be forgotten", 60, () -> files() == 0);
        assertThat(customer.api().get(FILES).expect(200).body().path("results")).isEmpty();
    }

    @Test
    void whoSendsNothingMoreIsCut() throws Exception {
        try (Socket socket = begin()) {
            Platform.await("the upload to be cut", 90, () -> files() == 0);
            assertThat(socket.isClosed()).isFalse();
        }
    }

    /** A part of a file, of which the platform has some. */
    private Socket begin() throws IOException {
        URI base = URI.create(customer.api().base());
        Socket socket = new Socket(base.getHost(), base.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("POST /v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + customer.key()
                        + "\r\nContent-Length: 50000000\r\nContent-Type: " + Form.MEDIA_TYPE + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(Arrays.copyOf(
                new Form().file("content", "a", "text/plain", new byte[BYTES]).bytes(), BYTES));
        out.flush();
        Platform.await("the upload to begin", 30, () -> files() == 1);
        return socket;
    }

    private long files() {
        return database.number("""
                select count(*) from inference.file f join identity.organization o using (organization_id) where o.username = '%s'
                """.formatted(customer.username()));
    }

    private HttpResponse<String> send(InputStream zeros) {
        return sendAsync(zeros).join();
    }

    /** Without saying how long it will be. */
    private CompletableFuture<HttpResponse<String>> sendAsync(InputStream zeros) {
        byte[] form = new Form()
                .file("content", "zeros", "application/octet-stream", new byte[0])
                .bytes();
        int end = new String(form, StandardCharsets.US_ASCII).indexOf("\r\n\r\n") + 4;
        InputStream body = new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(form, 0, end),
                zeros,
                new ByteArrayInputStream(form, end, form.length - end))));
        return HTTP.sendAsync(
                HttpRequest.newBuilder(URI.create(customer.api().base() + FILES))
                        .header("Authorization", "Bearer " + customer.key())
                        .header("Content-Type", Form.MEDIA_TYPE)
                        .POST(BodyPublishers.ofInputStream(() -> body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** So many zeros that nobody keeps. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = (int) Math.min(left, length);
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
