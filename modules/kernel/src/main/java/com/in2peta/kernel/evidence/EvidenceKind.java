package com.in2peta.kernel.evidence;

import java.util.Locale;

/** What an entry of the evidence is about. A kind is never renamed: old entries keep the name they were hashed with. */
public enum EvidenceKind {
    /** Staff looked at personal data. */
    READ_PERSONAL,
    /** Staff changed personal data. */
    CHANGE_PERSONAL,
    /** Data was packed for somebody to take away. */
    EXPORT,
    /** A second person said yes or no. */
    APPROVE,
    /** A hold that keeps data from deletion was set or released. */
    HOLD,
    /** A rule, a purpose or a policy changed. */
    RULE_CHANGE,
    /** Data was given to an authority. */
    DISCLOSE,
    /** A request about rights took a step. */
    REQUEST,
    /** Processing was restricted, objected to, or set free again. */
    RESTRICT,
    /** Data of a person was erased. */
    ERASE,
    /** Data whose time had passed was destroyed. */
    RETAIN,
    /** A recipient was told to do something, or answered. */
    PROCESSOR,
    /** Somebody was told of something. */
    NOTIFY,
    /** A breach was found or took a step. */
    BREACH,
    /** A certificate was issued. */
    CERTIFICATE,
    /** A key was used for the first time, or destroyed. */
    KEY,
    /** The evidence itself was verified. */
    VERIFY_CHAIN;

    /** As it is stored: in lower case with hyphens. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with that code; there must be one. */
    public static EvidenceKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
