package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Request;
import com.in2peta.sandbox.http.Response;

/** What the customer's browser does: {@code GET} shows the buttons, {@code POST} presses one, as JSON or as a form. */
final class Checkout {

    private final Books books;
    private final Webhooks webhooks;
    private final RazorpayAccount account;
    private final ObjectMapper json = new ObjectMapper();

    Checkout(Books books, RazorpayAccount account, Webhooks webhooks) {
        this.books = books;
        this.webhooks = webhooks;
        this.account = account;
    }

    Response handle(Request request, String orderId) {
        String callback = CheckoutPage.callback(request.query().get("callback_url"));
        return switch (request.method()) {
            case "GET" -> Response.html(200, CheckoutPage.choose(books.order(orderId), callback));
            case "POST" -> isForm(request) ? pressed(request, orderId) : asked(request, orderId);
            default -> throw RazorpayFailure.unknownUrl();
        };
    }

    private Response asked(Request request, String orderId) {
        Result result = pay(orderId, CheckoutAttempt.of(read(request)));
        return Response.json(result.status(), result.body());
    }

    private Response pressed(Request request, String orderId) {
        String callback = CheckoutPage.callback(request.form().get("callback_url"));
        Result result = pay(orderId, CheckoutAttempt.of(json.valueToTree(request.form())));
        return Response.html(result.status(), CheckoutPage.result(result.body(), callback));
    }

    private record Result(int status, ObjectNode body) {}

    private Result pay(String orderId, CheckoutAttempt attempt) {
        Payment payment;
        try {
            payment = books.pay(orderId, attempt);
        } catch (RazorpayFailure refused) {
            return new Result(refused.status(), refused.body());
        }
        webhooks.paid(books.order(orderId), payment);
        if (payment.isFailed()) {
            RazorpayFailure failure = RazorpayFailure.payment(payment);
            return new Result(failure.status(), failure.body());
        }
        ObjectNode proof = json.createObjectNode()
                .put("razorpay_payment_id", payment.id())
                .put("razorpay_order_id", orderId)
                .put("razorpay_signature", RazorpaySignature.ofCheckout(orderId, payment.id(), account.keySecret()));
        return new Result(200, proof);
    }

    private JsonNode read(Request request) {
        try {
            return json.readTree(request.text());
        } catch (JsonProcessingException e) {
            throw RazorpayFailure.refused("The request body is not a JSON object.");
        }
    }

    private static boolean isForm(Request request) {
        return request.header("Content-Type")
                .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
                .isPresent();
    }
}
