package com.in2peta.sandbox.razorpay;

import java.util.Map;

/**
 * A valid request for an order.
 *
 * @param amount in the smallest unit of the currency
 * @param receipt null when none was sent
 * @param automaticCapture false also when the request does not say: the account's setting is manual
 * @param uniqueReceipt whether an order of the same receipt is to be returned instead of a second one
 */
record NewOrder(
        long amount,
        String currency,
        String receipt,
        Map<String, String> notes,
        boolean automaticCapture,
        boolean uniqueReceipt) {}
