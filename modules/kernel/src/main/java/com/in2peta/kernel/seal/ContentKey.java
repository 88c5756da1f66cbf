package com.in2peta.kernel.seal;

/**
 * The key of one piece of content and of nothing else. It lies beside the content, wrapped: see {@link Seals#wrap}. Moving content from one
 * period to another wraps this key again and leaves the content as it is.
 */
public final class ContentKey {

    private static final byte[] FORMAT = {2};

    private final byte[] key;

    private ContentKey(byte[] key) {
        this.key = key;
    }

    static ContentKey random() {
        return new ContentKey(Aes.newKey());
    }

    static ContentKey of(byte[] key) {
        return new ContentKey(key);
    }

    byte[] bytes() {
        return key;
    }

    /** What is sealed for one place, such as {@code inference.input|<id>}, opens at no other. */
    public byte[] seal(byte[] plain, String place) {
        return Aes.seal(key, FORMAT, plain, place);
    }

    public byte[] open(byte[] sealed, String place) {
        return Aes.open(key, FORMAT.length, sealed, place);
    }
}
