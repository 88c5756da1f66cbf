package com.in2peta.compliance.erasure;

import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.compliance.erasure.ErasureLedger.Entry;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import javax.sql.DataSource;

/** Where the ledger of erasures is. */
@ApplicationScoped
class Ledgers {

    private static final String FILE = "erasures.jsonl";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    ComplianceConfig config;

    ErasureLedger ledger() {
        return new ErasureLedger(config.witnessDir().resolve(FILE));
    }

    /** Everybody who was erased. An error when there is nobody although the database knows of erasures: then it is not the ledger. */
    List<Entry> entries() {
        List<Entry> entries = ledger().entries();
        if (entries.isEmpty() && isTombstone()) {
            throw new IllegalStateException("the ledger of erasures is empty though people were erased");
        }
        return entries;
    }

    private boolean isTombstone() {
        return Sql.query(database, "select exists (select from compliance.tombstone)", row -> row.getBoolean(1))
                .get(0);
    }
}
