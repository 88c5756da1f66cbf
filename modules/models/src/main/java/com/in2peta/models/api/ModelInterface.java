package com.in2peta.models.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** An API of others that a version speaks: its input is the body of a request there, its output the body of the answer. */
public enum ModelInterface {
    /** {@code POST /chat/completions}; the output of a streamed call is the list of its chunks. */
    OPENAI_CHAT,
    /** {@code POST /embeddings}, with vectors of numbers. */
    OPENAI_EMBEDDINGS;

    /** The word on the wire and in the database. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty for a word that is none. */
    public static Optional<ModelInterface> ofWire(String wire) {
        return Arrays.stream(values()).filter(one -> one.wire().equals(wire)).findFirst();
    }
}
