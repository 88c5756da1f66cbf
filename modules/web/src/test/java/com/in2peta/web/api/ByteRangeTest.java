package com.in2peta.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    private static final long LENGTH = 100;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=99-, 99, 100",
        "bytes=99-99, 99, 100",
        "bytes=10-19, 10, 20",
        "bytes=10-500, 10, 100",
        "bytes=-1, 99, 100",
        "bytes=-100, 0, 100",
        "bytes=-101, 0, 100",
        "BYTES=0-, 0, 100",
        "bytes=0-999999999999999999, 0, 100"
    })
    void isAPiece(String header, long from, long to) throws ByteRange.Unsatisfiable {
        assertThat(ByteRange.of(header, LENGTH)).contains(new ByteRange(from, to));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=0-1,2-3", "items=0-1", "bytes 0-1", "0-1"})
    void isIgnored(String header) throws ByteRange.Unsatisfiable {
        assertThat(ByteRange.of(header, LENGTH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0"})
    void isBeyondTheEnd(String header) {
        assertThatThrownBy(() -> ByteRange.of(header, LENGTH)).isInstanceOf(ByteRange.Unsatisfiable.class);
    }

    @Test
    void isNotThere() throws ByteRange.Unsatisfiable {
        assertThat(ByteRange.of(null, LENGTH)).isEmpty();
        assertThat(new ByteRange(10, 20).contentRange(LENGTH)).isEqualTo("bytes 10-19/100");
    }
}
