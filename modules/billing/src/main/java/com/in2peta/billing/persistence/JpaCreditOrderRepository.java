package com.in2peta.billing.persistence;

import com.in2peta.billing.api.CreditPurchases.Pack;
import com.in2peta.billing.domain.CreditOrder;
import com.in2peta.billing.domain.CreditOrderRepository;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

@ApplicationScoped
class JpaCreditOrderRepository implements CreditOrderRepository {

    @PersistenceContext(unitName = "billing")
    EntityManager em;

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Override
    public List<Pack> packs() {
        return Sql.query(
                database,
                "select id, amount_minor, currency, credit_micros from billing.credit_pack where active order by amount_minor",
                row -> new Pack(row.getString(1), row.getLong(2), row.getString(3), row.getLong(4)));
    }

    @Override
    public void add(CreditOrder order) {
        em.persist(order);
    }

    @Override
    public Optional<CreditOrder> find(UUID id) {
        return Optional.ofNullable(em.find(CreditOrder.class, id));
    }

    @Override
    public Optional<CreditOrder> findLocked(UUID id) {
        return Optional.ofNullable(em.find(CreditOrder.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public List<CreditOrder> list(Slice slice) {
        String where = slice.position().isPresent() ? " where o.id " + slice.comparison() + " :position" : "";
        var query = em.createQuery(
                        "select o from CreditOrder o" + where + " order by o.id " + slice.order(), CreditOrder.class)
                .setMaxResults(slice.limit());
        slice.id().ifPresent(id -> query.setParameter("position", id));
        return slice.newestFirst(query.getResultList());
    }

    @Override
    public void postTopUp(CreditOrder order, Instant now) {
        em.flush(); // the function reads the order
        Sql.query(database, "select billing.post_top_up(?, ?)", row -> row.getBoolean(1), order.id(), now);
    }
}
