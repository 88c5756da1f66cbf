package com.in2peta.compliance.request;

import com.in2peta.compliance.request.Request.Origin;
import com.in2peta.compliance.request.Request.Status;
import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.page.Slice;
import com.in2peta.kernel.problem.DomainException;
import com.in2peta.kernel.problem.ProblemType;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Requests as rows. A write is refused when somebody else wrote since the row was read. */
@ApplicationScoped
class RequestTable {

    private static final String ALL = "select * from compliance.request ";
    private static final String OWN = "where person_id = ? and organization_id = ? ";

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Journal journal;

    void add(Request request, Actor actor) {
        Origin origin = request.origin();
        Status status = request.status();
        Sql.update(
                database,
                """
                insert into compliance.request
                    (id, kind, regime, channel, person_id, organization_id, subject_ref, policy_version, received_at, due_at, state,
                     catalogue_sha256, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'received', ?, 0)
                """,
                origin.id(),
                origin.kind().code(),
                origin.regime(),
                origin.channel(),
                status.personId,
                status.organizationId,
                origin.subjectRef(),
                origin.policyVersion(),
                origin.receivedAt(),
                origin.dueAt(),
                status.catalogueSha256);
        save(request, actor);
    }

    /** Writes the request with its steps; the journal comes last, it holds a lock that everybody waits for. */
    void save(Request request, Actor actor) {
        int steps = Math.max(1, request.steps().size());
        if (update(request, request.status().version + steps) == 0) {
            throw new DomainException(ProblemType.CONFLICT, "Somebody else has just changed the request. Look again.");
        }
        journal.write(request, actor, request.status().version);
        request.status().version += steps;
        request.steps().clear();
    }

    private int update(Request request, int version) {
        Status s = request.status();
        return Sql.update(
                database,
                """
                update compliance.request set person_id = ?::uuid, organization_id = ?::uuid, state = ?, outcome = ?, refusal_article = ?,
                    identity_level = ?, details = ?::jsonb, catalogue_sha256 = ?, verified_at = ?::timestamptz,
                    extended_until = ?::timestamptz, cooling_until = ?::timestamptz, alerted = ?,
                    certificate_id = ?::uuid, closed_at = ?::timestamptz, version = ?
                where id = ? and version = ?
                """,
                text(s.personId),
                text(s.organizationId),
                s.state.code(),
                s.outcome,
                s.refusalArticle,
                s.identityLevel,
                Details.write(s.details),
                s.catalogueSha256,
                text(s.verifiedAt),
                text(s.extendedUntil),
                text(s.coolingUntil),
                s.alerted,
                text(s.certificateId),
                text(s.closedAt),
                version,
                request.id(),
                s.version);
    }

    Optional<Request> find(UUID id) {
        return list("where id = ?", id).stream().findFirst();
    }

    Request require(UUID id) {
        return find(id).orElseThrow(() -> DomainException.notFound("request"));
    }

    /** One of the person's own. */
    Request requireOwn(UUID personId, UUID organizationId, UUID id) {
        return list(OWN + "and id = ?", personId, organizationId, id).stream()
                .findFirst()
                .orElseThrow(() -> DomainException.notFound("request"));
    }

    Optional<UUID> active(UUID personId, RequestKind kind) {
        return Sql.query(
                        database,
                        "select id from compliance.request where person_id = ? and kind = ? and state <> 'closed'",
                        row -> row.getObject(1, UUID.class),
                        personId,
                        kind.code())
                .stream()
                .findFirst();
    }

    /** Restrictions, objections and withdrawals of the organization that are in effect, but for one of them. */
    List<Request> effective(UUID organizationId, UUID except) {
        return list("""
                where organization_id = ? and kind in ('restriction', 'objection', 'withdrawal') and outcome = 'done'
                    and not jsonb_exists(details, 'lifted') and id <> ?
                """, organizationId, except);
    }

    /** Whether the person needs the data to stay for claims of her own (GDPR art. 18(1)(c)). */
    boolean isKeptForClaims(UUID personId) {
        return !list("""
                where person_id = ? and kind = 'restriction' and details ->> 'ground' = 'claims'
                    and (state <> 'closed' or outcome = 'done') and not jsonb_exists(details, 'lifted') limit 1
                """, personId).isEmpty();
    }

    /** Whether the person's account has to stay frozen for an open request about a child, or for an erasure under way. */
    boolean isFrozenByAnother(Request request) {
        return request.personId().isPresent()
                && !list("""
                where person_id = ? and id <> ? and (kind = 'child' and state <> 'closed'
                    or kind = 'erasure' and state in ('running', 'waiting-processor', 'blocked-by-hold', 'failed')) limit 1
                """, request.personId().get(), request.id()).isEmpty();
    }

    List<Request> own(UUID personId, UUID organizationId, Slice slice) {
        return slice(OWN + "and ", slice, personId, organizationId);
    }

    List<Request> all(Slice slice) {
        return slice("where ", slice);
    }

    private List<Request> slice(String where, Slice slice, Object... owner) {
        List<Object> parameters = new ArrayList<>(Arrays.asList(owner));
        slice.id().ifPresent(parameters::add);
        parameters.add(slice.limit());
        String position = slice.id().isPresent() ? "id " + slice.comparison() + " ? " : "true ";
        return slice.newestFirst(
                list(where + position + "order by id " + slice.order() + " limit ?", parameters.toArray()));
    }

    List<Request> list(String where, Object... parameters) {
        return Sql.query(database, ALL + where, RequestTable::read, parameters);
    }

    private static Request read(ResultSet row) throws SQLException {
        Origin origin = new Origin(
                row.getObject("id", UUID.class),
                RequestKind.of(row.getString("kind")),
                row.getString("regime"),
                row.getString("channel"),
                row.getBytes("subject_ref"),
                row.getInt("policy_version"),
                Sql.instant(row, "received_at"),
                Sql.instant(row, "due_at"));
        Status status = new Status();
        status.personId = row.getObject("person_id", UUID.class);
        status.organizationId = row.getObject("organization_id", UUID.class);
        status.state = RequestState.of(row.getString("state"));
        status.outcome = row.getString("outcome");
        status.refusalArticle = row.getString("refusal_article");
        status.identityLevel = row.getInt("identity_level");
        status.catalogueSha256 = row.getString("catalogue_sha256");
        status.verifiedAt = Sql.instant(row, "verified_at");
        status.extendedUntil = Sql.instant(row, "extended_until");
        status.coolingUntil = Sql.instant(row, "cooling_until");
        status.alerted = row.getInt("alerted");
        status.certificateId = row.getObject("certificate_id", UUID.class);
        status.closedAt = Sql.instant(row, "closed_at");
        status.version = row.getInt("version");
        status.details.putAll(Details.read(row.getString("details")));
        return new Request(origin, status);
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }
}
