package com.in2peta.compliance.export;

import com.in2peta.compliance.api.Exports.Link;
import com.in2peta.kernel.database.Purpose;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.database.Tenancy;
import com.in2peta.kernel.limit.Limits;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Links: 256 random bits that open one package. A link ends a quarter of an hour after its last use, and for a part when the whole part has
 * been sent; until then it may be used again, so that an interrupted download can go on where it was.
 */
@ApplicationScoped
class ExportLinks {

    static final Duration LIFE = Duration.ofMinutes(15);

    /** Stands for a part that was sent whole. */
    private static final long WHOLE = -1;

    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    @Inject
    Clock clock;

    /** In the caller's transaction; the oldest links make room. */
    Link make(Connection connection, Package of) throws SQLException {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Sql.update(connection, """
                delete from compliance.export_link where request_id = ? and digest not in (
                    select digest from compliance.export_link where request_id = ? order by used_at desc limit ?)
                """, of.requestId(), of.requestId(), Limits.EXPORT_LINKS - 1);
        Sql.update(
                connection,
                """
                insert into compliance.export_link (digest, request_id, organization_id, created_at, used_at)
                values (?, ?, ?, ?, ?)
                """,
                digest(token),
                of.requestId(),
                of.subject().organizationId(),
                clock.instant(),
                clock.instant());
        return new Link(token, clock.instant().plus(LIFE));
    }

    /** Whose link it is; empty when it is none to this package. */
    Optional<UUID> organization(UUID requestId, String token) {
        return Sql.query(
                        database,
                        "select organization_id from compliance.find_export_link(?) where request_id = ?",
                        row -> row.getObject(1, UUID.class),
                        digest(token),
                        requestId)
                .stream()
                .findFirst();
    }

    /**
     * Whether the link still opens this part; its life then begins anew. Who comes back to a part of which he has something was interrupted: the
     * package's time begins anew too.
     */
    boolean use(Connection connection, Package of, int part, String token) throws SQLException {
        Instant now = clock.instant();
        List<Optional<Long>> live = Sql.query(
                connection,
                "select delivered[?] from compliance.export_link where digest = ? and used_at > ? for update",
                row -> Optional.ofNullable(row.getObject(1, Long.class)),
                part,
                digest(token),
                now.minus(LIFE));
        if (live.isEmpty() || live.get(0).filter(sent -> sent == WHOLE).isPresent()) {
            return false;
        }
        if (live.get(0).filter(sent -> sent > 0).isPresent()) {
            keep(connection, of);
        }
        Sql.update(
                connection,
                "update compliance.export_link set used_at = ?, delivered[?] = coalesce(delivered[?], 0) where digest = ?",
                now,
                part,
                part,
                digest(token));
        return true;
    }

    /** Notes what was sent, from where to where, in a transaction of its own: the request's is over by then. */
    void sent(Package of, int part, String token, long from, long to, long bytes) {
        Transactions.run(database, connection -> {
            Tenancy.enter(connection, of.subject().organizationId(), Purpose.LEGAL);
            Sql.update(connection, """
                    update compliance.export_link set used_at = ?,
                        delivered[?] = case when ? >= ? then ? else greatest(delivered[?], ?) end
                    where digest = ? and delivered[?] >= ?
                    """, clock.instant(), part, to, bytes, WHOLE, part, to, digest(token), part, from);
            return null;
        });
    }

    /** A transfer broke: from now on the time of the package counts. */
    void interrupted(Package of) {
        Transactions.run(database, connection -> {
            Tenancy.enter(connection, of.subject().organizationId(), Purpose.LEGAL);
            keep(connection, of);
            return null;
        });
    }

    private void keep(Connection connection, Package of) throws SQLException {
        Sql.update(
                connection,
                "update compliance.export set kept_from = ? where request_id = ? and kept_from < ?",
                clock.instant(),
                of.requestId(),
                clock.instant());
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }
}
