package com.in2peta.sandbox.razorpay;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Ids of Razorpay's form: a prefix and 14 letters or digits. */
final class RazorpayIds {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 14;

    private final RandomGenerator random = new SecureRandom();

    String order() {
        return next("order_");
    }

    String payment() {
        return next("pay_");
    }

    String refund() {
        return next("rfnd_");
    }

    String dispute() {
        return next("disp_");
    }

    String event() {
        return next("evt_");
    }

    private String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
