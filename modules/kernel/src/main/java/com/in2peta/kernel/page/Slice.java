package com.in2peta.kernel.page;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The part of a list that is asked for. Lists are newest first; a slice lies after a position (older rows) or, going back, before it.
 *
 * @param position where the neighbouring page ends; empty at the beginning of the list
 * @param back towards the newer rows
 * @param limit rows at most
 */
public record Slice(Optional<String> position, boolean back, int limit) {

    /** {@code <} for older rows, {@code >} for newer ones: ids and times grow. */
    public String comparison() {
        return back ? ">" : "<";
    }

    /** The order in which the rows next to the position come first. */
    public String order() {
        return back ? "asc" : "desc";
    }

    /** The rows of a query in {@link #order}, newest first. */
    public <T> List<T> newestFirst(List<T> rows) {
        if (!back) {
            return rows;
        }
        List<T> reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);
        return reversed;
    }

    /** The position of a list that is ordered by id. */
    public Optional<UUID> id() {
        try {
            return position.map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /** The position of a list that is ordered by time. */
    public Optional<Instant> time() {
        try {
            return position.map(Instant::parse);
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    /** The position of a list that is ordered by number. */
    public Optional<Long> number() {
        try {
            return position.map(Long::valueOf);
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    public static DomainException invalid() {
        return new DomainException(ProblemType.INVALID_CURSOR, "Use the links of the list as they are.");
    }
}
