package com.in2peta.compliance.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** A buffer of bytes that grows. {@code ByteArrayOutputStream} takes a lock for each byte, and rows come by the million. */
final class Bytes {

    private byte[] array = new byte[1 << 16];
    private int length;

    void put(int value) {
        room(1);
        array[length++] = (byte) value;
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    void put(byte[] source, int from, int to) {
        room(to - from);
        System.arraycopy(source, from, array, length, to - from);
        length += to - from;
    }

    int length() {
        return length;
    }

    byte[] array() {
        return array;
    }

    void clear() {
        length = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(array, length);
    }

    void drainTo(OutputStream out) throws IOException {
        out.write(array, 0, length);
        length = 0;
    }

    private void room(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, Math.addExact(length, more)));
        }
    }
}
