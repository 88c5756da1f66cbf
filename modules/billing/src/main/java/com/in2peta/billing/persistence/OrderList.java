package com.in2peta.billing.persistence;

import com.in2peta.kernel.database.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Orders of everybody, for staff. */
@ApplicationScoped
public class OrderList {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    /** Empty for an order that is not there, and once the person is gone. */
    public Optional<UUID> personOf(UUID orderId) {
        return Sql.query(
                        database,
                        "select person_id from billing.credit_order where id = ?",
                        row -> row.getObject(1, UUID.class),
                        orderId)
                .stream()
                .filter(Objects::nonNull)
                .findFirst();
    }
}
