package com.in2peta.web.api;

import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * One page of a list, newest first. The links are absolute and begin with the public address, because clients follow them verbatim; a cursor
 * is opaque to them and holds the position of the page's last row.
 */
public record Page<T>(String next, String previous, List<T> results) {

    private static final int MAX_CURSOR = 200;

    /**
     * The rows were asked for with one more than the limit: that one only says that there is a next page.
     *
     * @param self the absolute address of the list, with its filters
     * @param cursor the cursor of this page, absent on the first
     */
    public static <R, T> Page<T> of(
            String self,
            Optional<String> cursor,
            List<R> rows,
            int limit,
            Function<R, String> position,
            Function<R, T> view) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        String next = more ? link(self, encode(position.apply(shown.get(limit - 1)))) : null;
        String previous = cursor.isPresent() ? self : null;
        return new Page<>(next, previous, shown.stream().map(view).toList());
    }

    /** The position in a cursor that this class made; anything else is {@code invalid-cursor}. */
    public static Optional<String> position(String cursor) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            if (cursor.length() > MAX_CURSOR) {
                throw new IllegalArgumentException("too long");
            }
            return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /** The same for lists whose position is an id. */
    public static Optional<UUID> idPosition(String cursor) {
        try {
            return position(cursor).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    public static DomainException invalid() {
        return new DomainException(ProblemType.INVALID_CURSOR, "Use the links of the list as they are.");
    }

    private static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    private static String link(String self, String cursor) {
        return self + (self.contains("?") ? "&" : "?") + "cursor=" + cursor;
    }
}
