package com.in2peta.compliance.policy;

import com.in2peta.compliance.policy.PolicyDocument.Grid;
import com.in2peta.compliance.policy.PolicyDocument.Part;
import java.util.List;
import java.util.Map;

/** A policy as a page: plain HTML that needs no script, no style from elsewhere and no cookie. */
final class PolicyPage {

    private final StringBuilder html = new StringBuilder();

    private PolicyPage() {}

    /** The body of the page; the date is added where it is shown, since the text is older than its first day. */
    static String of(PolicyDocument document) {
        PolicyPage page = new PolicyPage();
        document.sections().forEach(part -> page.section(part, document.tables()));
        return page.html.toString();
    }

    private void section(Part part, Map<String, Grid> tables) {
        if (part.sentences().isEmpty() && part.table().isEmpty()) {
            return;
        }
        html.append("<h2>").append(escape(part.id() + " " + part.title())).append("</h2>\n");
        part.table().map(tables::get).ifPresent(this::table);
        html.append("<ul>\n");
        part.sentences()
                .forEach((id, sentence) -> html.append("<li id=\"c-")
                        .append(escape(id))
                        .append("\">")
                        .append(escape(sentence))
                        .append("</li>\n"));
        html.append("</ul>\n");
    }

    private void table(Grid grid) {
        html.append("<table>\n");
        row(grid.head(), "th");
        grid.rows().forEach(cells -> row(cells, "td"));
        html.append("</table>\n");
    }

    private void row(List<String> cells, String tag) {
        html.append("<tr>");
        cells.forEach(cell -> html.append('<')
                .append(tag)
                .append('>')
                .append(escape(cell))
                .append("</")
                .append(tag)
                .append('>'));
        html.append("</tr>\n");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
