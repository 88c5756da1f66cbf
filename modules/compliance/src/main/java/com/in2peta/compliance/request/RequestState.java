package com.in2peta.compliance.request;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a request is. What may follow what stands here and nowhere else. */
public enum RequestState {
    RECEIVED,
    VERIFYING,
    PLANNED,
    AWAITING_APPROVAL,
    COOLING,
    RUNNING,
    WAITING_PROCESSOR,
    BLOCKED_BY_HOLD,
    FAILED,
    CLOSED;

    public Set<RequestState> successors() {
        return switch (this) {
            case RECEIVED -> EnumSet.of(VERIFYING, PLANNED, CLOSED);
            case VERIFYING -> EnumSet.of(PLANNED, CLOSED);
            case PLANNED -> EnumSet.of(AWAITING_APPROVAL, COOLING, RUNNING, BLOCKED_BY_HOLD, FAILED, CLOSED);
            case AWAITING_APPROVAL -> EnumSet.of(PLANNED, COOLING, RUNNING, CLOSED);
            case COOLING -> EnumSet.of(RUNNING, BLOCKED_BY_HOLD, FAILED, CLOSED);
            case RUNNING -> EnumSet.of(WAITING_PROCESSOR, BLOCKED_BY_HOLD, FAILED, CLOSED);
            case WAITING_PROCESSOR -> EnumSet.of(RUNNING, BLOCKED_BY_HOLD, FAILED, CLOSED);
            case BLOCKED_BY_HOLD -> EnumSet.of(RUNNING, FAILED, CLOSED);
            case FAILED -> EnumSet.of(AWAITING_APPROVAL, RUNNING, CLOSED);
            case CLOSED -> EnumSet.noneOf(RequestState.class);
        };
    }

    /** Whether it waits for somebody to let it go on. */
    boolean isReleasable() {
        return this == PLANNED || this == AWAITING_APPROVAL || this == FAILED;
    }

    /** Whether nothing was done to the person's data yet. */
    boolean isUntouched() {
        return this == RECEIVED || this == VERIFYING || this == PLANNED || this == AWAITING_APPROVAL || this == COOLING;
    }

    /** As it is stored and shown. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static RequestState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
