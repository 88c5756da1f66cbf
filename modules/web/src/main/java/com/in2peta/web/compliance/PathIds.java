package com.in2peta.web.compliance;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import com.in2peta.kernel.problem.Violation;
import java.util.List;
import java.util.UUID;

/** Ids in paths: what is none is a mistake of the caller, and told apart from one that is not found. */
final class PathIds {

    private static final int LENGTH = 36;

    private PathIds() {}

    static UUID of(String text) {
        try {
            if (text.length() == LENGTH) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // falls through: neither is an id
        }
        throw new DomainException(
                ProblemType.INVALID_REQUEST, "The path holds no id.", List.of(new Violation("/id", "must be a UUID")));
    }
}
