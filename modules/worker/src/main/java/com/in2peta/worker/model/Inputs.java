package com.in2peta.worker.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.in2peta.worker.job.ModelFailure;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the fields of an input; every message names the field and what it should be, never what was given. */
public final class Inputs {

    private static final Pattern DATA_URL_HEAD =
            Pattern.compile("data:[A-Za-z0-9.+/-]{0,100}(;[A-Za-z0-9=.+-]{1,100})?;base64");
    private static final int MAX_HEAD_CHARACTERS = 250;

    private Inputs() {}

    /** A text of at most {@code maxCharacters}. */
    public static String text(JsonNode input, String field, int maxCharacters) throws ModelFailure {
        JsonNode value = input.path(field);
        if (!value.isTextual()) {
            throw new ModelFailure(field + " is missing or not a text");
        }
        if (value.asText().length() > maxCharacters) {
            throw new ModelFailure(field + " is longer than " + maxCharacters + " characters");
        }
        return value.asText();
    }

    /** The bytes of a base64 data: URL. */
    public static byte[] dataUrl(JsonNode input, String field, int maxBytes) throws ModelFailure {
        JsonNode value = input.path(field);
        if (!value.isTextual()) {
            throw new ModelFailure(field + " is missing or not a text");
        }
        String url = value.asText();
        int comma = url.indexOf(',');
        if (comma < 0
                || comma > MAX_HEAD_CHARACTERS
                || !DATA_URL_HEAD.matcher(url.substring(0, comma)).matches()) {
            throw new ModelFailure(field + " is not a data: URL in base64");
        }
        if ((url.length() - comma) / 4L * 3 > maxBytes) {
            throw new ModelFailure(field + " is larger than " + maxBytes + " bytes");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(url.substring(comma + 1));
            if (bytes.length == 0) {
                throw new ModelFailure(field + " is empty");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new ModelFailure(field + " is not valid base64");
        }
    }

    /** A whole number within bounds, or {@code byDefault} when absent. */
    public static int whole(JsonNode input, String field, int byDefault, int least, int greatest) throws ModelFailure {
        JsonNode value = input.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return byDefault;
        }
        if (!value.isNumber() || value.asDouble() != Math.rint(value.asDouble())) {
            throw new ModelFailure(field + " is not a whole number");
        }
        if (value.asDouble() < least || value.asDouble() > greatest) {
            throw new ModelFailure(field + " is not from " + least + " to " + greatest);
        }
        return value.asInt();
    }

    /** A number within bounds, or {@code byDefault} when absent. */
    public static double number(JsonNode input, String field, double byDefault, double least, double greatest)
            throws ModelFailure {
        JsonNode value = input.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return byDefault;
        }
        if (!value.isNumber() || !(value.asDouble() >= least && value.asDouble() <= greatest)) {
            throw new ModelFailure(field + " is not a number from " + least + " to " + greatest);
        }
        return value.asDouble();
    }

    /** A seed: any whole number of 64 bits. */
    public static OptionalLong seed(JsonNode input, String field) throws ModelFailure {
        JsonNode value = input.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new ModelFailure(field + " is not a whole number");
        }
        return OptionalLong.of(value.asLong());
    }
}
