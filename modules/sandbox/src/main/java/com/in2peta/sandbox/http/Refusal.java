package com.in2peta.sandbox.http;

/** A request that is answered with an error, in the words of whoever is stood in for. */
public final class Refusal extends RuntimeException {

    private final transient Response response;

    public Refusal(Response response) {
        super("answered with " + response.status(), null, false, false);
        this.response = response;
    }

    public static Refusal text(int status, String text) {
        return new Refusal(Response.text(status, "text/plain", text + "\n"));
    }

    public Response response() {
        return response;
    }
}
