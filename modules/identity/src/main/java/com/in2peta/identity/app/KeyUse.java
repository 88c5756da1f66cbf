package com.in2peta.identity.app;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Remembers when keys were last used and writes it down off the request path; {@link KeyUseTimer} says when. */
@ApplicationScoped
public class KeyUse {

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Clock clock;

    private final Map<UUID, Instant> lastUsed = new ConcurrentHashMap<>();

    public void used(UUID apiKeyId) {
        lastUsed.put(apiKeyId, clock.instant());
    }

    public void write() {
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
