package com.in2peta.sandbox.razorpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.in2peta.sandbox.http.Html;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** The checkout as a page: plain forms, no script. Given a callback it sends the customer back as Razorpay does. */
final class CheckoutPage {

    private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost");

    private CheckoutPage() {}

    /** The buttons to press, on the order's own address. */
    static String choose(Order order, String callback) {
        String body = """
                <p>Order <code>%s</code>: %s %s in the smallest unit, %s.</p>
                <form method="post">
                %s
                <p><label>Method <select name="method"><option>upi</option><option>card</option></select></label></p>
                <button name="outcome" value="success">Pay</button>
                <button name="outcome" value="authorized">Authorize only</button>
                <button name="outcome" value="failure">Fail</button>
                </form>
                """.formatted(
                order.id(), order.currency(), order.amountDue(), order.status(), hidden("callback_url", callback));
        return Html.page("Razorpay stand-in checkout", body);
    }

    /** What came of it, with a form to the callback when there is one. */
    static String result(ObjectNode result, String callback) {
        StringBuilder fields = new StringBuilder();
        for (Map.Entry<String, String> field : fields(result).entrySet()) {
            fields.append(hidden(field.getKey(), field.getValue()));
        }
        String back = callback.isEmpty() ? "" : """
                <form method="post" action="%s">%s<button autofocus>Continue</button></form>
                """.formatted(Html.escape(callback), fields);
        String body = "<pre>" + Html.escape(result.toPrettyString()) + "</pre>" + back;
        return Html.page(result.has("error") ? "Payment failed" : "Payment made", body);
    }

    /** Only back to this machine: the signature of a stand-in is nobody else's business. */
    static String callback(String url) {
        if (url == null || url.isEmpty()) {
            return "";
        }
        try {
            URI uri = URI.create(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && LOCAL.contains(uri.getHost())) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw RazorpayFailure.invalid("callback_url", "callback_url is not a URL");
        }
        throw RazorpayFailure.invalid("callback_url", "callback_url must be on this machine");
    }

    private static Map<String, String> fields(ObjectNode result) {
        if (!result.has("error")) {
            return Map.of(
                    "razorpay_payment_id", result.path("razorpay_payment_id").asText(),
                    "razorpay_order_id", result.path("razorpay_order_id").asText(),
                    "razorpay_signature", result.path("razorpay_signature").asText());
        }
        return Map.of(
                "error[code]", result.at("/error/code").asText(),
                "error[description]", result.at("/error/description").asText(),
                "error[source]", result.at("/error/source").asText(),
                "error[step]", result.at("/error/step").asText(),
                "error[reason]", result.at("/error/reason").asText(),
                "error[metadata]", result.at("/error/metadata").toString());
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + Html.escape(name) + "\" value=\"" + Html.escape(value) + "\">";
    }
}
