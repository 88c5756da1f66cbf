package com.in2peta.kernel.problem;

import jakarta.ejb.ApplicationException;
import java.util.List;

/**
 * A rule said no. Rolls the transaction back and reaches the caller unwrapped: without {@code @ApplicationException} the container
 * would hide it inside an {@code EJBException}.
 */
@ApplicationException(rollback = true, inherited = true)
public class DomainException extends RuntimeException {

    private final ProblemType type;
    private final transient List<Violation> violations;

    /** The detail is shown to the caller: no internals, no echo of what he sent. */
    public DomainException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    /** The violations are shown as {@code errors[]}, every one of them. */
    public DomainException(ProblemType type, String detail, List<Violation> violations) {
        super(detail, null, false, false);
        this.type = type;
        this.violations = List.copyOf(violations);
    }

    public static DomainException notFound(String what) {
        return new DomainException(ProblemType.NOT_FOUND, "There is no such " + what + ".");
    }

    public ProblemType type() {
        return type;
    }

    public List<Violation> violations() {
        return violations;
    }
}
