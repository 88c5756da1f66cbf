package com.in2peta.compliance.evidence;

import com.in2peta.compliance.config.ComplianceConfig;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import javax.sql.DataSource;

/** One day in one transaction: a day is short to lock, and what is signed stays signed when the rest is interrupted. */
@Stateless
public class RootSigning {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    EvidenceKeys keys;

    @Inject
    ComplianceConfig config;

    @Inject
    Clock clock;

    /** False when there is no day left that could be signed. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean signNext() {
        RootSigner signer = new RootSigner(keys.signing(), new OutsideCopies(config.witnessDir()), clock);
        return Sql.with(database, signer::signNext).signed();
    }
}
