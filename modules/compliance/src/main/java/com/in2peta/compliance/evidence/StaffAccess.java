package com.in2peta.compliance.evidence;

import com.in2peta.kernel.database.Sql;
import com.in2peta.kernel.evidence.AccessLog;
import com.in2peta.kernel.evidence.EvidenceKind;
import com.in2peta.kernel.page.Slice;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** The access log is part of the evidence. */
@Stateless
public class StaffAccess implements AccessLog {

    private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    @Resource(lookup = "jdbc/in2peta-batch")
    DataSource database;

    @Inject
    Evidence evidence;

    /** A new transaction, because the caller's is on another pool, and because what was looked at stays looked at when it fails. */
    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void note(Access access) {
        evidence.append(entry(access));
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Noted> about(byte[] subjectRef, Set<EvidenceKind> kinds, Slice slice) {
        return Sql.with(database, connection -> about(connection, subjectRef, kinds, slice));
    }

    static Entry entry(Access access) {
        if (!REASON.matcher(access.reason()).matches()) {
            throw new IllegalArgumentException("a reason is a code");
        }
        return new Entry(
                access.kind(),
                Optional.of(access.staff()),
                access.object(),
                Optional.of(access.subjectRef()),
                Map.of("reason", access.reason()));
    }

    static List<Noted> about(Connection connection, byte[] subjectRef, Set<EvidenceKind> kinds, Slice slice)
            throws SQLException {
        Object[] codes = kinds.stream().map(EvidenceKind::code).toArray();
        return slice.newestFirst(Sql.query(
                connection,
                """
                select seq, at, kind, object, body::jsonb ->> 'reason' as reason from compliance.evidence
                where subject_ref = ? and actor is not null and kind = any (?) and (?::bigint is null or seq %s ?)
                order by seq %s limit ?
                """.formatted(slice.comparison(), slice.order()),
                row -> new Noted(
                        row.getLong("seq"),
                        Sql.instant(row, "at"),
                        EvidenceKind.of(row.getString("kind")),
                        row.getString("object"),
                        row.getString("reason")),
                subjectRef,
                new Sql.Values("text", codes),
                slice.number().orElse(null),
                slice.number().orElse(null),
                slice.limit()));
    }
}
