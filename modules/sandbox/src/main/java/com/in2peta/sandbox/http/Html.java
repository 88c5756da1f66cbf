package com.in2peta.sandbox.http;

/** The few things the pages of the stand-ins need: escaping and a common frame without external assets. */
public final class Html {

    private Html() {}

    /** Safe as text and inside a quoted attribute. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** A whole page. {@code body} must be escaped already, {@code title} must not. */
    public static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title>
                <style>
                body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111}
                button{font:inherit;padding:.5rem 1rem;margin:0 .5rem .5rem 0;min-height:44px}
                table{border-collapse:collapse;width:100%%}
                th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #bbb;vertical-align:top}
                pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f4;padding:1rem}
                iframe{width:100%%;height:30rem;border:1px solid #bbb}
                </style>
                </head>
                <body>
                <main>
                <h1>%1$s</h1>
                %2$s
                </main>
                </body>
                </html>
                """.formatted(escape(title), body);
    }
}
