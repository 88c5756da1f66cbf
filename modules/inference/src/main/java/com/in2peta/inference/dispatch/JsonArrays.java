package com.in2peta.inference.dispatch;

import java.util.Arrays;
import java.util.Optional;

/** JSON arrays as bytes: the parts of an output are appended without parsing what is there already. */
final class JsonArrays {

    private JsonArrays() {}

    /** Both are compact JSON arrays; the result is one. */
    static byte[] concat(Optional<byte[]> before, byte[] more) {
        byte[] first = before.orElse(new byte[] {'[', ']'});
        if (more.length <= 2) {
            return first;
        }
        if (first.length <= 2) {
            return more;
        }
        byte[] all = Arrays.copyOf(first, first.length + more.length - 1);
        all[first.length - 1] = ',';
        System.arraycopy(more, 1, all, first.length, more.length - 1);
        return all;
    }
}
