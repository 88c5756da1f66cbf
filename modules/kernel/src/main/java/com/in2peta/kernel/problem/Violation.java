package com.in2peta.kernel.problem;

/** One thing that is wrong with a request: where, as a JSON pointer (RFC 6901), and what. */
public record Violation(String pointer, String detail) {}
