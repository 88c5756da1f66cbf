package com.in2peta.acceptance.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.acceptance.support.Api;
import com.in2peta.acceptance.support.Api.Answer;
import com.in2peta.acceptance.support.Customer;
import com.in2peta.acceptance.support.Platform;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Needs nothing but the address of a platform and of its sandbox, so it is told alike to Payara Micro and to Payara Server. */
public final class Story {

    private static final String PACK = "inr-500";
    private static final long PACK_MICROS = 500_000_000;
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final int STREAMED_CHARACTERS = 100_000;
    private static final int ENDLESS_CHARACTERS = 100_000;
    private static final int LOOKS_LIKE_NO_IMAGE = 48;
    private static final long PATIENCE_SECONDS = 120;
    private static final List<String> FINAL = List.of("succeeded", "failed", "canceled");

    private final Customer customer;
    private final Map<String, String> versions = new HashMap<>();
    private final List<Long> costs = new ArrayList<>();

    private Story(Customer customer) {
        this.customer = customer;
    }

    /** One step of the story; an {@link AssertionError} or any other failure ends it. */
    @FunctionalInterface
    private interface Step {
        void take();
    }

    /** A step that did not go as the story tells. */
    public static final class Broken extends RuntimeException {

        Broken(String step, Throwable cause) {
            super("the story ends at \"" + step + "\": " + cause.getMessage(), cause);
        }
    }

