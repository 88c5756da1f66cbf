package com.in2peta.billing.persistence;

import com.in2peta.billing.domain.PaymentProcessor.Dispute;
import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import javax.sql.DataSource;

/** Disputes; the function books each step once. */
@ApplicationScoped
public class DisputeTable {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** False when its payment is none of ours. */
    public boolean note(Dispute dispute, Instant now) {
        return Sql.query(
                        database,
                        "select billing.note_dispute(?, ?, ?, ?, ?)",
                        row -> row.getBoolean(1),
                        dispute.id(),
                        dispute.paymentId(),
                        dispute.amountMinor(),
                        dispute.stands(),
                        now)
                .get(0);
    }
}
