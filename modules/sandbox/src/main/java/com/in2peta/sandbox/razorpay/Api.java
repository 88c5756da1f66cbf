package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/** The merchant's API, below {@code /v1}. */
final class Api {

    private final Books books;
    private final Webhooks webhooks;
    private final byte[] authorization;
    private final ObjectMapper json = new ObjectMapper();
    private volatile RefundOutcome refundOutcome = RefundOutcome.PROCESSED;

    Api(Books books, RazorpayAccount account, Webhooks webhooks) {
        this.books = books;
        this.webhooks = webhooks;
        String credentials = account.keyId() + ":" + account.keySecret();
        this.authorization = ("Basic "
                        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What becomes of refunds from now on, until somebody says more. */
    void refundsBecome(RefundOutcome outcome) {
        refundOutcome = outcome;
    }

    JsonNode handle(Request request) {
        requireKeys(request);
        List<String> path = request.segments();
        return switch (path.isEmpty() ? "" : path.get(0)) {
            case "orders" -> orders(request, path);
            case "payments" -> payments(request, path);
            case "refunds" -> {
                require(request.method().equals("GET") && path.size() == 2);
                yield RazorpayJson.refund(books.refund(path.get(1)));
            }
            case "disputes" -> disputes(request, path);
            default -> throw RazorpayFailure.unknownUrl();
        };
    }

    private JsonNode disputes(Request request, List<String> path) {
        return switch (request.method() + " " + path.size()) {
            case "GET 1" ->
                RazorpayJson.collection(books.disputes(Page.of(request.query())).stream()
                        .map(RazorpayJson::dispute)
                        .toList());
            case "GET 2" -> RazorpayJson.dispute(books.dispute(path.get(1)));
            default -> throw RazorpayFailure.unknownUrl();
        };
    }

    private JsonNode orders(Request request, List<String> path) {
        return switch (request.method() + " " + path.size()) {
            case "POST 1" -> RazorpayJson.order(books.create(OrderRequests.read(body(request))));
            case "GET 1" -> orders(request);
            case "GET 2" -> RazorpayJson.order(books.order(path.get(1)));
            case "GET 3" -> {
                require(path.get(2).equals("payments"));
                yield RazorpayJson.collection(books.paymentsOf(path.get(1)).stream()
                        .map(RazorpayJson::payment)
                        .toList());
            }
            default -> throw RazorpayFailure.unknownUrl();
        };
    }

    private ObjectNode orders(Request request) {
        String receipt = request.query().getOrDefault("receipt", "");
        return RazorpayJson.collection(
                books
                        .orders(Page.of(request.query()), order -> receipt.isEmpty() || receipt.equals(order.receipt()))
                        .stream()
                        .map(RazorpayJson::order)
                        .toList());
    }

    private JsonNode payments(Request request, List<String> path) {
        return switch (request.method() + " " + path.size()) {
            case "GET 1" ->
                RazorpayJson.collection(books.payments(Page.of(request.query())).stream()
                        .map(RazorpayJson::payment)
                        .toList());
            case "GET 2" -> RazorpayJson.payment(books.payment(path.get(1)));
            case "GET 3" -> {
                require(path.get(2).equals("refunds"));
                yield RazorpayJson.collection(books.refundsOf(path.get(1)).stream()
                        .map(RazorpayJson::refund)
                        .toList());
            }
            case "POST 3" ->
                switch (path.get(2)) {
                    case "capture" -> capture(path.get(1), body(request));
                    case "refund" -> refund(path.get(1), request);
                    default -> throw RazorpayFailure.unknownUrl();
                };
            default -> throw RazorpayFailure.unknownUrl();
        };
    }

    private JsonNode capture(String paymentId, JsonNode body) {
        long amount = OrderRequests.amount(body.path("amount"));
        String currency = OrderRequests.currency(body.path("currency"));
        Payment captured = books.capture(paymentId, amount, currency);
        webhooks.captured(books.order(captured.orderId()), captured);
        return RazorpayJson.payment(captured);
    }

    private JsonNode refund(String paymentId, Request request) {
        JsonNode body = request.body().length == 0 ? json.createObjectNode() : body(request);
        int before = books.refundsOf(paymentId).size();
        Refund refund = books.refund(paymentId, RefundRequest.read(body, request), refundOutcome);
        if (books.refundsOf(paymentId).size() > before) {
            webhooks.refunded(books.payment(paymentId), refund);
        }
        return RazorpayJson.refund(refund);
    }

    private static void require(boolean known) {
        if (!known) {
            throw RazorpayFailure.unknownUrl();
        }
    }

    private JsonNode body(Request request) {
        try {
            return json.readTree(request.text());
        } catch (JsonProcessingException e) {
            throw RazorpayFailure.refused("The request body is not a JSON object.");
        }
    }

    private void requireKeys(Request request) {
        byte[] sent = request.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(authorization, sent)) {
            throw RazorpayFailure.unauthorized();
        }
    }
}
