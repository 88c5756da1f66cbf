package com.in2peta.sandbox.http;

import java.io.IOException;

/** Answers one request. Called from several threads at once. */
@FunctionalInterface
public interface Handler {

    Response handle(Request request) throws IOException;
}
