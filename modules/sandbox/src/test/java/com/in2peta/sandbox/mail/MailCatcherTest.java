package com.in2peta.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailCatcherTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path dir;

    private MailCatcher mail;

    @BeforeEach
    void start() throws Exception {
        mail = new MailCatcher(dir, 0, 0);
        mail.start();
    }

    @AfterEach
    void stop() {
        mail.close();
    }

    @Test
    void showsATextMessage() throws Exception {
        send("asha@example.com", "Sign in – आशा", "Open http://localhost:8080/sign-in?a=1&b=2 now");

        JsonNode messages = list("");
        assertThat(messages).hasSize(1);
        JsonNode message = messages.get(0);
        assertThat(message.path("from").asText()).isEqualTo("noreply@in2peta.test");
        assertThat(message.path("to")).hasToString("[\"asha@example.com\"]");
        assertThat(message.path("subject").asText()).isEqualTo("Sign in – आशा");
        assertThat(message.path("text").asText()).contains("http://localhost:8080/sign-in?a=1&b=2");
        assertThat(message.has("html")).isFalse();
        assertThat(message.path("received_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(json.readTree(get("/messages/" + message.path("id").asText()).body()))
                .isEqualTo(message);
    }

    @Test
    void findsBothPartsOfAnAlternative() throws Exception {
        MimeMessage message = message("asha@example.com", "Two parts");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("plain", "utf-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent("<p>rich</p>", "text/html; charset=utf-8");
        message.setContent(new MimeMultipart("alternative", text, html));
        Transport.send(message);

        assertThat(list("").at("/0/text").asText()).isEqualTo("plain");
        assertThat(list("").at("/0/html").asText()).isEqualTo("<p>rich</p>");
    }

    @Test
    void listsNewestFirstAndByAddress() throws Exception {
        send("a@example.com", "one", "1");
        send("b@example.com", "two", "2");
        send("a@example.com", "three", "3");

        assertThat(list("").findValuesAsText("subject")).containsExactly("three", "two", "one");
        assertThat(list("?to=A%40example.com").findValuesAsText("subject")).containsExactly("three", "one");
        assertThat(list("?to=c%40example.com")).isEmpty();
        assertThat(list("?limit=1").findValuesAsText("subject")).containsExactly("three");
    }

    @Test
    void keepsTheSourceAsItWasSent() throws Exception {
        send("asha@example.com", "raw", "line");

        HttpResponse<String> raw = get("/messages/" + list("").at("/0/id").asText() + "/raw");

        assertThat(raw.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(raw.body()).contains("Subject: raw\r\n", "\r\n\r\nline").doesNotContain("X-Sandbox");
    }

    @Test
    void keepsMessagesOverARestart() throws Exception {
        send("asha@example.com", "kept", "text");
        JsonNode before = list("");
        Files.writeString(dir.resolve("0000000002.draft"), "half");
        Files.writeString(dir.resolve("0000000009.eml"), "not ours");
        mail.close();

        start();
        send("asha@example.com", "next", "text");

        assertThat(list("").get(1)).isEqualTo(before.get(0));
        assertThat(list("").findValuesAsText("subject")).containsExactly("next", "kept");
    }

    @Test
    void deletesAllMessages() throws Exception {
        send("asha@example.com", "gone", "text");

        HttpResponse<String> deleted = http.send(request("/messages").DELETE().build(), BodyHandlers.ofString());

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(list("")).isEmpty();
        assertThat(dir).isEmptyDirectory();
        assertThat(get("/messages/0000000001").statusCode()).isEqualTo(404);
    }

    @Test
    void showsNothingUnescaped() throws Exception {
        send("asha@example.com", "<script>alert(1)</script>", "</pre><script>alert(2)</script> http://x/\"onclick=\"y");
        MimeMessage message = message("asha@example.com", "html");
        message.setContent("<img src=x onerror=\"alert(3)\">", "text/html; charset=utf-8");
        Transport.send(message);

        String all = get("/").body();
        String text = get("/view/" + list("").at("/1/id").asText()).body();
        HttpResponse<String> html = get("/view/" + list("").at("/0/id").asText());

        assertThat(all).contains("&lt;script&gt;").doesNotContain("<script");
        assertThat(text).doesNotContain("<script", "</pre><", "\"onclick");
        assertThat(html.body()).contains("sandbox=\"\" srcdoc=\"&lt;img").doesNotContain("<img");
        assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
    }

    @Test
    void makesAddressesClickable() {
        assertThat(MailPages.linked("see http://h/?a=1&amp;b=2&quot; end"))
                .isEqualTo(
                        "see <a rel=\"noreferrer\" href=\"http://h/?a=1&amp;b=2\">http://h/?a=1&amp;b=2</a>&quot; end");
    }

    @Test
    void keepsTheNewestOnly() throws Exception {
        MailStore store = new MailStore(dir.resolve("many"), Clock.systemUTC(), 3);
        for (int i = 0; i < 5; i++) {
            store.add(
                    "a@example.com", List.of("b@example.com"), "Subject: s\r\n\r\nt".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(store.list(all -> true, 10))
                .extracting(Envelope::id)
                .containsExactly("0000000005", "0000000004", "0000000003");
        assertThat(dir.resolve("many/0000000002.eml")).doesNotExist();
        assertThat(new MailStore(dir.resolve("many"), Clock.systemUTC(), 2).list(all -> true, 10))
                .hasSize(2);
    }

    @Test
    void refusesAMessageThatIsTooLarge() throws Exception {
        assertThatThrownBy(() -> send("asha@example.com", "large", "0123456789\n".repeat(500_000)))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("a message has at most 5242880 bytes");

        assertThat(list("")).isEmpty();
    }

    @Test
    void showsNonsenseAsItIs() {
        assertThat(MailContent.of("no header at all".getBytes(StandardCharsets.UTF_8)))
                .isNotNull();
        assertThat(MailContent.of(
                                "Content-Type: text/plain; charset=nonsense\r\n\r\nx".getBytes(StandardCharsets.UTF_8))
                        .text())
                .contains("x");
    }

    private void send(String to, String subject, String text) throws Exception {
        MimeMessage message = message(to, subject);
        message.setText(text, "utf-8");
        Transport.send(message);
    }

    private MimeMessage message(String to, String subject) throws Exception {
        Properties smtp = new Properties();
        smtp.setProperty("mail.smtp.host", "127.0.0.1");
        smtp.setProperty("mail.smtp.port", String.valueOf(mail.smtpPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(smtp));
        message.setFrom(new InternetAddress("noreply@in2peta.test"));
        message.setRecipient(RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "utf-8");
        return message;
    }

    private JsonNode list(String query) throws Exception {
        return json.readTree(get("/messages" + query).body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mail.httpPort() + path));
    }
}
