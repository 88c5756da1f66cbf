package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the body of {@code POST /orders} and says no where Razorpay does. */
final class OrderRequests {

    static final int RECEIPT_MAX = 40;
    static final int NOTES_MAX = 15;
    static final int NOTE_LENGTH_MAX = 256;
    /** Rs 500,000, what an account may take in one payment unless it asks for more. */
    static final long AMOUNT_MAX = 50_000_000;

    private static final long INR_AMOUNT_MIN = 100;
    private static final int EXPIRY_MIN_MINUTES = 12;
    private static final int EXPIRY_MAX_MINUTES = 7_200;
    private static final Set<String> THREE_DECIMALS = Set.of("KWD", "BHD", "OMR");
    private static final Set<String> REFUND_SPEEDS = Set.of("normal", "optimum");
    private static final Set<String> FIELDS = Set.of(
            "amount",
            "currency",
            "receipt",
            "notes",
            "payment",
            "payment_capture",
            "unique_receipt",
            "partial_payment",
            "offer_id",
            "customer_id",
            "method");
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private OrderRequests() {}

    static NewOrder read(JsonNode body) {
        if (!body.isObject()) {
            throw RazorpayFailure.refused("The request body is not a JSON object.");
        }
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw RazorpayFailure.invalid(
                        field.getKey(),
                        field.getKey() + " is/are not required and should not be sent",
                        "payment_initiation",
                        "extra_field_sent");
            }
        }
        long amount = amount(body.path("amount"));
        String currency = currency(body.path("currency"));
        requireInRange(amount, currency);
        Optional<String> receipt = receipt(body);
        boolean unique = body.path("unique_receipt").asBoolean(false);
        if (unique && receipt.isEmpty()) {
            throw RazorpayFailure.invalid("receipt", "receipt: is required.");
        }
        return new NewOrder(
                amount, currency, receipt.orElse(null), notes(body.path("notes")), automaticCapture(body), unique);
    }

    /** An integer, or a string of digits as the PHP client sends. Used for captures and refunds as well. */
    static long amount(JsonNode amount) {
        if (amount.isMissingNode() || amount.isNull()) {
            throw RazorpayFailure.invalid("amount", "amount: is required.");
        }
        boolean digits = amount.isTextual() && amount.textValue().matches("\\d{1,18}");
        if (!digits && !(amount.isIntegralNumber() && amount.canConvertToLong())) {
            throw RazorpayFailure.invalid("amount", "The amount must be an integer.");
        }
        return digits ? new BigInteger(amount.textValue()).longValueExact() : amount.longValue();
    }

    static String currency(JsonNode currency) {
        if (currency.isMissingNode() || currency.isNull()) {
            throw RazorpayFailure.invalid("currency", "currency: is required.");
        }
        if (!currency.isTextual()) {
            throw RazorpayFailure.invalid("currency", "expected string but provided " + currency);
        }
        if (!CURRENCIES.contains(currency.textValue())) {
            throw RazorpayFailure.invalid("currency", "Currency is not supported");
        }
        return currency.textValue();
    }

    /** The merchant's own name of an order or a refund. */
    static Optional<String> receipt(JsonNode body) {
        return text(body, "receipt", RECEIPT_MAX);
    }

    private static void requireInRange(long amount, String currency) {
        if (amount < 1) {
            throw RazorpayFailure.invalid("amount", "The amount must be at least " + currency + " 1.00");
        }
        if (currency.equals("INR") && amount < INR_AMOUNT_MIN) {
            throw RazorpayFailure.invalid(
                    "amount",
                    "Order amount less than minimum amount allowed",
                    "order_creation",
                    "amount_less_than_minimum_amount");
        }
        if (amount > AMOUNT_MAX) {
            throw RazorpayFailure.invalid("amount", "Amount exceeds maximum amount allowed.");
        }
        if (THREE_DECIMALS.contains(currency) && amount % 10 != 0) {
            throw RazorpayFailure.invalid("amount", "The last digit of an amount in " + currency + " must be 0.");
        }
    }

    private static Optional<String> text(JsonNode body, String field, int max) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw RazorpayFailure.invalid(field, "expected string but provided " + value);
        }
        if (value.textValue().codePointCount(0, value.textValue().length()) > max) {
            throw RazorpayFailure.invalid(field, field + ": the length must be no more than " + max + ".");
        }
        return Optional.of(value.textValue());
    }

    private static Map<String, String> notes(JsonNode notes) {
        Map<String, String> read = new LinkedHashMap<>();
        if (notes.isMissingNode() || notes.isNull() || (notes.isArray() && notes.isEmpty())) {
            return read;
        }
        if (!notes.isObject()) {
            throw RazorpayFailure.invalid("notes", "The notes must be an object.");
        }
        if (notes.size() > NOTES_MAX) {
            throw RazorpayFailure.invalid("notes", "notes: the length must be no more than " + NOTES_MAX + ".");
        }
        for (Map.Entry<String, JsonNode> note : notes.properties()) {
            String value = note.getValue().asText();
            if (note.getValue().isContainerNode()
                    || note.getKey().length() > NOTE_LENGTH_MAX
                    || value.length() > NOTE_LENGTH_MAX) {
                throw RazorpayFailure.invalid(
                        "notes",
                        "notes: keys and values are texts of no more than " + NOTE_LENGTH_MAX + " characters.");
            }
            read.put(note.getKey(), value);
        }
        return read;
    }

    private static boolean automaticCapture(JsonNode body) {
        JsonNode payment = body.path("payment");
        if (payment.isMissingNode() || payment.isNull()) {
            return body.path("payment_capture").asBoolean(false);
        }
        String capture = payment.path("capture").asText();
        if (!capture.equals("automatic") && !capture.equals("manual")) {
            throw RazorpayFailure.invalid("payment.capture", "payment.capture: must be automatic or manual.");
        }
        boolean automatic = capture.equals("automatic");
        JsonNode options = payment.path("capture_options");
        if (!options.isMissingNode()) {
            requireValid(options, automatic);
        }
        return automatic;
    }

    private static void requireValid(JsonNode options, boolean automatic) {
        JsonNode first = options.path("automatic_expiry_period");
        JsonNode last = options.path("manual_expiry_period");
        int until = last.isMissingNode() ? EXPIRY_MAX_MINUTES : last.asInt(-1);
        boolean firstFits = first.isMissingNode() ? !automatic : first.asInt(-1) >= EXPIRY_MIN_MINUTES;
        if (!firstFits || first.asInt(EXPIRY_MIN_MINUTES) > until || until > EXPIRY_MAX_MINUTES) {
            throw RazorpayFailure.invalid(
                    "payment.capture_options",
                    "12 <= automatic_expiry_period <= manual_expiry_period <= 7200 minutes.");
        }
        JsonNode speed = options.path("refund_speed");
        if (!speed.isMissingNode() && !REFUND_SPEEDS.contains(speed.asText())) {
            throw RazorpayFailure.invalid("payment.capture_options", "refund_speed: must be normal or optimum.");
        }
    }
}
