package com.in2peta.web.api;

/** A call below {@code /openai} ends with an error that only OpenAI's API has. */
public final class OpenAiRefused extends RuntimeException {

    private final transient OpenAiError error;

    public OpenAiRefused(OpenAiError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    public OpenAiError error() {
        return error;
    }
}
