package com.in2peta.identity.app;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Remembers when keys were last used and writes it down twice a minute, off the request path. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class KeyUse {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Clock clock;

    private final Map<UUID, Instant> lastUsed = new ConcurrentHashMap<>();

    void used(UUID apiKeyId) {
        lastUsed.put(apiKeyId, clock.instant());
    }

    @PreDestroy
    @Schedule(hour = "*", minute = "*", second = "*/30", persistent = false)
    void write() {
        Map<UUID, Instant> batch = new HashMap<>(lastUsed);
        if (batch.isEmpty()) {
            return;
        }
        batch.forEach(lastUsed::remove);
        Sql.update(
                database,
                "update identity.api_key k set last_used_at = greatest(k.last_used_at, t.at)"
                        + " from unnest(?::uuid[], ?::timestamptz[]) t (id, at) where k.id = t.id",
                new Values("uuid", batch.keySet().toArray()),
                new Values("timestamptz", batch.values().toArray()));
    }
}
