package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Downloading a package: who may, in which pieces, and what is left when it breaks off. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportDownloadE2E {

    private static final String LONG = "/long/transfer";
    private static final int ROWS = 300_000;
    /** 4 MB are the most that Linux lets a socket hold by itself. */
    private static final int MORE_THAN_BUFFERS = 8_000_000;

    private Platform platform;
    private Customer customer;
    private UUID request;
    private byte[] whole;
    private String etag;

    @BeforeAll
    void makeThePackage(Platform shared) {
        platform = shared;
        customer = newCustomer();
        request = ExportPackage.make(platform, customer, "access");
        HttpResponse<byte[]> answer = ExportPackage.get(ExportPackage.link(customer, request));
        assertThat(answer.statusCode()).isEqualTo(200);
        whole = answer.body();
        etag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(whole.length);
        assertThat(answer.headers().firstValue("Accept-Ranges")).hasValue("bytes");
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }

    @Test
    void everyPartIsAZipOfItsOwn(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("part.zip"), whole);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    assertThat(in.readAllBytes()).hasSize((int) entry.getSize()); // which checks its CRC
                }
            }
            assertThat(zip.size()).isGreaterThan(20);
        }
    }

    @Test
    void everyRangeIsAPieceOfTheSameBytes() {
        String url = ExportPackage.link(customer, request);
        int length = whole.length;
        piece(url, "bytes=0-0", 0, 1);
        piece(url, "bytes=" + (length - 1) + "-", length - 1, length);
        piece(url, "bytes=31-5000", 31, 5001);
        piece(url, "bytes=-100", length - 100, length);
        piece(url, "bytes=-" + (length + 5L), 0, length);
    }

    private void piece(String url, String range, int from, int to) {
        HttpResponse<byte[]> answer = ExportPackage.get(url, "Range", range);
        assertThat(answer.statusCode()).as(range).isEqualTo(206);
        assertThat(answer.headers().firstValue("Content-Range"))
                .hasValue("bytes " + from + "-" + (to - 1) + "/" + whole.length);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(to - from);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(whole, from, to));
    }

    @Test
    void aRangeBeyondTheEndIsRefusedAndWhatIsNoRangeIsIgnored() {
        HttpResponse<byte[]> beyond =
                ExportPackage.get(ExportPackage.link(customer, request), "Range", "bytes=" + whole.length + "-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("Content-Range")).hasValue("bytes */" + whole.length);
        assertThat(new String(beyond.body(), StandardCharsets.UTF_8)).contains("range-not-satisfiable");
        for (String range : new String[] {"bytes=5-2", "bytes=x-", "lines=0-1", "bytes=0-1,5-6"}) {
            HttpResponse<byte[]> ignored = ExportPackage.get(ExportPackage.link(customer, request), "Range", range);
            assertThat(ignored.statusCode()).as(range).isEqualTo(200);
            assertThat(ignored.body()).isEqualTo(whole);
        }
    }

    @Test
    void ifRangeWithAnotherTagGetsAllOfIt() {
        String url = ExportPackage.link(customer, request);
        HttpResponse<byte[]> same = ExportPackage.get(url, "Range", "bytes=1-4", "If-Range", etag);
        assertThat(same.statusCode()).isEqualTo(206);
        HttpResponse<byte[]> other = ExportPackage.get(url, "Range", "bytes=1-4", "If-Range", "\"another\"");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(whole);
    }

    @Test
    void aTransferThatBreaksGoesOnWhereItWasAndGivesThePackageItsTimeAnew() throws Exception {
        Customer other = newCustomer();
        try (Database database = Database.of(platform)) {
            // More than the kernel takes off the server's hands: otherwise all of it counts as sent.
            database.execute("""
                    insert into inference.usage_log (occurred_at, organization_id, request_id, method, route, status, duration_micros)
                    select now(), organization_id, encode(sha256(random()::text::bytea), 'hex'), 'GET', '%s', 200, 1
                    from identity.organization, generate_series(1, %d) where username = '%s'
                    """.formatted(LONG, ROWS, other.username()));
            UUID large = ExportPackage.make(platform, other, "access");
            HttpResponse<byte[]> answer = ExportPackage.get(ExportPackage.link(other, large));
            byte[] all = answer.body();
            assertThat(all.length).isGreaterThan(MORE_THAN_BUFFERS);
            String url = ExportPackage.link(other, large);
            database.execute("update compliance.export set kept_from = now() - interval '13 days' where request_id = '"
                    + large + "'");
            byte[] first = breakOff(URI.create(url), 20_000);
            Platform.await("the time of the package", 60, () -> {
                HttpResponse<byte[]> rest =
                        ExportPackage.get(url, "Range", "bytes=" + first.length + "-" + first.length);
                return rest.statusCode() == 206;
            });
            HttpResponse<byte[]> rest = ExportPackage.get(
                    url,
                    "Range",
                    "bytes=" + first.length + "-",
                    "If-Range",
                    answer.headers().firstValue("ETag").orElseThrow());
            assertThat(rest.statusCode()).isEqualTo(206);
            byte[] joined = Arrays.copyOf(first, all.length);
            System.arraycopy(rest.body(), 0, joined, first.length, rest.body().length);
            assertThat(joined).isEqualTo(all);
            assertThat(database.number("select count(*) from compliance.export where request_id = '" + large
                            + "' and kept_from > now() - interval '1 hour'"))
                    .isOne();
            database.execute("delete from inference.usage_log where route = '" + LONG + "'");
        }
    }

    /** Reads some of the body and hangs up. */
    private static byte[] breakOff(URI url, int bytes) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(8_192);
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            socket.getOutputStream()
                    .write(("GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            socket.setSoLinger(true, 0);
            return in.readNBytes(bytes);
        }
    }

    @Test
    void aLinkEndsWithThePartAndNeedsThePassword() {
        String url = ExportPackage.link(customer, request);
        Api.Answer looked = platform.api().raw("HEAD", url, new byte[0]);
        assertThat(looked.expect(200).header("ETag")).hasValue(etag);
        assertThat(ExportPackage.get(url).statusCode()).isEqualTo(200);
        Platform.await("the end of the link", 30, () -> ExportPackage.get(url).statusCode() == 404);
        assertThat(ExportPackage.get(url.substring(0, url.length() - 1)).statusCode())
                .isEqualTo(404);
        assertThat(ExportPackage.get(url.substring(0, url.indexOf('?'))).statusCode())
                .isEqualTo(404);
        customer.apiByToken()
                .post("/v1/privacy/exports/" + request + "/links", Map.of("password", "not the password"))
                .expect(401);
        newCustomer().apiByToken().get("/v1/privacy/exports/" + request).expect(404);
        platform.api().get("/v1/privacy/exports/" + request).expect(401);
    }

    @Test
    void aPersonGetsOneAtATimeAndThreeADay() {
        Customer busy = newCustomer();
        try (Database database = Database.of(platform)) {
            UUID open = ExportPackage.request(database, busy, "portability");
            Api.Answer second = busy.apiByToken()
                    .post("/v1/privacy/requests", Map.of("kind", "access", "password", Customer.PASSWORD));
            assertThat(second.expect(409).code()).isEqualTo("request-active");
            ExportPackage.start(Staff.of(platform), open);
            Platform.await(
                    "the end of the request",
                    60,
                    () -> database.number(
                                    "select count(*) from compliance.request where id = ? and state = 'closed'", open)
                            == 1);
        }
        ExportPackage.make(platform, busy, "access");
        ExportPackage.make(platform, busy, "access");
        Api.Answer fourth =
                busy.apiByToken().post("/v1/privacy/requests", Map.of("kind", "access", "password", Customer.PASSWORD));
        assertThat(fourth.expect(409).code()).isEqualTo("conflict");
    }

    @Test
    void afterItsTimeThePackageIsThereForNobody() {
        UUID old = ExportPackage.make(platform, customer, "portability");
        String url = ExportPackage.link(customer, old);
        try (Database database = Database.of(platform)) {
            database.execute(
                    "update compliance.export set kept_from = now() - interval '14 days 1 second' where request_id = '"
                            + old + "'");
        }
        assertThat(ExportPackage.get(url).statusCode()).isEqualTo(404);
        customer.apiByToken().get("/v1/privacy/exports/" + old).expect(404);
        customer.apiByToken()
                .post("/v1/privacy/exports/" + old + "/links", Map.of("password", Customer.PASSWORD))
                .expect(404);
    }
}
