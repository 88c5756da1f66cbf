package com.in2peta.compliance.erasure;

import com.in2peta.compliance.erasure.Deed.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Carries out one deed after the other. */
@ApplicationScoped
class Deeds {

    /** Rows may come and go while they are deleted: a last API call is written down, a partition reaches its end. Then it is counted anew. */
    private static final int ATTEMPTS = 3;

    @Inject
    RowEraser rows;

    /** False when the counts of one never came out; what went is gone all the same. */
    boolean carryOut(ErasureRun run, List<Deed> deeds) {
        boolean all = true;
        for (Deed deed : deeds) {
            if (deed.kind() == Kind.KEEP) {
                rows.keep(run, deed);
            } else {
                all &= carryOut(run, deed);
            }
        }
        return all;
    }

    private boolean carryOut(ErasureRun run, Deed deed) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (!rows.begin(run, deed)) {
                return true;
            }
            Optional<String> after = Optional.empty();
            do {
                after = rows.range(run, deed, after);
            } while (after.isPresent());
            if (rows.end(run, deed)) {
                return true;
            }
        }
        return false;
    }
}
