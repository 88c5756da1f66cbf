package com.in2peta.compliance.export;

/**
 * One column of an element.
 *
 * @param type as PostgreSQL calls it
 * @param required whether it has a value in every row
 * @param sealed whether its values are encrypted under the owner's key
 */
record Field(String column, String type, Form form, boolean required, boolean sealed) {

    /** How a value is shown. */
    enum Form {
        NUMBER,
        TRUTH,
        TEXT,
        TIME,
        /** Arrays and JSON of our own. */
        JSON,
        /** What somebody sent or got: shown as JSON when it is JSON, else as text. */
        CONTENT,
        /** Bytes without a meaning of their own, in hexadecimal. */
        BYTES,
        /** The id of a person or an organization, which may be somebody else's. */
        PARTY
    }

    /** Arrays leave PostgreSQL as JSON, everything else as its text. */
    String expression() {
        return form == Form.JSON ? "to_json(t." + column + ")" : "t." + column;
    }
}
