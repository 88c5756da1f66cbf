package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal in Razorpay's words. */
final class RazorpayFailure extends RuntimeException {

    private final int status;
    private final ObjectNode error;

    private RazorpayFailure(int status, ObjectNode error) {
        super(error.path("description").asText(), null, false, false);
        this.status = status;
        this.error = error;
    }

    /** A field of the request is wrong. */
    static RazorpayFailure invalid(String field, String description) {
        return invalid(field, description, "payment_initiation", "input_validation_failed");
    }

    static RazorpayFailure invalid(String field, String description, String step, String reason) {
        RazorpayFailure failure = of(400, "BAD_REQUEST_ERROR", description, "business", step, reason);
        failure.error.put("field", field);
        return failure;
    }

    /** The request is well formed but this order or payment does not allow it. */
    static RazorpayFailure refused(String description) {
        return of(400, "BAD_REQUEST_ERROR", description, "business", "payment_initiation", "input_validation_failed");
    }

    /** Neither order nor payment of this id; Razorpay answers 400 to it, not 404. */
    static RazorpayFailure unknownId() {
        return of(
                400,
                "BAD_REQUEST_ERROR",
                "The id provided does not exist",
                "business",
                "payment_initiation",
                "input_validation_failed");
    }

    static RazorpayFailure unknownUrl() {
        return of(400, "BAD_REQUEST_ERROR", "The requested URL was not found on the server.", "NA", "NA", "NA");
    }

    /** The only error without source, step, reason and metadata. */
    static RazorpayFailure unauthorized() {
        return new RazorpayFailure(401, bare("BAD_REQUEST_ERROR", "Authentication failed"));
    }

    static RazorpayFailure tooManyRequests() {
        return of(429, "BAD_REQUEST_ERROR", "Request failed. Please try after sometime.", "NA", "NA", "NA");
    }

    static RazorpayFailure server(int status) {
        return of(
                status,
                "SERVER_ERROR",
                "We are facing some trouble completing your request at the moment. Please try again shortly.",
                "NA",
                "NA",
                "NA");
    }

    /** What the customer's browser is told about a payment that failed. */
    static RazorpayFailure payment(Payment payment) {
        Payment.Failure why = payment.failure();
        RazorpayFailure failure = of(400, why.code(), why.description(), why.source(), why.step(), why.reason());
        failure.error.putObject("metadata").put("payment_id", payment.id()).put("order_id", payment.orderId());
        return failure;
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("error", error);
        return body;
    }

    private static RazorpayFailure of(
            int status, String code, String description, String source, String step, String reason) {
        ObjectNode error =
                bare(code, description).put("source", source).put("step", step).put("reason", reason);
        error.putObject("metadata");
        return new RazorpayFailure(status, error);
    }

    private static ObjectNode bare(String code, String description) {
        return JsonNodeFactory.instance.objectNode().put("code", code).put("description", description);
    }
}
