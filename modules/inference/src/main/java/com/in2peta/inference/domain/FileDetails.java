package com.in2peta.inference.domain;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is said of a file's content; kept sealed, since a digest tells the content to whoever guesses it.
 *
 * @param sha256 of the content, in hexadecimal
 * @param metadata an object of the caller's own
 */
public record FileDetails(String name, String contentType, String sha256, JsonNode metadata) {}
