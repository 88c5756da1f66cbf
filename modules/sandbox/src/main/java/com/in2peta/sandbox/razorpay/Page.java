package com.in2peta.sandbox.razorpay;

import java.util.Map;

/**
 * Which part of a list to answer.
 *
 * @param count 1 to 100, 10 when not asked for
 * @param from earliest creation in seconds
 * @param to latest creation in seconds
 */
record Page(int count, int skip, long from, long to) {

    private static final int COUNT_DEFAULT = 10;
    private static final int COUNT_MAX = 100;

    static Page of(Map<String, String> query) {
        long count = number(query, "count", COUNT_DEFAULT);
        if (count < 1 || count > COUNT_MAX) {
            throw RazorpayFailure.invalid("count", "The count must be between 1 and 100.");
        }
        long skip = Math.min(number(query, "skip", 0), Integer.MAX_VALUE);
        return new Page((int) count, (int) skip, number(query, "from", 0), number(query, "to", Long.MAX_VALUE));
    }

    boolean covers(long createdAt) {
        return createdAt >= from && createdAt <= to;
    }

    private static long number(Map<String, String> query, String name, long otherwise) {
        String value = query.get(name);
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        if (!value.matches("\\d{1,18}")) {
            throw RazorpayFailure.invalid(name, "The " + name + " must be an integer.");
        }
        return Long.parseLong(value);
    }
}
