package com.in2peta.kernel.privacy;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Sql.Values;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Closes purposes for an organization: from the commit on, row-level security shows nothing of it to a transaction with such a purpose.
 * Storage goes on, and so do the account itself and what law demands.
 */
@ApplicationScoped
public class PurposeGate {

    /** Why a purpose is closed; one that is closed on two grounds opens when both are gone. */
    public enum Ground {
        RESTRICTION,
        OBJECTION,
        GLOBAL_PRIVACY_CONTROL,
        /** The account is being erased: nothing new begins. */
        ERASURE;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What a restriction (GDPR art. 18) closes: everything but the account, the bill, mail about it, and law. */
    public static final Set<Purpose> RESTRICTED =
            Set.of(Purpose.INFERENCE, Purpose.PAYMENTS, Purpose.ABUSE, Purpose.TRENDS);

    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST_ORGANIZATIONS = 50_000;

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Clock clock;

    private LoadingCache<UUID, Set<Purpose>> remembered;

    @PostConstruct
    void prepare() {
        remembered = Caffeine.newBuilder()
                .maximumSize(MOST_ORGANIZATIONS)
                .expireAfterWrite(REMEMBERED)
                .build(this::closed);
    }

    /** The same as the database would say, at most a few seconds old: for what is refused before it gets there. */
    public boolean isClosed(UUID organizationId, Purpose purpose) {
        return remembered.get(organizationId).contains(purpose);
    }

    /** Closing again changes nothing. */
    public void close(UUID organizationId, Set<Purpose> purposes, Ground ground) {
        Sql.update(
                database,
                """
                insert into kernel.closed_purpose (organization_id, purpose, ground, since)
                select ?, purpose, ?, ? from unnest(?) purpose on conflict do nothing
                """,
                organizationId,
                ground.code(),
                clock.instant(),
                new Values("text", purposes.stream().map(Purpose::setting).toArray()));
    }

    /** Opens what was closed on that ground. */
    public void open(UUID organizationId, Ground ground) {
        Sql.update(
                database,
                "delete from kernel.closed_purpose where organization_id = ? and ground = ?",
                organizationId,
                ground.code());
    }

    /** The purposes that are closed, on whatever ground. */
    public Set<Purpose> closed(UUID organizationId) {
        Set<String> closed = Set.copyOf(Sql.query(
                database,
                "select distinct purpose from kernel.closed_purpose where organization_id = ?",
                row -> row.getString(1),
                organizationId));
        return Arrays.stream(Purpose.values())
                .filter(purpose -> closed.contains(purpose.setting()))
                .collect(Collectors.toSet());
    }
}
