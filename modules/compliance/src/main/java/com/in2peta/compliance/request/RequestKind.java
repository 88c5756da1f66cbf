package com.in2peta.compliance.request;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person can ask for, how well the person must be known for it, and which job does it. */
public enum RequestKind {
    ACCESS(Identity.SIGNED_IN_AGAIN, Identity.VOUCHED, RequestKind.EXPORT_JOB),
    PORTABILITY(Identity.SIGNED_IN_AGAIN, Identity.VOUCHED, RequestKind.EXPORT_JOB),
    ERASURE(Identity.SIGNED_IN_AGAIN, Identity.VOUCHED, RequestKind.ERASURE_JOB),
    RECTIFICATION(Identity.VOUCHED, Identity.VOUCHED, null),
    RESTRICTION(Identity.VOUCHED, Identity.MAILBOX, null),
    OBJECTION(Identity.VOUCHED, Identity.MAILBOX, null),
    WITHDRAWAL(Identity.VOUCHED, Identity.MAILBOX, null),
    /** Anybody may tell of a child; staff looks before it runs. */
    CHILD(Identity.NONE, Identity.NONE, RequestKind.ERASURE_JOB),
    GRIEVANCE(Identity.NONE, Identity.NONE, null);

    public static final String EXPORT_JOB = "export";
    public static final String ERASURE_JOB = "erasure";

    private final int neededSignedIn;
    private final int neededByMail;
    private final String job;

    RequestKind(int neededSignedIn, int neededByMail, String job) {
        this.neededSignedIn = neededSignedIn;
        this.neededByMail = neededByMail;
        this.job = job;
    }

    /** As it is stored and spoken of. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The job whose run about the request does it; empty for what is done at once or by hand. */
    public Optional<String> job() {
        return Optional.ofNullable(job);
    }

    /** The level of identity without which it is not begun. */
    int neededLevel(String channel) {
        return channel.equals(Request.SELF_SERVICE) ? neededSignedIn : neededByMail;
    }

    /** Whether it only closes purposes, which takes one transaction. */
    boolean isAtOnce() {
        return this == RESTRICTION || this == OBJECTION || this == WITHDRAWAL;
    }

    boolean erases() {
        return ERASURE_JOB.equals(job);
    }

    static RequestKind of(String code) {
        for (RequestKind kind : values()) {
            if (kind.code().equals(code)) {
                return kind;
            }
        }
        throw new DomainException(
                ProblemType.INVALID_REQUEST,
                "The request is invalid.",
                List.of(new Violation("/kind", "is not a kind of request that can be made here")));
    }
}
