package com.in2peta.compliance.evidence;

import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.compliance.evidence.Verification.Ground;
import com.in2peta.compliance.evidence.Verification.Result;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.failure.FailureCode;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Writes the copies that are missing and verifies the whole, outside of any transaction: page by page, so that nothing is kept open. */
@ApplicationScoped
public class ChainVerifier {

    private static final int PAGE = 2_000;
    /** A day that ended while the run was under way is signed by the next one. */
    private static final Duration GRACE = Duration.ofHours(1);

    private static final Logger LOG = System.getLogger(ChainVerifier.class.getName());

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    EvidenceKeys keys;

    @Inject
    ComplianceConfig config;

    @Inject
    Clock clock;

    /** How many copies were made. One that cannot be made is tried again by the next run, and found missing by this one. */
    public int copy() {
        OutsideCopies copies = new OutsideCopies(config.witnessDir());
        int made = 0;
        for (Root root : Sql.with(database, RootTable::notCopied)) {
            made += copy(copies, root);
        }
        return made;
    }

    private int copy(OutsideCopies copies, Root root) {
        try {
            if (!copies.write(root)) {
                return 0;
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "no outside copy of {0}: {1}", root.day(), FailureCode.of(e));
            return 0;
        }
        Sql.with(database, connection -> {
            RootTable.markCopied(connection, root.day(), clock.instant());
            return true;
        });
        return 1;
    }

    /** Verifies everything; the answer is what an entry of the evidence says about it. */
    public Entry verify() {
        OutsideCopies copies = new OutsideCopies(config.witnessDir());
        List<PublicKey> known = keys.all();
        Verification verification =
                new Verification(Sql.with(database, connection -> Ground.of(connection, known, copies)));
        long seq = 0;
        boolean goOn = true;
        while (goOn) {
            List<Link> page = page(seq);
            goOn = !page.isEmpty() && page.stream().allMatch(verification::accept);
            seq = page.isEmpty() ? seq : page.get(page.size() - 1).seq();
        }
        return entry(verification.end(LocalDate.ofInstant(clock.instant().minus(GRACE), ZoneOffset.UTC)));
    }

    private List<Link> page(long seq) {
        return Sql.with(database, connection -> Chain.after(connection, seq, PAGE));
    }

    static Entry entry(Result result) {
        Map<String, Object> body = new TreeMap<>();
        body.put("entries", result.entries());
        body.put("roots", result.roots());
        body.put("unbroken", result.broken().isEmpty());
        result.broken().ifPresent(broken -> {
            body.put("broken_at", broken.seq());
            body.put("reason", broken.reason().code());
        });
        return Entry.bySystem(EvidenceKind.VERIFY_CHAIN, "chain", body);
    }
}
