package com.in2peta.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.proof.Proves;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Database;
import com.in2peta.acceptance.support.Platform;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who gets in, with what, and what a stranger learns by trying. */
@ExtendWith(SharedPlatform.class)
class SignInE2E {

    private static final long MAIL_SECONDS = 30;

    private Platform platform;
    private Api anybody;

    @BeforeEach
    void open(Platform shared) {
        platform = shared;
        anybody = shared.api();
    }

    @Test
    void signUpAnswersAlikeForATakenAddressAndItsOwnerGetsAMail() {
        Map<String, Object> person = person();
        Answer first = anybody.post("/v1/auth/sign-up", person).expect(202);
        Map<String, Object> again = new HashMap<>(person);
        again.put("email", person.get("email").toString().toUpperCase(java.util.Locale.ROOT));
        again.put("username", "q" + UUID.randomUUID().toString().substring(0, 12));
        again.put("password", "another password");
        Answer second = anybody.post("/v1/auth/sign-up", again).expect(202);

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.headers().keySet()).isEqualTo(first.headers().keySet());
        String email = person.get("email").toString();
        Platform.await("two mails", MAIL_SECONDS, () -> mails(email).size() == 2);
        JsonNode mails = mails(email);
        assertThat(mails.get(0).path("subject").asText())
                .isNotEqualTo(mails.get(1).path("subject").asText());
        mails.forEach(mail -> assertThat(mail.path("text").asText()).contains("Ada Lovelace"));
        login(email, "another password").expect(401);
        login(email, Customer.PASSWORD).expect(200);
    }

    @Test
    void anUnknownAddressAndAWrongPasswordAreRefusedAlike() {
        Customer customer = newCustomer();

        Answer wrong = login(customer.email(), "wrong horse battery").expect(401);
        Answer unknown = login("nobody-" + UUID.randomUUID() + "@example.com", "wrong horse battery")
                .expect(401);

        assertThat(wrong.code()).isEqualTo("invalid-credentials");
        assertThat(withoutTrace(unknown)).isEqualTo(withoutTrace(wrong));
    }

    @Test
    @Proves("8-adults")
    void minorsAreRefusedAndNothingIsKeptOfThem() {
        Map<String, Object> minor = person();
        minor.put("age_confirmed", false);

        Answer refused = anybody.post("/v1/auth/sign-up", minor).expect(422);

        assertThat(refused.code()).isEqualTo("underage");
        try (Database database = Database.of(platform)) {
            assertThat(database.number(
                            "select count(*) from identity.organization where username = ?",
                            minor.get("username").toString()))
                    .isZero();
        }
    }

    @Test
    void aUsernameThatLooksLikeSomebodysIdIsRefused() {
        Answer refused = anybody.post(
                        "/v1/auth/sign-up",
                        Map.of(
                                "name",
                                "Test Person",
                                "email",
                                UUID.randomUUID() + "@example.com",
                                "password",
                                Customer.PASSWORD,
                                "username",
                                UUID.randomUUID().toString(),
                                "age_confirmed",
                                true))
                .expect(400);

        assertThat(refused.body().path("errors").findValuesAsText("pointer")).containsExactly("/username");
    }

    @Test
    void badSignUpsNameEveryField() {
        Map<String, Object> bad = new HashMap<>(Map.of(
                "name", " ", "email", "no address", "password", "short", "username", "-Bad", "age_confirmed", true));

        Answer refused = anybody.post("/v1/auth/sign-up", bad).expect(400);

        assertThat(refused.code()).isEqualTo("invalid-request");
        assertThat(refused.body().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/name", "/email", "/password", "/username");
        assertThat(refused.text()).doesNotContain("no address", "short\"");
    }

    @Test
    void aUsernameIsTakenOnce() {
        Map<String, Object> first = person();
        anybody.post("/v1/auth/sign-up", first).expect(202);
        Map<String, Object> second = person();
        second.put("username", first.get("username"));

        assertThat(anybody.post("/v1/auth/sign-up", second).expect(409).code()).isEqualTo("username-taken");
    }

    @Test
    @Proves({"4-hash", "4-api-key"})
    void passwordsAndKeysAreStoredAsDigestsOnly() {
        Customer customer = newCustomer();

        try (Database database = Database.of(platform)) {
            assertThat(database.rows(
                            "select p.password_hash from identity.person p join identity.organization using (organization_id)"
                                    + " where username = ?",
                            customer.username()))
                    .singleElement()
                    .asString()
                    .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
            String row = database.rows(
                            "select k.* from identity.api_key k where id = ?", UUID.fromString(customer.keyId()))
                    .get(0);
            String secret = customer.key().substring(18, 50);
            assertThat(row).doesNotContain(secret);
            assertThat(customer.api().get("/v1/api-keys").expect(200).text()).doesNotContain(secret);
        }
    }

    @Test
    @Proves("5-keys")
    void aKeyIsRefusedAtOnceWhenItIsRevoked() {
        Customer customer = newCustomer();
        customer.api().get("/v1/account").expect(200);

        customer.apiByToken().delete("/v1/api-keys/" + customer.keyId()).expect(204);

        assertThat(customer.api().get("/v1/account").expect(401).code()).isEqualTo("unauthenticated");
        customer.apiByToken().get("/v1/account").expect(200);
        JsonNode keys = customer.apiByToken().get("/v1/api-keys").expect(200).body();
        assertThat(keys.path("results").get(0).path("revoked_at").asText()).isNotBlank();
    }

    @Test
    void changedKeysAreRefused() {
        Customer customer = newCustomer();
        String key = customer.key();
        char last = key.charAt(key.length() - 1);
        String otherChecksum = key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a');
        char inSecret = key.charAt(30);
        String otherSecret = key.substring(0, 30) + (inSecret == 'a' ? 'b' : 'a') + key.substring(31);

        for (String bad :
                List.of(otherChecksum, otherSecret, key + "a", key.substring(1), "in2p_live_", "in2p_live_' or 1=1")) {
            assertThat(anybody.as(bad).get("/v1/account").expect(401).code()).isEqualTo("unauthenticated");
        }
        anybody.as(key).get("/v1/account").expect(200);
    }

    @Test
    void theOldSchemeOfReplicatesClientsIsTaken() {
        Customer customer = newCustomer();

        Answer answer = anybody.raw("GET", "/v1/account", new byte[0], "Authorization", "Token " + customer.key());

        assertThat(answer.expect(200).body().path("username").asText()).isEqualTo(customer.username());
    }

    @Test
    @Proves("4-jwt")
    void onlyTokensThatThePlatformSignedForItselfAreTaken() throws GeneralSecurityException {
        Customer customer = newCustomer();
        String token = login(customer.email(), Customer.PASSWORD)
                .expect(200)
                .body()
                .path("access_token")
                .asText();
        PrivateKey own = Tokens.platformKey(platform.data());
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        PrivateKey foreign = generator.generateKeyPair().getPrivate();
        ObjectNode header = Tokens.header(token);
        ObjectNode claims = Tokens.claims(token);
        byte[] publicKeys = anybody.get("/v1/auth/jwks").expect(200).text().getBytes(StandardCharsets.UTF_8);
        long now = claims.path("iat").asLong();

        accepts(token);
        accepts(Tokens.signed(header, claims, own));
        refuses("no signature", Tokens.unsigned(header, claims));
        refuses("alg none", Tokens.unsigned(header.deepCopy().put("alg", "none"), claims));
        refuses("HS256 with the public keys", Tokens.hmac(header.deepCopy().put("alg", "HS256"), claims, publicKeys));
        refuses("another key", Tokens.signed(header, claims, foreign));
        refuses("another key's id", Tokens.signed(header.deepCopy().put("kid", "a"), claims, own));
        refuses("another type", Tokens.signed(header.deepCopy().put("typ", "JWT"), claims, own));
        refuses("ended", Tokens.signed(header, claims.deepCopy().put("exp", now - 1), own));
        refuses("another audience", Tokens.signed(header, claims.deepCopy().put("aud", "elsewhere"), own));
        refuses("another issuer", Tokens.signed(header, claims.deepCopy().put("iss", "http://elsewhere"), own));
        ObjectNode endless = claims.deepCopy();
        endless.remove("exp");
        refuses("without an end", Tokens.signed(header, endless, own));
        ObjectNode staff = claims.deepCopy();
        staff.putArray("groups").add("user").add("staff-operations");
        String[] parts = token.split("\\.");
        refuses("other claims under the old signature", Tokens.unsigned(header, staff) + parts[2]);
    }

    @Test
    @Proves("4-jwt")
    void aTokenLastsAQuarterOfAnHour() {
        Customer customer = newCustomer();
        JsonNode answer = login(customer.email(), Customer.PASSWORD).expect(200).body();
        JsonNode claims = Tokens.claims(answer.path("access_token").asText());

        assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.path("expires_in").asLong()).isEqualTo(900);
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(900);
        assertThat(claims.path("upn").asText()).isEqualTo(customer.username());
        assertThat(claims.path("groups")).hasSize(1);
    }

    private void accepts(String token) {
        anybody.as(token).get("/v1/account").expect(200);
    }

    private void refuses(String what, String token) {
        Answer answer = anybody.as(token).get("/v1/account");
        assertThat(answer.status()).as(what).isEqualTo(401);
        assertThat(answer.code()).as(what).isEqualTo("unauthenticated");
    }

    private Answer login(String email, String password) {
        return anybody.post("/v1/auth/login", Map.of("email", email, "password", password));
    }

    private JsonNode mails(String email) {
        return anybody.get(platform.ready().path("mailUrl").asText() + "/messages?to=" + email)
                .expect(200)
                .body();
    }

    private Customer newCustomer() {
        return Customer.of(
                platform.ready().path("baseUrl").asText(),
                platform.ready().path("sandboxUrl").asText());
    }

    private static String withoutTrace(Answer answer) {
        return ((ObjectNode) answer.body()).without("trace_id").toString();
    }

    private static Map<String, Object> person() {
        String username = "p" + UUID.randomUUID().toString().substring(0, 12);
        return new HashMap<>(Map.of(
                "name",
                "Ada Lovelace",
                "email",
                username + "@example.com",
                "password",
                Customer.PASSWORD,
                "username",
                username,
                "age_confirmed",
                true));
    }
}
