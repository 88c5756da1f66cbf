package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.in2peta.sandbox.control.Control;
import com.in2peta.sandbox.http.Handler;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Razorpay for one account: {@code /v1} is the API, {@code /checkout} the customer's side, {@code /faults} and
 * {@code /requests} are for tests and need no key, and neither do {@code /webhook}, for which the real one has its dashboard, {@code /refunds} and
 * {@code /disputes}, where one says what a bank would.
 */
public final class RazorpayStandIn implements Handler, AutoCloseable {

    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final String FILE = "razorpay.jsonl";
    private static final String GARBAGE = "<html><body><h1>502 Bad Gateway</h1></body>";

    private final Books books;
    private final Api api;
    private final Checkout checkout;
    private final Webhooks webhooks;
    private final Faults faults = new Faults();
    private final RequestLog requests = new RequestLog();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ObjectMapper json = new ObjectMapper();

    /** Reads the state that {@code dataDir} holds. */
    public RazorpayStandIn(Path dataDir, RazorpayAccount account, Control control, Clock clock) throws IOException {
        this.books = new Books(dataDir.resolve(FILE), clock);
        this.webhooks = new Webhooks(account, control, clock);
        this.api = new Api(books, account, webhooks);
        this.checkout = new Checkout(books, account, webhooks);
    }

    /** Where its events go; nowhere before that. */
    public void sendEventsTo(URI url) {
        webhooks.sendTo(Optional.of(url));
    }

    @Override
    public Response handle(Request request) {
        if (request.body().length > MAX_BODY_BYTES) {
            return Response.text(413, "text/plain", "the body is larger than " + MAX_BODY_BYTES + " bytes\n");
        }
        List<String> path = request.segments();
        try {
            return switch (path.isEmpty() ? "" : path.get(0)) {
                case "v1" -> v1(request.below(1), request);
                case "checkout" -> checkout(request, path);
                case "faults" -> faults(request);
                case "requests" -> requests(request);
                case "webhook" -> webhook(request);
                case "refunds" -> refunds(request, path);
                case "disputes" -> disputes(request, path);
                default -> throw RazorpayFailure.unknownUrl();
            };
        } catch (RazorpayFailure failure) {
            return Response.json(failure.status(), failure.body());
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        webhooks.close();
        books.close();
    }

    private Response v1(Request request, Request asSent) {
        requests.add(asSent);
        Optional<Fault> taken = faults.take(request.path());
        if (taken.isEmpty()) {
            return Response.json(200, api.handle(request));
        }
        Fault fault = taken.get();
        await(fault.latencyMs());
        if (!fault.spoilsTheAnswer()) {
            return Response.json(200, api.handle(request));
        }
        if (fault.after()) {
            api.handle(request);
        }
        return spoilt(fault);
    }

    private static Response spoilt(Fault fault) {
        return switch (fault.body()) {
            case "reset" -> Response.dropped();
            case "garbage" -> Response.html(fault.status() == 0 ? 200 : fault.status(), GARBAGE);
            default -> {
                RazorpayFailure failure = fault.status() == 429
                        ? RazorpayFailure.tooManyRequests()
                        : RazorpayFailure.server(fault.status());
                yield Response.json(failure.status(), failure.body());
            }
        };
    }

    /** A wait that ends early when the stand-in closes. */
    private void await(int millis) {
        try {
            if (millis > 0 && closed.await(millis, TimeUnit.MILLISECONDS)) {
                throw RazorpayFailure.server(503);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RazorpayFailure.server(503);
        }
    }

    private Response checkout(Request request, List<String> path) {
        if (path.size() != 2) {
            throw RazorpayFailure.unknownUrl();
        }
        requests.add(request);
        return checkout.handle(request, path.get(1));
    }

    private Response faults(Request request) {
        switch (request.method()) {
            case "GET" -> {}
            case "POST" -> faults.add(fault(request));
            case "DELETE" -> faults.clear();
            default -> throw RazorpayFailure.unknownUrl();
        }
        return Response.json(200, faults.json());
    }

    private Fault fault(Request request) {
        return Fault.of(read(request));
    }

    private JsonNode read(Request request) {
        try {
            return json.readTree(request.text());
        } catch (JsonProcessingException e) {
            throw RazorpayFailure.refused("The request body is not a JSON object.");
        }
    }

    private Response webhook(Request request) {
        switch (request.method()) {
            case "GET" -> {}
            case "POST" -> webhooks.sendTo(Optional.of(url(request)));
            case "DELETE" -> webhooks.sendTo(Optional.empty());
            default -> throw RazorpayFailure.unknownUrl();
        }
        return Response.json(
                200,
                json.createObjectNode()
                        .put("url", webhooks.url().map(URI::toString).orElse(null)));
    }

    /** Without an id of the refunds to come, with one of a pending refund. */
    private Response refunds(Request request, List<String> path) {
        if (!request.method().equals("POST") || path.size() > 2) {
            throw RazorpayFailure.unknownUrl();
        }
        RefundOutcome outcome = RefundOutcome.of(read(request).path("status").asText());
        if (path.size() == 1) {
            api.refundsBecome(outcome);
            return Response.json(200, json.createObjectNode().put("status", outcome.wire()));
        }
        Refund refund = books.end(path.get(1), outcome);
        webhooks.ended(books.payment(refund.paymentId()), refund);
        return Response.json(200, RazorpayJson.refund(refund));
    }

    /** Without an id a dispute about a payment is opened, with one it takes a step. */
    private Response disputes(Request request, List<String> path) {
        if (!request.method().equals("POST") || path.size() > 2) {
            throw RazorpayFailure.unknownUrl();
        }
        JsonNode body = read(request);
        Dispute dispute = path.size() == 1
                ? books.open(body.path("payment_id").asText(), OrderRequests.amount(body.path("amount")))
                : books.decide(path.get(1), body.path("status").asText());
        webhooks.disputed(books.payment(dispute.paymentId()), dispute);
        return Response.json(200, RazorpayJson.dispute(dispute));
    }

    private URI url(Request request) {
        try {
            return URI.create(read(request).path("url").asText());
        } catch (IllegalArgumentException e) {
            throw RazorpayFailure.invalid("url", "url is not a URL");
        }
    }

    private Response requests(Request request) {
        switch (request.method()) {
            case "GET" -> {}
            case "DELETE" -> requests.clear();
            default -> throw RazorpayFailure.unknownUrl();
        }
        return Response.json(200, requests.json());
    }
}
