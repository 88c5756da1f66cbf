package com.in2peta.compliance.erasure;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.AccountFreeze;
import com.in2peta.kernel.privacy.PurposeGate;
import com.in2peta.kernel.privacy.PurposeGate.Ground;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import javax.sql.DataSource;

/** Freezes in a transaction of its own, under the fence. Purposes are closed too: a call that was let in before the freeze writes nothing any more. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class FrozenAccounts {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    @Any
    Instance<AccountFreeze> freezes;

    @Inject
    PurposeGate purposes;

    public void freeze(ErasureRun run) {
        Sql.with(database, connection -> {
            run.fence().require(connection);
            return null;
        });
        freezes.forEach(freeze -> freeze.freeze(run.who().personId()));
        purposes.close(run.who().organizationId(), PurposeGate.RESTRICTED, Ground.ERASURE);
    }
}
