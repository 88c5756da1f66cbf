package com.in2peta.inference.persistence;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Secrets that sign, and URLs that are not called any more: of one organization, within the caller's transaction. Both lie sealed. */
@ApplicationScoped
public class WebhookSettingsTable {

    public record SealedSecret(UUID id, byte[] secret) {}

    public record SealedUrl(UUID id, byte[] url, Instant disabledAt) {}

    @Resource(lookup = "jdbc/in2peta")
    DataSource database;

    /** Those that sign now, the present one first. */
    public List<SealedSecret> secrets(UUID organizationId, Instant now) {
        return Sql.query(
                database,
                "select id, secret from inference.webhook_secret where organization_id = ? and (ends_at is null or ends_at > ?)"
                        + " order by ends_at desc nulls first",
                row -> new SealedSecret(row.getObject("id", UUID.class), row.getBytes("secret")),
                organizationId,
                now);
    }

    /** Unless there is one already. */
    public void addFirstSecret(UUID organizationId, SealedSecret secret, Instant now) {
        Sql.update(
                database,
                "insert into inference.webhook_secret (id, organization_id, secret, created_at) values (?, ?, ?, ?)"
                        + " on conflict do nothing",
                secret.id(),
                organizationId,
                secret.secret(),
                now);
    }

    /** The present one becomes the one before, and what was before it goes. */
    public void replaceSecret(UUID organizationId, SealedSecret secret, Instant now, Instant previousEndsAt) {
        // Of two at once the later one counts as a whole.
        Sql.query(
                database,
                "select pg_advisory_xact_lock(hashtextextended(?, 2))",
                row -> true,
                organizationId.toString());
        Sql.update(
                database,
                "delete from inference.webhook_secret where organization_id = ? and ends_at is not null",
                organizationId);
        Sql.update(
                database,
                "update inference.webhook_secret set ends_at = ? where organization_id = ? and ends_at is null",
                previousEndsAt,
                organizationId);
        addFirstSecret(organizationId, secret, now);
    }

    public boolean isDisabled(UUID organizationId, byte[] urlIndex) {
        return !Sql.query(
                        database,
                        "select 1 from inference.disabled_webhook where organization_id = ? and url_index = ?",
                        row -> true,
                        organizationId,
                        urlIndex)
                .isEmpty();
    }

    /** Disabling again changes nothing. */
    public void disable(UUID organizationId, SealedUrl url, byte[] urlIndex) {
        Sql.update(
                database,
                "insert into inference.disabled_webhook (id, organization_id, url, url_index, disabled_at) values (?, ?, ?, ?, ?)"
                        + " on conflict do nothing",
                url.id(),
                organizationId,
                url.url(),
                urlIndex,
                url.disabledAt());
    }

    /** Newest first. */
    public List<SealedUrl> disabled(UUID organizationId, Slice slice) {
        List<Object> parameters = new ArrayList<>(List.of(organizationId));
        slice.id().ifPresent(parameters::add);
        String from = slice.id().isPresent() ? " and id " + slice.comparison() + " ?" : "";
        parameters.add(slice.limit());
        return slice.newestFirst(Sql.query(
                database,
                "select id, url, disabled_at from inference.disabled_webhook where organization_id = ?" + from
                        + " order by id " + slice.order() + " limit ?",
                WebhookSettingsTable::url,
                parameters.toArray()));
    }

    /** False when there is no such row. */
    public boolean enable(UUID organizationId, UUID id) {
        return Sql.update(
                        database,
                        "delete from inference.disabled_webhook where organization_id = ? and id = ?",
                        organizationId,
                        id)
                == 1;
    }

    private static SealedUrl url(ResultSet row) throws SQLException {
        return new SealedUrl(row.getObject("id", UUID.class), row.getBytes("url"), Sql.instant(row, "disabled_at"));
    }
}
