package com.in2peta.identity.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.privacy.AccountFreeze;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/** Who is frozen. The answer is remembered for a second; on the node that freezes it is forgotten at once. */
@ApplicationScoped
public class FrozenAccounts implements AccountFreeze {

    /** Somebody was frozen or thawed; heard once it has committed. */
    record FreezeChanged(UUID personId) {}

    private static final Duration REMEMBER = Duration.ofSeconds(1);
    private static final int REMEMBERED_PERSONS = 50_000;

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource batchDatabase;

    @Inject
    Event<FreezeChanged> changed;

    @Inject
    Clock clock;

    private final Cache<UUID, Boolean> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_PERSONS)
            .expireAfterWrite(REMEMBER)
            .build();

    /** True for who is gone, too: a token outlives its account otherwise. */
    public boolean isFrozen(UUID personId) {
        return known.get(personId, this::look);
    }

    @Override
    public void freeze(UUID personId) {
        Sql.update(
                batchDatabase,
                "update identity.person set frozen_at = ?, version = version + 1 where id = ? and frozen_at is null",
                clock.instant(),
                personId);
        changed.fire(new FreezeChanged(personId));
    }

    @Override
    public void thaw(UUID personId) {
        Sql.update(
                batchDatabase,
                "update identity.person set frozen_at = null, version = version + 1 where id = ? and frozen_at is not null",
                personId);
        changed.fire(new FreezeChanged(personId));
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) FreezeChanged change) {
        known.invalidate(change.personId());
    }

    private boolean look(UUID personId) {
        return Sql.query(database, "select identity.is_frozen(?)", row -> row.getBoolean(1), personId)
                .get(0);
    }
}
