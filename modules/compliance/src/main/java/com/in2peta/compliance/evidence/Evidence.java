package com.in2peta.compliance.evidence;

import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;

/**
 * Appends to the record, inside the caller's transaction on {@code jdbc/in2peta-batch}: what is recorded and the record of it are there together
 * or not at all. From the first append on, everybody else's waits for the end of that transaction, so append last and append many at once.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class Evidence {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Clock clock;

    /** The number of the entry. */
    public long append(Entry entry) {
        return append(List.of(entry)).get(0);
    }

    /** The numbers of the entries, in their order: one lock for all of them. */
    public List<Long> append(List<Entry> entries) {
        return Sql.with(database, connection -> Chain.append(connection, clock, entries)).stream()
                .map(Link::seq)
                .toList();
    }

    /** The same in a transaction of its own, for what stays true whatever becomes of the caller's. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public long appendAlone(Entry entry) {
        return append(entry);
    }
}