    /** Tells the story to the platform at the first argument; the second is its {@code ready.json}. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: Story BASE_URL READY_JSON");
            System.exit(2);
        }
        JsonNode ready = Api.JSON.readTree(Path.of(arguments[1]).toFile());
        try {
            run(arguments[0], ready.path("sandboxUrl").asText(), System.out);
        } catch (Broken e) {
            System.out.println("FAILED  " + e.getMessage());
            System.exit(1);
        }
    }

    /** The same without a word. */
    public static void run(String baseUrl, String sandboxUrl) {
        run(baseUrl, sandboxUrl, new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    /** Prints a line for each step; throws {@link Broken} at the first that fails. */
    public static void run(String baseUrl, String sandboxUrl, PrintStream out) {
        Teller teller = new Teller(out);
        Story[] story = new Story[1];
        teller.tell("sign-up, login, key", () -> story[0] = new Story(Customer.of(baseUrl, sandboxUrl)));
        story[0].goOn(teller);
    }

    private void goOn(Teller teller) {
        teller.tell("order, checkout, paid", this::buy);
        teller.tell("publish four models", this::publish);
        teller.tell("predict: image", () -> waited("digit-reader", "image", data("image/png", "digits.png"), "4071"));
        teller.tell("predict: text", () -> waited("language-identifier", "text", text("text.txt"), "fr"));
        teller.tell("predict: audio", () -> waited("keypad-tones", "audio", data("audio/wav", "keypad.wav"), "2580#"));
        teller.tell("predict: streamed text, by polling", this::streamed);
        teller.tell("balance fell by exactly run time x price", this::expectCharged);
        teller.tell("a failing model costs nothing", this::failing);
        teller.tell("cancel releases the hold", this::canceled);
        teller.tell("a revoked key is refused", this::revoked);
    }

    private void buy() {
        JsonNode order = customer.buy(PACK);
        equal("paid", order.path("status").asText(), "status of the order");
        expectBalance(PACK_MICROS);
    }

    private void publish() {
        for (String model : List.of("digit-reader", "language-identifier", "keypad-tones", "text-generator")) {
            versions.put(model, customer.publish(model));
        }
    }

    private void waited(String model, String field, String value, String wanted) {
        ObjectNode input = Api.JSON.createObjectNode().put(field, value);
        Answer answer = customer.predict(versions.get(model), input, "Prefer", "wait");
        JsonNode ended = answer.status() == 201 ? answer.body() : ended(id(answer.expect(202)));
        equal("succeeded", ended.path("status").asText(), "status, " + ended);
        if (!ended.path("output").toString().contains(wanted)) {
            throw new AssertionError("no " + wanted + " in " + ended.path("output"));
        }
        charge(model, ended);
    }

    private void streamed() {
        String id = id(write(STREAMED_CHARACTERS));
        List<Integer> sizes = new ArrayList<>();
        Platform.await("the end of a streamed prediction", PATIENCE_SECONDS, () -> {
            JsonNode now = get(id);
            JsonNode output = now.path("output");
            if (now.path("status").asText().equals("processing") && output.isArray() && !output.isEmpty()) {
                sizes.add(output.size());
            }
            return isFinal(now);
        });
        JsonNode ended = get(id);
        equal("succeeded", ended.path("status").asText(), "status, " + ended.path("error"));
        long grown = sizes.stream().distinct().count();
        if (grown < 2 || !sizes.equals(sizes.stream().sorted().toList())) {
            throw new AssertionError("the output did not grow while processing: " + sizes);
        }
        int parts = ended.path("output").size();
        if (parts < sizes.get(sizes.size() - 1)) {
            throw new AssertionError("the end has " + parts + " parts, before it were " + sizes);
        }
        StringBuilder text = new StringBuilder();
        ended.path("output").forEach(part -> text.append(part.asText()));
        equal(STREAMED_CHARACTERS, text.length(), "characters written");
        charge("text-generator", ended);
    }

    private void expectCharged() {
        expectBalance(PACK_MICROS - charged());
        JsonNode movements = customer.api()
                .get("/v1/billing/transactions")
                .expect(200)
                .body()
                .path("results");
        equal(costs.size() + 1, movements.size(), "movements of the balance");
    }

    private void failing() {
        String noImage = "data:image/png;base64,"
                + Base64.getEncoder()
                        .encodeToString("no image".repeat(LOOKS_LIKE_NO_IMAGE).getBytes(StandardCharsets.UTF_8));
        ObjectNode input = Api.JSON.createObjectNode().put("image", noImage);
        Answer answer = customer.predict(versions.get("digit-reader"), input, "Prefer", "wait");
        JsonNode ended = answer.status() == 201 ? answer.body() : ended(id(answer.expect(202)));
        equal("failed", ended.path("status").asText(), "status");
        if (ended.path("error").asText().isBlank()) {
            throw new AssertionError("no error in " + ended);
        }
        equal(0L, ended.path("metrics").path("cost_micros").asLong(-1), "cost");
        expectBalance(PACK_MICROS - charged());
    }

    private void canceled() {
        String id = id(write(ENDLESS_CHARACTERS));
        Platform.await(
                "the run",
                PATIENCE_SECONDS,
                () -> get(id).path("status").asText().equals("processing"));
        long hold = Customer.model("text-generator")
                        .path("price_micros_per_second")
                        .asLong()
                * Customer.model("text-generator").path("run_limit_seconds").asLong();
        equal(hold, customer.balance("held_micros"), "held while it runs");
        JsonNode canceled = customer.api()
                .post("/v1/predictions/" + id + "/cancel", Map.of())
                .expect(200)
                .body();
        equal("canceled", canceled.path("status").asText(), "status");
        expectBalance(PACK_MICROS - charged());
        equal("canceled", get(id).path("status").asText(), "status afterwards");
    }

    private void revoked() {
        customer.api().get("/v1/account").expect(200);
        customer.apiByToken().delete("/v1/api-keys/" + customer.keyId()).expect(204);
        Answer refused = customer.api().get("/v1/account").expect(401);
        equal("unauthenticated", refused.code(), "code");
        customer.apiByToken().get("/v1/account").expect(200);
    }

    private Answer write(int characters) {
        ObjectNode input = Api.JSON
                .createObjectNode()
                .put("prompt", "Once there was a quiet baker called")
                .put("max_characters", characters);
        return customer.predict(versions.get("text-generator"), input).expect(201);
    }

    private void charge(String model, JsonNode ended) {
        long price = Customer.model(model).path("price_micros_per_second").asLong();
        long millis = Math.round(ended.path("metrics").path("predict_time").asDouble() * MILLIS_PER_SECOND);
        long cost = ended.path("metrics").path("cost_micros").asLong(-1);
        equal((millis * price + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND, cost, "cost of " + millis + " ms");
        costs.add(cost);
    }

    private long charged() {
        return costs.stream().mapToLong(Long::longValue).sum();
    }

    private void expectBalance(long micros) {
        equal(micros, customer.balance("posted_micros"), "posted");
        equal(0L, customer.balance("held_micros"), "held");
        equal(micros, customer.balance("available_micros"), "available");
    }

    private JsonNode ended(String id) {
        Platform.await("the end of " + id, PATIENCE_SECONDS, () -> isFinal(get(id)));
        return get(id);
    }

    private JsonNode get(String id) {
        return customer.api().get("/v1/predictions/" + id).expect(200).body();
    }

    private static boolean isFinal(JsonNode prediction) {
        return FINAL.contains(prediction.path("status").asText());
    }

    private static String id(Answer answer) {
        return answer.body().path("id").asText();
    }

    private static String data(String type, String sample) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes(sample));
    }

    private static String text(String sample) {
        return new String(bytes(sample), StandardCharsets.UTF_8).strip();
    }

    private static byte[] bytes(String sample) {
        try {
            return Files.readAllBytes(Platform.root().resolve("samples").resolve(sample));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void equal(Object wanted, Object got, String what) {
        if (!wanted.equals(got)) {
            throw new AssertionError(what + ": expected " + wanted + ", got " + got);
        }
    }

    /** Prints the steps. */
    private record Teller(PrintStream out) {

        void tell(String name, Step step) {
            long begun = System.nanoTime();
            try {
                step.take();
            } catch (RuntimeException | AssertionError e) {
                throw new Broken(name, e);
            }
            out.printf("ok  %-45s %6d ms%n", name, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }
    }
}
