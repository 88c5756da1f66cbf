package com.in2peta.web.api;

import java.util.List;
import java.util.regex.Pattern;

/**
 * CSV by RFC 4180, safe to open in a spreadsheet: a cell that one would take for a formula is written as text, with an apostrophe before it
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
public final class Csv {

    public static final String MEDIA_TYPE = "text/csv";

    /** What a formula begins with. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private static final Pattern SPECIAL = Pattern.compile("[\",\r\n]|^'");

    private final StringBuilder text = new StringBuilder();

    /** A row of texts and numbers; null is an empty cell. */
    public Csv row(List<?> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        text.append("\r\n");
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String plain = value.toString();
        boolean formula = value instanceof String && !plain.isEmpty() && FORMULA.indexOf(plain.charAt(0)) >= 0;
        String safe = formula ? "'" + plain : plain;
        return SPECIAL.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
