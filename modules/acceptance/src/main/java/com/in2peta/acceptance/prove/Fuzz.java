package com.in2peta.acceptance.prove;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Customer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Malformed requests against every route. No answer may blame the server (unless it says that it is overloaded), none may be HTML or
 * show a stack trace, and every refusal is a problem document with a code.
 */
final class Fuzz implements Campaign {

    private static final int ROUND = 50;
    private static final int MOST_FAULTS = 50;
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW", "get");
    private static final List<String> BUSY = List.of("overloaded", "processor-unavailable");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json; charset=utf-16",
            "text/plain",
            "application/xml",
            "multipart/form-data",
            "*/*",
            "application/*+json",
            "",
            ";;;",
            "application/json; charset=nonsense");

    private record Target(String method, String path, JsonNode body) {}

    private final Map<Integer, Integer> answers = new TreeMap<>();

    @Override
    public String name() {
        return "fuzz";
    }

    @Override
    public Outcome run(Run run) throws SQLException {
        String base = run.ground().platform().ready().path("baseUrl").asText();
        RawHttp http = new RawHttp(base);
        Customer customer = run.ground().newCustomer();
        customer.buy("inr-500");
        List<Target> targets = targets(customer);
        Path record = run.folder().resolve("fuzz-faults.txt");
        List<String> faults = new ArrayList<>();
        int requests = 0;
        run.begin();
        while (faults.size() < MOST_FAULTS && (requests == 0 || run.timeIsLeft())) {
            Random random = run.random(run.rounds());
            for (int i = 0; i < ROUND; i++) {
                byte[] request = request(targets.get(random.nextInt(targets.size())), customer, random);
                judge(http, request, record, faults);
                requests++;
            }
            run.roundDone();
        }
        try (Connection connection = run.ground().connect()) {
            faults.addAll(Books.broken(connection));
        }
        return new Outcome(requests + " requests to " + targets.size() + " operations, answers " + answers, faults);
    }

    private void judge(RawHttp http, byte[] request, Path record, List<String> faults) {
        String fault;
        try {
            RawHttp.Answer answer = http.send(request);
            answers.merge(answer.status(), 1, Integer::sum);
            fault = fault(answer, new String(request, 0, Math.min(5, request.length), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            fault = e.toString();
        }
        if (fault != null) {
            String line = new String(request, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
            faults.add(fault + " to " + line.substring(0, Math.min(120, line.length())));
            write(record, fault, request);
        }
    }

    /** What is wrong with the answer, or null. */
    private static String fault(RawHttp.Answer answer, String method) {
        int status = answer.status();
        if (status == 0) {
            return "no answer";
        }
        String type = answer.headers().getOrDefault("content-type", "");
        if (answer.body().contains("\tat ") || answer.body().contains("Exception")) {
            return status + " with a stack trace";
        }
        if (type.contains("html")) {
            return status + " with HTML";
        }
        if (status < 300 || method.startsWith("HEAD")) {
            return status >= 500 ? "status " + status : null;
        }
        if (isParsersRefusal(answer)) {
            return null;
        }
        if (!type.startsWith("application/problem+json")) {
            return status + " with type '" + type + "'";
        }
        String code;
        try {
            code = Api.JSON.readTree(answer.body()).path("code").asText();
        } catch (JsonProcessingException e) {
            return status + " with unreadable JSON";
        }
        if (code.isEmpty()) {
            return status + " without a code";
        }
        return status >= 500 && !(status == 503 && BUSY.contains(code)) ? "status " + status + " " + code : null;
    }

    /** What is no HTTP, or more of it than the server reads, is refused by its parser before there is an application. */
    private static boolean isParsersRefusal(RawHttp.Answer answer) {
        return answer.status() >= 400
                && answer.status() < 500
                && answer.body().isEmpty()
                && !answer.headers().containsKey("x-request-id");
    }

    private static byte[] request(Target target, Customer customer, Random random) {
        String method = random.nextInt(15) == 0 ? METHODS.get(random.nextInt(METHODS.size())) : target.method();
        byte[] body = target.body() == null
                ? (random.nextInt(5) == 0
                        ? SpoiltJson.spoil(Api.JSON.createObjectNode().put("a", 1), random)
                        : new byte[0])
                : random.nextInt(8) == 0
                        ? target.body().toString().getBytes(StandardCharsets.UTF_8)
                        : SpoiltJson.spoil(target.body(), random);
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(path(target, random)).append(" HTTP/1.1\r\n");
        head.append("Host: 127.0.0.1\r\nConnection: close\r\n");
        if (random.nextInt(12) != 0) {
            head.append("Authorization: ").append(credential(customer, random)).append("\r\n");
        }
        head.append("Content-Type: ")
                .append(random.nextInt(6) == 0 ? TYPES.get(random.nextInt(TYPES.size())) : TYPES.get(0))
                .append("\r\n");
        for (int i = random.nextInt(3); i > 0; i--) {
            head.append(oddHeader(random));
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static String path(Target target, Random random) {
        String path = target.path();
        if (random.nextInt(6) == 0) {
            int slash = path.lastIndexOf('/');
            path = path.substring(0, slash + 1) + SpoiltJson.oddSegment(random);
        }
        if (random.nextInt(4) == 0) {
            String name = List.of("cursor", "created_after", "created_before", "limit", "x")
                    .get(random.nextInt(5));
            path += "?" + name + "=" + SpoiltJson.oddSegment(random);
        }
        return path;
    }

    private static String credential(Customer customer, Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "Bearer " + customer.key() + "x";
            case 1 -> "Bearer " + printable(SpoiltJson.oddText(random));
            case 2 -> "Basic eDp5";
            case 3 -> "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.";
            case 4 -> "Token " + customer.key();
            default -> "Bearer " + customer.key();
        };
    }

    private static String oddHeader(Random random) {
        String name = List.of(
                        "Prefer",
                        "Accept",
                        "X-Request-Id",
                        "Content-Encoding",
                        "Accept-Language",
                        "Cookie",
                        "If-Match",
                        "Range",
                        "X-Forwarded-For",
                        "Transfer-Encoding-X",
                        "Expect-X",
                        "Origin")
                .get(random.nextInt(12));
        String value = name.equals("Prefer") && random.nextBoolean()
                ? "wait=" + (random.nextInt(5) - 2)
                : printable(SpoiltJson.oddText(random));
        return name + ": " + value + "\r\n";
    }

    /** A header cannot hold line ends; what else is odd stays. */
    private static String printable(String text) {
        return text.replaceAll("[\\r\\n\\x00]", "?");
    }

    private static List<Target> targets(Customer customer) {
        String user = customer.username();
        String model = "language-identifier";
        String version = customer.publish(model);
        ObjectNode input = Api.JSON.createObjectNode().put("text", "a short text of no importance");
        String prediction =
                customer.predict(version, input).expect(201).body().path("id").asText();
        String order = customer.api()
                .post("/v1/billing/orders", Map.of("pack", "inr-500"))
                .expect(201)
                .body()
                .path("id")
                .asText();
        ObjectNode versionBody = Customer.model(model);
        versionBody.remove(List.of("name", "description", "tags"));
        List<Target> targets = new ArrayList<>();
        for (String path : List.of(
                "/v1/account",
                "/v1/api-keys",
                "/v1/auth/jwks",
                "/v1/billing/packs",
                "/v1/billing/orders",
                "/v1/billing/orders/" + order,
                "/v1/billing/balance",
                "/v1/billing/transactions",
                "/v1/models",
                "/v1/models/" + user + "/" + model,
                "/v1/models/" + user + "/" + model + "/versions",
                "/v1/models/" + user + "/" + model + "/versions/" + version,
                "/v1/predictions",
                "/v1/predictions/" + prediction,
                "/v1/usage",
                "/v1/staff/batches/" + UUID.randomUUID(),
                "/v1/nothing",
                "/")) {
            targets.add(new Target("GET", path, null));
        }
        targets.add(new Target("DELETE", "/v1/api-keys/" + UUID.randomUUID(), null));
        targets.add(new Target("POST", "/v1/predictions/" + prediction + "/cancel", null));
        targets.add(new Target("POST", "/v1/staff/batches", json("job", "retention")));
        targets.add(new Target(
                "POST", "/v1/callbacks/" + UUID.randomUUID() + "/" + UUID.randomUUID(), json("status", "COMPLETED")));
        targets.add(
                new Target("POST", "/v1/auth/login", json("email", customer.email(), "password", "wrong password")));
        ObjectNode signUp = json(
                "name", "A", "email", "x" + UUID.randomUUID() + "@example.com", "password", "short", "username", "abc");
        targets.add(new Target("POST", "/v1/auth/sign-up", signUp.put("age_confirmed", true)));
        targets.add(new Target("POST", "/v1/api-keys", json("name", "fuzz")));
        targets.add(new Target("POST", "/v1/billing/orders", json("pack", "inr-500")));
        targets.add(new Target(
                "POST",
                "/v1/billing/orders/" + order + "/payment",
                json("razorpay_order_id", "order_x", "razorpay_payment_id", "pay_x", "razorpay_signature", "00")));
        targets.add(new Target(
                "POST",
                "/v1/models",
                json("owner", user, "name", "fuzzed", "visibility", "private", "hardware", "cpu", "description", "x")));
        targets.add(new Target("POST", "/v1/models/" + user + "/" + model + "/versions", versionBody));
        ObjectNode create = json("version", version);
        create.set("input", input);
        for (int weight = 0; weight < 4; weight++) {
            targets.add(new Target("POST", "/v1/predictions", create));
        }
        ObjectNode ofModel = Api.JSON.createObjectNode();
        ofModel.set("input", input);
        targets.add(new Target("POST", "/v1/models/" + user + "/" + model + "/predictions", ofModel));
        return targets;
    }

    private static ObjectNode json(String... members) {
        ObjectNode node = Api.JSON.createObjectNode();
        for (int i = 0; i < members.length; i += 2) {
            node.put(members[i], members[i + 1]);
        }
        return node;
    }

    private static void write(Path record, String fault, byte[] request) {
        try {
            Files.createDirectories(record.getParent());
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            text.writeBytes(("=== " + fault + "\n").getBytes(StandardCharsets.UTF_8));
            text.writeBytes(request);
            text.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
            Files.write(record, text.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
