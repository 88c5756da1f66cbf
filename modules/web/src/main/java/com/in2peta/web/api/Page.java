package com.in2peta.web.api;

import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.page.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list, newest first. The links are absolute and begin with the public address, because clients follow them verbatim; a cursor
 * is opaque to them and holds a direction and the position of a row.
 */
public record Page<T>(String next, String previous, List<T> results) {

    private static final int MAX_CURSOR = 800;
    private static final String OLDER = "o";
    private static final String NEWER = "n";

    /** What a cursor asks for, and one row more, which only tells that there is another page; null is the beginning. */
    public static Slice slice(String cursor) {
        if (cursor == null) {
            return new Slice(Optional.empty(), false, Limits.PAGE_SIZE + 1);
        }
        String text = decode(cursor);
        if (!text.startsWith(OLDER) && !text.startsWith(NEWER)) {
            throw Slice.invalid();
        }
        return new Slice(Optional.of(text.substring(1)), text.startsWith(NEWER), Limits.PAGE_SIZE + 1);
    }

    /**
     * The page of a slice.
     *
     * @param self the absolute address of the list, with its filters
     * @param rows what the slice found, newest first
     * @param position of a row, as the list's own slices understand it
     */
    public static <R, T> Page<T> of(
            String self, Slice slice, List<R> rows, Function<R, String> position, Function<R, T> view) {
        boolean more = rows.size() == slice.limit();
        List<R> shown = rows;
        if (more) {
            // The row too many is the one farthest from the position.
            shown = slice.back() ? rows.subList(1, rows.size()) : rows.subList(0, rows.size() - 1);
        }
        // The page this one was reached from exists for certain, the one ahead when there was a row more.
        boolean older = slice.back() || more;
        boolean newer = slice.back() ? more : slice.position().isPresent();
        String next =
                older && !shown.isEmpty() ? link(self, OLDER + position.apply(shown.get(shown.size() - 1))) : null;
        String previous = newer && !shown.isEmpty() ? link(self, NEWER + position.apply(shown.get(0))) : null;
        return new Page<>(next, previous, shown.stream().map(view).toList());
    }

    private static String decode(String cursor) {
        try {
            if (cursor.length() > MAX_CURSOR) {
                throw Slice.invalid();
            }
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Slice.invalid();
        }
    }

    private static String link(String self, String cursor) {
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
        return self + (self.contains("?") ? "&" : "?") + "cursor=" + encoded;
    }
}
