package com.in2peta.sandbox.mail;

import com.in2peta.sandbox.http.Html;
import java.util.List;
import java.util.regex.Pattern;

/** The pages. What a message says is only ever shown escaped, its HTML in a frame that may do nothing. */
final class MailPages {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"'&]+(?:&amp;[^\\s<>\"'&]+)*");

    private MailPages() {}

    static String list(List<Envelope> envelopes) {
        StringBuilder rows = new StringBuilder();
        for (Envelope envelope : envelopes) {
            String subject = envelope.subject().isBlank() ? "(no subject)" : envelope.subject();
            rows.append("""
                    <tr><td><a href="/view/%s">%s</a></td><td>%s</td><td>%s</td><td>%s</td></tr>
                    """.formatted(
                            envelope.id(),
                            Html.escape(subject),
                            Html.escape(String.join(", ", envelope.to())),
                            Html.escape(envelope.from()),
                            Html.escape(envelope.receivedAt())));
        }
        return Html.page("Mail", envelopes.isEmpty() ? "<p>No messages.</p>" : """
                        <table>
                        <thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">From</th>\
                        <th scope="col">Received</th></tr></thead>
                        <tbody>
                        %s</tbody>
                        </table>
                        """.formatted(rows));
    }

    static String message(Envelope envelope, MailContent content) {
        String frame = content.html()
                .map(html -> "<h2>HTML</h2><iframe title=\"HTML of the message\" sandbox=\"\" srcdoc=\""
                        + Html.escape(html) + "\"></iframe>")
                .orElse("");
        String body = """
                <p><a href="/">All messages</a> <a href="/messages/%s/raw">Source</a></p>
                <p>From %s to %s, %s</p>
                <pre>%s</pre>
                %s
                """.formatted(
                        envelope.id(),
                        Html.escape(envelope.from()),
                        Html.escape(String.join(", ", envelope.to())),
                        Html.escape(envelope.receivedAt()),
                        linked(Html.escape(content.text())),
                        frame);
        return Html.page(envelope.subject().isBlank() ? "(no subject)" : envelope.subject(), body);
    }

    /** Makes web addresses in escaped text clickable. They cannot hold a quote or an angle bracket. */
    static String linked(String escaped) {
        return LINK.matcher(escaped).replaceAll("<a rel=\"noreferrer\" href=\"$0\">$0</a>");
    }
}
