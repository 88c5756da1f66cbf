package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Form;
import com.in2peta.acceptance.support.Platform;
import com.in2peta.acceptance.support.Staff;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Uploading files, showing and downloading them, and what is left of them afterwards. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesE2E {

    private static final String FILES = "/v1/files";
    /** More than two pieces, and no whole number of them. */
    private static final int BYTES = 2_000_001;

    private final byte[] content = new byte[BYTES];
    private Platform platform;
    private Database database;
    private Customer owner;
    private JsonNode file;
    private String link;

    @BeforeAll
    void upload(Platform shared) {
        platform = shared;
        database = Database.of(shared);
        owner = customer();
        new Random(1).nextBytes(content);
        file = owner.upload("märchen \"1\".bin", "application/x-tale", content);
        link = file.at("/urls/download").asText();
    }

    @AfterAll
    void disconnect() {
        database.close();
    }

    @Test
    void aFileIsShownInTheFormOfReplicate() throws Exception {
        JsonNode shown =
                owner.api().get(file.at("/urls/get").asText()).expect(200).body();

        assertThat(shown.path("name").asText()).isEqualTo("märchen \"1\".bin");
        assertThat(shown.path("content_type").asText()).isEqualTo("application/x-tale");
        assertThat(shown.path("size").asInt()).isEqualTo(BYTES);
        assertThat(shown.at("/checksums/sha256").asText()).isEqualTo(sha256(content));
        assertThat(shown.path("metadata")).isEmpty();
        assertThat(shown.path("id").asText()).matches("[a-z2-7]{26}");
        assertThat(owner.api().get(FILES).expect(200).body().path("results").findValuesAsText("id"))
                .contains(shown.path("id").asText());
    }

    @Test
    void theOfficialFormsFieldsAreTaken() {
        byte[] form = new Form()
                .field("metadata", "{\"customer_reference_id\": 123}")
                .field("type", "text/plain; charset=utf-8")
                .file(
                        "content",
                        "C:\\tales\\a.txt",
                        "application/octet-stream",
                        "once".getBytes(StandardCharsets.UTF_8))
                .bytes();

        JsonNode made = owner.api()
                .raw("POST", FILES, form, "Content-Type", Form.MEDIA_TYPE)
                .expect(201)
                .body();

        assertThat(made.at("/metadata/customer_reference_id").asInt()).isEqualTo(123);
        assertThat(made.path("name").asText()).isEqualTo("a.txt");
        assertThat(made.path("content_type").asText()).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void everyRangeIsAPieceOfTheSameBytesAndALinkNeedsNoCredential() {
        HttpResponse<byte[]> whole = ExportPackage.get(link);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(content);
        assertThat(header(whole, "Content-Type")).isEqualTo("application/x-tale");
        assertThat(header(whole, "Content-Disposition"))
                .isEqualTo("attachment; filename=\"m_rchen _1_.bin\"; filename*=UTF-8''m%C3%A4rchen%20%221%22.bin");
        assertThat(header(whole, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(whole, "Content-Security-Policy"))
                .contains("default-src 'none'")
                .contains("sandbox");
        int chunk = 768 * 1024;
        for (int[] piece : new int[][] {{0, 1}, {chunk - 1, chunk + 1}, {5, 2 * chunk + 7}, {BYTES - 1, BYTES}}) {
            HttpResponse<byte[]> part = ExportPackage.get(link, "Range", "bytes=" + piece[0] + "-" + (piece[1] - 1));
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, piece[0], piece[1]));
        }
        assertThat(ExportPackage.get(link, "Range", "bytes=" + BYTES + "-").statusCode())
                .isEqualTo(416);
        assertThat(ExportPackage.get(link, "Range", "bytes=0-1", "If-Range", "\"another\"")
                        .statusCode())
                .isEqualTo(200);
        Answer looked = platform.api().raw("HEAD", link, new byte[0]).expect(200);
        assertThat(looked.header("ETag")).hasValue('"' + file.path("etag").asText() + '"');
    }

    @Test
    void aLinkOpensNothingWhenAnyOfItIsChanged() {
        String other =
                owner.upload("b", "text/plain", new byte[] {1}).path("id").asText();
        String id = file.path("id").asText();
        String expiry = link.replaceAll(".*expiry=(\\d+).*", "$1");
        for (String forged : List.of(
                link.replace("expiry=" + expiry, "expiry=" + (Long.parseLong(expiry) + 1)),
                link.replace(id, other),
                link.replace("owner=", "owner=a"),
                link.substring(0, link.length() - 2),
                link.replaceAll("signature=.*", "signature="),
                link.replaceAll("&signature=.*", ""),
                link.replaceAll("expiry=\\d+", "expiry=soon"),
                link.replaceAll("\\?.*", ""))) {
            HttpResponse<byte[]> answer = ExportPackage.get(forged);
            assertThat(answer.statusCode()).as(forged).isEqualTo(404);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("not-found");
        }
    }

    @Test
    void anothersFileDoesNotExist() {
        Customer stranger = customer();
        String path = FILES + "/" + file.path("id").asText();
        for (Answer answer : List.of(stranger.api().get(path), stranger.api().delete(path))) {
            assertThat(answer.expect(404).code()).isEqualTo("not-found");
        }
        assertThat(stranger.api().get(FILES).expect(200).body().path("results")).isEmpty();
        stranger.buy("inr-500");

        Answer used = predict(stranger, file.at("/urls/get").asText());

        assertThat(used.expect(422).code()).isEqualTo("invalid-input");
        assertThat(used.body().at("/errors/0/pointer").asText()).isEqualTo("/input/image");
        owner.api().get(path).expect(200);
        platform.api().get(path).expect(401);
    }

    @Test
    void aSmallFileRunsLikeTheSameContentInTheInput() throws IOException {
        Customer customer = customer();
        customer.buy("inr-500");
        JsonNode uploaded = customer.upload(
                "digits.png", "image/png", Files.readAllBytes(Platform.root().resolve("samples/digits.png")));

        JsonNode run =
                predict(customer, uploaded.at("/urls/get").asText()).expect(201).body();

        assertThat(run.path("status").asText()).isEqualTo("succeeded");
        assertThat(run.at("/output/digits").asText()).matches("[0-9]+");
        assertThat(run.at("/input/image").asText())
                .isEqualTo(uploaded.at("/urls/get").asText());
    }

    private static Answer predict(Customer customer, String image) {
        String version = customer.publish("digit-reader");
        return customer.predict(version, Api.JSON.valueToTree(Map.of("image", image)), "Prefer", "wait");
    }

    @Test
    void aDeletedFileIsGoneWithItsContent() {
        JsonNode deleted = owner.upload("gone", "text/plain", new byte[] {1, 2, 3});
        String path = FILES + "/" + deleted.path("id").asText();
        String download = deleted.at("/urls/download").asText();
        assertThat(ExportPackage.get(download).body()).containsExactly(1, 2, 3);
        long chunks = chunks();

        owner.api().delete(path).expect(204);

        owner.api().get(path).expect(404);
        owner.api().delete(path).expect(404);
        assertThat(ExportPackage.get(download).statusCode()).isEqualTo(404);
        assertThat(chunks()).isEqualTo(chunks - 1);
    }

    @Test
    @Proves("5-files")
    void afterADayAFileIsThereForNobodyAndThenGone() {
        Customer customer = customer();
        JsonNode old = customer.upload("old", "text/plain", "old".getBytes(StandardCharsets.UTF_8));
        customer.upload("young", "text/plain", "young".getBytes(StandardCharsets.UTF_8));
        assertThat(database.rows("select distinct expires_at - created_at from inference.file where " + of(customer)))
                .containsExactly("1 day");
        String own = " where organization_id = (select organization_id from identity.organization where username = '"
                + customer.username() + "')";
        database.execute(
                "update inference.file set created_at = created_at - interval '1 day', expires_at = now() - interval '1 second'"
                        + own + " and size = 3");

        customer.api().get(old.at("/urls/get").asText()).expect(404);
        assertThat(ExportPackage.get(old.at("/urls/download").asText()).statusCode())
                .isEqualTo(404);
        assertThat(customer.api().get(FILES).expect(200).body().path("results")).hasSize(1);
        JsonNode run = Staff.run(Staff.of(platform), "retention", 60);
        assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("completed");
        assertThat(database.rows("select size from inference.file" + own)).containsExactly("5");
        assertThat(database.rows("select count(*) from inference.file_chunk" + own))
                .containsExactly("1");
    }

    @Test
    @Proves("1.4-files")
    void nobodyReadsInTheDatabaseWhatAFileHolds() {
        Customer customer = customer();
        byte[] form = new Form()
                .file("content", "canary-name", "text/canary", "canary-content".getBytes(StandardCharsets.UTF_8))
                .field("metadata", "{\"canary\": \"canary-metadata\"}")
                .bytes();
        customer.api().raw("POST", FILES, form, "Content-Type", Form.MEDIA_TYPE).expect(201);

        assertThat(
                        database.rows(
                                "select count(*) from inference.file f join inference.file_chunk c on c.file_id = f.id where f."
                                        + of(customer)
                                        + " and position('canary'::bytea in c.content) = 0 and position('canary'::bytea in f.details) = 0"))
                .containsExactly("1");
    }

    private long chunks() {
        return database.number("select count(*) from inference.file_chunk where " + of(owner));
    }

    private static String of(Customer customer) {
        return "organization_id = (select organization_id from identity.organization where username = '"
                + customer.username() + "')";
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private Customer customer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }
}
