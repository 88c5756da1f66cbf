package com.in2peta.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.in2peta.kernel.limit.Limits;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list of 250 rows, 249 the newest, walked by the links of its pages. */
class PageTest {

    private static final String SELF = "https://api.example.com/v1/things?a=b";
    private static final int ROWS = 250;

    @Test
    void theLinksLeadThroughTheListAndBack() {
        Page<Integer> first = page(null);
        Page<Integer> second = page(cursor(first.next()));
        Page<Integer> third = page(cursor(second.next()));

        assertThat(first.results()).isEqualTo(numbers(249, 150));
        assertThat(first.previous()).isNull();
        assertThat(second.results()).isEqualTo(numbers(149, 50));
        assertThat(third.results()).isEqualTo(numbers(49, 0));
        assertThat(third.next()).isNull();

        Page<Integer> back = page(cursor(third.previous()));
        assertThat(back.results()).isEqualTo(second.results());
        assertThat(page(cursor(back.previous())).results()).isEqualTo(first.results());
        assertThat(page(cursor(back.previous())).previous()).isNull();
        assertThat(page(cursor(back.next())).results()).isEqualTo(third.results());
    }

    @Test
    void theLinksKeepTheFilters() {
        assertThat(page(null).next()).startsWith(SELF + "&cursor=");
    }

    @Test
    void anEmptyListHasNoLinks() {
        Page<Integer> page = Page.of(SELF, Page.slice(null), List.<Integer>of(), row -> "" + row, row -> row);

        assertThat(page.next()).isNull();
        assertThat(page.previous()).isNull();
        assertThat(page.results()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "aGVsbG8", "ä", "A"})
    void otherCursorsAreRefused(String cursor) {
        assertThatExceptionOfType(DomainException.class).isThrownBy(() -> Page.slice(cursor));
    }

    @Test
    void longCursorsAreRefused() {
        assertThatExceptionOfType(DomainException.class).isThrownBy(() -> Page.slice("A".repeat(10_000)));
    }

    private static Page<Integer> page(String cursor) {
        Slice slice = Page.slice(cursor);
        assertThat(slice.limit()).isEqualTo(Limits.PAGE_SIZE + 1);
        int position = slice.position().map(Integer::parseInt).orElse(ROWS);
        List<Integer> rows = slice.back()
                ? IntStream.range(position + 1, ROWS)
                        .limit(slice.limit())
                        .boxed()
                        .toList()
                : IntStream.range(0, position)
                        .map(i -> position - 1 - i)
                        .limit(slice.limit())
                        .boxed()
                        .toList();
        return Page.of(SELF, slice, slice.newestFirst(rows), row -> "" + row, row -> row);
    }

    private static String cursor(String link) {
        return link.substring(link.indexOf("cursor=") + "cursor=".length());
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.rangeClosed(to, from).map(i -> from + to - i).boxed().toList();
    }
}
