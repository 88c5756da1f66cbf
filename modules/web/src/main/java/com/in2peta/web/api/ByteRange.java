package com.in2peta.web.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a representation that is sent (RFC 9110, section 14), from one position to another (exclusive). */
record ByteRange(long from, long to) {

    /** Digits enough for any size, few enough for a long. */
    private static final Pattern ONE = Pattern.compile("(?i)bytes\\s*=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /** Nothing of the representation is in what was asked for. */
    static final class Unsatisfiable extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * Empty when all of it is to be sent: without the header, and for what may be ignored (several ranges, another unit, or what is no range at
     * all).
     */
    static Optional<ByteRange> of(String header, long length) throws Unsatisfiable {
        Matcher range = header == null ? null : ONE.matcher(header);
        if (range == null || !range.matches()) {
            return Optional.empty();
        }
        return range.group(1).isEmpty()
                ? suffix(range.group(2), length)
                : between(range.group(1), range.group(2), length);
    }

    private static Optional<ByteRange> suffix(String digits, long length) throws Unsatisfiable {
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        long last = Long.parseLong(digits);
        if (last == 0) {
            throw new Unsatisfiable();
        }
        return Optional.of(new ByteRange(Math.max(0, length - last), length));
    }

    private static Optional<ByteRange> between(String first, String last, long length) throws Unsatisfiable {
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? length : Math.min(length, Long.parseLong(last) + 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return Optional.empty();
        }
        if (from >= length) {
            throw new Unsatisfiable();
        }
        return Optional.of(new ByteRange(from, to));
    }

    long length() {
        return to - from;
    }

    String contentRange(long complete) {
        return "bytes " + from + "-" + (to - 1) + "/" + complete;
    }
}
