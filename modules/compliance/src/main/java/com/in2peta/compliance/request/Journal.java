package com.in2peta.compliance.request;

import com.in2peta.compliance.api.RequestViews.StepView;
import com.in2peta.compliance.evidence.Entry;
import com.in2peta.compliance.evidence.Evidence;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.evidence.EvidenceKind;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What happened to requests: for the person as a list of steps, for ever in the evidence. Joins the transaction that changes the request. */
@ApplicationScoped
class Journal {

    /** What only the operator is told of. */
    private static final String INTERNAL = "alerted-%";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Evidence evidence;

    @Inject
    Clock clock;

    void write(Request request, Actor actor, int after) {
        int seq = after;
        List<Entry> entries = new ArrayList<>();
        for (String step : request.steps()) {
            seq++;
            entries.add(entry(request, actor, step));
            Sql.update(
                    database,
                    "insert into compliance.request_step (request_id, seq, code, actor, at) values (?, ?, ?, ?, ?)",
                    request.id(),
                    seq,
                    step,
                    actor.role(),
                    clock.instant());
        }
        if (!entries.isEmpty()) {
            evidence.append(entries);
        }
    }

    private static Entry entry(Request request, Actor actor, String step) {
        return new Entry(
                EvidenceKind.REQUEST,
                actor.staff(),
                request.id().toString(),
                Optional.of(request.subjectRef()),
                Map.of("by", actor.role(), "kind", request.kind().code(), "step", step));
    }

    /** Oldest first. */
    List<StepView> timeline(UUID requestId) {
        return Sql.query(
                database,
                "select code, actor, at from compliance.request_step where request_id = ? and code not like ? order by seq",
                row -> new StepView(row.getString(1), row.getString(2), Sql.instant(row, "at")),
                requestId,
                INTERNAL);
    }
}
