package com.in2peta.compliance.request;

import com.in2peta.compliance.mail.OperatorContact;
import com.in2peta.kernel.mail.Mailer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/** Tells the person, or the operator, what became of a request: ids, codes and dates only. Joins the caller's transaction. */
@ApplicationScoped
class Notices {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    @Inject
    Mailer mailer;

    void tell(Request request, String template, Map<String, String> more) {
        request.personId()
                .ifPresent(person -> mailer.sendFromBatch(
                        request.organizationId().orElseThrow(), person, template, parameters(request, more)));
    }

    void alert(Request request, String template, Map<String, String> more) {
        mailer.sendFromBatch(OperatorContact.ID, OperatorContact.ID, template, parameters(request, more));
    }

    private static Map<String, String> parameters(Request request, Map<String, String> more) {
        Map<String, String> parameters = new TreeMap<>(more);
        parameters.put("request", request.id().toString());
        parameters.put("kind", request.kind().code());
        parameters.put("due", TIME.format(request.dueAt()));
        return parameters;
    }
}
